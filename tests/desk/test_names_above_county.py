"""Names stay at the county and below (R19): no page gives a prefecture what its rosters hide."""

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.access.terms import Role
from niangjia.base import journal
from niangjia.ledgers.uploads import look_at, receive, take_in
from niangjia.network import operations
from niangjia.network.models import Place, Placement
from niangjia.people.models import Pair, Person
from tests import cast
from tests.access import officers
from tests.cast import TODAY
from tests.desk.test_views_collections import ASKED, BING, sheet_of

PAIRS, IMPORTS = reverse("desk:pairs"), reverse("desk:imports")
NAMES = ("孙一", "孙二", "李一")


@pytest.fixture
def city(seated, users):
    """清江市 above 清溪县, with an officer of its own."""
    place = Place.objects.create(code="990000000000", prefix="9900", level="prefecture")
    place.names.create(name="清江市", kind="prefecture")
    made = cast.federation(None, place, "prefecture")
    Placement.objects.create(entry=made.entry, organisation=seated.federation, parent=made)
    operations.refresh_paths(made, today=TODAY)
    users["city_officer"] = officers.appointed("city_officer", made, Role.OFFICER)
    return made


@pytest.fixture
def pair(seated):
    first, second = (Person.objects.get(name=name) for name in ("孙一", "李一"))
    with journal.act("导入", by=None) as entry:
        return Pair.objects.create(entry=entry, first=first, second=second, why="同年同村")


def looked(user, organisation):
    files = [("名册.xlsx", sheet_of(*BING))]
    upload = receive(by=user, organisation=organisation, kind="committee-roster", files=files)
    look_at(upload=upload, by=user, today=TODAY)
    return upload


def taken(user, organisation):
    return take_in(upload=looked(user, organisation), by=user, today=TODAY)[0]


def says_a_name(answer):
    return any(name in answer.content.decode() for name in NAMES)


def test_pairs_are_decided_in_the_county(city, pair, client_of):
    above, county = client_of("city_officer"), client_of("county_officer")

    answer = above.get(PAIRS)

    assert not says_a_name(answer)
    assert "请县（市、区）妇联来看" in answer.content.decode()
    assert PAIRS not in [i.address for g in answer.context["shell"].menu for i in g.items]
    assert above.post(reverse("desk:pair_same", args=[pair.public_id])).status_code == 404
    assert says_a_name(county.get(PAIRS))


@pytest.mark.parametrize("name", ["import", "import_undo"])
def test_the_imports_of_a_county_are_its_own(city, seated, users, client_of, name):
    made = taken(users["county_officer"], seated.federation)
    address = reverse(f"desk:{name}", args=[made.public_id])

    assert client_of("city_officer").get(address).status_code == 404
    assert client_of("city_officer").get(IMPORTS).context["page"].imports.rows == ()
    assert client_of("county_officer").get(address).status_code == 200


def test_files_that_a_county_has_sent_are_its_own(city, seated, users, client_of):
    upload = looked(users["county_officer"], seated.federation)
    address = reverse("desk:upload", args=[upload.public_id])

    assert client_of("city_officer").get(address).status_code == 404
    assert client_of("city_officer").get(IMPORTS).context["page"].not_in is None
    assert client_of("county_officer").get(address).status_code == 200


def test_who_takes_in_for_a_county_keeps_what_she_took_in(city, seated, users, client_of):
    made = taken(users["city_officer"], seated.federation)
    upload = looked(users["city_officer"], seated.federation)
    client = client_of("city_officer")

    assert client.get(reverse("desk:import", args=[made.public_id])).status_code == 200
    assert client.get(reverse("desk:upload", args=[upload.public_id])).status_code == 200
    assert len(client.get(IMPORTS).context["page"].imports.rows) == 1


def test_rosters_to_be_filled_in_name_nobody_above_the_county(city, seated, client_of):
    client = client_of("city_officer")
    asked = client.post(reverse("desk:collections"), ASKED).url

    one = client.get(f"{asked}files/{seated.bing.public_id}/").content
    with zipfile.ZipFile(io.BytesIO(client.get(f"{asked}files/").getvalue())) as package:
        contents = [one, *map(package.read, package.namelist())]

    assert len(contents) == 4
    for content in contents:
        cells = openpyxl.load_workbook(io.BytesIO(content)).active.values
        assert not {*NAMES, "周一"} & {cell for row in cells for cell in row}
    assert not Reading.objects.exists()


def test_the_county_gets_the_same_rosters_filled(city, seated, client_of):
    asked = client_of("city_officer").post(reverse("desk:collections"), ASKED).url

    content = client_of("county_officer").get(f"{asked}files/{seated.bing.public_id}/").content

    cells = openpyxl.load_workbook(io.BytesIO(content)).active.values
    assert {"孙二", "李一"} < {cell for row in cells for cell in row}
    assert Reading.objects.get().persons == 2
