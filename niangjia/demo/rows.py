"""One seat as the cells of one row, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from niangjia.demo import cells
from niangjia.demo.cells import Hand
from niangjia.demo.layouts import Layout
from niangjia.demo.places import PlaceName
from niangjia.demo.seats import Committee, Post, Seat
from niangjia.demo.workbook import Cell

SIZES = ("S", "M", "L", "XL")
OUTSIDE_WORDS = {"机关以外": ("机关以外", "各行各业推荐")}
POST_WORDS = {
    Post.CHAIR: ("主席", "妇联主席", "{}妇联主席", "主　席"),
    Post.VICE_CHAIR: ("副主席", "妇联副主席", "{}妇联副主席", "副主席"),
    Post.STANDING: ("常委",),
    Post.MEMBER: ("执委", "委员", "执委", "执行委员"),
}


@dataclass(frozen=True)
class Line:
    """One seat on its way into a row."""

    number: int
    committee: Committee
    seat: Seat
    township: PlaceName
    layout: Layout
    chance: Random

    @property
    def hand(self) -> Hand:
        """The clerk who writes."""
        return self.layout.hand

    @property
    def is_village(self) -> bool:
        """Whether the seat is on a village's committee."""
        return self.committee.place.level == "village"


def line_cells(line: Line) -> list[Cell]:
    """The cells of a row in the order of the layout's columns."""
    return [FIELDS[column.key](line) for column in line.layout.columns]


def _post(line: Line) -> str:
    """The post in one of its words; without a column for employment the word itself says part-time."""
    words = POST_WORDS[line.seat.post]
    part_time_vice = line.seat.post is Post.VICE_CHAIR and line.seat.part_time
    if part_time_vice and (not line.layout.has("employment") or line.chance.random() < 0.5):
        return "兼职副主席"
    name = line.committee.place.name
    kind = "街道" if name.endswith("街道") else name[-1].replace("区", "社区")
    return line.chance.choice(words).format(kind)


def _employment(line: Line) -> str | None:
    return {True: "兼职", False: "专职", None: None}[line.seat.part_time]


def _birth(line: Line) -> Cell:
    seat = line.seat
    return cells.birth_cell(seat.person.born, seat.clues.birth, line.hand, line.chance)


def _source(line: Line) -> str:
    source = line.seat.source
    return line.chance.choice(OUTSIDE_WORDS.get(source, (source,)))


def _identity(line: Line) -> str | None:
    return line.seat.person.identity if line.seat.clues.identity else None


FIELDS: dict[str, Callable[[Line], Cell]] = {
    "number": lambda line: line.number,
    "township": lambda line: line.township.name,
    "village": lambda line: line.committee.place.name,
    "organisation": lambda line: f"{line.committee.place.name}妇联",
    "name": lambda line: cells.name_cell(line.seat.person.name, line.hand, line.chance),
    "gender": lambda line: "女",
    "nation": lambda line: cells.nation_cell(line.seat.person.nation, line.chance),
    "born": _birth,
    "party": lambda line: cells.party_cell(line.seat.person.party, line.chance),
    "schooling": lambda line: cells.schooling_cell(line.seat.person.schooling, line.chance),
    "post": _post,
    "employment": _employment,
    "kinds": lambda line: "、".join(line.seat.kinds) or None,
    "sector": lambda line: line.seat.sector or None,
    "source": _source,
    "work": lambda line: line.seat.work or line.seat.person.home.name,
    "term": lambda line: line.committee.term,
    "elected": lambda line: cells.day_cell(line.committee.elected_on, line.hand),
    "begun": lambda line: cells.day_cell(line.committee.elected_on, line.hand),
    "ended": lambda line: None,
    "identity": _identity,
    "phone": lambda line: cells.phone_cell(line.seat.clues.phone, line.hand, line.chance),
    "health": lambda line: line.chance.choice(("良好", "健康", "良好")),
    "size": lambda line: line.chance.choice(SIZES),
    "remark": lambda line: line.seat.remark or None,
}
