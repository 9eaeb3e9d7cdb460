"""Several people at once: one signs, and what is signed is one state of the rows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from niangjia.base.refusals import Refused
from niangjia.reports import operations
from niangjia.reports.answering import asker
from niangjia.reports.models import FrozenNumber
from niangjia.reports.snapshot import one_snapshot
from tests.reports import office

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act):
    """Do something in another connection; give what it said."""

    def closing():
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(closing).result(timeout=60)


def test_of_two_who_sign_at_once_one_signs(drafted):
    operations.check(by=None, report=drafted, now=office.NOW)
    together = Barrier(2)

    def sign():
        together.wait(timeout=60)
        return operations.sign(by=None, report=drafted, now=office.NOW)

    with ThreadPoolExecutor(2) as pool:
        said = [one.result() for one in [pool.submit(elsewhere, sign) for _ in range(2)]]

    (refused,) = (one for one in said if isinstance(one, Refused))
    assert "已经签发" in str(refused) or "同一时刻" in str(refused)
    drafted.refresh_from_db()
    assert operations.verify(drafted)
    assert FrozenNumber.objects.filter(part_of=None).count() == 7


def test_a_document_sees_nothing_of_what_others_write_meanwhile(county, seats):
    def asked():
        return asker(county.federation, period=office.PERIOD)(office.SEATS).value

    with one_snapshot():
        assert asked() == 9
        elsewhere(lambda: office.end_one_seat(seats))
        assert asked() == 9

    assert asked() == 8


def test_what_somebody_signed_meanwhile_is_not_changed(drafted):
    operations.check(by=None, report=drafted, now=office.NOW)

    elsewhere(lambda: operations.sign(by=None, report=drafted, now=office.NOW))

    with pytest.raises(Refused, match="已经签发"):
        operations.redraft(by=None, report=drafted, text=office.TEXT, today=office.TODAY)
