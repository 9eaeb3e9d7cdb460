"""A committee in 清溪县, and everybody's browser."""

import pytest
from django.test import Client

from tests.access import officers
from tests.desk import committees


@pytest.fixture
def users(county):
    """Name in the story → user."""
    return officers.take_office(county)


@pytest.fixture
def client_of(users):
    """Return a function from a name in the story to her browser, signed in."""

    def browser(name):
        client = Client()
        client.force_login(users[name])
        return client

    return browser


@pytest.fixture
def seated(county):
    """清溪县 with committees elected in 甲镇 (two terms), 丙村 and 戊社区 (see committees.py)."""
    committees.elect(county)
    return county
