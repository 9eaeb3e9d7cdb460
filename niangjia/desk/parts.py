"""The plain pieces that components are drawn from: prepared words and addresses, no queries.

A view fills them, a template under `templates/ui/` draws them. Every text is already in the reader's
language and already written the way screens write it (R26): the component only places it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Tone(StrEnum):
    """What a chip or a notice says beside its words; never shown by colour alone (DESIGN 2)."""

    PLAIN = ""
    OK = "ok"
    DUE = "due"
    OVER = "over"
    INFO = "info"


class Known(StrEnum):
    """Whether a figure has a value to print (R6, R30)."""

    YES = "yes"
    UNKNOWN = "unknown"
    """Printed 未记: the register is not complete for that day, or the comparison has no base."""
    WITHHELD = "withheld"
    """Printed 不公布: a small cell of a sealed kind."""


@dataclass(frozen=True, kw_only=True)
class FigureCell:
    """One number, drawn by `ui/figure.html` as a stitched link to its rows.

    `text` holds the digits as screens write them ("1,234", "24.1"); the mark of R22 goes before ("近",
    "约", "至少") or after ("余"). `address` is the figure page with filter and date in it, or the part
    of this page that lists the rows. `title` is the definition in one line. `undecided` and
    `unknown_in` are said by the cell itself where they are not zero (R6, R15).
    """

    text: str
    address: str
    unit: str = ""
    before: str = ""
    after: str = ""
    title: str = ""
    known: Known = Known.YES
    undecided: int = 0
    unknown_in: int = 0
    is_current: bool = False
    is_figure: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table cell of words: perhaps a link, perhaps chips behind the words, perhaps an icon."""

    text: str = ""
    address: str = ""
    tone: Tone = Tone.PLAIN
    chips: tuple[Chip, ...] = ()
    is_strong: bool = False
    is_faint: bool = False
    is_figure: ClassVar[bool] = False

    @property
    def is_blank(self) -> bool:
        """Nothing to say: left out where the table turns to cards."""
        return not self.chips and self.text in ("", "—")

    @property
    def is_short(self) -> bool:
        """A name, a date, a post: never broken over two lines; the table scrolls instead."""
        return len(self.text) <= 16


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A short word on a soft ground; with an address it is a filter, `is_on` when chosen."""

    text: str
    tone: Tone = Tone.PLAIN
    icon: str = ""
    address: str = ""
    is_on: bool = False
    count: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A word that leads somewhere; without an address it is the place where the reader stands.

    `part_address` answers with the changed part of the page alone (htmx).
    """

    text: str
    address: str = ""
    is_on: bool = False
    part_address: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button of the page head: at most three, the main one last (DESIGN 5.1).

    With `method="post"` it becomes a form of one button. `opens_print` prints instead of leading.
    """

    text: str
    address: str = ""
    icon: str = ""
    is_main: bool = False
    method: str = "get"
    opens_print: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A sentence that matters on this page, with at most two things to do about it."""

    text: str
    tone: Tone = Tone.INFO
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words before a number, the number, words after: `乡镇` 25 `席`. Several make a sentence."""

    before: str = ""
    figure: FigureCell | None = None
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """Label, big figure, one line of scope; at most four in a row (DESIGN 5.7)."""

    label: str
    figure: FigureCell
    scope: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact of an organisation: a figure, or several phrases, or plain words."""

    label: str
    figure: FigureCell | None = None
    phrases: tuple[Phrase, ...] = ()
    text: str = ""
    note: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column head of a table."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table; `key` is its anchor.

    `is_masked` rows show organisation, day, kind and row id only (R19).
    """

    cells: tuple[Cell | FigureCell, ...]
    key: str = ""
    is_on: bool = False
    is_masked: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table inside a card. `footer` says how many of how many are shown.

    `head` is the column whose cells name the row; `total` is drawn as the last line.
    """

    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: int = 0
    total: tuple[Cell | FigureCell, ...] = ()
    footer: tuple[Phrase, ...] = ()
    more: Link | None = None
    empty: str = ""

    @property
    def turns_to_cards(self) -> bool:
        """On the phone a table of words turns to cards; one of numbers scrolls inside its card."""
        numbers = sum(column.is_number for column in self.columns[1:])
        return numbers <= 1 and not self.total


@dataclass(frozen=True, kw_only=True)
class ListItem:
    """One line of a card list: a name, one line under it, at most one chip."""

    title: str
    address: str = ""
    note: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, kw_only=True)
class ListCard:
    """A card with a list and one sentence for when it is empty: what would be here, and why not."""

    title: str
    items: tuple[ListItem, ...]
    count: FigureCell | None = None
    more: Link | None = None
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A node of a timeline (DESIGN 5.8). `state` is one of done, now, todo."""

    what: str
    when: str = ""
    who: str = ""
    state: str = "done"
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word and what it means here, for definition lists: 算什么 → …"""

    label: str
    text: str = ""
    phrases: tuple[Phrase, ...] = ()
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Equation:
    """The promise of a number: what the figure says = what its listed rows add up to (R18).

    Both sides are printed words ("1,914"), counted independently by the view. Of an unknown number
    (`is_known` false) nothing is promised but that it is not 0 (R6).
    """

    number: str
    rows: str
    is_equal: bool
    is_known: bool = True
    rows_label: str = ""
