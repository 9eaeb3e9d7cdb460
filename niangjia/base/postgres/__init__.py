"""The embedded PostgreSQL: the programs of a wheel under our own small supervisor (ADR 3)."""

from niangjia.base.postgres.client import ensure_running, home_folder, stop
from niangjia.base.postgres.errors import DatabaseUnavailable
from niangjia.base.postgres.layout import Connection

__all__ = ["Connection", "DatabaseUnavailable", "ensure_running", "home_folder", "stop"]
