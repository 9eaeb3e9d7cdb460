"""What lies in a backup, in its order: a tar inside an age file.

`manifest.json` first, then `files/…` of the data folder, then `database/00000001` and on: the
stream of pg_dump in parts, because its length is known only at its end. Without Niangjia:
`age -d FILE | tar x`, `cat database/* | pg_restore …` (docs/backup.md).
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import count
from typing import IO, Any, BinaryIO, cast

from django.utils.translation import gettext as _

from niangjia.base.backup.age import WORK, NotWhole, Opening, Sealing
from niangjia.base.refusals import Refused

FORMAT = 1
MANIFEST, FILES, DATABASE = "manifest.json", "files/", "database/"
PART = 16 * 2**20
BLOCK = 2**18
LONGEST_MANIFEST = 10 * 2**20


class OtherForm(Refused):
    """A later version of the program wrote it."""

    def __init__(self) -> None:
        super().__init__(_("这份备份是更新版本的程序做的。请先升级程序，再用它。"))


@dataclass(frozen=True)
class Manifest:
    """What the backup says of itself.

    made_at: ISO with zone; server: PostgreSQL's version as a number (180004); migrations: those
    that had run, as "room name"; rows: table → how many rows.
    """

    made_at: str
    program: str
    server: int
    migrations: tuple[str, ...]
    rows: dict[str, int]
    form: int = FORMAT


class Packing:
    """Write a backup: the manifest, files, the database, and `finish`, in this order."""

    def __init__(self, file: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
        self._sealing = Sealing(file, passphrase, work=work)
        stream = cast(IO[bytes], self._sealing)
        self._tar = tarfile.open(fileobj=stream, mode="w|", bufsize=BLOCK)  # noqa: SIM115  `finish` closes it

    def describe(self, manifest: Manifest) -> None:
        """Write what the backup says of itself."""
        self._add(MANIFEST, json.dumps(asdict(manifest)).encode())

    def add_file(self, name: str, file: BinaryIO, *, size: int, mode: int) -> None:
        """Write `size` bytes of an open file of the data folder."""
        info = tarfile.TarInfo(FILES + name)
        info.size, info.mode = size, mode
        self._tar.addfile(info, file)

    def add_database(self, stream: IO[bytes]) -> None:
        """Write the stream of pg_dump to its end."""
        for number in count(1):
            if not (part := stream.read(PART)):
                return
            self._add(f"{DATABASE}{number:08}", part)

    def finish(self) -> None:
        """Make the backup whole."""
        self._tar.close()
        self._sealing.finish()

    def _add(self, name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(data), 0o600
        self._tar.addfile(info, io.BytesIO(data))


@dataclass(frozen=True)
class Member:
    """One entry: its name, its mode, and its bytes, which must be read before the next is asked."""

    name: str
    mode: int
    stream: IO[bytes]


def unpacked(file: BinaryIO, passphrase: str) -> tuple[Manifest, Iterator[Member]]:
    """What the backup says of itself, and its other entries; only after the last it is whole.

    Raises:
        NotWhole, WrongPassphrase, OtherForm: here or at any entry.
    """
    entries = _entries(Opening(file, passphrase))
    first = next(entries, None)
    if first is None or first.name != MANIFEST:
        raise NotWhole
    return _manifest(json.loads(first.stream.read(LONGEST_MANIFEST))), entries


def _manifest(told: dict[str, Any]) -> Manifest:
    if told["form"] != FORMAT:
        raise OtherForm
    return Manifest(**told | {"migrations": tuple(told["migrations"])})


def _entries(opening: Opening) -> Iterator[Member]:
    stream = cast(IO[bytes], opening)
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK) as tar:
            for info in tar:
                content = tar.extractfile(info)
                if content is None:
                    raise NotWhole
                yield Member(info.name, info.mode, content)
    except tarfile.TarError:  # an age file, but none of ours
        raise NotWhole from None
    while opening.read(BLOCK):
        pass
