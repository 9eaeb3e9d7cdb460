"""What members do for a living, and for which of the 5+N kinds they sit on a committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from niangjia.demo.scenario import Scenario
from niangjia.demo.seats import Post, Seat

INSIDE, OUTSIDE = "机关内", "机关以外"
# Sector → where such a member of a township's committee works.
SECTORS = {
    "机关": "人民政府",
    "教育": "中心小学",
    "卫生": "卫生院",
    "公安": "派出所",
    "企业": "竹木制品厂",
    "农业": "花卉种植专业合作社",
    "个体工商": "集贸市场",
    "社会服务": "敬老院",
}
OFFICES = 0.35  # share of a township's members who come from an office


def with_trade(seat: Seat, township: str, chance: Random) -> Seat:
    """The seat with sector, source and place of work; the leading posts come from offices."""
    leading = seat.post is Post.CHAIR or seat.part_time is False
    office = leading or chance.random() < OFFICES
    sector = "机关" if office else chance.choice(list(SECTORS)[1:])
    return replace(
        seat,
        sector=sector,
        source=INSIDE if office else OUTSIDE,
        work=f"{township}{SECTORS[sector]}",
    )


def with_kinds(seats: Sequence[Seat], scenario: Scenario, chance: Random) -> list[Seat]:
    """The seats with their 5+N kinds: each required kind at least once, never on the chair."""
    members = [i for i, seat in enumerate(seats) if seat.post is not Post.CHAIR]
    required = list(scenario.required_kinds)
    bearers = dict(zip(chance.sample(members, len(required)), required, strict=True))
    return [
        replace(seat, kinds=_kinds(bearers.get(i), scenario, chance)) if i in members else seat
        for i, seat in enumerate(seats)
    ]


def _kinds(required: str | None, scenario: Scenario, chance: Random) -> tuple[str, ...]:
    """Her required kind, if she bears one, and perhaps an optional one."""
    first = (required,) if required else ()
    if chance.random() < (0.2 if required else 0.5):
        return (*first, chance.choice(scenario.optional_kinds))
    if not required and chance.random() < 0.4:
        return (chance.choice(scenario.required_kinds),)
    return first
