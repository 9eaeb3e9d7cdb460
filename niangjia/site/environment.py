"""What the surroundings say: data folder, database address, hosts, secret key."""

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict


def home() -> Path:
    """The data folder (database, keys, files): `NIANGJIA_HOME`, else ~/.niangjia."""
    return Path(os.environ.get("NIANGJIA_HOME") or Path.home() / ".niangjia").absolute()


def hosts() -> list[str]:
    """Names under which the web process answers."""
    return ["127.0.0.1", "localhost", "[::1]", *os.environ.get("NIANGJIA_HOSTS", "").split()]


def secret_key(folder: Path) -> str:
    """The installation's own secret, made once; without a data folder a key for this process."""
    path = folder / "secret_key"
    if path.exists():
        return path.read_text()
    key = secrets.token_urlsafe(50)
    if folder.is_dir():
        path.touch(mode=0o600)
        path.write_text(key)
    return key


def database() -> dict[str, Any]:
    """Django's words for `DATABASE_URL`, which `niangjia` sets when it starts its own server."""
    parts = conninfo_to_dict(os.environ.get("DATABASE_URL", "dbname=niangjia"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
