"""A command written wrongly, said in a sentence: what is wrong, and where it says how to write it."""

from __future__ import annotations

import re

import click
from django.utils.translation import gettext as _

from niangjia.base.phrases import listed

# click tells the value only inside its English sentence: "'abc' is not a valid integer."
_VALUE = re.compile(r"(?:\w+ )?'?(?P<value>.*?)'? (?:is not|does not|is a) ")
_EXTRA = re.compile(r"\((?P<words>.*)\)")


def sentence(error: click.UsageError) -> str:
    """What is wrong with the command, in the reader's language, and where to read on."""
    path = error.ctx.command_path if error.ctx else "niangjia"
    return _("%(what)s用法见：%(command)s --help") % {"what": _what(error), "command": path}


def _what(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return _no_such(_("没有“%(word)s”这个选项。"), error.option_name, error.possibilities)
        case click.exceptions.NoSuchCommand():
            return _no_such(_("没有“%(word)s”这个命令。"), error.command_name, error.possibilities)
        case click.MissingParameter():
            return _("少写了%(name)s。") % {"name": _name(error)}
        case click.BadParameter():
            return _bad(error)
        case click.BadOptionUsage():
            return _option(error)
    return _other(error)


def _no_such(text: str, word: str, near: object) -> str:
    alike = list(near) if isinstance(near, list | tuple) else []
    hint = _("是不是%(words)s？") % {"words": listed(alike)} if alike else ""
    return text % {"word": word} + hint


def _name(error: click.BadParameter) -> str:
    """As she writes it: --port, or the place of an argument."""
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.metavar or str(error.param.name)


def _bad(error: click.BadParameter) -> str:
    found = _VALUE.match(error.message)
    said = {"name": _name(error), "value": found["value"] if found else ""}
    return _("%(name)s写的“%(value)s”不能用。") % said + _wanted(error.param)


def _wanted(param: click.Parameter | None) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return _("可以写：%(words)s。") % {"words": listed(kind.choices)}
    if isinstance(kind, click.IntRange):
        return _("要写%(least)s到%(most)s的整数。") % {"least": kind.min, "most": kind.max}
    if isinstance(kind, click.types.IntParamType):
        return _("要写整数。")
    return _("请看看文件在不在。") if isinstance(kind, click.Path) else ""


def _option(error: click.BadOptionUsage) -> str:
    if "does not take a value" in error.message:
        return _("“%(name)s”后面不写值。") % {"name": error.option_name}
    return _("“%(name)s”后面要写上值。") % {"name": error.option_name}


def _other(error: click.UsageError) -> str:
    extra = _EXTRA.search(error.message)
    if "unexpected extra" in error.message and extra:
        return _("多写了“%(words)s”。") % {"words": extra["words"]}
    if "Missing command" in error.message:
        return _("还没有写要做什么。")
    return _("这个命令没有写对。")
