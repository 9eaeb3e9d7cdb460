"""`niangjia`: the command line. Its commands are a stable contract (ARCHITECTURE 10).

A command is loaded when it is called; all but `--help` begin with a database that is up to date.
What is refused is one sentence on standard error and exit code 2, with `--json` an object.
"""

from __future__ import annotations

import json
import os
import re
from importlib import import_module
from typing import IO, Any

import click

from niangjia.base.periods import PeriodError
from niangjia.base.postgres import DatabaseUnavailable
from niangjia.base.refusals import Refused
from niangjia.network.division_errors import Untold

HERE = "niangjia.site.commands"
# Name → (where it is, what it does in one line).
COMMANDS = {
    "account": ("niangjia.access.commands:account", "开账号、换登录单、结束职务"),
    "backup": (f"{HERE}.backup:backup", "备份成一个加密的文件"),
    "demo": (f"{HERE}.demo:demo", "装入一个示范县并打开网站"),
    "doctor": (f"{HERE}.doctor:doctor", "哪里不对，怎么办"),
    "figure": (f"{HERE}.figures:figure", "一个指标的数"),
    "figures": (f"{HERE}.figures:figures", "全部指标"),
    "found": (f"{HERE}.network:found", "登记一个新成立的组织"),
    "import": (f"{HERE}.ledgers:import_", "导入一份台账"),
    "imports": (f"{HERE}.imports:imports", "导入过的文件，撤回其中一次"),
    "init": (f"{HERE}.network:init", "按区划代码建一个县"),
    "receipts": (f"{HERE}.receipts:receipts", "要过哪些表、谁交了"),
    "report": (f"{HERE}.reports:report", "按模板写一份材料"),
    "restore": (f"{HERE}.backup:restore", "从备份恢复到空的数据目录"),
    "serve": (f"{HERE}.serve:serve", "打开网站"),
    "template": (f"{HERE}.templates:template", "发下去填的台账，填完能原样导入"),
    "trace": (f"{HERE}.figures:trace", "一个数背后的每一行"),
    "verify": (f"{HERE}.verify:verify", "重新数一遍，核对是否一致"),
    "worker": (f"{HERE}.worker:worker", "做后台任务"),
}
# These see to the database themselves: before an upgrade, without tables, or when it is ill.
UNPREPARED = ("backup", "doctor", "restore", "serve", "verify")
# This one only keeps the processes that do the work, and so loads nothing.
BARE = ("serve",)
ENGLISH = "en"


class Said(click.ClickException):
    """A refusal in a sentence; as an object when the command was asked for JSON."""

    exit_code = 2

    def __init__(self, message: str, *, as_json: bool) -> None:
        super().__init__(message)
        self.as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence to standard error, the object to standard output."""
        if self.as_json:
            click.echo(json.dumps({"error": self.message}, ensure_ascii=False), file=file)
        else:
            click.echo(self.message, file=file, err=file is None)


class Commands(click.Group):
    """Loads commands when they are called and puts their refusals into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; Django is set up for it, the database not yet."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in BARE:
            load_django(ctx.params.get("language"))
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return getattr(import_module(module), name)  # type: ignore[no-any-return]  # a command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; unless it is only to explain itself, make the database ready."""
        found = super().resolve_command(ctx, args)
        if "--help" not in args and found[0] not in UNPREPARED:
            from niangjia.site import database

            database.make_ready()
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Remember whether the answer is wanted as JSON."""
        ctx.meta["as_json"] = "--json" in args
        return super().parse_args(ctx, args)

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **said: Any) -> Any:
        """Read the words before the command; what is wrong with them is told like all else."""
        written, as_json = " ".join(args), "--json" in args
        try:
            return super().make_context(info_name, args, *more, **said)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            language = ENGLISH if re.search(r"--language[ =]en\b", written) else None
            raise _misused(error, language, as_json=as_json) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run; what is refused becomes one sentence."""
        as_json = ctx.meta["as_json"]
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise Said(str(error), as_json=as_json) from error
        except (PeriodError, Untold, DatabaseUnavailable) as error:
            raise Said(_filled(error, ctx.params.get("language")), as_json=as_json) from error
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise _misused(error, ctx.params.get("language"), as_json=as_json) from error
        except click.ClickException as error:
            raise Said(error.format_message(), as_json=as_json) from error
        except Exception as error:
            sentence = _sentence(error)
            if sentence is None:
                raise
            raise Said(sentence, as_json=as_json) from error


def _filled(error: PeriodError | Untold | DatabaseUnavailable, language: str | None) -> str:
    """Its sentence in the language asked for; it comes from rooms that know no Django."""
    load_django(language)
    from django.utils.translation import gettext

    return gettext(error.sentence) % error.values


def _misused(error: click.UsageError, language: str | None, *, as_json: bool) -> Said:
    """A command written wrongly, told in the language asked for."""
    load_django(language)
    from niangjia.site import usage

    return Said(usage.sentence(error), as_json=as_json)


def _sentence(error: Exception) -> str | None:
    """The words of what only a loaded Django can name; None for a fault of the program."""
    import psycopg
    from django.core.exceptions import PermissionDenied
    from django.db import OperationalError
    from django.http import Http404
    from django.utils.translation import gettext

    if isinstance(error, PermissionDenied | Http404):
        return str(error)
    if isinstance(error, OperationalError | psycopg.OperationalError):
        first = str(error).partition("\n")[0]
        return gettext(
            "连不上数据库，或它中途断开了（%(reason)s）。请检查 DATABASE_URL 所指的服务器后再试。"
        ) % {"reason": first}
    return None


def _language() -> str:
    surroundings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in surroundings if value), "")


def load_django(language: str | None) -> None:
    """Set Django up, speaking that language or, without one, that of the surroundings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.site.settings")
    django.setup()
    _speak(language or _language())


def _speak(language: str) -> None:
    from django.utils import translation

    translation.activate(ENGLISH if language.startswith(ENGLISH) else "zh-hans")


@click.group(cls=Commands, context_settings={"help_option_names": ["--help"]})
@click.version_option(package_name="niangjia", message="%(version)s")
@click.option("--language", type=click.Choice(["zh-hans", ENGLISH]), help="默认按环境变量 LANG")
def main(language: str | None) -> None:
    """娘家：妇联的工作系统。从一个村到一个县，每个数都能点开看到每一行。"""
