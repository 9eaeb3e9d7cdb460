"""`niangjia receipts`: which ledgers were asked for, and which units have answered."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import click
from django.utils.translation import gettext as _

from niangjia.access.permissions import NotVisible, require, within
from niangjia.access.terms import Can
from niangjia.base.periods import Period, PeriodError
from niangjia.base.refusals import Refused
from niangjia.ledgers import receipts as ledgers
from niangjia.ledgers.blanks.making import WORDS
from niangjia.ledgers.receipt_models import Collection
from niangjia.ledgers.receipt_terms import State
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.terms import Level
from niangjia.site.commands.asking import (
    answer,
    json_option,
    organisation_of,
    today,
    user_of,
    user_option,
)


@click.group()
def receipts() -> None:
    """要过哪些表、谁交了：列出、发起、查看、撤回。"""


@receipts.command("list")
@user_option
@json_option
def list_(username: str, as_json: bool) -> None:
    """要过的表，新的在前。"""
    allowed = _allowed(username, "organisation")
    found = Collection.objects.filter(allowed).select_related("organisation").order_by("-pk")
    states = ledgers.states(found, today=today())
    shapes = [_head(one, states[one.pk]) for one in found]
    answer(as_json, shapes, [_head_line(one) for one in shapes] or [_("还没有要过表。")])


@receipts.command("open")
@click.argument("kind", type=click.Choice(sorted(WORDS)), metavar="台账种类")
@click.option("--for", "unit", required=True, metavar="代码|名称", help="哪个组织来要")
@click.option("--as-of", "as_of", required=True, metavar="日期", help="要哪一天的情况")
@click.option("--due", required=True, metavar="日期", help="哪一天以前交，当天也算")
@click.option(
    "--level",
    type=click.Choice([Level.VILLAGE, Level.TOWNSHIP]),
    default=Level.VILLAGE,
    help="向哪一级要，默认村（社区）",
)
@user_option
@json_option
def open_(
    kind: str, unit: str, as_of: str, due: str, level: str, username: str, as_json: bool
) -> None:
    """向下面的单位要一种台账。"""
    organisation = organisation_of(unit, on=today())
    by = user_of(username)
    require(by, Can.LEDGER_IMPORT, organisation, on=today())
    made = ledgers.open_collection(
        by=by,
        organisation=organisation,
        kind=kind,
        level=level,
        as_of=_day(as_of),
        due_on=_day(due),
        today=today(),
    )
    shape = _head(made, ledgers.states([made], today=today())[made.pk])
    answer(as_json, shape, [_head_line(shape)])


@receipts.command()
@click.argument("number", metavar="编号")
@user_option
@json_option
def show(number: str, username: str, as_json: bool) -> None:
    """一次要表：每个单位交了没有，按区划代码排列。"""
    found = _found(number)
    mine = Organisation.objects.filter(_allowed(username, ""))
    rows = ledgers.receipts(found, today=today(), among=mine)
    if not rows:
        raise NotVisible
    shape = _head(found, [row.state for row in rows]) | {"units": [_unit(row) for row in rows]}
    answer(as_json, shape, [_head_line(shape), *(_unit_line(row) for row in rows)])


@receipts.command()
@click.argument("number", metavar="编号")
@click.option("--reason", required=True, metavar="理由", help="为什么撤回")
@user_option
@json_option
def withdraw(number: str, reason: str, username: str, as_json: bool) -> None:
    """撤回一次要表；已经收到的表不动。"""
    found, by = _found(number), user_of(username)
    require(by, Can.LEDGER_IMPORT, found.organisation, on=today())
    ledgers.withdraw(by=by, collection=found, reason=reason)
    answer(as_json, {"withdrawn": number}, [_("已撤回。")])


def _allowed(username: str, organisation: str) -> Any:
    return within(user_of(username), Can.LEDGER_IMPORT, organisation=organisation, on=today())


def _found(number: str) -> Collection:
    try:
        asked = UUID(number)
    except ValueError as error:
        raise Refused(
            _("“%(number)s”不是编号，请从 niangjia receipts list 里抄。") % {"number": number[:40]}
        ) from error
    found = Collection.objects.select_related("organisation").filter(public_id=asked).first()
    if found is None:
        raise NotVisible
    return found


def _day(written: str) -> date:
    try:
        return Period.parse(written).last
    except PeriodError as error:
        said = {"day": written[:40]}
        raise Refused(_("“%(day)s”读不成日期，请写成 2017-07-31 这样。") % said) from error


def _head(one: Collection, states: list[State]) -> dict[str, Any]:
    names = short_names([one.organisation_id], on=one.as_of)
    return {
        "number": str(one.public_id),
        "organisation": names.get(one.organisation_id, ""),
        "kind": one.kind,
        "as_of": str(one.as_of),
        "due_on": str(one.due_on),
        "asked": len(states),
        **ledgers.counts(states),
    }


def _head_line(shape: dict[str, Any]) -> str:
    said = shape | {"kind": WORDS[shape["kind"]]}
    return (
        _(
            "%(number)s　%(organisation)s要%(kind)s（截至%(as_of)s，%(due_on)s以前交）："
            "应交%(asked)s，已收到%(received)s，收到还有缺%(gaps)s，还没收到%(due)s，过了日期%(late)s"
        )
        % said
    )


def _unit(row: ledgers.Receipt) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.name,
        "state": row.state.value,
        "received_on": str(row.received_on) if row.received_on else None,
        "file": row.cover.batch.file_name if row.cover else None,
        "records": row.cover.records if row.cover else None,
        "open_rows": row.open_rows,
    }


def _unit_line(row: ledgers.Receipt) -> str:
    told = f"　{row.cover.batch.file_name}（{row.received_on}）" if row.cover else ""
    more = _("，%(rows)s行没有入库") % {"rows": row.open_rows} if row.open_rows else ""
    return f"  {row.unit.code} {row.name}　{row.state.label}{told}{more}"
