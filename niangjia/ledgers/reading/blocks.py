"""What the lines above a header say of the rows below it: a title, facts, the unit.

A sheet may hold several blocks below each other, each with its own title and header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading import lines
from niangjia.ledgers.reading.days import read_day
from niangjia.ledgers.reading.facts import cells_of, facts_of, term_in
from niangjia.ledgers.reading.fates import Remark, Skip, Warned
from niangjia.ledgers.reading.header_columns import Header, Row
from niangjia.ledgers.reading.rows import SheetFacts, Unit
from niangjia.ledgers.reading.text import flat, plain, shown
from niangjia.ledgers.reading.units import unit_of

DAYS = ("elected_on", "register_from", "as_of")


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of the rows of one block; `default` is the unit that title and sheet name tell."""

    facts: SheetFacts
    default: Unit = field(default_factory=Unit)


@dataclass(slots=True)
class Above:
    """The lines above one header, each with its fate."""

    fates: list[Skip] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    section: Unit = field(default_factory=Unit)

    @property
    def unit(self) -> Unit:
        """What titles and 填报单位 tell of the unit."""
        return _first_told([*self.titles, self.facts.get("reported_by", "")])


def lines_above(rows: Sequence[Row]) -> Above:
    """Read the lines above a header; of two that state the same the lower one counts."""
    above = Above()
    for row in rows:
        why = lines.above(row)
        above.fates.append(why)
        above.facts = facts_of(row) | above.facts
        if why is Skip.TITLE:
            above.titles.append(plain(shown(cells_of(row)[0][1])))
        elif why is Skip.SECTION:
            above.section = unit_of(shown(cells_of(row)[0][1]))
    return above


def opening(rows: Sequence[Row], data: int, top: int) -> int:
    """The first row of the lines that open a block above the header in row `top`.

    They stand below the last row of data (`data`) and below the signatures of the block before;
    `top` itself if there are none and the header is only repeated.
    """
    start = top
    for number in range(top - 1, data, -1):
        row = rows[number]
        if lines.opens_a_block(row):
            start = number
        elif cells_of(row):
            break
    return start


def first_block(
    sheet: str, above: Above, header: Header, day: date, *, by_name: Unit
) -> tuple[Block, list[Warned]]:
    """The block of a sheet's first header; the sheet's name tells what its titles leave open."""
    facts, warnings = _facts(sheet, above, header, day)
    told = above.unit
    if _contradicts(told, by_name) and "village" not in header.columns:
        said = told.township + told.village
        warnings.append(Warned(sheet, None, Remark("sheet-name-differs", "", sheet, (said,))))
    if _contradicts(told, by_name):
        return Block(facts, told), warnings
    return Block(facts, _first_told_of([told, by_name])), warnings


def next_block(
    before: Block, above: Above, header: Header, day: date
) -> tuple[Block, list[Warned]]:
    """A further block: a title that names a unit begins anew, any other goes on as before.

    So does the title of the block before, printed again on the next page.
    """
    facts, warnings = _facts(before.facts.sheet, above, header, day)
    unit = above.unit
    if unit != Unit() and not goes_on(before, above):
        return Block(
            facts, replace(unit, township=unit.township or before.default.township)
        ), warnings
    kept = {name: getattr(facts, name) or getattr(before.facts, name)
            for name in (*DAYS, "title", "reported_by", "term_name")}  # fmt: skip
    return Block(replace(facts, **kept), before.default), warnings


def goes_on(before: Block, above: Above) -> bool:
    """Tell whether the title is that of the block before: …情况表（共6人） and …情况表（续）."""
    own = [_PAGE.sub("", flat(title)) for title in above.titles]
    return own == [_PAGE.sub("", flat(before.facts.title))] and above.section == Unit()


_PAGE = re.compile(
    r"[(](?:[接续]?上?[续页表][一二三四五六七八九十\d]*|第\d+页|共\d+[人名页个])[)]|续表?$"
)


def _contradicts(told: Unit, by_name: Unit) -> bool:
    pairs = ((told.township, by_name.township), (told.village, by_name.village))
    return any(one and other and one != other for one, other in pairs)


def _first_told(texts: Sequence[str]) -> Unit:
    return _first_told_of([unit_of(text) for text in texts if text])


def _first_told_of(units: Sequence[Unit]) -> Unit:
    return Unit(
        next((unit.township for unit in units if unit.township), ""),
        next((unit.village for unit in units if unit.village), ""),
        next((unit.organisation for unit in units if unit.organisation), ""),
    )


def _facts(
    sheet: str, above: Above, header: Header, ledger_day: date
) -> tuple[SheetFacts, list[Warned]]:
    warnings: list[Warned] = []
    days = {name: _day(sheet, above.facts.get(name, ""), ledger_day, warnings) for name in DAYS}
    titles = above.titles
    return SheetFacts(
        sheet=sheet,
        title=next((title for title in titles if not title.startswith(("附件", "附表"))), ""),
        reported_by=above.facts.get("reported_by", ""),
        term_name=above.facts.get("term_name", "") or term_in(titles),
        **days,
        columns={name: header.labels[column] for name, column in header.columns.items()},
        unread_columns=tuple(header.labels[column] for column in header.unread),
    ), warnings


def _day(sheet: str, text: str, ledger_day: date, warnings: list[Warned]) -> PreciseDate | None:
    if not text:
        return None
    day, key, _ = read_day(text, ledger_day=ledger_day)
    if day is None:
        warnings.append(Warned(sheet, None, Remark(key, "", text)))
    return day
