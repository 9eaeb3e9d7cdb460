"""What the surroundings say: data folder, database address, hosts, secret key."""

import os
import secrets
from pathlib import Path
from typing import Any


def home() -> Path:
    """The data folder (database, keys, files): `NIANGJIA_HOME`, else ~/.niangjia."""
    return Path(os.environ.get("NIANGJIA_HOME") or Path.home() / ".niangjia").absolute()


def backups() -> Path:
    """Where the worker lays the nightly backups: `NIANGJIA_BACKUPS`, else in the data folder."""
    return Path(os.environ.get("NIANGJIA_BACKUPS") or home() / "backups").absolute()


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
    if path.exists():
        return path.read_text()
    key = secrets.token_urlsafe(50)
    return _kept(key, path) if folder.is_dir() else key


def database() -> dict[str, Any]:
    """Django's words for `DATABASE_URL`, which `niangjia` sets when it starts its own server."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        **address(os.environ.get("DATABASE_URL", "dbname=niangjia")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def owner() -> dict[str, str]:
    """The same for the role that owns the tables: `DATABASE_OWNER_URL`, else `DATABASE_URL`."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return address(url)


def address(url: str) -> dict[str, str]:
    """Whom an address means, in the words of Django's settings."""
    from psycopg.conninfo import conninfo_to_dict  # the command that only keeps others needs none

    parts = conninfo_to_dict(url)
    words = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    return {
        ours: str(parts.get(theirs) or "") for ours, theirs in (words | {"PORT": "port"}).items()
    }


def _kept(key: str, path: Path) -> str:
    """Written beside and put in place as a whole; of two who start together the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        return path.read_text()
    finally:
        draft.unlink()
    return key
