"""What changed since a report was signed, number by number (ARCHITECTURE 6, R5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from niangjia.base.refusals import Refused
from niangjia.base.units import Unit
from niangjia.reports.answering import AddressOf, Answered, no_address, scope_of
from niangjia.reports.asking import FigureAnswer, Given, Scope
from niangjia.reports.freezing import frozen_answers
from niangjia.reports.models import Report
from niangjia.reports.printed import number_text
from niangjia.reports.printing import report_tree
from niangjia.reports.snapshot import one_snapshot
from niangjia.reports.subtree import key
from niangjia.reports.tokens import elapsed

Key = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """A number that reads otherwise than it was signed.

    before, now: None where the number does not occur, or can no longer be asked.
    """

    before: FigureAnswer | None
    now: FigureAnswer | None

    @property
    def label(self) -> str:
        """The figure's name."""
        known = self.now or self.before
        return known.label if known else ""

    @property
    def amount(self) -> Decimal | int | None:
        """Now minus before; None unless both are numbers in one unit."""
        before, now = _value(self.before), _value(self.now)
        return None if before is None or now is None else now - before

    @property
    def unit(self) -> Unit | None:
        """What the amount counts: percentages differ by percentage points."""
        known = self.now or self.before
        if known is None:
            return None
        return Unit.PERCENTAGE_POINT if known.unit is Unit.PERCENT else known.unit

    @property
    def before_text(self) -> str:
        """The number as it was signed; empty if it did not occur."""
        return number_text(self.before) if self.before else ""

    @property
    def now_text(self) -> str:
        """The number as it would be written now; empty if it cannot be."""
        return number_text(self.now) if self.now else ""

    @property
    def text(self) -> str:
        """+1, -0.1; empty where there is nothing to subtract."""
        return "" if self.amount is None else f"{Decimal(self.amount):+f}"


def differences(report: Report, *, address_of: AddressOf = no_address) -> list[Difference]:
    """Compare a signed report with the rows as they are now: the numbers that read otherwise."""
    with one_snapshot():
        scope = scope_of(report.organisation, period=report.period, address_of=address_of)
        signed = frozen_answers(report, address_of=address_of).values()
        return _reading_otherwise((before, _asked_again(before, scope)) for before in signed)


def corrections(report: Report, *, address_of: AddressOf = no_address) -> list[Difference]:
    """Compare a new version with the signed one that it corrects; none of a first version."""
    if report.corrects is None:
        return []
    before = _by_key(frozen_answers(report.corrects, address_of=address_of).values())
    numbers = report_tree(report, address_of=address_of).figures
    now = _by_key(number.answer for number in numbers)
    return _reading_otherwise((before.get(one), now.get(one)) for one in {**before, **now})


def _reading_otherwise(
    pairs: Iterable[tuple[FigureAnswer | None, FigureAnswer | None]],
) -> list[Difference]:
    found = (Difference(before, now) for before, now in pairs)
    return [one for one in found if one.before_text != one.now_text]


def _asked_again(before: Answered, scope: Scope) -> FigureAnswer | None:
    """None: the figure is gone, or the unit never was below the organisation."""
    try:
        if before.organisation:
            return scope.ask(before.ref, organisation=key(before.organisation))
    except Refused:
        return None
    return _given_again(before.ref, scope)


def _given_again(name: str, scope: Scope) -> FigureAnswer | None:
    days = elapsed(scope.period)
    if name == days.ref:
        return days
    found = scope.constant(name)
    return found if isinstance(found, Given) else None


def _by_key(answers: Iterable[FigureAnswer]) -> dict[Key, FigureAnswer]:
    return {(answer.ref, answer.organisation_name): answer for answer in answers}


def _value(answer: FigureAnswer | None) -> Decimal | int | None:
    if answer is None or answer.refused or answer.suppressed:
        return None
    return answer.value
