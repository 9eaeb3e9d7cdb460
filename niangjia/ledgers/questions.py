"""What somebody has to decide before a good row can go in, and which rows ask the same."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.wording import sentence

UNKNOWN = "unit-unknown"
SEVERAL = "unit-several"
UNFOUNDED = "unit-unfounded"
NO_BODY = "unit-no-body"
ELECTION_DAY = "election-day-missing"
ELECTION_DIFFERS = "election-day-differs"
NO_GRID = "grid-unknown"
WHICH_BODY = "body-unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a row asks: `key` is its sentence, `value` what she wrote.

    Rows that ask the same have equal `about`: one answer is good for all of them. `choices` are
    likely answers, each "code name", the likeliest first.
    """

    key: str
    column: str
    value: str = ""
    about: str = ""
    detail: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The question as the file's language says it."""
        return sentence(self.remark)

    @property
    def remark(self) -> Remark:
        """The question as something to be said in any language."""
        return Remark(self.key, self.column, self.value, self.detail)
