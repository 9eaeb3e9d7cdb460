"""Committee rosters to be filled in: what is known of a committee as of a day, as the importer reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from niangjia.base.models import true_on
from niangjia.committees.models import CommitteeSeat, MemberKind, SeatKind, SeatPost, Term
from niangjia.ledgers.blanks import columns
from niangjia.ledgers.blanks.columns import ROSTER
from niangjia.ledgers.blanks.sheet import Blank
from niangjia.ledgers.persons import born_of
from niangjia.ledgers.reading import words
from niangjia.ledgers.reading.text import flat
from niangjia.network.models import Organisation
from niangjia.network.names import full_names

EXPLANATION = (  # without a colon, after which the importer would look for a fact
    "一人一行；有箭头的格子点开可选，类别可以写几个，用顿号隔开。只改变了的、补空着的；离任的写任职止（在任的最后一天），"
    "新来的接着往下写。换了届的，改上面的届次和选举日期，删去没有连任的人。已经登记的手机号不显示，也不用再填。"
)


@dataclass(frozen=True)
class Committee:
    """A committee as of a day; without a term nothing is known of it."""

    organisation: Organisation
    term: Term | None
    seats: Sequence[Any]


def committees(organisations: Iterable[Organisation], *, as_of: date) -> list[Committee]:
    """The committees of these organisations in office on a day, in a constant number of statements."""
    wanted = list(organisations)
    numbers = [organisation.pk for organisation in wanted]
    terms = {
        t.organisation_id: t for t in Term.objects.on(as_of).filter(organisation__any_of=numbers)
    }
    seats: dict[int, list[Any]] = defaultdict(list)
    for seat in _seats(numbers, as_of):
        seats[seat.organisation_id].append(seat)
    return [
        Committee(one, terms.get(one.pk), sorted(seats[one.pk], key=_in_order)) for one in wanted
    ]


def _seats(organisations: list[int], day: date) -> Any:
    found = CommitteeSeat.objects.on(day).filter(organisation__any_of=organisations)
    posts = Prefetch("posts", SeatPost.objects.on(day), to_attr="posts_that_day")
    kinds = Prefetch("seat_kinds", SeatKind.objects.order_by("kind_id"), to_attr="named_kinds")
    return found.select_related("person").prefetch_related(posts, kinds)


def _in_order(seat: Any) -> tuple[int, str, int]:
    ranks = list(columns.POSTS)
    return ranks.index(_post(seat)), seat.person.name, seat.pk


def _post(seat: Any) -> str:
    return str(seat.posts_that_day[0].post) if seat.posts_that_day else "member"


def rosters(
    found: Sequence[Committee],
    called: Mapping[int, str],
    *,
    as_of: date,
    is_filled: bool = True,
) -> list[Blank]:
    """The rosters to be filled in.

    Args:
        called: organisation number → the name by which the importer finds it.
        is_filled: with the members in office on `as_of`; without, the rows are empty.
    """
    names = full_names([one.organisation.pk for one in found], on=as_of)
    kinds = _kind_words()
    return [
        _blank(
            one, called[one.organisation.pk], names[one.organisation.pk], kinds, as_of, is_filled
        )
        for one in found
    ]


def _blank(
    one: Committee,
    called: str,
    name: str,
    kinds: Mapping[str, str],
    as_of: date,
    is_filled: bool,
) -> Blank:
    term = one.term if is_filled else None
    rows = [_row(seat, called, kinds, term) for seat in one.seats] if term else []
    return Blank(
        title=f"{name}执委花名册",
        explanation=EXPLANATION,
        columns=ROSTER,
        facts=(
            ("填报单位", called),
            ("届次", f"第{term.number}届" if term and term.number else ""),
            ("选举日期", str(term.starts_on) if term else ""),
            ("截至", str(as_of)),
        ),
        rows=rows,
        begun=called,
        also_choose={"member_kinds": tuple(kinds.values())},
    )


def _row(seat: Any, called: str, kinds: Mapping[str, str], term: Term) -> list[str]:
    post = seat.posts_that_day[0] if seat.posts_that_day else None
    told = {
        "organisation": called,
        "name": seat.person.name,
        "post": columns.POSTS[_post(seat)],
        "employment": columns.EMPLOYMENT.get(post.employment, "") if post else "",
        "born": str(born_of(seat.person) or ""),
        "politics": columns.POLITICS.get(seat.person.politics, ""),
        "education": columns.EDUCATION.get(seat.person.education, ""),
        "member_kinds": "、".join(
            kinds[held.kind_id] for held in seat.named_kinds if held.kind_id in kinds
        ),
        "sector": seat.sector,
        "recruited_from": columns.RECRUITED_FROM.get(seat.recruited, ""),
        "seat_starts_on": str(seat.starts_on) if seat.starts_on != term.starts_on else "",
    }
    return [told.get(column.field, "") for column in ROSTER]


def _kind_words() -> dict[str, str]:
    """Kind → a word that is read as it: its own name, else a usual one; others cannot be read yet."""
    found = {}
    for code, name in MemberKind.objects.order_by("pk").values_list("code", "name"):
        is_read = words.MEMBER_KINDS.get(flat(name)) == code
        word = name if is_read else columns.MEMBER_KINDS.get(code)
        if word:
            found[code] = word
    return found


def with_committee(below: Organisation, *, level: str, as_of: date) -> list[Organisation]:
    """The organisations of a level at or below one that have a committee on a day, by place code."""
    found = Organisation.objects.below(below).filter(true_on(as_of), kind__has_committee=True)
    return list(found.filter(level=level).order_by("code", "pk").select_related("place"))
