"""An office and its paper: committees of 清溪县 (tests/cast.py) and a report on them."""

from datetime import date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base import journal
from niangjia.base.periods import SHANGHAI, Period
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.operations import ElectionDraft, Member, elect_many
from niangjia.people.models import Person
from niangjia.reports import operations
from niangjia.reports.models import Report
from niangjia.reports.printing import report_tree
from tests import cast

PERIOD = Period.including(date(2026, 1, 1), date(2026, 10, 31))
ELECTED = date(2026, 6, 8)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=SHANGHAI)
TODAY = cast.TODAY

SEATS = "committees.seats(level=township)"
MEAN = "committees.mean_seats(level=township)"
TEXT = """\
# {{ organisation.name|short }}执委情况汇报

乡镇执委{{ figure("committees.seats(level=township)") }}名，其中主席{{ figure("committees.posts(level=township, post=chair)") }}名，平均每个乡镇{{ figure("committees.mean_seats(level=township)") }}名。乡镇执委共{{ figure("committees.seats(level=township)") }}名。

{% if figure("committees.new_members(level=township)").known %}
新增{{ figure("committees.new_members(level=township)") }}名。
{% else %}
上一届没有登记，新增人数{{ figure("committees.new_members(level=township)") }}。
{% endif %}

| 乡镇 | 执委 |
| --- | ---: |
{% for unit in units(level="township") %}
| {{ unit.name }} | {{ figure("committees.seats", organisation=unit.code) }} |
{% endfor %}

历时{{ elapsed_days }}天。

>> {{ organisation.name }}
>> {{ period.last|day }}
"""


def elect_committees(county):
    """Elect the three committees; gives the seats by the names of their persons."""
    sizes = {county.jia: 5, county.yi: 4, county.bing: 3}
    drafts = [
        ElectionDraft(organisation, ELECTED, members(organisation, size))
        for organisation, size in sizes.items()
    ]
    elect_many(by=None, drafts=drafts, today=TODAY)
    return {seat.person.name: seat for seat in CommitteeSeat.objects.select_related("person")}


def members(organisation, size):
    names = [f"{organisation.code}-{place}" for place in range(1, size + 1)]
    with journal.act("登记", by=None) as entry:
        persons = [Person.objects.create(entry=entry, name=name) for name in names]
    return [Member(person, post="" if place else "chair") for place, person in enumerate(persons)]


def drafted(county, text=TEXT, period=PERIOD):
    return operations.draft(
        by=None,
        template="执委情况汇报",
        text=text,
        organisation=county.federation,
        period=period,
        today=TODAY,
    )


def signed(report):
    operations.check(by=None, report=report, now=NOW)
    return operations.sign(by=None, report=report, now=NOW)


def end_one_seat(seats):
    """A member of 甲镇 leaves within the period."""
    committees.end_seat(by=None, seat=seats["990001100000-5"], on=date(2026, 9, 1), reason="调离")


def statements_of(report):
    """How many statements it takes to read the report."""
    found = Report.objects.select_related("organisation").get(pk=report.pk)
    with CaptureQueriesContext(connection) as queries:
        report_tree(found)
    return len(queries)
