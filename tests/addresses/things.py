"""What the addresses are about: a report, a file taken in. Each answers with its public id."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.ledgers import receipts
from niangjia.ledgers.models import Import
from niangjia.ledgers.uploads import receive
from niangjia.network.models import Organisation
from niangjia.people.models import Pair, Person
from niangjia.reports import operations as reports

NOTHING = UUID("00000000-0000-7000-8000-000000000000")
TODAY = date(2026, 11, 21)
YEAR = Period.including(date(2026, 1, 1), TODAY)
TEXT = "# 小结\n\n现有妇联{{ figure('network.federations') }}。\n"


def unit(name):
    """The organisation of that name in the story."""
    return _thing(name, lambda county, users: getattr(county, name))


def post_of(name):
    """The post of somebody in the story."""
    return _thing(name, lambda county, users: users[name].posts.get())


def report_of(name):
    """A drafted report of an organisation."""
    return _thing(name, lambda county, users: _report(getattr(county, name)))


def import_of(name):
    """A ledger that was taken in for an organisation."""
    return _thing(name, lambda county, users: _import(getattr(county, name)))


def upload_of(name):
    """Files that were sent for an organisation and are not in yet."""
    return _thing(name, lambda county, users: _upload(getattr(county, name)))


def collection_of(name, *more):
    """A ledger asked of the villages below an organisation; `more` are units of the story."""
    about = " ".join((name, *more))
    return {"thing": lambda county, users: _collected(county, name, more), "about": about}


def pair_of(name):
    """Two who might be one person: in the committee one after the other."""
    return _thing(name, lambda county, users: _pair(getattr(county, name)))


def figure(name):
    """A figure, which is known by its name."""
    return {"thing": lambda county, users: [name], "about": name}


def of(name):
    """The question `?organisation=`, of an organisation in the story."""
    return lambda county: {"organisation": str(getattr(county, name).public_id)}


def nothing():
    """A public id that nothing has."""
    return {"thing": lambda county, users: [NOTHING], "about": "nothing"}


def _thing(about, find):
    return {"thing": lambda county, users: [find(county, users).public_id], "about": about}


def _report(organisation: Organisation):
    return reports.draft(
        by=None,
        template="summary",
        organisation=organisation,
        period=YEAR,
        today=TODAY,
        text=TEXT,
    )


def _pair(organisation: Organisation):
    with journal.act("导入", by=None) as entry:
        two = [Person.objects.create(entry=entry, name="郑一") for _ in range(2)]
        pair = Pair.objects.create(entry=entry, first=two[0], second=two[1], why="同名")
    for person, held_on in zip(two, (date(2018, 5, 10), date(2023, 5, 10)), strict=True):
        members = [committees.Member(person=person)]
        draft = committees.ElectionDraft(organisation, held_on, members)
        committees.elect(by=None, draft=draft, today=TODAY)
    return pair


def _collected(county, name, more):
    collection = receipts.open_collection(
        by=None,
        organisation=getattr(county, name),
        kind="committee-roster",
        level="village",
        as_of=TODAY,
        due_on=date(2099, 1, 1),
        today=TODAY,
    )
    return [collection.public_id, *(getattr(county, one).public_id for one in more)]


def _import(organisation: Organisation):
    with journal.act("导入", by=None, organisation_id=organisation.pk) as entry:
        return Import.objects.create(
            entry=entry,
            file_name="名册.xlsx",
            kind="committee-roster",
            sha256="0" * 64,
            organisation=organisation,
            records=0,
            created=0,
            changed=0,
            unchanged=0,
        )


def _upload(organisation: Organisation):
    files = [("名册.csv", "村,姓名,职务\n丙村,郑一,执委\n".encode())]
    return receive(by=None, organisation=organisation, kind="committee-roster", files=files)
