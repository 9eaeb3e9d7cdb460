"""Words that the child process and its parent share. Imports nothing: the child starts quickly."""

from __future__ import annotations


class Refusal(Exception):
    """A file, or one of a .zip, that is not taken in: a key of `refusals.SENTENCES` and its values."""

    def __init__(self, key: str, **values: str | int) -> None:
        """Keep key and values; texts that come from the file are cut."""
        super().__init__(key)
        self.key = key
        self.values = {
            name: value[:80] if isinstance(value, str) else value for name, value in values.items()
        }


DATA, PART, END, REFUSED, FAILED, READY = b"d", b"p", b"e", b"r", b"x", b"s"
"""First byte of a message from the child: a whole chunk, a part of one, the end, a refusal, a fault."""

MESSAGE = 128 * 1024
"""Bytes of one message at most; Linux carries 200 KB on a socket without settings."""
