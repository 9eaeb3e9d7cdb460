"""The demo county: laid out, its ledgers made and imported, its report written, its accounts opened.

Everything goes the way an office goes it: through files, the importer and the operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from niangjia.access.demo import demo_accounts
from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.committees.kinds import MEMBER_KINDS
from niangjia.committees.models import CompositionRule
from niangjia.committees.rules import lay_down_rule
from niangjia.demo.cixi.scenario import NAME as CITY
from niangjia.demo.qingliu import kind_of, make_ledgers
from niangjia.demo.scenario import Scenario, load_scenario
from niangjia.figures.models import Window
from niangjia.figures.of_network import SYNCHRONISED
from niangjia.network import naming
from niangjia.network.laying_out import lay_out
from niangjia.network.models import Organisation, Place
from niangjia.network.operations import rename
from niangjia.network.places import begin_place, rename_place
from niangjia.network.terms import Level, PlaceKind
from niangjia.site.demonstrated_city import demonstrate_city
from niangjia.site.staging import Say, Shown, begin_report, ledgers_in, places_of, take_in

# What the table calls differently today, or has in addition, changed on this day (assumed).
SINCE_THEN = date(2018, 1, 1)


@dataclass(frozen=True)
class Stage:
    """What every step of a demonstration needs."""

    scenario: Scenario
    county: Organisation
    folder: Path
    today: date
    say: Say

    @property
    def period(self) -> Period:
        """The period that the scenario's report speaks of."""
        days = self.scenario.campaign
        return Period.including(days.first, days.last)


def demonstrate(name: str, *, home: Path, now: datetime, say: Say) -> Shown:
    """Load the scenario; what is there already stays, so a second call only tells what lies where.

    A killed load leaves whole steps behind; the next call goes on with those that are missing.
    """
    folder = home / "demo" / name
    folder.mkdir(parents=True, exist_ok=True)
    if name == CITY:
        return demonstrate_city(folder, today=now.date(), say=say)
    return _demonstrate_county(name, folder, today=now.date(), say=say)


def _demonstrate_county(name: str, folder: Path, *, today: date, say: Say) -> Shown:
    scenario = load_scenario(name)
    county = lay_out(by=None, code=scenario.code, today=today).federation
    stage = Stage(scenario, county, folder, today, say)
    for step in (_place_events, _ledgers, _later_names, _campaign, _rules, _report):
        step(stage)
    accounts = demo_accounts(county, *_example(scenario), on=today)
    return Shown(folder, county, stage.period, sorted(folder.glob("*.xlsx")), accounts)


def _place_events(stage: Stage) -> None:
    """What the division table has without a date happened after the scenario (R7)."""
    for code, name in stage.scenario.named_then.items():
        place = Place.objects.get(code=code)
        if place.names.count() == 1:
            kind = PlaceKind.TOWNSHIP if name.endswith("乡") else PlaceKind.TOWN
            rename_place(by=None, place=place, before=name, kind_before=kind, on=SINCE_THEN)
    for place in Place.objects.filter(code__in=stage.scenario.founded_later, starts_on=None):
        begin_place(by=None, place=place, on=SINCE_THEN)


def _ledgers(stage: Stage) -> None:
    """Make the office's files once, and take in those not taken in yet."""
    scenario = stage.scenario

    def make() -> list[Path]:
        return make_ledgers(scenario, places_of(scenario.code), stage.folder)

    files = ledgers_in(stage.folder, make, stage.say)
    take_in(files, kind_of, stage.county, today=stage.today, say=stage.say)


def _later_names(stage: Stage) -> None:
    """Organisations of renamed places took the new name on the same day."""
    for code in stage.scenario.named_then:
        organisation = Organisation.objects.filter(code=code).first()
        place = Place.objects.get(code=code)
        if organisation and organisation.names.count() == 1:
            name = place.names.on(stage.today).get().name
            rename(
                by=None,
                organisation=organisation,
                name=naming.federation_name(name),
                short_name=naming.federation_short_name(name),
                on=SINCE_THEN,
                today=stage.today,
            )


def _campaign(stage: Stage) -> None:
    """The campaign's window (a dated constant, R8) and its day of observation."""
    days, first = stage.period, stage.scenario.first_on
    village = Place.objects.get(code=stage.scenario.first_federation)
    _window(stage, SYNCHRONISED, "两个全面专项行动", days)
    _window(stage, "campaign.observation", village.names.on(first).get().name, Period.day(first))


def _window(stage: Stage, name: str, label: str, days: Period) -> None:
    if Window.objects.filter(name=name, organisation=stage.county).exists():
        return
    with journal.act("登记时间窗", by=None, organisation_id=stage.county.pk, summary=label) as act:
        Window.objects.create(
            entry=act,
            name=name,
            organisation=stage.county,
            label=label,
            starts_on=days.starts_on,
            ends_on=days.ends_on,
            source="《意见》",
        )


def _rules(stage: Stage) -> None:
    """The county's 5+N rule for townships and villages, in force from the campaign's first day."""
    place = stage.county.place
    if place is None or CompositionRule.objects.filter(place=place).exists():
        return
    codes = {name: code for code, name, _ in MEMBER_KINDS}
    for level in (Level.TOWNSHIP, Level.VILLAGE):
        lay_down_rule(
            by=None,
            place=place,
            level=level,
            version=1,
            starts_on=stage.period.starts_on,
            required=[codes[name] for name in stage.scenario.required_kinds],
            optional=[codes[name] for name in stage.scenario.optional_kinds],
            source="《意见》5+N",
        )


def _report(stage: Stage) -> None:
    begin_report(stage.scenario.name, stage.county, stage.period, today=stage.today)


def _example(scenario: Scenario) -> tuple[Organisation, Organisation]:
    """The township and the village whose chairs get the demo's accounts."""
    code = scenario.first_federation
    village = Organisation.objects.get(code=code)
    return Organisation.objects.get(code=f"{code[:9]}000"), village
