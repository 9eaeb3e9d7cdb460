"""A zip believed in nothing: its parts lie side by side, are as large as they say, and not too large."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.terms import Refusal

_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a zip; `start` is where its packed bytes begin."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    deflated: bool
    is_unicode: bool


def parts_of(file: BinaryIO, size: int, most: int) -> list[Part]:
    """All parts, in the order in which they lie, checked against each other but not yet unpacked.

    Raises:
        Refusal: damaged, locked, forged, or larger than allowed by what it says of itself.
    """
    try:
        with zipfile.ZipFile(file) as package:
            entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
            end = package.start_dir
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, IndexError) as error:
        raise Refusal("damaged") from error
    except NotImplementedError as error:
        raise Refusal("forged") from error
    _check_list(entries, size, most)
    parts = [_part(file, entry) for entry in entries]
    _check_places(parts, entries, end)
    return parts


def _check_list(entries: list[zipfile.ZipInfo], size: int, most: int) -> None:
    if len(entries) > most:
        raise Refusal("too-many-parts", count=len(entries), most=most)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refusal("zip-locked")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Refusal("forged")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.UNPACKED:
        raise Refusal("too-large-unpacked", most=limits.UNPACKED // limits.MB)
    if unpacked > max(limits.RATIO_FROM, limits.RATIO * size):
        raise Refusal("packed-too-tightly", most=limits.RATIO)
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refusal("forged")
    if entry.file_size > max(limits.RATIO_FROM, limits.RATIO * entry.compress_size):
        raise Refusal("packed-too-tightly", most=limits.RATIO)


def _part(file: BinaryIO, entry: zipfile.ZipInfo) -> Part:
    """Where the packed bytes begin, by the part's own header."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise Refusal("forged")
    *_, name, extra = _LOCAL.unpack(header)
    return Part(
        entry.filename,
        entry.header_offset + _LOCAL.size + name + extra,
        entry.compress_size,
        entry.file_size,
        entry.CRC,
        entry.compress_type == zipfile.ZIP_DEFLATED,
        bool(entry.flag_bits & 0x800),
    )


def _check_places(parts: list[Part], entries: list[zipfile.ZipInfo], end: int) -> None:
    """Nothing before the first part, and none reaches into the next (as bombs without end do)."""
    begins = [entry.header_offset for entry in entries] + [end]
    if begins[0] != 0:
        raise Refusal("forged")
    for part, following in zip(parts, begins[1:], strict=True):
        if part.start + part.packed > following:
            raise Refusal("forged")


def unpacked(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """Yield the bytes of a part piece by piece; they are as many as it says, with its checksum.

    Raises:
        Refusal: they are not.
    """
    size = checksum = 0
    for piece in _pieces(file, part):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > part.size:
            raise Refusal("forged")
        yield piece
    if size != part.size or checksum != part.crc:
        raise Refusal("damaged")


def _pieces(file: BinaryIO, part: Part) -> Iterator[bytes]:
    file.seek(part.start)
    left = part.packed
    engine = zlib.decompressobj(-15) if part.deflated else None
    while left > 0:
        packed = file.read(min(left, limits.PIECE // 8))
        if not packed:
            raise Refusal("damaged")
        left -= len(packed)
        yield from _inflated(engine, packed) if engine else (packed,)
    if engine and not engine.eof:
        raise Refusal("damaged")


def _inflated(engine: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while packed:
        if engine.eof:
            raise Refusal("forged")
        try:
            yield engine.decompress(packed, limits.PIECE)
        except zlib.error as error:
            raise Refusal("damaged") from error
        packed = engine.unconsumed_tail or engine.unused_data
