"""Committees of 清溪县 (tests/cast.py), small enough to count by hand.

甲镇   2021-03-01 起：钱一 主席, 钱二 执委           2 席
       2024-03-01 起：钱一 主席, 孙一 副主席（兼职）, 孙二 执委   3 席
丙村   2024-04-01 起：孙二 主席, 李一 执委           2 席 （孙二也在甲镇）
戊社区 2024-05-01 起：周一 主席                     1 席
"""

from datetime import date

from niangjia.base import journal
from niangjia.committees import operations
from niangjia.committees.operations import ElectionDraft, Member
from niangjia.people.models import Person
from tests.cast import TODAY

OLD, NEW = date(2021, 3, 1), date(2024, 3, 1)
BING, WU = date(2024, 4, 1), date(2024, 5, 1)
SEATS, PERSONS = 6, 5
JIA_SEATS = 5


def elect(county):
    """Hold the four elections."""
    one, two, three, four, five, six = people("钱一", "钱二", "孙一", "孙二", "李一", "周一")
    vice = Member(three, "vice_chair", "part_time", sector="花卉")
    _held(county.jia, OLD, Member(one, "chair"), Member(two))
    _held(county.jia, NEW, Member(one, "chair"), vice, Member(four, kinds=("mediator",)))
    _held(county.bing, BING, Member(four, "chair"), Member(five))
    _held(county.wu, WU, Member(six, "chair"))


def people(*names):
    """Persons of these names, known by nothing else."""
    with journal.act("登记", by=None) as entry:
        return [Person.objects.create(entry=entry, name=name) for name in names]


def _held(organisation, day, *members):
    draft = ElectionDraft(organisation, day, members)
    operations.elect(by=None, draft=draft, today=TODAY)
