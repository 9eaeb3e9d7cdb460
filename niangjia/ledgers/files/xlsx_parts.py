"""The parts of an .xlsx, unpacked once: sound? and what values alone do not tell.

A reader of values gives an error cell as an empty one, and a day shown as 1963年5月 as the first
of May. Both are looked up here. The parts run through in pieces; none is held as a whole but
the few that say what the others are.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.archive import Part, unpacked
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.xlsx_cells import SheetScan, month_styles

WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_HELD = (WORKBOOK, RELATIONS, STYLES)
_XML = (".xml", ".rels")
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-?8[\"'])", re.IGNORECASE)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")

NOTES = {
    "vbaproject.bin": "macros",
    "/macrosheets/": "macros",
    "/externallinks/": "external-links",
    "xl/connections.xml": "external-links",
    "/querytables/": "external-links",
}


@dataclass(slots=True)
class Package:
    """What the parts told: sheet name → scan, and notes such as "macros"."""

    scans: dict[str, SheetScan] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unpacked: int = 0


def read_package(file: BinaryIO, parts: list[Part]) -> Package:
    """Unpack every part of an .xlsx once, and keep what is worth keeping.

    Raises:
        Refusal: damaged, forged, or with what no ledger needs (a DTD).
    """
    named = {part.name: part for part in parts}
    held = {name: _whole(file, named[name]) for name in _HELD if name in named}
    styles = month_styles(held.get(STYLES, ""))
    targets = _targets(held.get(RELATIONS, ""))
    sheets = {targets.get(key, ""): name for name, key in _sheets(held.get(WORKBOOK, ""))}
    if len(sheets) > limits.SHEETS:
        raise Refusal("too-many-sheets", count=len(sheets), most=limits.SHEETS)
    package = Package(unpacked=sum(part.size for part in parts), notes=_notes(parts))
    for part in parts:
        if part.name in sheets:
            scan = package.scans[sheets[part.name]] = SheetScan(styles)
            _run_through(file, part, scan)
        elif part.name not in held:
            _run_through(file, part, None)
    return package


def _notes(parts: list[Part]) -> list[str]:
    names = "\n".join(f"/{part.name.lower()}" for part in parts)
    return sorted({note for sign, note in NOTES.items() if sign in names})


def _whole(file: BinaryIO, part: Part) -> str:
    if part.size > limits.SMALL_PART:
        raise Refusal("too-large-unpacked", most=limits.SMALL_PART // limits.MB)
    content = b"".join(unpacked(file, part))
    _check_xml(content)
    return content.decode("utf-8", "replace")


def _run_through(file: BinaryIO, part: Part, scan: SheetScan | None) -> None:
    is_xml = part.name.lower().endswith(_XML)
    end = b""
    for number, piece in enumerate(unpacked(file, part)):
        is_xml |= number == 0 and piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        if is_xml:
            _check_xml(end + piece)
            end = piece[-200:]
        if scan:
            scan.feed(piece)
    if scan:
        scan.finish()


def _check_xml(content: bytes) -> None:
    """UTF-8 without a DTD: what Excel writes. Entities that grow, and files named in them, need one."""
    if _DTD.search(content) or b"\x00" in content or _ENCODING.search(content[:300]):
        raise Refusal("dtd")


def _sheets(workbook: str) -> list[tuple[str, str]]:
    """(sheet name, key of its relation)."""
    tags = [_attributes(tag) for tag in _SHEET.findall(workbook)]
    return [
        (tag.get("name", ""), next((v for k, v in tag.items() if k.endswith(":id")), ""))
        for tag in tags
    ]


def _targets(relations: str) -> dict[str, str]:
    """Key of a relation → name of the part."""
    tags = [_attributes(tag) for tag in _RELATION.findall(relations)]
    return {tag.get("Id", ""): _within(tag.get("Target", "")) for tag in tags}


def _within(target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _attributes(tag: str) -> dict[str, Any]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
