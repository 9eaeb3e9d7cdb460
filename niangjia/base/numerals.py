"""Chinese numerals both ways, and days and periods in words.

cn2an does the arithmetic and is fenced in: by itself it reads 三五 (a few) as 35, 幺 as 1, drops
a 元, answers 一亿三 with a KeyError and decimals with floats.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from niangjia.base.periods import Period

DIGITS = "零〇一二两三四五六七八九"
NUMERALS = DIGITS + "十百千万亿廿卅"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"

_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_VARIANTS = str.maketrans("兩萬億壹贰叁肆伍陆柒捌玖拾佰仟○", "两万亿一二三四五六七八九十百千〇")
_WIDE = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B)]}
_WIDE |= {code: code - 0xFEE0 for code in [*range(0xFF41, 0xFF5B), *map(ord, "％＋．－／")]}
_WIDE |= {0x2212: 0x2D}  # the minus sign

_PIECE = re.compile(rf"({ARABIC})([百千万亿]*)")
_CHINESE = re.compile(rf"([{NUMERALS}]+)(?:点([{DIGITS}]+)([万亿]*))?")


class NumeralError(ValueError):
    """A text that states no number, such as 数十 or 三五."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是一个确定的数，请写成数字，如 13600 或 一万三千六百。")


def half_width(text: str) -> str:
    """Turn full-width digits, letters and ％＋．－／ and the wide space into ASCII.

    The length stays; Chinese commas stay too, for they part two numbers: 13，119.
    """
    return text.translate(_WIDE).replace("\u3000", " ")


def to_number(text: str) -> int | Decimal:
    """Read 13600, 13,600, 1.6亿, 1亿6000万, 一万三千六百, 两百五 or 一点五万.

    Raises:
        NumeralError: the text states no single number.
    """
    plain = half_width(text).strip().translate(_VARIANTS)
    if plain[:1] in "-负" and plain[1:]:
        return -to_number(plain[1:])
    value = _arabic(plain) if plain[:1].isdecimal() else _chinese(plain)
    if value is None:
        raise NumeralError(text)
    return int(value) if value == value.to_integral_value() else value


def to_chinese(number: int) -> str:
    """Write a whole number in Chinese numerals: 13600 → 一万三千六百."""
    return str(_an2cn().an2cn(number))


def digit_by_digit(text: str) -> str:
    """Read numerals that are named one by one, as years are: 一九六三 → 1963.

    Raises:
        NumeralError: something else stands among them.
    """
    plain = half_width(text).translate(_VARIANTS)
    values = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0"}
    try:
        return "".join(sign if sign in "0123456789" else values[sign] for sign in plain)
    except KeyError:
        raise NumeralError(text) from None


def day_in_words(day: date, *, with_year: bool = True) -> str:
    """Write 2017年7月31日, or 7月31日."""
    year = f"{day.year}年" if with_year else ""
    return f"{year}{day.month}月{day.day}日"


def period_in_words(period: Period, *, with_year: bool = True) -> str:
    """Write 2017年5月15日至7月31日; a whole year, half, quarter or month by its name.

    Without the year 5月15日至7月31日, if the sentence has named it.
    """
    first, last = period.first, period.last
    with_year = with_year or first.year != last.year
    year = f"{first.year}年" if with_year else ""
    if name := _calendar_name(period):
        return year + name if name != "全年" else f"{first.year}年"
    if period.days == 1:
        return day_in_words(first, with_year=with_year)
    last_words = day_in_words(last, with_year=last.year != first.year)
    return f"{day_in_words(first, with_year=with_year)}至{last_words}"


def _calendar_name(period: Period) -> str | None:
    """Name a month, quarter, half or year that the period fills exactly."""
    first, last = period.first, period.last
    if first.year != last.year or first.day != 1 or period != _filled(first, last):
        return None
    months = (first.month, last.month)
    names = {(1, 12): "全年", (1, 6): "上半年", (7, 12): "下半年"}
    quarters = {(3 * n - 2, 3 * n): f"第{to_chinese(n)}季度" for n in range(1, 5)}
    if first.month == last.month:
        return f"{first.month}月"
    return (names | quarters).get(months) or f"{first.month}月至{last.month}月"


def _filled(first: date, last: date) -> Period:
    whole = Period.month(last.year, last.month)
    return Period(first.replace(day=1), whole.ends_on)


def _arabic(text: str) -> Decimal | None:
    """Add pieces of falling scale: 1亿6000万. A piece without scale after one with it is spoken."""
    total, below, end = Decimal(0), Decimal("Infinity"), 0
    for piece in _PIECE.finditer(text):
        scale = _scale(piece[2])
        value = Decimal(piece[1].replace(",", "")) * scale
        if piece.start() != end or value >= below or (end and scale == 1):
            return None
        total, below, end = total + value, Decimal(scale), piece.end()
    return total if end == len(text) else None


def _scale(signs: str) -> int:
    scale = 1
    for sign in signs:
        scale *= _SCALES[sign]
    return scale


@lru_cache(maxsize=4096)  # the same months and days come in every row of a roster
def _chinese(text: str) -> Decimal | None:
    found = _CHINESE.fullmatch(text)
    if not found or _is_loose(found[1]):
        return None
    try:
        whole = Decimal(_cn2an().cn2an(found[1].replace("卅", "三十"), "normal"))
        tail = Decimal(f"0.{digit_by_digit(found[2] or '0')}")
    except (ValueError, KeyError, InvalidOperation):
        return None
    return (whole + tail) * _scale(found[3] or "")


def _is_loose(numeral: str) -> bool:
    """Tell numerals that name no number: 三五, 二三十, 二十零 and every row of bare digits.

    零 may stand between two digits (一百零五) or alone.
    """
    return re.search(rf"[{DIGITS[2:]}]{{2}}|.零$|^零.|零零|〇.|.〇", numeral) is not None


@cache
def _cn2an() -> Any:
    # Imported late: it takes longer to load than most commands run.
    from cn2an import Cn2An

    return Cn2An()


@cache
def _an2cn() -> Any:
    from cn2an import An2Cn

    return An2Cn()
