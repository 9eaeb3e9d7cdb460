"""What the surroundings say is taken as it was said."""

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from niangjia.base import running
from niangjia.site import environment

URL = (
    "postgresql://web:p%40ss@a.example,b.example:5433,5434/office?sslmode=verify-full"
    "&sslrootcert=/etc/ca.pem&target_session_attrs=read-write&connect_timeout=3"
)
WORDS = {
    "NIANGJIA_HOME": "/srv/niangjia",
    "DATABASE_URL": URL,
    "DATABASE_OWNER_URL": URL.replace("web", "owner"),
}


@pytest.fixture
def told(monkeypatch):
    for name, value in WORDS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def as_django_connects():
    """Return a function that tells with which words Django would connect."""
    before = dict(connection.settings_dict)

    def words(settings):
        connection.settings_dict.update(settings)
        return connection.get_connection_params()

    yield words
    connection.settings_dict.update(before)


@pytest.mark.parametrize("whose", ["database", "owner"])
def test_an_address_loses_nothing_on_its_way_to_the_database(told, as_django_connects, whose):
    url = WORDS["DATABASE_URL" if whose == "database" else "DATABASE_OWNER_URL"]

    used = as_django_connects(getattr(environment, whose)())

    meant = conninfo_to_dict(url)
    assert {name: used.get(name) for name in meant} == meant


def test_options_of_one_address_do_not_stay_with_the_next(told, as_django_connects):
    as_django_connects(environment.owner())

    used = as_django_connects(environment.address("postgresql://web@c.example/office"))

    assert "sslmode" not in used


@pytest.mark.django_db
def test_the_line_of_a_job_is_connected_like_everything_else(as_django_connects):
    options = {**connection.settings_dict["OPTIONS"], "application_name": "of this test"}
    as_django_connects({"OPTIONS": options})

    with running.alone(7, lambda: False):
        line = running._running.get().line
        assert line.info.get_parameters()["application_name"] == "of this test"

    with pytest.raises(psycopg.OperationalError):
        line.execute("SELECT 1")


def test_an_empty_secret_key_is_made_anew_and_a_written_one_stays(tmp_path):
    (tmp_path / "secret_key").touch()

    made = environment.secret_key(tmp_path)

    assert len(made) > 50
    assert environment.secret_key(tmp_path) == made == (tmp_path / "secret_key").read_text()
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_without_a_data_folder_the_key_is_this_process_s(tmp_path):
    assert len(environment.secret_key(tmp_path / "none")) > 50
    assert not (tmp_path / "none").exists()
