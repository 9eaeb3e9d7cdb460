import pytest
from django.test import Client

from tests.access import officers


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def users(county):
    """Name in the story → user."""
    return officers.take_office(county)


@pytest.fixture
def client_of(users):
    """Return a function from a name in the story to her browser."""

    def browser(name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name in users:
            client.force_login(users[name])
        return client

    return browser
