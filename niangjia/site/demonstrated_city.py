"""The demo city of 2018: places of that year, ledgers taken in, a list that is not all there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from niangjia.access.demo import demo_accounts
from niangjia.base.periods import Period
from niangjia.demo.cixi.land import later_places
from niangjia.demo.cixi.making import kind_of, make_ledgers
from niangjia.demo.cixi.scenario import NAME, CityScenario, load_city
from niangjia.figures.catalogue import Reference
from niangjia.figures.models import Completeness
from niangjia.figures.registers import declare_partial
from niangjia.network.laying_out import lay_out
from niangjia.network.models import Organisation, OrganisationName, Place
from niangjia.network.operations import dissolve
from niangjia.network.places import add_place, begin_place, end_place
from niangjia.network.terms import Level, PlaceKind
from niangjia.site.staging import Say, Shown, begin_report, ledgers_in, places_of, take_in

STATIONS = "network.stations"


def demonstrate_city(folder: Path, *, today: date, say: Say) -> Shown:
    """Load the city; what is there already stays."""
    scenario = load_city()
    city = lay_out(by=None, code=scenario.code, today=today).federation
    _places_of_then(scenario)
    _ledgers(scenario, city, folder, today=today, say=say)
    _abolished(scenario, today=today)
    _partial(scenario, city)
    period = Period.including(date(scenario.as_of.year, 1, 1), scenario.as_of)
    begin_report(NAME, city, period, today=today)
    accounts = demo_accounts(city, *_example(scenario), on=today)
    files = sorted(folder.glob("*.xlsx"))
    return Shown(folder, city, period, files, accounts, look=STATIONS)


def _places_of_then(scenario: CityScenario) -> None:
    """What the division table has without a date, or has no more, happened after 2018 (R7)."""
    later = later_places(scenario, places_of(scenario.code))
    for place in Place.objects.filter(code__in=later, starts_on=None):
        begin_place(by=None, place=place, on=scenario.changed_on)
    for code, name in scenario.abolished_later:
        if not Place.objects.filter(code=code).exists():
            _add_abolished(scenario, code, name)


def _add_abolished(scenario: CityScenario, code: str, name: str) -> None:
    town = Place.objects.get(code=f"{code[:9]}000")
    place = add_place(
        by=None, code=code, name=name, level=Level.VILLAGE, kind=PlaceKind.VILLAGE, parent=town
    )
    end_place(by=None, place=place, on=scenario.changed_on)


def _ledgers(
    scenario: CityScenario, city: Organisation, folder: Path, *, today: date, say: Say
) -> None:
    def make() -> list[Path]:
        return make_ledgers(scenario, places_of(scenario.code), folder)

    take_in(ledgers_in(folder, make, say), kind_of, city, today=today, say=say)


def _abolished(scenario: CityScenario, *, today: date) -> None:
    """With the two villages all that stood in them ended, the smallest first."""
    codes = [code for code, _ in scenario.abolished_later]
    there = Organisation.objects.filter(place__code__in=codes, ends_on=None)
    for organisation in there.order_by("-path"):
        dissolve(by=None, organisation=organisation, on=scenario.changed_on, today=today)


def _partial(scenario: CityScenario, city: Organisation) -> None:
    """One town said that its list of stations is not all there yet (R22)."""
    told = scenario.partial
    name = OrganisationName.objects.get(
        short_name=f"{told.town}妇联", organisation__path__startswith=city.path
    )
    if not Completeness.objects.filter(figure=STATIONS, organisation=name.organisation).exists():
        declare_partial(
            by=None,
            reference=Reference(STATIONS),
            organisation=name.organisation,
            period=Period.including(told.days.first, told.days.last),
            source=told.source,
        )


def _example(scenario: CityScenario) -> tuple[Organisation, Organisation]:
    """The town and the village whose chairs get the demo's accounts."""
    village = Organisation.objects.get(
        level=Level.VILLAGE, place__names__name=scenario.village.name
    )
    return Organisation.objects.get(code=f"{village.code[:9]}000"), village
