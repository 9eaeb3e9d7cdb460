"""What the pages of an import receive: the list, files that are not in yet, a result, taking back."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.desk.pages import Head
from niangjia.desk.parts import Fact, ListCard, Step, Table, Tile


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """What rows ask, once for all that ask the same; the choices with the likely one first.

    `key` is the row that is answered, `many` how many ask the same. Each of `choices` is what is
    sent and what is shown. Without `answer_address` the choices are only shown: before anything is
    in, or where rows of an old import are answered by importing the file again.
    """

    key: str
    place: str
    names: str
    column: str
    value: str
    question: str
    many: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    answer_address: str = ""
    takes_place: bool = False
    takes_day: bool = False
    can_found: bool = False


@dataclass(frozen=True, kw_only=True)
class FoldedRows:
    """Rows of one reason: the reason, how many, and where they stand."""

    why: str
    many: int
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fates:
    """The rows of one file that are not simply records, by what became of them (R31)."""

    waiting: tuple[WaitingRow, ...] = ()
    waiting_shown: str = ""
    rejected: Table | None = None
    warnings: Table | None = None
    skipped: tuple[FoldedRows, ...] = ()
    skipped_many: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """What became of one file: every row has one of four fates (R31).

    `tiles` lead to the anchors records, waiting, rejected, skipped, warnings of this page.
    """

    head: Head
    steps: tuple[Step, ...]
    tiles: tuple[Tile, ...]
    accounting: str
    fates: Fates
    records: Table
    answered: Table | None = None


@dataclass(frozen=True, kw_only=True)
class SeenColumn:
    """A heading, what it was taken for, and whether that is only a guess."""

    number: int
    heading: str
    where: str
    means: str
    certainty: str
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class ColumnsForm:
    """The columns of a file with what they can mean; one correction is remembered by the office."""

    address: str
    columns: tuple[SeenColumn, ...]
    meanings: tuple[tuple[str, str], ...]
    unsure: int = 0


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Work under way: how far, and the way to stop it."""

    sentence: str
    percent: int
    here: str
    cancel_address: str


@dataclass(frozen=True, kw_only=True)
class UploadPage:
    """Files that were sent: looked at, to be taken in; afterwards what became of each."""

    head: Head
    steps: tuple[Step, ...]
    tiles: tuple[Tile, ...] = ()
    files: Table | None = None
    of_file: str = ""
    fates: Fates | None = None
    columns: ColumnsForm | None = None
    progress: Progress | None = None
    take_address: str = ""
    take_text: str = ""
    aside_address: str = ""


@dataclass(frozen=True, kw_only=True)
class UndoPage:
    """Before an import is taken back: what it brought, and what speaks against taking all of it."""

    head: Head
    facts: tuple[Fact, ...]
    address: str
    back_address: str
    since: Table | None = None
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportForm:
    """The drop field: kinds of ledger as (value, label); errors in words."""

    address: str
    kinds: tuple[tuple[str, str], ...]
    chosen: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportListPage:
    """导入: the files that came in, newest first; what is not in yet; what was done on behalf."""

    head: Head
    imports: Table
    form: ImportForm | None = None
    not_in: ListCard | None = None
    on_behalf: Table | None = None
