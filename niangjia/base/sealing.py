"""Sealed columns: AES-GCM with a key outside the database, and blind indexes for search.

A sealed value is version byte + nonce + ciphertext, bound to its column by the purpose. A blind
index is a keyed hash, so that equal values can be found and nothing else (TRUST 3, control 15).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION = b"\x01"
_NONCE = 12
INDEX_BYTES = 16


class KeyMissing(RuntimeError):
    """The key file is gone: what it sealed cannot be read, and no other key may be made."""


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


def _master(home: Path) -> bytes:
    path = home / "keys" / "master"
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text())


def _make(path: Path) -> None:
    """Make the key once; a second process that comes at the same moment uses the first's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(secrets.token_hex(32))
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
