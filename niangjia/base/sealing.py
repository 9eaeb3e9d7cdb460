"""Sealed columns: AES-GCM with a key outside the database, and blind indexes for search.

A sealed value is version byte + nonce + ciphertext, bound to its column by the purpose. A blind
index is a keyed hash, so that equal values can be found and nothing else (TRUST 3, control 15).
The key is made once, in an installation without sealed rows: another one would open none of them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from niangjia.base.durable import flush, placed_once
from niangjia.base.models import Sealed
from niangjia.base.refusals import Refused

_VERSION = b"\x01"
_NONCE = 12
INDEX_BYTES = 16
KEY_BYTES = 32


class KeyMissing(Refused):
    """The key is gone or damaged: what it sealed cannot be read, and no other one may be made."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "密钥文件“%(file)s”不见了、不完整或读不到，密封的内容打不开。请从备份里取回它，不要另造一个。"
            )
            % {"file": path}
        )


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt `text` for one purpose (a column); every call gives different bytes."""
    return seal_bytes(text.encode(), purpose=purpose)


def seal_bytes(content: bytes, *, purpose: str) -> bytes:
    """Encrypt a file's bytes for one purpose."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + _cipher(purpose).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Decrypt what `seal` made for the same purpose.

    Raises:
        cryptography.exceptions.InvalidTag: other key, other purpose, or bytes changed.
    """
    return unseal_bytes(sealed, purpose=purpose).decode()


def unseal_bytes(sealed: bytes, *, purpose: str) -> bytes:
    """Decrypt what `seal_bytes` made for the same purpose; raises as `unseal`."""
    raw = bytes(sealed)
    nonce, body = raw[1 : 1 + _NONCE], raw[1 + _NONCE :]
    return _cipher(purpose).decrypt(nonce, body, purpose.encode())


def blind_index(text: str, *, purpose: str) -> bytes:
    """16 bytes that are equal for equal texts under this installation's key."""
    return hmac.digest(_key(f"index:{purpose}"), text.encode(), "sha256")[:INDEX_BYTES]


@lru_cache(maxsize=16)
def _cipher(purpose: str) -> AESGCM:
    return AESGCM(_key(f"seal:{purpose}"))


@lru_cache(maxsize=32)
def _key(purpose: str) -> bytes:
    return hmac.digest(_master(settings.HOME), purpose.encode(), hashlib.sha256)


def master_file(home: Path) -> Path:
    """Where the key lies in a data folder."""
    return home / "keys" / "master"


def require_key(home: Path) -> None:
    """Go on only if what is sealed can be opened; where nothing is, no key need be there.

    Raises:
        KeyMissing: the file is damaged, or gone while there are sealed rows.
    """
    path = master_file(home)
    if _is_written(path):
        _read(path)
    elif is_anything_sealed():
        raise KeyMissing(path)


def is_anything_sealed() -> bool:
    """Whether a row, or a before-image of one, was made with a key."""
    return any(
        model._default_manager.exclude(**{name: None}).exists() for model, name in _keyed_columns()
    )


def _keyed_columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, Sealed) or _is_index(field):
                yield model, field.name


def _is_index(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.BinaryField) and field.name.endswith("_index")


def _master(home: Path) -> bytes:
    require_key(home)
    path = master_file(home)
    if not _is_written(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flush(home)
        placed_once(path, secrets.token_hex(KEY_BYTES))
    return _read(path)


def _is_written(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text())
    except (OSError, ValueError) as error:
        raise KeyMissing(path) from error
    if len(key) != KEY_BYTES:
        raise KeyMissing(path)
    return key
