"""The committee as of a day: one row per seat, with filters that narrow the list, never the number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from niangjia.base.periods import ONE_DAY
from niangjia.base.phrases import listed, together
from niangjia.committees.models import MemberKind, Term
from niangjia.committees.roster import OtherSeat, RosterLine
from niangjia.committees.terms import Employment, PostKind
from niangjia.desk.building.cells import MAIN_LANGUAGE
from niangjia.desk.building.question import pages_of
from niangjia.desk.building.reach import rosters_open
from niangjia.desk.building.subject import Subject
from niangjia.desk.pages import Roster
from niangjia.desk.parts import Cell, Chip, Column, Link, Phrase, Row, Table, Tone

HEADS = (PostKind.CHAIR, PostKind.VICE_CHAIR)
NARROWED: dict[str, Callable[[RosterLine], bool]] = {
    "": lambda line: True,
    "heads": lambda line: line.post in HEADS,
    "new": lambda line: line.is_new is True,
    "also": lambda line: bool(line.others),
}


def roster_card(subject: Subject, hidden: str) -> Roster:
    """The card; `hidden` is the sentence for a reader to whom the names are not open."""
    asked = subject.visit.query.get("seats", "")
    chosen = asked if asked in NARROWED else ""
    lines = [line for line in subject.lines if NARROWED[chosen](line)]
    return Roster(
        days=_days(subject),
        filters=() if hidden else _filters(subject, chosen),
        table=_table(subject, () if hidden else lines, hidden or _empty(subject)),
    )


def _empty(subject: Subject) -> str:
    if subject.lines:
        return _("这样的执委一个也没有。点“全部”看整张名册。")
    return _("%(day)s没有登记在任的执委。导入花名册，或换一天看。") % {"day": subject.visit.day}


def _days(subject: Subject) -> tuple[Link, ...]:
    """上一届 (the day before the term began), the chosen day, today."""
    visit, term = subject.visit, subject.term
    links = []
    if term and term.starts_on and _had_one_before(term):
        before = term.starts_on - ONE_DAY
        text = _("上一届%(day)s") % {"day": f" {before}"}
        links.append(Link(text=text, address=visit.here(as_of=before, **_NO_PERIOD)))
    if visit.is_past:
        links.append(Link(text=str(visit.day), address=visit.here(), is_on=True))
    today = visit.here(as_of=None, **_NO_PERIOD)
    return (*links, Link(text=_("今天"), address=today, is_on=not visit.is_past))


_NO_PERIOD: dict[str, object] = {"from": None, "to": None}


def _had_one_before(term: Term) -> bool:
    return Term.objects.filter(
        organisation=term.organisation_id, starts_on__lt=term.starts_on
    ).exists()


def _filters(subject: Subject, chosen: str) -> tuple[Chip, ...]:
    words = {
        "": _("全部"),
        "heads": _("主席副主席"),
        "new": _("新进"),
        "also": _("兼任"),
    }
    return tuple(
        Chip(
            text=text,
            count=str(sum(map(NARROWED[key], subject.lines))),
            address=subject.visit.here(seats=key or None) + "#roster",
            is_on=key == chosen,
        )
        for key, text in words.items()
    )


def _table(subject: Subject, lines: Iterable[RosterLine], empty: str) -> Table:
    shown = list(lines)
    elsewhere = {other.organisation for line in shown for other in line.others}
    pages = pages_of(rosters_open(subject.visit, elsewhere), subject.visit)
    kinds = kind_words()
    words = (
        _("姓名"), _("职务"), _("专兼挂"), _("类别"), _("来自"), _("任职起"), _("比上一届"), _("同时任"),
    )  # fmt: skip
    return Table(
        label=_("执委名册"),
        columns=(Column(label=_("序"), is_number=True), *(Column(label=word) for word in words)),
        rows=tuple(_row(place, line, pages, kinds) for place, line in enumerate(shown, 1)),
        head=1,
        footer=_footer(subject, len(shown)),
        empty=empty,
    )


def _footer(subject: Subject, shown: int) -> tuple[Phrase, ...]:
    """The number above and the rows below are the same seats."""
    numbers = subject.numbers.cell(subject.own("committees.seats"))
    if shown != len(subject.lines):
        said = ngettext("先列%(shown)s行，名册共", "先列%(shown)s行，名册共", shown) % {
            "shown": shown
        }
        return (Phrase(before=said, figure=numbers, after=_("。")),)
    said = ngettext("名册共%(rows)s行，上方是", "名册共%(rows)s行，上方是", shown) % {"rows": shown}
    return (Phrase(before=said, figure=numbers, after=_("。看过姓名已记下。")),)


def kind_words() -> dict[str, str]:
    """Member kinds by their Chinese names, in the reader's language; an office's own have both."""
    if get_language() == MAIN_LANGUAGE:
        return {}
    return dict(MemberKind.objects.exclude(name_en="").values_list("name", "name_en"))


def _row(place: int, line: RosterLine, pages: dict[int, str], kinds: dict[str, str]) -> Row:
    return Row(
        key=f"seat-{line.seat}",
        cells=(
            Cell(text=str(place), is_faint=True),
            Cell(text=line.name),
            _post(line.post),
            Cell(text=str(Employment(line.employment).label) if line.employment else ""),
            Cell(chips=tuple(Chip(text=kinds.get(kind, kind)) for kind in line.kinds)),
            Cell(text=line.workplace or line.sector),
            Cell(text=str(line.since or "")),
            _new(line),
            _others(line.others, pages),
        ),
    )


def _post(post: str) -> Cell:
    if not post:
        return Cell(text=_("执委"))
    return Cell(text=str(PostKind(post).label), is_strong=post in HEADS)


def _new(line: RosterLine) -> Cell:
    if line.is_new is None:
        return Cell(text=_("未记"), is_faint=True)
    if line.is_new:
        return Cell(chips=(Chip(text=_("新进"), tone=Tone.INFO),))
    return Cell(text=_("留任"), is_faint=True)


def _others(others: tuple[OtherSeat, ...], pages: dict[int, str]) -> Cell:
    """Where else she sits; `pages`: those whose rosters the reader may read."""
    if not others:
        return Cell(text="—", is_faint=True)
    named = [other for other in others if other.organisation in pages]
    words = [
        together(other.short_name, PostKind(other.post).label if other.post else _("执委"))
        for other in named
    ]
    address = pages[named[0].organisation] if len(others) == len(named) == 1 else ""
    return Cell(text=listed([*words, *seats_hidden(len(others) - len(named))]), address=address)


def seats_hidden(many: int) -> list[str]:
    """Seats in committees whose rosters are not the reader's are only counted (R19)."""
    return [ngettext("另有%(n)s席", "另有%(n)s席", many) % {"n": many}] if many else []
