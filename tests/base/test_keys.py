"""The key of the sealed columns is made once, and never a second time over what the first one sealed."""

import multiprocessing
import os

import pytest
from cryptography.exceptions import InvalidTag

from niangjia.base import journal, sealing
from niangjia.base.durable import placed_once
from niangjia.base.sealing import KeyMissing, blind_index, require_key, seal, unseal
from niangjia.ledgers.checking import check_sealed
from niangjia.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    """A data folder of this test alone."""
    settings.HOME = tmp_path
    forget()
    yield tmp_path
    forget()


def forget():
    """As a process that has just begun."""
    sealing._key.cache_clear()
    sealing._cipher.cache_clear()


def record(**sealed):
    with journal.act("录入", by=None) as entry:
        return Person.objects.create(entry=entry, name="甲某", **sealed)


def test_a_fresh_installation_makes_its_key(home):
    require_key(home)
    sealed = seal("100", purpose="a")
    forget()

    assert unseal(sealed, purpose="a") == "100"
    assert len(bytes.fromhex((home / "keys/master").read_text())) == 32
    assert (home / "keys/master").stat().st_mode & 0o077 == 0
    assert [path.name for path in (home / "keys").iterdir()] == ["master"]


@pytest.mark.parametrize("column", ["phone_sealed", "phone_index", "identity_index"])
@pytest.mark.parametrize("how", ["gone", "empty", "cut", "no key at all"])
def test_a_lost_or_damaged_key_is_told_and_no_other_one_is_made(home, column, how):
    made = seal if column.endswith("sealed") else blind_index
    record(**{column: made("100", purpose="a")})
    path = home / "keys/master"
    left = {"gone": None, "empty": "", "cut": path.read_text()[:40], "no key at all": "密" * 32}[
        how
    ]
    path.unlink() if left is None else path.write_text(left)
    forget()

    for use in (seal, blind_index):
        with pytest.raises(KeyMissing, match=r"keys/master.*从备份里取回"):
            use("100", purpose="a")
    assert (path.read_text() if path.exists() else None) == left


def test_a_row_that_is_deleted_still_needs_its_key(home):
    """Its before-image is sealed, and an undo brings it back."""
    person = record(phone_sealed=seal("100", purpose="a"))
    with journal.act("撤下", by=None):
        Person.objects.filter(pk=person.pk).delete()
    (home / "keys/master").unlink()
    forget()

    with pytest.raises(KeyMissing):
        seal("100", purpose="a")


def test_a_check_of_what_is_sealed_names_the_lost_key(home):
    record(phone_sealed=seal("100", purpose="a"))
    (home / "keys/master").unlink()
    forget()

    check = check_sealed()

    assert check.looked_at == 1
    assert "keys/master" in check.wrong[0]


def test_an_empty_key_that_sealed_nothing_is_made_anew(home):
    (home / "keys").mkdir()
    (home / "keys/master").touch()

    sealed = seal("100", purpose="a")

    assert len((home / "keys/master").read_text()) == 64
    with pytest.raises(InvalidTag):
        unseal(sealed, purpose="b")


def test_of_many_who_come_together_all_hold_the_same(tmp_path):
    (tmp_path / "key").touch()  # as a power cut left it
    with multiprocessing.get_context("fork").Pool(8) as pool:
        told = pool.starmap(place, [(tmp_path / "key", n) for n in range(200)])

    assert {*told} == {(tmp_path / "key").read_text()}
    assert os.listdir(tmp_path) == ["key"]


def place(path, number):
    return placed_once(path, str(number))
