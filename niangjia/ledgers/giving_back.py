"""Her own file back, with what became of every row (R35); and keeping it until then, sealed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base.outgoing import new_workbook
from niangjia.base.refusals import Refused
from niangjia.base.sealing import seal_bytes, unseal_bytes
from niangjia.ledgers.files.limits import GIVING_BACK, MB, READING
from niangjia.ledgers.files.process import Child, ChildFailed, in_child
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.upload import READER, Source
from niangjia.ledgers.giving_back_marks import (
    AUTHOR,
    COLOURS,
    HEADING,
    LOST,
    TAKEN,
    SaidRow,
    SheetMarks,
    ShownRow,
    marks_of,
    said_of,
)
from niangjia.ledgers.models import Import
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.sheets import Sheet, read_workbook
from niangjia.ledgers.reading.text import Raw, shown
from niangjia.ledgers.reading.wording import sentence
from niangjia.ledgers.receipt_models import KeptFile

LARGEST = 20 * MB
KEPT_DAYS = timedelta(days=14)
PURPOSE = "ledgers.keptfile.content"
CHILD = "niangjia.ledgers.giving_back_child:remarked"
WITH_LOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin; a .csv has only cells
LEFT_OUT = {Skip.HIDDEN_SHEET: "hidden", Skip.CHART_SHEET: "charts"}


@dataclass(frozen=True)
class GivenBack:
    """The .xlsx, and the keys of what of hers could not be kept."""

    content: bytes
    lost: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """What could not be kept, in words."""
        return [LOST[what] for what in self.lost]


def give_back(path: Path, rows: Iterable[ShownRow]) -> GivenBack:
    """Her file with one column and some colours more; any other format as a new .xlsx.

    Args:
        rows: what is shown of the import, each row that is not simply a record.

    Raises:
        UnreadableFile: it is no ledger. Refused: it takes more memory or time than is allowed.
    """
    marks = marks_of(rows)
    if path.stat().st_size <= LARGEST and _is_xlsx(path):
        return _own(path, marks)
    return _new(path, marks)


def rows_of(outcome: Outcome) -> list[ShownRow]:
    """What is to be said about each row of an import that was just done, or only tried."""
    rows: list[ShownRow] = [
        SaidRow(w.sheet, w.row, "waiting", w.column, w.question, "\n".join(w.choices))
        for w in outcome.waiting
    ]
    for r in outcome.rejected:
        says = "".join(sentence(remark) for remark in (r.first, *r.also))
        rows.append(SaidRow(r.sheet, r.row, "rejected", r.first.column, says))
    rows += [SaidRow(s.sheet, s.row or 0, "skipped", key=str(s.why)) for s in outcome.skipped]
    for one in outcome.warnings:
        says = sentence(one.remark)
        rows.append(
            SaidRow(one.sheet, one.row or 0, "record", one.remark.column, says, is_warning=True)
        )
    return rows


def _is_xlsx(path: Path) -> bool:
    """By its beginning and its end; whether it really is one the child finds out."""
    with path.open("rb") as file:
        begins = file.read(4)
    return begins == b"PK\x03\x04" and path.suffix.lower() in (".xlsx", ".xlsm", ".xltx", "")


def _own(path: Path, marks: dict[str, SheetMarks]) -> GivenBack:
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        told.write(json.dumps({name: asdict(one) for name, one in marks.items()}).encode())
        told.flush()
        try:
            answer = in_child(CHILD, path, Path(told.name), limits=GIVING_BACK)
        except (Refusal, ChildFailed) as reason:
            raise Refused(
                _("“%(file)s”太大或太复杂，没能加上处理结果。逐行的结果在这次导入的页面上。")
                % {"file": path.name}
            ) from reason
    lost, _newline, content = answer.partition(b"\n")
    return GivenBack(content, tuple(what for what in json.loads(lost) if what in LOST))


def _new(path: Path, marks: dict[str, SheetMarks]) -> GivenBack:
    """Her cells in a new .xlsx, with the column of remarks."""
    content = BytesIO()
    sheets = read_workbook(path, uncut=True).sheets
    lost = _not_kept(path, sheets)
    with new_workbook(content, in_memory=True) as book:
        names: set[str] = set()
        for sheet in sheets:
            if not sheet.left_out:
                told = marks.get(sheet.name, SheetMarks())
                _write_sheet(book, sheet, told, names, said_of(lost))
    return GivenBack(content.getvalue(), lost)


def _not_kept(path: Path, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """What of hers is not in a new .xlsx of her cells, as keys of LOST."""
    with path.open("rb") as file:
        has_looks = file.read(4) in WITH_LOOKS
    left_out = {sheet.left_out for sheet in sheets}
    lost = [what for why, what in LEFT_OUT.items() if why in left_out]
    return tuple(lost + ["looks"] * has_looks)


def _write_sheet(book: Any, sheet: Sheet, told: SheetMarks, names: set[str], note: str) -> None:
    name = _fit(sheet.name, names)
    made = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(sheet.rows):
        for column, raw in enumerate(row):
            _write_cell(made, number, column, raw, day)
    if told.headers:
        _write_remarks(book, made, sheet, told, note)


def _fit(name: str, names: set[str]) -> str:
    """A name that Excel takes, and no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:28] or "Sheet"
    fitting = plain
    while fitting.lower() in names:
        fitting = f"{plain}_{len(names)}"
    names.add(fitting.lower())
    return fitting


def _write_cell(sheet: Any, row: int, column: int, raw: Raw, day: Any) -> None:
    if isinstance(raw, bool):
        sheet.write_boolean(row, column, raw)
    elif isinstance(raw, float | int):
        sheet.write_number(row, column, raw)
    elif isinstance(raw, date | datetime) and raw.year >= 1900:
        sheet.write_datetime(row, column, raw, day)
    elif raw != "":
        sheet.write_string(row, column, shown(raw))


def _write_remarks(book: Any, made: Any, sheet: Sheet, told: SheetMarks, note: str) -> None:
    at = max(map(len, sheet.rows), default=0)
    left = {*told.skipped, *told.headers}
    made.set_column(at, at, 42)
    made.write_string(told.headers[0] - 1, at, HEADING, book.add_format({"bold": True}))
    if note:
        made.write_comment(told.headers[0] - 1, at, note, {"author": AUTHOR})
    shapes = {fate: book.add_format({"bg_color": f"#{c}"}) for fate, c in COLOURS.items()}
    for number, row in enumerate(sheet.rows, 1):
        if number > told.headers[0] and number not in left and any(raw != "" for raw in row):
            fate, text, _columns = told.rows.get(str(number), ("record", TAKEN, []))
            made.write_string(number - 1, at, text, shapes.get(fate))


def keep_file(made: Import, content: bytes, *, today: date) -> None:
    """Keep her file, sealed, for some days, so that it can be given back; larger ones are not kept."""
    if len(content) <= LARGEST:
        sealed = seal_bytes(content, purpose=PURPOSE)
        KeptFile.objects.create(batch=made, content=sealed, keep_until=today + KEPT_DAYS)


@contextmanager
def keeping(*, today: date) -> Iterator[Callable[[Import, Source], None]]:
    """Give a function that keeps a file of an upload; one of a .zip is taken out in a child process.

    Files whose days are over are forgotten first.
    """
    forget_old_files(today=today)
    with Child(READER, READING) as child:

        def keep(made: Import, source: Source) -> None:
            with source.path.open("rb") as file, suppress(Refusal, ChildFailed):
                pieces = child.ask(file, ask="content", member=source.member)
                keep_file(made, b"".join(pieces), today=today)

        yield keep


def kept_until(made: Import, *, today: date) -> date | None:
    """The last day on which the file can be given back; None if it is not kept (any more)."""
    kept = KeptFile.objects.filter(batch=made, keep_until__gte=today)
    return kept.values_list("keep_until", flat=True).first()


def give_back_kept(made: Import, *, today: date) -> GivenBack:
    """The file of an import back, as `give_back`.

    Raises:
        Refused: it is not kept any more, or the import was taken back.
    """
    kept = KeptFile.objects.filter(batch=made, keep_until__gte=today).first()
    if kept is None or hasattr(made.entry, "undone_by"):
        raise Refused(_("原表已经不在了：只保留14天，撤回导入时也一并删去。"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(made.file_name).name or "file.xlsx")  # a .zip has folders
        path.write_bytes(unseal_bytes(bytes(kept.content), purpose=PURPOSE))
        return give_back(path, made.rows.order_by("pk"))


def forget_file(made: Import) -> None:
    """Her file is not needed any more."""
    KeptFile.objects.filter(batch=made).delete()


def forget_old_files(*, today: date) -> int:
    """Delete all files whose days are over; gives how many."""
    many, _by_table = KeptFile.objects.filter(keep_until__lt=today).delete()
    return many


def file_name(made: Import) -> str:
    """花名册（处理结果）.xlsx."""
    return f"{Path(made.file_name).stem}（{HEADING}）.xlsx"
