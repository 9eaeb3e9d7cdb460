"""Names of persons as rosters write them."""

from __future__ import annotations

import re
from functools import lru_cache

from niangjia.base.simplified import simplified
from niangjia.ledgers.reading.text import NOTHING, CellError, Raw, plain, without_parentheses

VACANT = NOTHING | {"空缺", "缺", "待定", "暂缺", "未定", "待选", "缺额", "空额", "待补", "不详"}
COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 司空 端木 长孙 宇文 轩辕 南宫 百里 "
    "独孤 拓跋 呼延 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公羊 钟离 鲜于 闾丘 万俟 赫连".split()
)
_DOTS = re.compile(r"\s*[·•・‧∙⋅●．.]\s*")
_NUMBERED = re.compile(r"^\d+\s*[、.]\s*")
_SEVERAL = re.compile(r"[、，,;；/]")
_HAN = re.compile(r"[㐀-鿿𠀀-𱍊〇]+")
_ORDINARY = re.compile(r"[㐀-鿿]{2,5}")  # nearly all cells: nothing about them to mend
_NO_NAMES = frozenset(
    "填表人 审核人 负责人 制表人 备注 说明 签字 盖章 日期 姓名 联系人 填报人 单位".split()
)
_FORMS_OF_ADDRESS = ("女士", "同志", "大姐", "老师")
_LETTER = re.compile(r"[A-Za-z]{2}")


# A cell is asked for its name more than once; 1, 1.0 and True are different cells.
@lru_cache(maxsize=4096, typed=True)
def read_name(raw: Raw) -> tuple[str, str]:
    """Read a name: inner spaces of Chinese names go, one kind of dot in minority names.

    Keys: name-missing, name-several, name-impossible, name-note, name-short, name-long.
    """
    if isinstance(raw, str) and _ORDINARY.fullmatch(raw) and simplified(raw) not in VACANT:
        return _joined([raw])
    if isinstance(raw, CellError) or (isinstance(raw, str) and simplified(plain(raw)) in VACANT):
        return "", "name-missing"
    if not isinstance(raw, str):
        return "", "name-impossible"
    text = _NUMBERED.sub("", plain(raw)).strip("*＊ ")
    bare = without_parentheses(text).strip()
    if not bare:  # （以姓氏笔画为序）
        return "", "name-missing"
    name, key = _one_name(bare)
    return name, key or ("name-note" if bare != text else "")


def is_plausible(raw: Raw) -> bool:
    """Tell whether the cell can be a person's name: 2 to 5 Chinese signs, or with a dot."""
    name, key = read_name(raw)
    sure = bool(name) and key in ("", "name-note", "name-several")
    return (
        sure
        and simplified(name) not in _NO_NAMES
        and not simplified(name).endswith(("合计", "小计", "总计", "共计", "人数"))
    )


def _one_name(text: str) -> tuple[str, str]:
    if _SEVERAL.search(text):
        return "", "name-several"
    text = _DOTS.sub("·", text)
    parts = text.split()
    if all(_HAN.fullmatch(part) for part in parts):
        return _joined(parts)
    if re.search(r"[\d:：%=]", text) or not (_HAN.search(text) or _LETTER.search(text)):
        return "", "name-impossible"
    return "".join(parts) if _HAN.search(text) else " ".join(
        parts
    ), ""  # 阿依古丽·买买提; Latin names


def _joined(parts: list[str]) -> tuple[str, str]:
    """林 芳 is one woman, 吴丽 吴娟 are two, 欧阳 海棠 is one."""
    if (
        len(parts) > 1
        and all(len(part) > 1 for part in parts)
        and parts[0] not in COMPOUND_SURNAMES
    ):
        return "", "name-several"
    name = "".join(parts)
    if len(name) > 3 and name.endswith(_FORMS_OF_ADDRESS):
        name = name[:-2]
    if len(name) == 1:
        return name, "name-short"
    return name, "name-long" if len(name) > 5 else ""
