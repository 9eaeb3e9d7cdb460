"""Ask Django whether models, migrations and settings fit, on a database that lives for the question.

`check` sees that there is one line of migrations, `makemigrations --check` that no model is ahead
of it, `lintmigrations` that none would lock or break an office that is running: the code before it
must go on working on the tables after it. What takes something away is a migration of its own, a
version later, and says so in its name: `0012_contract_old_phone.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.apps import apps
from django.core.management import call_command

from niangjia.base import postgres

# The second half of a change: takes away what no code uses any more, the code before it included.
CONTRACT = "contract_"


def use_database_in(home: Path) -> None:
    """Start an embedded database of its own there, unless the environment names another one."""
    os.environ["NIANGJIA_HOME"] = str(home)
    if "DATABASE_URL" not in os.environ:
        connection = postgres.ensure_running(home, durable=False)
        os.environ["DATABASE_URL"] = connection.dsn(connection.owner)


def ask() -> None:
    """Raises SystemExit, with Django's own words, at the first thing that does not fit."""
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True)
    rooms = [app.label for app in apps.get_app_configs() if app.name.startswith("niangjia.")]
    call_command(
        "lintmigrations",
        include_apps=rooms,
        ignore_initial_migrations=True,  # no office has rows before them
        ignore_name_contains=CONTRACT,
        quiet=["ok", "ignore"],
        no_cache=True,
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.site.settings"
    os.environ["PYTEST_VERSION"] = "make check"  # as in the tests: with the linter of migrations
    with TemporaryDirectory() as folder:
        use_database_in(Path(folder))
        django.setup()
        try:
            ask()
        finally:
            postgres.stop(Path(folder))
