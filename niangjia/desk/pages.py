"""What each page's template receives, and nothing else: `{"shell": Shell, "page": …Page}`.

A view builds one of these from the rooms' answers and renders `desk/<page>.html`. The templates read
only these fields, so a page's statements are counted in the view and stay constant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from niangjia.desk.parts import (
    Action,
    Chip,
    Equation,
    Fact,
    FigureCell,
    Link,
    ListCard,
    Notice,
    Phrase,
    Step,
    Table,
    Term,
    Tile,
)


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One line of the left menu; `icon` is a name of the sprite (`make icons` draws it anew).

    On the phone five lines at most are tabs; `is_aside` puts one into the account's menu there.
    """

    text: str
    address: str
    icon: str
    is_current: bool = False
    is_aside: bool = False


@dataclass(frozen=True, kw_only=True)
class MenuGroup:
    """A group of the left menu: 今日, 组织, 数据. Empty groups are left out by the view."""

    text: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """The day the page speaks of. `is_past` draws the band; `sentence` is what the band adds.

    `kept` are the other parts of the address (name, value) that choosing a day must not lose.
    """

    day: date
    is_past: bool
    here: str
    today_address: str
    shortcuts: tuple[Link, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class Picker:
    """The organisation picker: where the reader stands and where the list is asked for.

    `address` answers `desk/organisations.html` (whole) and `desk/organisations.html#choices` (for
    htmx), with `?q=` for the search and `?as_of=` kept.
    """

    text: str
    address: str
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnChoice:
    """Another organisation that she serves in; `value` is what choosing it posts."""

    text: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Me:
    """Who is signed in, in which post, and the address that signs out (POST).

    Serving in several organisations she works in one; `others` are posted to `own_address`.
    """

    name: str
    post: str
    organisation: str
    sign_out_address: str
    password_address: str = ""
    own_address: str = ""
    others: tuple[OwnChoice, ...] = ()

    @property
    def initial(self) -> str:
        """The family name's character for the face circle."""
        return self.name[:1]


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What surrounds every page of the desk."""

    organisation: str
    home_address: str
    menu: tuple[MenuGroup, ...]
    picker: Picker
    as_of: AsOf
    me: Me
    language_address: str
    here: str
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Head:
    """Crumbs (tiers or sections, at most four), the one title, a lead of phrases, the actions."""

    title: str
    crumbs: tuple[Link, ...] = ()
    lead: tuple[Phrase, ...] = ()
    actions: tuple[Action, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChainNode:
    """One tier of the net chain: big figure, name, one line under it. Five at most."""

    label: str
    figure: FigureCell
    note: tuple[Phrase, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A chart that reads its numbers from the page's table: which columns to stack.

    `columns` are 0-based numbers of figure columns of the table beside it; two at most.
    """

    sentence: str
    columns: tuple[int, ...]
    unit: str


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """工作台 of a county (or a township): net chain, four figures, units by place code, gaps."""

    head: Head
    chain: tuple[ChainNode, ...]
    tiles: tuple[Tile, ...]
    units: Table
    units_note: str = ""
    bars: Bars | None = None
    side: ListCard | None = None
    gaps: tuple[ListCard, ...] = ()
    chain_note: str = ""


@dataclass(frozen=True, kw_only=True)
class KindBox:
    """One kind of the 5+N rule: how many, and who fills it as of the day, if hers to read."""

    label: str
    figure: FigureCell
    names: str = ""
    is_filled: bool = True


@dataclass(frozen=True, kw_only=True)
class Composition:
    """The rule in force for this committee and what it finds; `findings` are chips of shortfalls."""

    title: str
    rule: str
    required: tuple[KindBox, ...]
    optional: tuple[KindBox, ...] = ()
    findings: tuple[Chip, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The committee as of a day: 上一届 / that day / today, filters, one row per seat."""

    days: tuple[Link, ...]
    filters: tuple[Chip, ...]
    table: Table


@dataclass(frozen=True, kw_only=True)
class OrganisationPage:
    """One organisation as it stood on the day."""

    head: Head
    facts: tuple[Fact, ...]
    roster: Roster
    composition: Composition | None = None
    children: Table | None = None
    history: tuple[Step, ...] = ()
    about: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrganisationChoice:
    """One line of the list of organisations: depth 0 is the reader's own root."""

    text: str
    address: str
    depth: int = 0
    note: str = ""
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class OrganisationListPage:
    """组织与名册 before one is chosen, and the picker's list. `query` is what was searched for."""

    head: Head
    address: str
    query: str
    choices: tuple[OrganisationChoice, ...]
    shown: int
    hits: int


@dataclass(frozen=True, kw_only=True)
class RowsPart:
    """The rows of one number. A ratio has two parts, `of` and `to`, each with its own rows.

    `key` is the anchor in the page. The table's footer and `more` say how much is shown and lead to
    the rest.
    """

    key: str
    title: str
    figure: FigureCell
    equation: Equation
    table: Table
    masked: int = 0


@dataclass(frozen=True, kw_only=True)
class FilterGroup:
    """One breakdown of a figure, with its values as links; each changes the address."""

    label: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    """One figure of one organisation: the number, its units below, its rows, and how it came.

    `terms` are 算什么, 不算什么, 地方, 日期, 去重 …; `sources` a table of where the rows came from;
    `undecided` and `unknown` are sentences with a way out.
    """

    head: Head
    tiles: tuple[Tile, ...]
    parts: tuple[RowsPart, ...]
    terms: tuple[Term, ...]
    definition: str
    source: str
    equation: Equation
    division: str = ""
    filters: tuple[FilterGroup, ...] = ()
    units: Table | None = None
    units_note: str = ""
    bars: Bars | None = None
    sources: Table | None = None
    undecided: Notice | None = None
    unknown: Notice | None = None


@dataclass(frozen=True, kw_only=True)
class CatalogueLine:
    """One figure of the catalogue: its label, definition, unit word, and today's value if asked."""

    label: str
    name: str
    address: str
    definition: str
    unit: str
    kind: str
    figure: FigureCell | None = None


@dataclass(frozen=True, kw_only=True)
class CatalogueGroup:
    """The figures of one room."""

    label: str
    lines: tuple[CatalogueLine, ...]


@dataclass(frozen=True, kw_only=True)
class CataloguePage:
    """指标: every figure that is declared."""

    head: Head
    groups: tuple[CatalogueGroup, ...]


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """One number of the document at the right of the paper; `address` shows its rows below.

    Its anchor is `#f{index}`, where the paper leads for numbers without rows of their own.
    """

    index: int
    label: str
    address: str
    source: str
    figure: FigureCell | None = None
    text: str = ""
    has_record: bool = True
    is_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A number that differs from the version before, and why."""

    label: str
    before: str
    after: FigureCell
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A document: paper left, its numbers right, the chosen number's rows below (a ratio has two parts).

    `paper` is the article that `reports.html.html_of` writes, its words already escaped. The addresses
    of `numbers` lead to this page again: `?number=11#chosen`.
    """

    head: Head
    paper: SafeString
    numbers: tuple[NumberLine, ...]
    numbers_title: str
    numbers_chip: Chip | None = None
    chosen: tuple[RowsPart, ...] = ()
    differences: tuple[Difference, ...] = ()
    differences_title: str = ""
    versions: tuple[Step, ...] = ()
    paper_note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportListPage:
    """材料报告: what has been written, and the templates to write from."""

    head: Head
    reports: Table
    templates: ListCard


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """Two persons who may be one: what is known of each, why they look alike, the two answers.

    Each of `left` and `right` has the same labels in the same order; `differs` names the labels that
    speak against it. A decided pair has `decided` (a chip) and perhaps `undo_address` instead.
    """

    key: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    why: str
    differs: tuple[str, ...] = ()
    same_address: str = ""
    different_address: str = ""
    decided: Chip | None = None
    undo_address: str = ""


@dataclass(frozen=True, kw_only=True)
class PairsPage:
    """可能是同一人: pairs to look at; until they are decided each counts as two (R15)."""

    head: Head
    pairs: tuple[PairCard, ...]
    decided: tuple[PairCard, ...] = ()
    shown: str = ""
    empty: str = ""
