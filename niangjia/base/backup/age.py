"""The age format, version 1, for a passphrase: what any age program opens, and we open theirs.

A file is a header (how the passphrase gives the file key, and a code over the header) and a
payload in chunks of 64 KiB, each sealed by itself with its number and whether it is the last: a
chunk that is changed, missing, moved or added is refused when it is read. The primitives are
those of the package cryptography; tests compare with another implementation.

Source: age-encryption.org/v1, recipient type scrypt.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from niangjia.base.refusals import Refused

# 2**18: about a second and 256 MB of memory for each guess. What takes longer is no file of ours.
WORK = 18
MOST_WORK = 20
CHUNK = 64 * 1024
TAG = 16
SALT, FILE_KEY, NONCE = 16, 16, 16
LONGEST_HEADER = 400
BEGINNING = b"age-encryption.org/v1\n"
_SIGNS = rb"[A-Za-z0-9+/]"
_HEADER = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt (%s{22}) ([1-9][0-9]?)\n(%s{43})\n---) (%s{43})\n"
    % (_SIGNS, _SIGNS, _SIGNS)
)


class NotWhole(Refused):
    """The file is no backup, or not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            _("这份备份不完整或被改动过，不能使用。请换一份备份；如果是拷贝来的，请重新拷贝再试。")
        )


class WrongPassphrase(Refused):
    """The passphrase does not open the header."""

    def __init__(self) -> None:
        super().__init__(
            _("口令不对，打不开这份备份。请核对大小写和空格；如果口令没错，就是文件开头损坏了。")
        )


class Sealing:
    """Write a sealed file: bytes go in, `finish` makes it whole. Without it, it stays unreadable."""

    def __init__(self, file: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
        file_key, nonce = os.urandom(FILE_KEY), os.urandom(NONCE)
        file.write(_header(file_key, passphrase, work) + nonce)
        self._file = file
        self._chunks = _Chunks(file_key, nonce)
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Seal all chunks that cannot be the last."""
        self._waiting += data
        whole = (len(self._waiting) - 1) // CHUNK
        for start in range(0, max(whole, 0) * CHUNK, CHUNK):
            chunk = bytes(self._waiting[start : start + CHUNK])
            self._file.write(self._chunks.seal(chunk, is_last=False))
        del self._waiting[: max(whole, 0) * CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal the last chunk as the last."""
        self._file.write(self._chunks.seal(bytes(self._waiting), is_last=True))
        self._waiting.clear()


class Opening:
    """Read a sealed file. What `read` gives is genuine; whole it is when `read` gives nothing more.

    Raises:
        NotWhole: it is no such file, or not as it was written; at any `read` too.
        WrongPassphrase: another passphrase opens it.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        file_key = _opened_header(file, passphrase)
        self._file = file
        self._chunks = _Chunks(file_key, file.read(NONCE))
        self._ahead = file.read(CHUNK + TAG)
        self._ready = b""
        self._is_over = False

    def read(self, size: int) -> bytes:
        """At most `size` bytes, fewer only at the end."""
        found = [self._take(size)]
        missing = size - len(found[0])
        while missing and self._fill():
            found.append(self._take(missing))
            missing -= len(found[-1])
        return b"".join(found)

    def _take(self, size: int) -> bytes:
        taken, self._ready = self._ready[:size], self._ready[size:]
        return taken

    def _fill(self) -> bool:
        """Open the next chunk; False after the last one."""
        if self._is_over:
            return False
        sealed, self._ahead = self._ahead, self._file.read(CHUNK + TAG)
        self._is_over = not self._ahead
        self._ready = self._chunks.open(sealed, is_last=self._is_over)
        return bool(self._ready)


class _Chunks:
    """Chunks in their order, each under a number of its own."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(_derived(file_key, salt=nonce, purpose=b"payload"))
        self._number = 0

    def seal(self, chunk: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._next(is_last), chunk, None)

    def open(self, sealed: bytes, *, is_last: bool) -> bytes:
        try:
            chunk = self._cipher.decrypt(self._next(is_last), sealed, None)
        except InvalidTag:
            raise NotWhole from None
        if not chunk and self._number > 1:  # only a file without content ends with an empty chunk
            raise NotWhole
        return chunk

    def _next(self, is_last: bool) -> bytes:
        self._number += 1
        return (self._number - 1).to_bytes(11, "big") + bytes([is_last])


def _header(file_key: bytes, passphrase: str, work: int) -> bytes:
    salt = os.urandom(SALT)
    wrapped = _wrapping(passphrase, salt, work).encrypt(bytes(12), file_key, None)
    lines = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_text(salt), work, _text(wrapped))
    return lines + b" %s\n" % _text(_code(file_key, lines))


def _opened_header(file: BinaryIO, passphrase: str) -> bytes:
    """The file key; the file stands after the header then."""
    start = file.read(LONGEST_HEADER)
    found = _HEADER.match(start)
    if not found or int(found[3]) > MOST_WORK:
        raise NotWhole
    file.seek(found.end() - len(start), os.SEEK_CUR)
    cipher = _wrapping(passphrase, _bytes(found[2]), int(found[3]))
    try:
        file_key = cipher.decrypt(bytes(12), _bytes(found[4]), None)
    except InvalidTag:
        raise WrongPassphrase from None
    if not hmac.compare_digest(_code(file_key, found[1]), _bytes(found[5])):
        raise NotWhole
    return file_key


def _wrapping(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    stretched = Scrypt(
        salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1
    )
    return ChaCha20Poly1305(stretched.derive(passphrase.encode()))


def _code(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, salt=b"", purpose=b"header"), header, "sha256")


def _derived(file_key: bytes, *, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(file_key)


def _text(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    """Base64 without padding, and written in no other way than `_text` does."""
    raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _text(raw) != text:
        raise NotWhole
    return raw
