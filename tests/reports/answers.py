"""What the figures of Qingliu 2017 answer, as `ask` gets it. (An argument, not a mock.)"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from niangjia.base.periods import Period
from niangjia.base.units import Unit
from niangjia.reports.asking import Given, Named, Scope

PERIOD = Period.including(date(2017, 5, 15), date(2017, 7, 31))
COUNTY = Named("清流县妇女联合会", "350423")
TOWNSHIPS = (Named("龙津镇妇联", "350423100"), Named("嵩溪镇妇联", "350423101"))

PRINTED = {
    "network.federations(level=township)": (Unit.ORGANISATION, "13"),
    "committees.seats(level=township)": (Unit.SEAT, "313"),
    "committees.posts(level=township, post=chair)": (Unit.SEAT, "13"),
    "committees.posts(level=township, post=vice_chair)": (Unit.SEAT, "33"),
    "committees.new_members(level=township)": (Unit.PERSON, "191"),
    "committees.new_in_post(level=township, post=vice_chair, employment=part_time)": (
        Unit.PERSON,
        "20",
    ),
    "committees.mean_seats(level=township)": (Unit.PER_ORGANISATION, "24.1", 313, 13),
    "committees.mean_posts(level=township, post=vice_chair)": (
        Unit.PER_ORGANISATION,
        "2.5",
        33,
        13,
    ),
    "network.federations(level=village)": (Unit.ORGANISATION, "119"),
    "committees.seats(level=village)": (Unit.SEAT, "1601"),
    "committees.posts(level=village, post=chair)": (Unit.SEAT, "119"),
    "committees.posts(level=village, post=vice_chair)": (Unit.SEAT, "209"),
    "committees.mean_seats(level=village)": (Unit.PER_ORGANISATION, "13.5", 1601, 119),
    "committees.mean_posts(level=village, post=vice_chair)": (
        Unit.PER_ORGANISATION,
        "1.8",
        209,
        119,
    ),
    "network.conversion_rate(level=village)": (Unit.PERCENT, "100", 119, 119),
    "network.synchronised(level=village)": (Unit.PERCENT, "100", 119, 119),
}
BESIDE = {
    "committees.persons": (Unit.PERSON, "1840"),
    "committees.new_members(level=village)": (Unit.PERSON, None),
}


def answer(ref, unit, value, *parts, **others):
    number = None if value is None else Decimal(value) if "." in value else int(value)
    made = Given(
        ref=ref,
        label=ref.partition("(")[0],
        value=number,
        unit=unit,
        source="花名册",
        period_text="截至 2017-07-31",
        organisation_name=COUNTY.name,
        address=f"/figures/{ref}",
        decimals=1,
        rows=None if parts else number,
    )
    if parts:
        of, to = (replace(made, unit=Unit.SEAT, value=part) for part in parts)
        made = replace(made, parts=(of, to))
    return replace(made, **others)


def asking(**changes):
    """Answer every reference of the scenario; `changes` are other answers, by their reference."""
    answers = {ref: answer(ref, *said) for ref, said in {**PRINTED, **BESIDE}.items()}
    answers.update(changes)

    def ask(ref, /, *, organisation=""):
        names = {unit.code: unit.name for unit in TOWNSHIPS}
        name = names.get(organisation, COUNTY.name)
        return replace(answers[ref], organisation_name=name)

    return ask


def scope(constants=None, **changes):
    return Scope(
        organisation=COUNTY,
        period=PERIOD,
        ask=asking(**changes),
        constant=(constants or {}).get,
        units=lambda *, level: TOWNSHIPS if level == "township" else (),
    )
