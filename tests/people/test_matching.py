"""R15: which rows are one person by machine, whoever stands between them."""

from niangjia.base.dates import PreciseDate
from niangjia.people.matching import Trace, match

PHONE = b"the telephone of the village"


def told(year: int | None = None, month: int | None = None, identity: bytes | None = None) -> Trace:
    """One name at one telephone, as most village offices write it."""
    born = PreciseDate.of(year, month, None) if year else None
    return Trace("甲秀", born=born, prefix="350423100001", phone=PHONE, identity=identity)


def test_one_name_and_telephone_without_a_contradiction_is_one_person():
    first, second = told(1963, 5), told()

    match([first, second], [])

    assert second.first is first


def test_a_row_without_a_birth_does_not_join_two_whose_births_contradict():
    first, silent, other = told(1963, 5), told(), told(1975, 8)

    match([first, silent, other], [])

    assert silent.first is first
    assert other.first is other


def test_a_row_without_an_identity_does_not_join_two_identities():
    known = told(identity=b"one")
    silent, other = told(), told(identity=b"two")

    match([silent, other], [known])

    assert silent.first is known
    assert other.first is other


def test_an_equal_identity_joins_whatever_else_is_written():
    first, second = told(1963, 5, b"one"), told(1975, 8, b"one")

    match([first, second], [])

    assert second.first is first
