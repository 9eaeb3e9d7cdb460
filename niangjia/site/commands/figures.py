"""`niangjia figures`, `figure` and `trace`: the catalogue, a number, and its rows."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from niangjia.access.models import User
from niangjia.access.operations import log_reading
from niangjia.access.permissions import require_figure, unmasked, visible_to
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures import catalogue
from niangjia.figures.by_unit import by_child, by_unit, by_value
from niangjia.figures.catalogue import Reference
from niangjia.figures.compute import value
from niangjia.figures.kinds import On, Ratio, Share
from niangjia.figures.trace import trace as rows_behind
from niangjia.network.models import Organisation
from niangjia.network.terms import TIERS, Level
from niangjia.site.commands import showing
from niangjia.site.commands.asking import (
    answer,
    json_option,
    organisation_of,
    organisation_option,
    period_of,
    period_options,
    today,
    user_of,
    user_option,
)
from niangjia.site.commands.rows import Rows

UNIT = "unit"


@click.command()
@json_option
def figures(as_json: bool) -> None:
    """全部指标：名称、单位、定义和可用的条件。"""
    known = catalogue.catalogue()
    answer(as_json, showing.catalogue_shape(known), showing.catalogue_lines(known))


@click.command()
@click.argument("name", metavar="指标名|'指标名(条件=值)'")
@click.argument("more", nargs=-1, metavar="[条件=值]…")
@organisation_option
@period_options
@click.option("--where", multiple=True, metavar="条件=值", help="只看其中一部分，可以写几次")
@click.option("--by", "split", metavar="条件|层级|unit", help="按条件的值、某一层级或直接下级分列")
@user_option
@json_option
def figure(
    name: str,
    more: tuple[str, ...],
    organisation: str | None,
    first: str | None,
    last: str | None,
    as_of: str | None,
    where: tuple[str, ...],
    split: str | None,
    username: str,
    as_json: bool,
) -> None:
    """一个指标的数：哪个组织、哪段时间或截至哪一天。"""
    reference = _reference(name, (*where, *more))
    period = _period(reference, first, last, as_of)
    unit = _seen(organisation, period, username)
    found = value(reference, organisation=unit, period=period)
    parts = _split(reference, split, unit, period) if split else []
    shape = showing.answer_shape(found)
    if split:
        shape["by"] = [showing.part_shape(part) for part in parts]
    answer(as_json, shape, showing.answer_lines(found) + showing.part_lines(parts))


@click.command()
@click.argument("name", metavar="指标名|'指标名(条件=值)'")
@click.argument("more", nargs=-1, metavar="[条件=值]…")
@organisation_option
@period_options
@click.option("--where", multiple=True, metavar="条件=值", help="只看其中一部分，可以写几次")
@user_option
@json_option
def trace(
    name: str,
    more: tuple[str, ...],
    organisation: str | None,
    first: str | None,
    last: str | None,
    as_of: str | None,
    where: tuple[str, ...],
    username: str,
    as_json: bool,
) -> None:
    """一个数背后的每一行：哪个组织、哪天、从哪里来、谁录入的。姓名要用 --as 账号 才看得到。"""
    reference = _reference(name, (*where, *more))
    period = _period(reference, first, last, as_of)
    unit = _seen(organisation, period, username)
    user = user_of(username)

    def listed(part: Reference) -> tuple[list[showing.Shape], list[str]]:
        rows = rows_behind(
            part, organisation=unit, period=period, unmasked=_open_to(user, part, unit, period)
        )
        shown = Rows(part, unit, period, rows)
        what = f"{part} {period}"
        log_reading(user, organisation=unit, what=what, persons=shown.persons)
        return shown.shapes(), shown.lines()

    if not isinstance(catalogue.find(reference.name), Ratio | Share):
        answer(as_json, *listed(reference))
        return
    of, to = map(listed, catalogue.parts(reference))
    answer(as_json, {"of": of[0], "to": to[0]}, [*of[1], "÷", *to[1]])


def _open_to(
    user: User | None, reference: Reference, organisation: Organisation, period: Period
) -> set[int]:
    """Organisations whose rows show their cells: none to the operator (R19)."""
    if user and not catalogue.counted(reference.name).face.is_personal:
        return set(visible_to(user, on=today()).values_list("pk", flat=True))
    return unmasked(user, organisation=organisation, as_of=period.last, today=today())


def _reference(name: str, where: tuple[str, ...]) -> Reference:
    """The figure with its filters, written in its brackets or beside it."""
    reference = catalogue.parse(name)
    pairs = [pair for text in where for pair in text.split(",") if pair.strip()]
    for pair in pairs:
        key, sign, wanted = pair.partition("=")
        if not sign:
            raise Refused(_("读不懂“%(pair)s”，条件应当写成 条件=值。") % {"pair": pair})
        reference = reference.filtered(**{key.strip(): wanted.strip()})
    return catalogue.parse(str(reference))


def _period(reference: Reference, first: str | None, last: str | None, as_of: str | None) -> Period:
    if as_of and (flow := _flow(reference)):
        raise Refused(
            _("“%(flow)s”是一段时间里发生的，没有“截至某天”的数；请用 --from 和 --to。")
            % {"flow": flow}
        )
    return period_of(first, last, as_of)


def _flow(reference: Reference) -> str:
    """The label of the first part that happens in a period, "" if all are states of a day."""
    found = catalogue.find(reference.name)
    if isinstance(found, Ratio | Share):
        return next(filter(None, map(_flow, catalogue.parts(reference))), "")
    return str(found.label) if isinstance(found.time, On) else ""


def _seen(organisation: str | None, period: Period, username: str) -> Organisation:
    """The organisation, if the account (if any) may see its figures."""
    found = organisation_of(organisation, on=period.last)
    if user := user_of(username):
        require_figure(user, found, as_of=period.last, today=today())
    return found


def _split(
    reference: Reference, split: str, organisation: Organisation, period: Period
) -> list[showing.Part]:
    if split != UNIT and split not in Level.values:
        known = catalogue.breakdowns(reference.name)
        if split not in known:
            names = "、".join([*known, UNIT, *_levels_below(organisation)])
            raise Refused(
                _("“%(figure)s”不能按“%(split)s”分列。可以按：%(names)s。")
                % {"figure": reference.name, "split": split, "names": names}
            )
        values = by_value(reference, split, organisation=organisation, period=period)
        return [showing.Part(key, words, found) for key, words, found in values]
    units = (
        by_child(reference, organisation=organisation, period=period)
        if split == UNIT
        else by_unit(reference, organisation=organisation, period=period, level=split)
    )
    return [
        showing.Part(one.code, one.short_name, one.answer, one.from_day, one.to_day)
        for one in units
    ]


def _levels_below(organisation: Organisation) -> list[str]:
    return [level.value for level in TIERS[TIERS.index(Level(organisation.level)) + 1 :]]
