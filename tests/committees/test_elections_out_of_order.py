"""An election entered late, after what came later is known."""

from datetime import date

import pytest

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.committees.operations import ElectionDraft, Member, coopt, elect
from niangjia.people.models import Person

pytestmark = pytest.mark.django_db


def test_whose_seat_began_later_is_named(county, today):
    with journal.act("名册", by=None) as entry:
        chair, later = (Person.objects.create(entry=entry, name=n) for n in ("甲秀", "乙兰"))
    first = ElectionDraft(county.bing, date(2012, 3, 1), [Member(chair, "chair")])
    term = elect(by=None, draft=first, today=today)
    coopt(by=None, term=term, member=Member(later), on=date(2015, 1, 1), reason="增补")

    with pytest.raises(Refused, match="乙兰"):
        elect(by=None, draft=ElectionDraft(county.bing, date(2014, 3, 1), []), today=today)
