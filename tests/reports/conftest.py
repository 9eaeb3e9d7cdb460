import pytest

from tests.reports import office


@pytest.fixture
def seats(county):
    """The committees of 清溪县, elected in 2026: 甲镇 five seats, 乙乡 four, 丙村 three."""
    return office.elect_committees(county)


@pytest.fixture
def drafted(county, seats):
    """A draft of the county's report on its committees."""
    return office.drafted(county)


@pytest.fixture
def signed(drafted):
    """The same, checked and signed."""
    return office.signed(drafted)
