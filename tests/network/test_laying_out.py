"""A real county is laid out once: its places and its federation, nothing else."""

import pytest

from niangjia.network import divisions
from niangjia.network.laying_out import lay_out
from niangjia.network.models import Organisation, Place, PlaceName

pytestmark = pytest.mark.django_db
built = pytest.mark.skipif(not divisions.DEFAULT.exists(), reason="table of places not built")


@built
def test_all_places_of_the_county_are_there(today):
    laid = lay_out(by=None, code="350423", today=today)

    rows = divisions.county("350423")
    assert laid.new_places == len(rows)
    assert dict(Place.objects.values_list("code", "parent__code")) == {
        row.code: row.parent or None for row in rows
    }
    assert dict(PlaceName.objects.values_list("place__code", "name")) == {
        row.code: row.name for row in rows
    }


@built
def test_only_the_federation_of_the_county_is_founded(today):
    laid = lay_out(by=None, code="350423", today=today)

    assert list(Organisation.objects.all()) == [laid.federation]
    assert (laid.federation.code, laid.federation.starts_on) == ("350423000000", None)


@built
def test_a_second_time_changes_nothing(today):
    first = lay_out(by=None, code="350423", today=today)

    again = lay_out(by=None, code="350423", today=today)

    assert (again.federation, again.changed) == (first.federation, False)


@built
def test_a_neighbour_shares_the_prefecture(today):
    lay_out(by=None, code="350423", today=today)

    lay_out(by=None, code="350424", today=today)

    assert Place.objects.filter(level="prefecture").count() == 1


@built
def test_zones_come_only_when_asked_for(today):
    zones = len(divisions.county("350423", with_zones=True)) - len(divisions.county("350423"))
    lay_out(by=None, code="350423", today=today)

    laid = lay_out(by=None, code="350423", today=today, with_zones=True)

    assert (laid.is_new, laid.new_places) == (False, zones)


@built
def test_an_unknown_county_is_refused_before_anything_is_written(today):
    with pytest.raises(divisions.UnknownDivision):
        lay_out(by=None, code="350499", today=today)

    assert not Place.objects.exists()
