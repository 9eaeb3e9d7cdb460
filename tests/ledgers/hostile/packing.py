"""Zips of which every field can be a lie, and the parts of a small honest .xlsx."""

import struct
import zlib
from dataclasses import dataclass, field

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DEFLATED = 8


@dataclass
class Entry:
    """One part. What is left None is true."""

    name: str | bytes
    content: bytes = b""
    packed: bytes | None = None
    method: int = DEFLATED
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    flags: int = 0x800
    offset: int | None = None  # in the list at the end only
    local_name: bytes | None = None
    is_listed_only: bool = False
    times: int = 1  # in the list at the end


@dataclass
class Zip:
    entries: list[Entry]
    before: bytes = b""
    after: bytes = b""
    comment: bytes = b""
    between: bytes = field(default=b"")

    def content(self) -> bytes:
        body, listed = bytearray(self.before), []
        for entry in self.entries:
            offset = len(body) if entry.offset is None else entry.offset
            if not entry.is_listed_only:
                body += local(entry) + self.between
            listed += [central(entry, offset)] * entry.times
        start = len(body) - len(self.before)
        end = b"".join(listed)
        count = min(len(listed), 0xFFFF)
        tail = struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(end), start, len(self.comment)
        )
        return bytes(body) + end + tail + self.comment + self.after


def packed_of(entry):
    if entry.packed is not None:
        return entry.packed
    return deflated(entry.content) if entry.method == DEFLATED else entry.content


def deflated(content):
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(content) + engine.flush()


def endless(piece, times):
    """A deflate stream of `piece` that many times, made without writing it out."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = engine.compress(piece) + engine.flush(zlib.Z_FULL_FLUSH)
    return block * times + b"\x03\x00"


def _numbers(entry):
    packed = packed_of(entry)
    return (
        zlib.crc32(entry.content) if entry.crc is None else entry.crc,
        len(packed) if entry.packed_size is None else entry.packed_size,
        len(entry.content) if entry.size is None else entry.size,
    )


def _name(entry):
    return entry.name if isinstance(entry.name, bytes) else entry.name.encode()


def local(entry):
    name = _name(entry) if entry.local_name is None else entry.local_name
    head = struct.pack(
        "<4s5H3L2H", b"PK\3\4", 20, entry.flags, entry.method, 0, 33, *_numbers(entry), len(name), 0
    )
    return head + name + packed_of(entry)


def central(entry, offset):
    name = _name(entry)
    head = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\1\2", 20, 20, entry.flags, entry.method, 0, 33),
        *_numbers(entry),
        *(len(name), 0, 0, 0, 0, 0, offset),
    )
    return head + name


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows="", after=""):
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


HONEST_ROWS = "".join(
    f'<row r="{row}">{cell(f"A{row}", name)}{cell(f"B{row}", post)}</row>'
    for row, (name, post) in enumerate(
        [("姓名", "职务"), ("甲某一", "主席"), ("甲某二", "执委")], 1
    )
)


def parts(**changed):
    """Name → text of an .xlsx of three rows; a key such as `sheet1` stands for its part."""
    texts = {
        "types": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "root": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "workbook": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "relations": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id='
        f'"rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "styles": f'{HEAD}<styleSheet xmlns="{MAIN}"/>',
        "strings": f'{HEAD}<sst xmlns="{MAIN}"/>',
        "sheet1": sheet(HONEST_ROWS),
    } | changed
    return {NAMES[key]: text for key, text in texts.items()}


NAMES = {
    "types": "[Content_Types].xml",
    "root": "_rels/.rels",
    "workbook": "xl/workbook.xml",
    "relations": "xl/_rels/workbook.xml.rels",
    "styles": "xl/styles.xml",
    "strings": "xl/sharedStrings.xml",
    "sheet1": "xl/worksheets/sheet1.xml",
}


def entries(extra=None, **changed):
    texts = parts(**changed) | (extra or {})
    return [
        Entry(name, text if isinstance(text, bytes) else text.encode())
        for name, text in texts.items()
    ]


def workbook(extra=None, **changed):
    """The bytes of an .xlsx, with parts changed or added."""
    return Zip(entries(extra, **changed)).content()
