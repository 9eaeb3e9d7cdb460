"""The demo county's ledgers: writing them, and knowing what must come out of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from niangjia.demo.county import make_county
from niangjia.demo.offices import workbooks
from niangjia.demo.scenario import Scenario
from niangjia.demo.truth import Truth, truth_of
from niangjia.demo.workbook import write_workbook

SEED = 2017


def make_ledgers(
    scenario: Scenario, places: Iterable[tuple[str, str, str]], folder: Path, *, seed: int = SEED
) -> list[Path]:
    """Write the county's .xlsx files into `folder`; the same seed gives the same bytes.

    Args:
        scenario: the totals to which all rows add up.
        places: (12-digit code, name, level) as in the division table; names may still end in 委会.
        folder: is created.
        seed: of all chance.

    Returns:
        The files in the order in which they are to be imported; `kind_of` tells each one's kind.

    Raises:
        ScenarioContradictsItself: the places are not those of the scenario.
    """
    county = make_county(scenario, places, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(folder / f"{name}.xlsx", sheets) for name, sheets in workbooks(county, seed)
    ]


def expected(
    scenario: Scenario, places: Iterable[tuple[str, str, str]], *, seed: int = SEED
) -> Truth:
    """What is true of the county whose ledgers `make_ledgers` writes for the same arguments."""
    return truth_of(make_county(scenario, places, seed=seed))


def kind_of(ledger: Path) -> str:
    """The kind under which a file of `make_ledgers` is imported."""
    return "organisations" if "组织台账" in ledger.name else "committee-roster"
