"""Which organisation the words of a row mean: bodies of one name, and those without a place."""

import pytest

from niangjia.ledgers.blanks.making import one_file
from niangjia.ledgers.directory import directory
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.rows import Unit
from niangjia.network import operations
from niangjia.network.models import Place
from tests.cast import TODAY
from tests.ledgers.sheets import ROSTER, member, write

pytestmark = pytest.mark.django_db


def body(parent, name="巧手协会", **more):
    return operations.found(
        by=None,
        kind="social_org",
        level="unit",
        name=name,
        short_name=name,
        form="federation",
        parent=parent,
        place=None,
        on=None,
        today=TODAY,
    )


def village_without_place(county, name="望江村"):
    return operations.found(
        by=None,
        kind="village",
        level="village",
        name=f"{name}妇女联合会",
        short_name=f"{name}妇联",
        form="federation",
        parent=county.jia,
        place=None,
        on=None,
        today=TODAY,
    )


def asked(spot):
    return spot.key if isinstance(spot, Question) else spot.organisation


def test_of_two_bodies_of_one_name_none_is_guessed(county):
    body(county.jia)
    body(county.yi)

    spot = directory(root=county.federation, on=TODAY).find(Unit(organisation="巧手协会"))

    assert asked(spot) == "body-unknown"
    assert "2" in spot.text


def test_the_township_tells_which_body_is_meant(county):
    body(county.jia)
    of_yi = body(county.yi)

    unit = Unit(township="乙乡", organisation="巧手协会")

    assert asked(directory(root=county.federation, on=TODAY).find(unit)) == of_yi


def test_a_body_that_is_gone_does_not_stand_in_the_way_of_the_one_there(county):
    old, new = body(county.federation), body(county.federation)
    operations.dissolve(by=None, organisation=old, on=TODAY, today=TODAY)

    found = directory(root=county.federation, on=TODAY).find(Unit(organisation="巧手协会"))

    assert asked(found) == new


def test_an_organisation_without_a_place_is_found_by_its_name(county):
    made = village_without_place(county)
    known = directory(root=county.federation, on=TODAY)

    assert asked(known.find(Unit(organisation="望江村妇联"))) == made
    assert asked(known.find(Unit(township="甲镇", organisation="望江村妇联"))) == made
    assert asked(known.find(Unit(township="乙乡", organisation="望江村妇联"))) == "unit-unknown"


@pytest.mark.parametrize("as_root", [False, True])
def test_its_own_blank_comes_back_without_a_question(county, tmp_path, as_root):
    made = village_without_place(county)
    row = member("甲秀", "主席", village="望江村")
    path = write(tmp_path / "名册.xlsx", ROSTER, row)
    taken = {"by": None, "kind": "committee-roster", "today": TODAY}
    assert import_file(path=path, root=county.federation, **taken).created == 1
    name, content = one_file("committee-roster", made, as_of=TODAY, today=TODAY)
    (tmp_path / name).write_bytes(content)

    root = made if as_root else county.federation
    outcome = import_file(path=tmp_path / name, root=root, **taken)

    assert (outcome.waiting, outcome.rejected, outcome.unchanged) == ([], [], 1)


def test_below_a_root_without_a_place_no_place_of_others_is_loaded(county):
    made = village_without_place(county)

    assert directory(root=made, on=TODAY).places == {}
    whole = directory(root=county.federation, on=TODAY)
    assert whole.places.keys() == {*Place.objects.values_list("pk", flat=True)}
