"""What the surroundings say: data folder, database address, hosts, secret key."""

import os
import secrets
from pathlib import Path
from typing import Any

from niangjia.base.durable import placed_once
from niangjia.base.postgres import home_folder

# Django's words for the parts of an address → PostgreSQL's.
WORDS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def home() -> Path:
    """The data folder (database, keys, files): `NIANGJIA_HOME`, else ~/.niangjia."""
    return home_folder().absolute()


def backups() -> Path:
    """Where the worker lays the nightly backups: `NIANGJIA_BACKUPS`, else in the data folder."""
    return Path(os.environ.get("NIANGJIA_BACKUPS") or home() / "backups").absolute()


def is_backups_named() -> bool:
    """Whether somebody said where backups lie; then that folder is hers to make."""
    return bool(os.environ.get("NIANGJIA_BACKUPS"))


def passphrase_file() -> Path | None:
    """The file with the passphrase of the nightly backups; None: there are none."""
    named = os.environ.get("NIANGJIA_PASSPHRASE_FILE")
    return Path(named).absolute() if named else None


def hosts() -> list[str]:
    """Names under which the web process answers."""
    return ["127.0.0.1", "localhost", "[::1]", *os.environ.get("NIANGJIA_HOSTS", "").split()]


def is_secure() -> bool:
    """Whether visitors come by https; `niangjia serve` knows."""
    return bool(os.environ.get("NIANGJIA_SECURE"))


def log() -> str:
    """How a line of the log is written: `text` or `json`."""
    return os.environ.get("NIANGJIA_LOG") or "text"


def is_database_elsewhere() -> bool:
    """Whether `DATABASE_URL` names a server that is not the embedded one."""
    url = os.environ.get("DATABASE_URL")
    return bool(url) and url != os.environ.get("NIANGJIA_EMBEDDED")


def secret_key(folder: Path) -> str:
    """The installation's own secret, made once; without a data folder a key for this process."""
    path = folder / "secret_key"
    if path.exists() and (kept := path.read_text()):
        return kept
    key = secrets.token_urlsafe(50)
    return placed_once(path, key) if folder.is_dir() else key


def database() -> dict[str, Any]:
    """Django's words for `DATABASE_URL`, which `niangjia` sets when it starts its own server."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        **address(os.environ.get("DATABASE_URL", "dbname=niangjia")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def owner() -> dict[str, Any]:
    """The same for the role that owns the tables: `DATABASE_OWNER_URL`, else `DATABASE_URL`."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return address(url)


def address(url: str) -> dict[str, Any]:
    """Whom an address means, in the words of Django's settings.

    All that it says besides (`sslmode`, `target_session_attrs` …) is an option: dropped, a server
    whose certificate was to be checked would be believed without.
    """
    from psycopg.conninfo import conninfo_to_dict  # the command that only keeps others needs none

    parts = conninfo_to_dict(url)
    told = {ours: str(parts.pop(theirs, None) or "") for ours, theirs in WORDS.items()}
    return {**told, "OPTIONS": parts}
