"""What an import came to: every row has one fate (R31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from niangjia.ledgers.models import Import
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.fates import Rejected, Remark, Skipped, Warned
from niangjia.ledgers.reading.rows import ReadRow, Unread
from niangjia.ledgers.reading.wording import sentence


@dataclass(frozen=True)
class Waiting:
    """A good row that somebody must decide something about before it can go in."""

    sheet: str
    row: int
    asked: Question
    told: ReadRow | None = field(default=None, repr=False, compare=False)

    @property
    def column(self) -> str:
        """The cell that asks."""
        return self.asked.column

    @property
    def question(self) -> str:
        """What is asked."""
        return self.asked.text

    @property
    def choices(self) -> tuple[str, ...]:
        """Likely answers, the likeliest first."""
        return self.asked.choices


@dataclass
class Outcome:
    """Counts of rows: `records` = created + changed + unchanged, whether written or not."""

    file: str
    kind: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: list[Waiting] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)  # each is among the warnings too
    made: Import | None = None

    @property
    def records(self) -> int:
        """Rows read as good data: the same in a dry run, the first and a repeated import."""
        return self.created + self.changed + self.unchanged

    def refuse(
        self,
        sheet: str,
        row: int,
        key: str,
        column: str = "",
        value: str = "",
        detail: tuple[str, ...] = (),
    ) -> None:
        """A row contradicts itself or what the rules allow; nothing of it was kept."""
        self.rejected.append(Rejected(sheet, row, Remark(key, column, value, detail)))

    def keep(self, row: ReadRow, remarks: Sequence[Remark], *, is_new: bool, did: bool) -> None:
        """A record: of something new, or of what is there and was changed by it or not."""
        self.warnings += [Warned(row.sheet, row.row, remark) for remark in remarks]
        self.created += is_new
        self.changed += did and not is_new
        self.unchanged += not did and not is_new

    def wait(self, row: ReadRow, asked: Question) -> None:
        """A good row that goes in once the question is answered; the others go in without it."""
        self.waiting.append(Waiting(row.sheet, row.row, asked, row))

    def as_json(self) -> dict[str, Any]:
        """The stable shape of `niangjia import --json` (ARCHITECTURE 10)."""
        return {
            "file": self.file,
            "kind": self.kind,
            "records": self.records,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "waiting": [
                {
                    "sheet": w.sheet,
                    "row": w.row,
                    "column": w.column,
                    "question": w.question,
                    "choices": list(w.choices),
                }
                for w in self.waiting
            ],
            "rejected": [
                {
                    "sheet": r.sheet,
                    "row": r.row,
                    "column": r.first.column,
                    "reason": sentence(r.first),
                    "also": [sentence(remark) for remark in r.also],
                }
                for r in self.rejected
            ],
            "skipped": [{"sheet": s.sheet, "row": s.row, "why": str(s.why)} for s in self.skipped],
            "warnings": [
                {
                    "sheet": w.sheet,
                    "row": w.row,
                    "column": w.remark.column,
                    "what": sentence(w.remark),
                }
                for w in self.warnings
            ],
            "unread": [asdict(unread) for unread in self.unread],
        }
