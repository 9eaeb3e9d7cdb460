"""The hash chain over the journal: entries are sealed in the order in which one sealer meets them (R27).

A seal is the SHA-256 of the seal before it, every field of its entry, and digests of the before-images
that the act left. The database makes the seals (sql/chain.sql) so that the web role can write none;
here is the same text once more, for whoever checks them (ADR 23).
"""

from __future__ import annotations

import hashlib
import time
from datetime import UTC

from django.db import connection

from niangjia.base.models import Entry, UnsealedEntry

# Any number, the same as in sql/chain.sql: whoever holds this advisory lock is the sealer.
DUTY = 7_266_256
FORM = "niangjia.seal.1"
# What stands before the first seal.
BEGINNING = bytes(32)
# So many entries are sealed in one transaction.
AT_ONCE = 1_000
SEAL = "SELECT base_seal_pending(%s)"
# Seconds for which a sealer at work is waited for, and between two looks at it.
PATIENCE, LOOK = 10.0, 0.1


def seal_pending() -> int | None:
    """Seal every entry that is committed; returns how many, None if somebody else is the sealer.

    Nobody who writes waits for it. Each thousand is a transaction of its own.
    """
    many = 0
    while (sealed := _sealed_at_once()) == AT_ONCE:
        many += sealed
    return None if sealed is None else many + sealed


def catch_up(*, patience: float = PATIENCE) -> int:
    """Have everything sealed that is committed now, by whoever is the sealer.

    Args:
        patience: seconds for which another sealer is waited for.

    Returns:
        How many of them were not sealed in this time; 0 if all is well.
    """
    asked = list(UnsealedEntry.objects.values_list("entry_id", flat=True))
    until = time.monotonic() + patience
    while seal_pending() is None:
        late = UnsealedEntry.objects.filter(entry_id__any_of=asked).count()
        if not late or time.monotonic() > until:
            return late
        time.sleep(LOOK)
    return 0


def link(previous: bytes, entry: Entry, images: str) -> bytes:
    """The hash of a seal: 32 bytes.

    Args:
        previous: the hash of the seal before it, or BEGINNING.
        images: the digests of the entry's before-images, as its seal carries them.
    """
    return hashlib.sha256(previous + canonical(entry, images)).digest()


def canonical(entry: Entry, images: str) -> bytes:
    """All that is sealed of an entry, each part behind its length in bytes; a missing one is `-`."""
    parts = (
        FORM,
        entry.pk,
        entry.public_id,
        entry.act,
        entry.by_id,
        entry.post,
        entry.organisation_id,
        entry.summary,
        entry.reason,
        entry.batch,
        entry.undoes_id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        images,
    )
    return b"".join(map(_part, parts))


def _part(value: object) -> bytes:
    if value is None:
        return b"-,"
    text = str(value).encode()
    return b"%d:%b," % (len(text), text)


def _sealed_at_once() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(SEAL, [AT_ONCE])
        row = cursor.fetchone()
    return row[0] if row else None
