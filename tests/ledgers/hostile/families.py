"""Hostile files by what they try. Each has a name, bytes, and what may become of it.

`may`: keys of refusals; READ = its cells may also be read, within all limits.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.ledgers.hostile.packing import (
    HEAD,
    HONEST_ROWS,
    MAIN,
    NAMES,
    PACKAGE,
    Entry,
    Zip,
    cell,
    deflated,
    endless,
    entries,
    parts,
    sheet,
    workbook,
)

READ = "read"
BROKEN = frozenset({"damaged", "forged", "is-unknown", "dtd", "zip-empty", "empty"})
OLD = (Path(__file__).parent.parent / "files_other" / "old_excel.xls").read_bytes()
MB = 2**20


@dataclass(frozen=True)
class Hostile:
    name: str
    content: bytes
    may: frozenset[str]


def one(name, content, *may):
    return Hostile(name, content, frozenset(may))


def hostile_files(seed: int) -> Iterator[Hostile]:
    """All of them, the same for the same seed."""
    chance = random.Random(seed)
    for family in FAMILIES:
        for number, file in enumerate(family(chance)):
            stem, _, ending = file.name.partition(".")
            yield replace(file, name=f"{family.__name__}_{number:03}_{stem}.{ending or 'xlsx'}")


def truncated(chance):
    for _ in range(60):
        content = workbook()
        end = chance.randrange(1, len(content) - 1)
        yield one("short", content[:end], *BROKEN)
    for _ in range(40):
        yield one("short.xls", OLD[: chance.randrange(1, len(OLD) * 9 // 10)], READ, *BROKEN)


def flipped(chance):
    """Some bytes changed: read, or refused, never more."""
    for source, name in ((workbook(), "flip"), (OLD, "flip.xls")):
        for _ in range(70):
            content = bytearray(source)
            for _ in range(chance.choice((1, 3, 10, 50))):
                content[chance.randrange(8, len(content))] = chance.randrange(256)
            yield one(name, bytes(content), READ, "packed-too-tightly", *LIARS)


def resized(chance):
    """Lengths inside an old .xls blown up or shrunk."""
    for _ in range(40):
        content = bytearray(OLD)
        for _ in range(3):
            place = chance.randrange(512, len(content) - 4) & ~1
            struct.pack_into(
                "<H", content, place, chance.choice((0, 1, 0x7FFF, 0xFFFF, 0xFFFE, 0x2024))
            )
        yield one("sizes.xls", bytes(content), READ, *LIARS)


def disguised(chance):
    """Another file under the name of a table."""
    starts = {
        "is-pdf": b"%PDF-1.7\n\x00\x01",
        "is-picture": b"\x89PNG\r\n\x1a\n\x00",
        "is-other-archive": b"Rar!\x1a\x07\x00",
        "is-program": b"MZ\x90\x00\x03",
        "is-web-page": b"<html><table><tr><td>1</td></tr></table></html>",
        "is-too-old": b"\x09\x08\x08\x00\x00\x05",
        "is-word": b"{\\rtf1\\ansi hello}",
        "is-unknown": b"\x01\x02\x03\x04",
        "empty": b"",
        "zip-empty": b"PK\x05\x06" + b"\0" * 18,
    }
    for key, start in starts.items():
        for ending in ("xlsx", "xls", "csv", "zip"):
            tail = chance.randbytes(50) if key not in ("empty", "zip-empty", "is-web-page") else b""
            yield one(f"as.{ending}", start + tail, key)
    for picture in (
        b"\xff\xd8\xff\xe1\0\x18Exif\0\0MM\0*\0\0\0\x08\0\x01\x88%\0\x04",
        b"GIF89a\1\0",
    ):
        yield one("place", picture + chance.randbytes(80), "is-picture")
    for _ in range(25):
        yield one("noise", b"\x00\xfe" + chance.randbytes(chance.randrange(1, 3000)), "is-unknown")
    for part in ("word/document.xml", "ppt/presentation.xml", "xl/workbook.bin", "mimetype"):
        content = Zip([Entry("[Content_Types].xml", b"<Types/>"), Entry(part, b"x")]).content()
        yield one(
            "other", content, "is-word", "is-slides", "is-binary-workbook", "is-open-document"
        )


def polyglots(chance):
    """A table that is something else too."""
    honest = workbook()
    for start in (
        b"GIF89a;",
        b"%PDF-1.4\n",
        b"<html><!--",
        b"MZ\x90\x00",
        b"#!/bin/sh\n",
        b"\x00" * 9,
    ):
        for before in (start, start + chance.randbytes(200)):
            content = Zip(entries(), before=before).content()
            yield one("both", content, *LIARS, *(f"is-{k}" for k in KINDS))
    for tail in (b"%PDF-1.4", b"<script>alert(1)</script>", chance.randbytes(300), honest):
        yield one("tail", honest + tail, READ, *LIARS)
        yield one("gap", Zip(entries(), between=tail).content(), READ, *LIARS)
        yield one("remark", Zip(entries(), comment=tail[:200]).content(), READ, *LIARS)
    first = Entry("a.gif", b"GIF89a", method=0)
    yield one("shifted", Zip([first, *entries()], before=b"PK\3\4junk").content(), *LIARS)


def bombs(chance):
    """Little outside, huge inside."""
    for size in (8, 30, 120):
        for filler in (b" ", b"\0", b"<c/>"):
            stream = endless(filler * (MB // len(filler)), size)
            rows = Entry(NAMES["sheet1"], packed=stream, size=size * MB, crc=0)
            content = Zip([*entries()[:-1], rows]).content()
            yield one("ratio", content, "packed-too-tightly", "too-large-unpacked")
    block = (HONEST_ROWS * 4000).encode()[:MB]
    for times in (290, 400, 1024):
        stream = endless(block, times)
        for told in (times * MB, 0xFFFFFFF0 if times == 1024 else 200 * MB, 1000):
            part = Entry(NAMES["sheet1"], packed=stream, size=told, crc=0)
            content = Zip([*entries()[:-1], part]).content()
            yield one("gigabyte", content, "packed-too-tightly", "too-large-unpacked", *LIARS)
    noisy = endless(chance.randbytes(MB), 6)
    for told in (6 * MB, 7 * MB, MB):
        picture = Entry("xl/media/a.png", packed=noisy, size=told, crc=1)
        yield one("picture", Zip([*entries(), picture]).content(), *LIARS)


def forged(chance):
    """Headers that do not tell the truth."""
    changes = [
        {"size": 10},
        {"size": 0},
        {"size": 10**6},
        {"crc": 7},
        {"packed_size": 3},
        {"packed_size": 10**6},
        {"method": 0, "size": 9},
        {"packed": deflated(b"x" * 100) + b"more"},
        {"packed": b"\xff\xff\xff"},
        {"packed": b""},
        {"flags": 0x801},
        {"offset": 1},
        {"offset": 10**9},
    ]
    for change in changes:
        for place in (0, 2, 6):
            listed = entries()
            listed[place] = replace(listed[place], **change)
            yield one("lie", Zip(listed).content(), "zip-locked", *LIARS)
    for method in (1, 6, 9, 12, 14, 93, 95, 98, 99):
        listed = [replace(entry, method=method, packed=b"abc") for entry in entries()]
        yield one("method", Zip(listed).content(), *LIARS)
    for name in (b"xl/workbook.xml", b"other", b""):
        listed = entries()
        listed[-1] = replace(listed[-1], local_name=name)
        yield one("names", Zip(listed).content(), READ, *LIARS)
    yield one("twice", Zip([*entries(), *entries()]).content(), *LIARS)


def overlapping(chance):
    """Parts inside each other: bombs without nesting, and a zip that holds itself."""
    big = Entry("a", packed=deflated(b"0" * 4 * MB), size=4 * MB, crc=0)
    for times in (2, 30, 900):
        again = [replace(big, name=f"a{n}", offset=0, is_listed_only=True) for n in range(times)]
        yield one("same.zip", Zip([big, *again]).content(), "packed-too-tightly", *LIARS)
        yield one("same", Zip([*entries(), big, *again]).content(), "packed-too-tightly", *LIARS)
    for size in (100, 400, 2000):
        itself = Entry("r.zip", b"P" * 10, method=0, size=size, packed_size=size)
        yield one("itself.zip", Zip([itself]).content(), *LIARS, "nested-zip")
    yield one("repeat", Zip([replace(entry, times=2) for entry in entries()]).content(), *LIARS)


def nested(chance):
    """Zips in zips: the inner ones are refused, one by one."""
    content = Zip([Entry("a.csv", "姓名,职务\n甲,主席\n".encode())]).content()
    for depth in range(12):
        content = Zip([Entry(f"层{depth}.zip", content)]).content()
        yield one("deep.zip", content, "nested-zip")
    for count in (10, 200):
        inner = Zip([Entry("b.csv", b"a,b\n" * 10)]).content()
        many = Zip([Entry(f"{n}.zip", inner) for n in range(count)]).content()
        yield one("many.zip", many, "nested-zip")


def crowded(chance):
    """Too many of something."""
    yield one("parts", Zip([*entries(), *empties(5_001)]).content(), "too-many-parts")
    yield one("parts.zip", Zip(empties(20_000)).content(), "too-many-parts")
    yield one("files.zip", Zip(empties(2_100)).content(), "too-many-files")
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 700))
    head = parts()[NAMES["workbook"]].partition("<sheets>")[0]
    yield one(
        "sheets",
        workbook(workbook=f"{head}<sheets>{sheets}</sheets></workbook>"),
        "too-many-sheets",
        READ,
    )
    for merge in ("A1:XFD1048576", "A1:B3", "A2:A1048576"):
        merges = f'<mergeCell ref="{merge}"/>' * 150_000
        after = f"<mergeCells>{merges}</mergeCells>"
        yield one(
            "merges",
            workbook(sheet1=sheet(HONEST_ROWS, after)),
            "packed-too-tightly",
            "too-many-merges",
            *LIARS,
        )
    for merge in ("A1:XFD1048576", "B1048576:C1048576", "A1:A1048576"):
        after = f'<mergeCells><mergeCell ref="{merge}"/></mergeCells>'
        yield one("merge", workbook(sheet1=sheet(HONEST_ROWS, after)), READ)


def empties(count):
    return [Entry(f"f{n}.csv", b"", method=0) for n in range(count)]


def far(chance):
    """Cells at the end of the world."""
    for row, column in ((1_048_576, "XFD"), (1_048_576, "ZZ"), (300_000, "XFD"), (99_999_999, "A")):
        for quote in ('"', "'"):
            there = cell(f"{column}{row}", "x")
            rows = f'<row r="{row}">{there}</row>'.replace('"', quote)
            yield one(
                "far", workbook(sheet1=sheet(HONEST_ROWS + rows)), "too-wide", "memory", *LIARS
            )
    for reference in ("A0", "XFE1", "ZZZZ9", "A-1", "1A", "", "A99999999999999999999"):
        rows = f'<row r="1">{cell(reference, "x")}</row>'
        yield one("nowhere", workbook(sheet1=sheet(rows)), READ, "too-wide", "memory", *LIARS)
    rows = '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    prefixed = f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>{rows}</x:sheetData></x:worksheet>'
    yield one("prefix", workbook(sheet1=prefixed), "too-wide", "memory", READ, *LIARS)


def floods(chance):
    """Texts that are stored once and used a million times, and texts that are too long."""
    long = "长" * 30_000
    strings = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{long}</t></si></sst>'
    for count in (3_000, 12_500):
        rows = "".join(
            f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count)
        )
        yield one(
            "shared", workbook(strings=strings, sheet1=sheet(rows)), "too-much-text", "memory"
        )
    for length in (40_000, 300_000, 3_000_000):
        text = "".join(chance.choices("甲乙丙丁戊己庚辛", k=5_000)) * (length // 5_000)
        rows = f'<row r="1">{cell("A1", text)}</row>'
        yield one("long", workbook(sheet1=sheet(rows)), "cell-too-long", "packed-too-tightly")
    for depth in (1_000, 200_000):
        deep = "<x>" * depth + "</x>" * depth
        yield one(
            "deep", workbook(sheet1=sheet(HONEST_ROWS, deep)), READ, *LIARS, "packed-too-tightly"
        )
        yield one(
            "open",
            workbook(strings=f'{HEAD}<sst xmlns="{MAIN}">{"<si>" * depth}'),
            READ,
            *LIARS,
            "packed-too-tightly",
        )
    attributes = " ".join(f'a{n}="1"' for n in range(50_000))
    yield one("attributes", workbook(sheet1=sheet(f'<row r="1" {attributes}></row>')), READ, *LIARS)
    rows = '<row r="1">' + '<c t="e"><f>' + "A" * 2_000_000 + "</f></c></row>"
    yield one("formula", workbook(sheet1=sheet(rows)), READ, "packed-too-tightly", *LIARS)


def entities(chance):
    """DTDs: laughs, files of this machine, other machines."""
    laughs = "<!DOCTYPE a [<!ENTITY a0 '哈'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
    )
    declarations = {
        "laughs": f"{laughs}]>",
        "quadratic": f"<!DOCTYPE a [<!ENTITY a9 '{'x' * 50_000}'>]>",
        "file": '<!DOCTYPE a [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        "web": '<!DOCTYPE a [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>',
        "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/d"> %p;]>',
        "external": '<!doctype a PUBLIC "-//X" "http://127.0.0.1:9/d">',
    }
    for name, declaration in declarations.items():
        for key in NAMES:
            text = parts()[NAMES[key]].replace(HEAD, HEAD + declaration)
            text = text.replace("甲某一", "&a9;")
            yield one(name, workbook(**{key: text}), "dtd")
    for encoding in ("utf-16", "utf-16-be", "utf-32"):
        for key in ("workbook", "sheet1", "strings"):
            text = parts()[NAMES[key]].replace("UTF-8", encoding).encode(encoding)
            yield one("encoded", workbook(**{key: text}), "dtd", *LIARS)
    text = parts()[NAMES["sheet1"]].replace("UTF-8", "UTF-7")
    yield one("seven", workbook(sheet1=text), "dtd")


def living(chance):
    """Macros, links, commands: never run nor followed; the values beside them may be read."""
    commands = ["=cmd|'/c calc'!A1", "=WEBSERVICE(\"http://127.0.0.1:9/\")", "=HYPERLINK(\"http://x\")",
                "=IMPORTXML(1)", "+DDE(\"cmd\";\"/c calc\";\"a\")", "='[1]Sheet1'!A1", "=EXEC(\"x\")", "=1/0"]  # fmt: skip
    for command in commands:
        told = command.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        rows = f'{HONEST_ROWS}<row r="4"><c r="A4" t="str"><f>{told[1:]}</f><v>甲某三</v></c></row>'
        yield one("formula", workbook(sheet1=sheet(rows)), READ)
        yield one(
            "typed.csv",
            f'姓名,职务\n"{command.replace(chr(34), chr(34) * 2)}",主席\n'.encode(),
            READ,
        )
    extra = {
        "macro": {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + chance.randbytes(500)},
        "macros4": {"xl/macrosheets/sheet1.xml": f'{HEAD}<xm:macrosheet xmlns:xm="x"/>'},
        "link": {"xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>'},
        "dde": {
            "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}">'
            '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        },
        "query": {"xl/connections.xml": f'{HEAD}<connections xmlns="{MAIN}"/>'},
        "object": {"xl/embeddings/oleObject1.bin": chance.randbytes(900)},
    }
    for name, added in extra.items():
        for ending in ("xlsx", "xlsm"):
            yield one(f"{name}.{ending}", workbook(added), READ)


def strayed(chance):
    """Relations and names that lead out of the file."""
    targets = ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/s.xml",
               "workbook.xml", "worksheets/sheet9.xml", "", "worksheets/../worksheets/sheet1.xml")  # fmt: skip
    for target in targets:
        text = parts()[NAMES["relations"]].replace("worksheets/sheet1.xml", target)
        yield one("target", workbook(relations=text), READ, *LIARS)
    names = ("../../甲.csv", "/etc/cron.d/x.csv", "..\\..\\b.csv", "C:\\x\\甲.csv", "a\x00b.csv", "\u202egpj.csv",
             "a" * 5000 + ".csv", "con.csv", "名册\n2.csv")  # fmt: skip
    for name in names:
        file = Entry(name, "姓名,职务\n甲某一,主席\n".encode())
        yield one("out.zip", Zip([file]).content(), READ, *LIARS)
    for name in ("__MACOSX/._a.xlsx", ".hidden.xlsx", "~$a.xlsx", "Thumbs.db", "folder/"):
        yield one("litter.zip", Zip([Entry(name, b"x")]).content(), "zip-empty")
    circle = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet1.xml"/>' for n in range(3_000)
    )
    yield one("circle", workbook(relations=f"{circle}</Relationships>"), READ, *LIARS)


def texts(chance):
    """Texts that pretend to be tables."""
    rows = "姓名,职务\n"
    yield one("wide.csv", b"a,b\n" * 9 + b"x," * 1_000_000, "too-many-cells")
    yield one("rows.csv", b"a\tb\n" * 1_060_000, "too-many-cells")
    yield one("long.csv", rows.encode() + b"x" * 2_000_000 + b",y\n", "cell-too-long")
    yield one("quote.csv", rows.encode() + b'"' + b"x,y\n" * 40_000, READ, "cell-too-long")
    yield one("nul.csv", rows.encode() + b"a\0b,c\n", "is-unknown")
    yield one("bell.csv", rows.encode() + b"\x07,\x08\n", "is-unknown")
    yield one("prose.csv", "今天开会。\n明天也开。\n".encode(), "is-unknown")
    yield one("half.csv", rows.encode()[:-4] + b"\xe5\n" + b"\xff\xfe", "is-unknown", READ)
    yield one("sixteen.csv", b"\xff\xfe" + rows.encode("utf-16-le") + b"\xd8", "is-unknown", READ)
    yield one("zero.csv", b"\xff\xfe" + b"\0\0" * 50, "is-unknown")
    for _ in range(15):
        noise = bytes(chance.choices(range(0x20, 0x100), k=3000))
        yield one("noise.csv", noise, READ, "is-unknown")


KINDS = ("picture", "pdf", "web-page", "program", "unknown")
LIARS = BROKEN | {
    "locked",
    "is-word",
    "is-slides",
    "is-open-document",
    "is-binary-workbook",
    "nested-zip",
    "too-many-cells",
    "too-large-unpacked",
    "too-many-merges",
    "too-many-sheets",
    "zip-locked",
    "cell-too-long",
}
FAMILIES = (
    truncated, flipped, resized, disguised, polyglots, bombs, forged, overlapping, nested, crowded,
    far, floods, entities, living, strayed, texts,
)  # fmt: skip
