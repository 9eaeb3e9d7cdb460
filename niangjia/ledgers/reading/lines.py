"""The lines of a sheet that are no data: titles, facts, totals, notes, signatures, blanks (R31)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from niangjia.ledgers.reading.facts import DATE, Row, cells_of, states_facts, states_for_a_block
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.header_columns import Header
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, Kind
from niangjia.ledgers.reading.names import is_plausible
from niangjia.ledgers.reading.posts import post_line
from niangjia.ledgers.reading.text import Raw, flat, plain, shown, without_parentheses
from niangjia.ledgers.reading.units import is_section

_TOTAL = re.compile(
    r"^.{0,14}?(合计|小计|总计|共计|累计|总人数|合共)(\d+[人名个席条])?[:：]?.{0,30}$|^(以上)?共\d+[人名个席]"
)
_PAGE = re.compile(
    r"^第\d+页|^共\d+页|^[(]?(接|续)上?[页表][)]?$|^[(]?转下页[)]?$|^[(]?以下(空白|无正文)[)]?$"
)
_NOTE = re.compile(
    r"^(备注|注|说明|填表说明|附注|附|备 注|填表|制表|审核|审批|复核|负责人|单位负责人|分管领导|主要领导|联系人|填报人|"
    r"填报|报送|经办|盖章|签字|签章|单位盖章|日期|联系电话|电话|传真|主管|领导签字|校对|统计人|联络员|制作)"
    r".{0,8}[:：(（].*$|^(注|备注|说明)[:：\d一].*$|^[\d一二三四五六七八九十]+[、.．](?!\d).{4,}$|.*(盖章|签字|签名|公章)[)）]?[:：]?$"
)


def above(row: Row) -> Skip:
    """The fate of a line above the header."""
    cells = cells_of(row)
    if not cells:
        return Skip.BLANK
    texts = [plain(shown(raw)) for _, raw in cells]
    if states_facts(texts):
        return Skip.FACTS
    if all(map(is_section, texts)):  # several: names over tables side by side
        return Skip.SECTION if len(texts) == 1 else Skip.HEADER
    return Skip.NOTE if is_note(flat(texts[0])) and not _is_title(texts[0]) else Skip.TITLE


def opens_a_block(row: Row) -> bool:
    """A line below data that belongs to the header below it: a title, or facts of the whole block."""
    texts = [plain(shown(raw)) for _, raw in cells_of(row)]
    if not texts or is_total(flat(texts[0])):
        return False
    if len(texts) == 1 and is_section(texts[0]):
        return True
    if states_for_a_block(texts):
        return True
    return len(texts) == 1 and _is_title(texts[0])


@lru_cache(maxsize=4096)
def _is_title(text: str) -> bool:
    """嵩溪镇元山村妇联执委名单（共2人）: ends as titles do."""
    return bool(_TITLE.search(without_parentheses(flat(text))))


_TITLE = re.compile(
    r"(名单|名册|花名册|一览表|情况表?|登记表|统计表?|采集表|信息表|明细表?|台账|汇总表?|执委|班子成员)$"
)


def below(row: Row, header: Header, kind: Kind) -> Skip | None:
    """The fate of a line below the header; None = it is data."""
    cells = cells_of(row)
    serial = header.columns.get("serial")
    own = [(c, raw) for c, raw in cells if c != serial or not _is_serial(raw)]
    if not own:
        return Skip.BLANK
    if len(cells) > 2 and _numbers_the_columns(cells):
        return Skip.HEADER
    if is_example(row):
        return Skip.NOTE
    if _has_subject(row, header, kind):
        return None
    return _by_words(own, row, header, has_serial=len(own) < len(cells))


def _is_serial(raw: Raw) -> bool:
    """Numbers, also typed with a dot or in brackets; a serial of a preprinted row."""
    return isinstance(raw, float | int) or bool(
        re.fullmatch(r"[(（]?(\d+|[一二三四五六七八九十]+)[)）]?[.、]?", flat(raw))
    )


def _numbers_the_columns(cells: list[tuple[int, Raw]]) -> bool:
    """1, 2, 3 … or 甲, 乙, 1, 2 … below the header, as official forms have it."""
    texts = [flat(shown(raw)).strip("()") for _, raw in cells]
    ordinals = [text for text in texts if text not in _STEMS]
    return bool(ordinals) and ordinals == [str(n) for n in range(1, len(ordinals) + 1)]


_STEMS = frozenset("甲乙丙丁戊己")
_EXAMPLES = frozenset("例 例如 示例 样例 填写示例 填表示例 (例) (示例) (样例) 例:".split())


def is_example(row: Row) -> bool:
    """Tell whether one of the first two cells that hold something says so: 1 | 示例 | 张三 | 主席."""
    filled = (raw for raw in row if not isinstance(raw, str) or raw.strip())
    return any(_says_example(raw) for raw in islice(filled, 2) if isinstance(raw, str))


@lru_cache(maxsize=4096)
def _says_example(text: str) -> bool:
    return flat(text) in _EXAMPLES


def _has_subject(row: Row, header: Header, kind: Kind) -> bool:
    """In a roster a name; else a unit that is no total and no note."""
    if kind.name == COMMITTEE_ROSTER:
        column = header.columns.get("name")
        return column is not None and is_plausible(row[column]) and len(cells_of(row)) > 1
    texts = [flat(row[header.columns[name]]) for name in kind.subject if name in header.columns]
    begin = [flat(raw) for _, raw in cells_of(row)[:3]]
    return any(texts) and len(begin) > 1 and not any(is_total(t) or is_note(t) for t in begin)


def _by_words(
    own: list[tuple[int, Raw]], row: Row, header: Header, *, has_serial: bool
) -> Skip | None:
    texts = [flat(raw) for _, raw in own]
    if any(is_total(text) for text in texts[:3]):
        return Skip.TOTAL
    lone = len(own) == 1 and not has_serial
    if lone and _gives_a_post(own[0], header):
        return Skip.SECTION
    if lone and is_section(shown(own[0][1])):
        return _lone(own[0], header)
    if is_note(texts[0]) or all(is_note(text) or DATE.match(text) for text in texts):
        return Skip.NOTE
    if _is_signed(own, header):
        return Skip.NOTE
    return _lone(own[0], header) if lone else None


def _is_signed(own: list[tuple[int, Raw]], header: Header) -> bool:
    """长校村妇联（章）, or her unit where the serial stands, and a day beside it; nothing else."""
    (column, first), *rest = own
    text = plain(shown(first))
    by_stamp = bool(_STAMP.search(flat(text)))
    by_place = column == header.columns.get("serial") and is_section(text)
    return (by_stamp or by_place) and all(DATE.match(flat(raw)) for _, raw in rest) and bool(rest)


_STAMP = re.compile(r"[(](章|印|印章|签章|公章|盖章)[)]$")


def _gives_a_post(cell: tuple[int, Raw], header: Header) -> bool:
    """执委（以姓氏笔画为序）; a post alone in its own column lacks its name."""
    column, text = cell[0], shown(cell[1])
    if column == header.columns.get("post") and not _COUNTS_OR_SORTS.search(text):
        return False
    return bool(post_line(text))


_COUNTS_OR_SORTS = re.compile(r"笔画|笔划|为序|\d\s*[名人]|[:：]$")


def _lone(cell: tuple[int, Raw], header: Header) -> Skip | None:
    """One cell in a row: a section, or a remark at the foot; her own column's word is data.

    So is a post without a name.
    """
    column, raw = cell
    text = shown(raw)
    if column == header.columns.get("post") and post_line(text):
        return None
    subjects = {
        header.columns.get(name, -1) for name in ("name", "organisation", "village", "township")
    }
    if column in subjects - {header.columns.get("township", -1), 0} and len(text) <= 20:
        return None
    return Skip.SECTION if is_section(text) else Skip.NOTE


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """合计, 龙津镇小计, 共25人 …"""
    return bool(_TOTAL.match(text)) and len(text) <= 40


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """备注：…, 填表人：…, 2.兼职副主席请注明。, （盖章） …"""
    return bool(_NOTE.match(text) or _PAGE.match(text))
