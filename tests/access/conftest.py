import pytest

from tests.access import officers


@pytest.fixture
def users(county):
    """Name in the story → user."""
    return officers.take_office(county)
