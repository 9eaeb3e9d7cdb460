"""One sheet's XML looked through in pieces: how far it reaches, its error cells, its months."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.terms import Refusal

_ROW = re.compile(rb"<row [^>]*?r=[\"'](\d{1,7})[\"']")
_FAR = re.compile(rb"<c r=[\"']([A-Z]{2,3})\d{1,7}[\"'][^>]*[^/]>")
_CELL = rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?\b"
_ERROR = re.compile(
    _CELL + rb"t=\"e\"[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?<v>([^<]{0,40})</v>"
)
_STYLED = re.compile(_CELL + rb"s=\"(\d{1,7})\"")
_FORMAT = re.compile(r"<numFmt\b[^>]*>")
_CELL_STYLES = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<xf\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_MONTH_FORMATS = {17, 27, 36, 50, 52, 55, 57}  # built in: mmm-yy, yyyy年m月 of a Chinese Excel

Place = tuple[int, int]


class SheetScan:
    """Fed with a sheet's XML; `errors` and `months` by (row, column), 0-based."""

    def __init__(self, styles: dict[bytes, str]) -> None:
        """`styles`: number of a cell's style → "month" or "year", where it shows no day."""
        self.errors: dict[Place, str] = {}
        self.months: dict[Place, str] = {}
        self.last_row = self.last_column = 0
        self._styles = styles
        self._signs = [b's="%s"' % style for style in styles]
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Look through the next piece, up to the last whole cell."""
        xml = self._rest + piece
        cut = max(xml.rfind(b"<c "), xml.rfind(b"<row "))
        if cut <= 0 and len(xml) > limits.CHUNK:
            raise Refusal("cell-too-long", most=limits.CELL_LENGTH)
        self._look(xml[: max(cut, 0)])
        self._rest = xml[max(cut, 0) :]

    def finish(self) -> None:
        """Look through what is left."""
        self._look(self._rest)
        self._rest = b""

    @property
    def area(self) -> int:
        """Rows × columns, filled or not."""
        return self.last_row * self.last_column

    def _look(self, xml: bytes) -> None:
        self.last_row = max(self.last_row, *map(int, _ROW.findall(xml)), 0)
        self._reach(xml)
        if b't="e"' in xml:
            self.errors |= {_place(row, letters): text for letters, row, text in _errors(xml)}
        if any(sign in xml for sign in self._signs):
            self.months |= dict(self._months(xml))

    def _reach(self, xml: bytes) -> None:
        """Find the last column; A to Z are looked for one by one, which is fast."""
        for column in range(self.last_column, 26):
            if b'<c r="%c' % (65 + column) in xml:
                self.last_column = column + 1
        for letters in set(_FAR.findall(xml)):
            self.last_column = max(self.last_column, _column(letters) + 1)

    def _months(self, xml: bytes) -> Iterator[tuple[Place, str]]:
        for letters, row, style in _STYLED.findall(xml):
            if style in self._styles:
                yield _place(row, letters), self._styles[style]


def _errors(xml: bytes) -> Iterator[tuple[bytes, bytes, str]]:
    for letters, row, text in _ERROR.findall(xml):
        yield letters, row, html.unescape(text.decode("utf-8", "replace"))


def _place(row: bytes, letters: bytes) -> Place:
    return int(row) - 1, _column(letters)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def month_styles(xml: str) -> dict[bytes, str]:
    """Style number → "month" or "year", for the styles that show a date without its day."""
    own = {
        tag["numFmtId"]: tag.get("formatCode", "")
        for tag in map(_attributes, _FORMAT.findall(xml))
        if "numFmtId" in tag
    }
    cells = _CELL_STYLES.search(xml)
    shown = {}
    for number, tag in enumerate(map(_attributes, _STYLE.findall(cells[0] if cells else ""))):
        identifier = tag.get("numFmtId", "0")
        if precision := _precision(identifier, own.get(identifier, "")):
            shown[str(number).encode()] = precision
    return shown


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _precision(identifier: str, code: str) -> str:
    if not code:
        is_built_in = identifier.isdecimal() and int(identifier[:6]) in _MONTH_FORMATS
        return "month" if is_built_in else ""
    letters = _QUOTED.sub("", code).lower().split(";")[0]
    if "y" not in letters or "d" in letters or "h" in letters:
        return ""
    return "month" if "m" in letters else "year"
