"""How the offices of the county lay out their rosters: no two agree on words, order or habits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from niangjia.demo.cells import Hand


class Repeat(StrEnum):
    """What stands in a cell whose value is that of the row above."""

    MERGED = "merged"
    DITTO = "〃"
    SAME = "同上"
    BLANK = ""
    FULL = "full"


class Total(StrEnum):
    """How the grand total is written."""

    WORDS = "words"
    NUMBER = "number"
    FORMULA = "formula"
    NONE = "none"


@dataclass(frozen=True)
class Column:
    """One column: the key of what it holds, its header word, the header word above (if two rows)."""

    key: str
    header: str
    above: str = ""


@dataclass(frozen=True)
class Layout:
    """One office's way of keeping a roster."""

    columns: tuple[Column, ...]
    hand: Hand
    repeat: Repeat = Repeat.FULL
    total: Total = Total.WORDS
    subtotals: bool = False
    header_again: bool = False  # the header comes again before the second half, as for printing
    one_line: bool = True  # facts above the header in one cell, or each in a line of its own

    def has(self, key: str) -> bool:
        """Whether a column holds that."""
        return any(column.key == key for column in self.columns)


def _columns(words: str) -> tuple[Column, ...]:
    """`key:header` or `key:header:above`, separated by blanks; `_` in a header is a full-width blank."""
    parts = [word.replace("_", "　").split(":") for word in words.split()]
    return tuple(Column(*part) for part in parts)


PREVIOUS_SHEETS = Layout(
    _columns(
        "number:序号 name:姓_名 gender:性别 nation:民族 born:出生年月 party:政治面貌 "
        "schooling:文化程度 post:妇联职务 employment:专兼职 work:所在单位/居住地 phone:联系电话 remark:备注"
    ),
    Hand(births="dotted", phones="number", spaced="　"),
)
PREVIOUS_LONG = Layout(
    _columns(
        "number:序号 township:乡镇 organisation:组织名称 name:姓名 post:职务 employment:专/兼职 "
        "born:出生日期 nation:民族 schooling:学历 party:政治面貌 elected:当选日期 ended:任职止 "
        "phone:手机号码"
    ),
    Hand(births="han", phones="spaced", days="dotted"),
    repeat=Repeat.SAME,
    subtotals=True,
)

TOWNSHIP = (
    Layout(
        _columns(
            "number:序号 township:乡镇(街道) name:姓名:基本情况 gender:性别:基本情况 "
            "nation:民族:基本情况 born:出生年月:基本情况 party:政治面貌:基本情况 "
            "schooling:文化程度:基本情况 post:职务:任职情况 employment:专兼职:任职情况 "
            "kinds:类别(5+N):任职情况 sector:领域:任职情况 source:来源:任职情况 "
            "work:所在单位/居住地 phone:手机号 remark:备注"
        ),
        Hand(births="dotted", phones="text", spaced=" "),
        repeat=Repeat.MERGED,
    ),
    Layout(
        _columns(
            "number:编号 organisation:组织名称 name:姓_名 post:妇联职务 employment:专/兼职 born:出生日期 "
            "nation:民族 schooling:学历 party:政治面貌 kinds:5+N类别 work:工作单位 sector:所属领域 "
            "source:推荐来源 elected:当选日期 phone:联系电话"
        ),
        Hand(births="serial", phones="number", days="serial"),
        repeat=Repeat.DITTO,
        total=Total.NUMBER,
    ),
    Layout(
        _columns(
            "number:序号 name:姓名 gender:性别 born:出生年月 nation:民族 party:党派 schooling:文化程度 "
            "work:所在单位 post:担任职务 kinds:执委类别 source:产生来源 phone:手机号码 health:健康状况"
        ),
        Hand(births="han", phones="spaced", spaced="　"),
        total=Total.FORMULA,
        one_line=False,
    ),
    Layout(
        _columns(
            "number:序号 township:乡（镇） term:届次 name:姓名 gender:性别 post:职务 employment:专职/兼职 "
            "kinds:类别 sector:行业领域 born:出生年月 schooling:文化程度 party:政治面貌 nation:民族 "
            "begun:任职起 work:居住地 phone:电话 size:工作服尺码"
        ),
        Hand(births="number", phones="dashed", days="dashed"),
        repeat=Repeat.BLANK,
        total=Total.NONE,
    ),
)

VILLAGE = (
    Layout(
        _columns(
            "number:序号 township:乡镇(街道) village:村(社区) name:姓名 gender:性别 nation:民族 "
            "born:出生年月 party:政治面貌 schooling:文化程度 post:职务 kinds:类别(5+N) elected:选举日期 "
            "phone:手机号 remark:备注"
        ),
        Hand(births="dotted", phones="text", days="serial", spaced=" "),
        repeat=Repeat.MERGED,
        subtotals=True,
    ),
    Layout(
        _columns(
            "number:序号 township:所属乡镇 organisation:组织名称 name:姓_名 post:担任职务 kinds:执委类别 "
            "born:出生日期 nation:民族 schooling:学历 party:政治面貌 elected:当选日期 phone:联系电话 "
            "health:健康状况"
        ),
        Hand(births="serial", phones="number", days="han"),
        repeat=Repeat.DITTO,
        total=Total.NUMBER,
    ),
    Layout(
        _columns(
            "number:序号 name:姓名 gender:性别 born:出生年月 nation:民族 party:党派 schooling:文化程度 "
            "post:村妇联职务 kinds:类别（5+N） phone:联系电话 remark:备注"
        ),
        Hand(births="han", phones="spaced", spaced="　"),
        total=Total.FORMULA,
    ),
    Layout(
        _columns(
            "number:编号 village:村（居）:所在组织 term:届次:所在组织 name:姓名:个人情况 "
            "gender:性别:个人情况 born:出生年月:个人情况 party:政治面貌:个人情况 "
            "schooling:文化程度:个人情况 post:职务:任职情况 kinds:5+N类别:任职情况 "
            "elected:选举时间:任职情况 phone:手机号码"
        ),
        Hand(births="number", phones="dashed", days="dotted"),
        repeat=Repeat.BLANK,
        subtotals=True,
        header_again=True,
    ),
)
SHEET_PER_VILLAGE = 2  # place in VILLAGE of the layout with one sheet for each village
IDENTITY = Column("identity", "身份证号")
