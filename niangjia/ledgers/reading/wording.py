"""Remarks as sentences that a village worker understands: what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

from niangjia.ledgers.reading.fates import Remark, Skip

_SLOT = re.compile(r"\{(\w+)\}")


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return message


SENTENCES = {
    "name-missing": gettext_noop("没有姓名（写的是“{value}”），请补上姓名后再导入。"),
    "name-several": gettext_noop("“{value}”像是几个人的姓名，请一人写一行。"),
    "name-impossible": gettext_noop("“{value}”不像姓名，请改成姓名。"),
    "name-note": gettext_noop("姓名“{value}”后面的括号没有读入，需要的话请写到备注里。"),
    "name-short": gettext_noop("姓名“{value}”只有一个字，请核对。"),
    "name-long": gettext_noop("姓名“{value}”比一般姓名长，请核对是不是几个人。"),
    "organisation-missing": gettext_noop("这一行没有写明是哪个组织，请写上乡镇、村或组织名称。"),
    "organisation-from-title": gettext_noop(
        "表里没有写组织的列，按标题或表名读作“{value}”，请核对。"
    ),
    "sheet-name-differs": gettext_noop(
        "工作表的名字“{value}”与标题写的“{0}”不一致，以标题为准，请核对。"
    ),
    "code-malformed": gettext_noop("区划代码“{value}”不是 6、9 或 12 位数字，没有使用，请核对。"),
    "post-missing": gettext_noop("没有写职务，请写主席、副主席、常委或执委。"),
    "post-unknown": gettext_noop("认不出职务“{value}”，请写主席、副主席、常委或执委。"),
    "post-contradiction": gettext_noop("同一个人既勾了主席又勾了副主席，请只留一个。"),
    "employment-differs": gettext_noop(
        "职务里写的专兼职与“{value}”不一致，以职务里写的为准，请核对。"
    ),
    "several-ticked": gettext_noop("勾了几个只能选一个的格子，这一项没有读入，请只留一个。"),
    "date-impossible": gettext_noop("没有“{value}”这个日期，请改正，例如 1963-05 或 2017-07-31。"),
    "date-future": gettext_noop("日期“{value}”还没有到，请核对年份。"),
    "date-unreadable": gettext_noop(
        "看不懂日期“{value}”，按没有写处理，请写成 1963-05 或 2017-07-31。"
    ),
    "date-month-lost": gettext_noop(
        "数字 {value} 分不清是 1 月还是 10 月，只记年份，请改成文字，例如 1963-10。"
    ),
    "date-serial": gettext_noop("“{value}”是表格软件的日期序号，已按日期读入，请核对。"),
    "date-guessed": gettext_noop("日期“{value}”写法不明确，已按能确定的部分读入，请核对。"),
    "dates-upside-down": gettext_noop("日期“{value}”早于前面的日期 {0}，请核对两个日期。"),
    "promised-end": gettext_noop("日期“{value}”还没有到，只是预定的任期，不作为离任日期。"),
    "age-unlikely": gettext_noop("按出生年月“{value}”算不满 16 岁，请核对。"),
    "sex-male": gettext_noop("性别写的是男，请核对。"),
    "sex-unknown": gettext_noop("性别不详，知道以后请补上。"),
    "word-unknown": gettext_noop("认不出“{value}”，这一格没有读入，请核对写法。"),
    "kind-unknown": gettext_noop("“{value}”里有认不出的类别，认得的已读入，请核对写法。"),
    "cell-error": gettext_noop("这一格显示的是错误 {value}，没有读入，请改正公式或直接填写。"),
    "phone-lost": gettext_noop(
        "号码“{value}”被表格软件改成了科学计数法，数字已经丢失，请重新填写。"
    ),
    "phone-short": gettext_noop("手机号“{value}”不足 11 位，没有读入，请核对。"),
    "phone-odd": gettext_noop("“{value}”不是 11 位手机号，没有读入，请核对。"),
    "phone-several": gettext_noop("“{value}”有几个号码，只读入第一个手机号。"),
    "identity-lost": gettext_noop("身份证号被表格软件当作数字，末几位已经丢失，没有用来核对。"),
    "identity-old": gettext_noop("身份证号是 15 位的旧号，已换算成 18 位来核对，请换成新号。"),
    "identity-length": gettext_noop("身份证号不是 18 位，没有用来核对，请看看有没有漏写。"),
    "identity-date": gettext_noop("身份证号里的出生日期不存在，没有用来核对，请看看有没有写错。"),
    "identity-check": gettext_noop("身份证号末位校验不对，没有用来核对，请看看有没有写错。"),
    "filled-between": gettext_noop("这一格空着，按上下两行读作“{value}”，请核对。"),
    "total-differs": gettext_noop("表里写的合计是 {value}，收下的是 {0} 行，请核对。"),
    "no-header": gettext_noop(
        "这张工作表里找不到表头（至少要有“{0}”这样的列名），整张没有读入。"
        "一人一张的登记表、一格写几个姓名的表，请改成一人一行再导入。"
    ),
    "column-twice": gettext_noop(
        "这张工作表有几列“{column}”，只读了一列。并排的两张表请改成上下排列或分成两张工作表。"
    ),
    "election-day-assumed": gettext_noop(
        "选举日期“{value}”没有写到日，按那段时间的第一天登记，知道以后请更正。"
    ),
    "election-day-differs": gettext_noop(
        "这次选举先前登记的是{0}，表里写的是{value}，像是同一次。哪天选举的？写哪天，登记的就改成哪天。"
    ),
    "elected-in-future": gettext_noop("“{value}”这一行的选举日期还没有到，请核对年份。"),
    "ends-before-start": gettext_noop("“{value}”的离任日期早于任职开始的日期，请核对两个日期。"),
    "second-chair": gettext_noop(
        "这个组织的这一届已经有一位主席，“{value}”是第二位，请只留一位，或写上前一位的离任日期。"
    ),
    "chair-still-sits": gettext_noop(
        "这一届的主席现在登记的是“{0}”，“{value}”没有收。请先写上“{0}”的离任日期，再导这一行。"
    ),
    "chair-begins-later": gettext_noop(
        "“{0}”任主席到{1}，“{value}”没有收：她任主席从那以后开始。请写上她的任职开始日期，再导这一行。"
    ),
    "chairs-overlap": gettext_noop(
        "照“{value}”这一行的离任日期，她和“{0}”有几天同时是主席，没有收。请核对两人的日期。"
    ),
    "seat-twice": gettext_noop(
        "“{value}”在这一届里已经有一行，是同一个人，请删去一行，或写上两段任职的起止日期。"
    ),
    "elected-before-founding": gettext_noop(
        "选举日期{value}在这个组织成立（{0}）以前，请核对两个日期。"
    ),
    "elected-after-end": gettext_noop("选举日期{value}在这个组织撤销（{0}）以后，请核对两个日期。"),
    "leaves-after-term": gettext_noop("“{value}”的离任日期在{0}换届以后，请核对届次和离任日期。"),
    "begins-after-term": gettext_noop(
        "“{value}”的任职开始日期在{0}换届以后，请核对届次和任职开始日期。"
    ),
    "began-later": gettext_noop(
        "{value}换届以后，上一届里还有人才开始任职（{0}）。先核对她们属于哪一届，再导这一届。"
    ),
    "leaves-before-post": gettext_noop("“{value}”{0}起还有职务，离任日期比这天早，请核对。"),
    "founding-differs": gettext_noop(
        "台账里的成立日期是 {value}，系统里登记的是 {0}，没有改动。请核对，记错了请在组织页更正。"
    ),
    "form-differs": gettext_noop(
        "台账里的类别是“{value}”，系统里登记的是“{0}”，没有改动。如果已经改建，请写上改建日期。"
    ),
    "unit-unknown": gettext_noop("名册里写的“{value}”，网络里没有。是改了名，还是要先建这个组织？"),
    "unit-several": gettext_noop("“{value}”有{0}个，是哪一个？"),
    "unit-unfounded": gettext_noop("“{value}”还没有建妇女组织，先导入组织台账，或者建了再导。"),
    "unit-no-body": gettext_noop("请先建这个组织。"),
    "grid-unknown": gettext_noop(
        "这个村（社区）没有叫“{value}”的网格。先导入网格，再把这份台账导入一次。"
    ),
    "body-unknown": gettext_noop(
        "叫“{value}”的横向组织有{0}个。没有就先登记它，不止一个就写全名，再把这份台账导入一次。"
    ),
    "election-day-missing": gettext_noop("这一届是哪天选举的？请在表里写上选举日期。"),
    "column-unread": gettext_noop(
        "第 {0} 列“{column}”没有读入（{1} 格有内容），需要的话请指明它是哪一项。"
    ),
    "column-unread-unnamed": gettext_noop(
        "第 {0} 列没有表头，没有读入（{1} 格有内容），需要的话请补上表头。"
    ),
    "fact-unread": gettext_noop("表头上方的“{column}：{value}”没有读入，需要的话请写到表里。"),
    "macros": gettext_noop("文件里有宏（自动运行的程序），没有运行，只读了单元格里的值。"),
    "external-links": gettext_noop(
        "文件里有连到别的文件或数据源的公式，没有去取，只读了单元格里存下的值，请核对。"
    ),
    "text-shortened": gettext_noop("“{value}”这一格太长，{column}只记了前 {0} 个字，请核对。"),
    "unit-too-long": gettext_noop("“{value}……”太长，不像组织名称，请改成组织的名称。"),
    "long-cells": gettext_noop("有的格子超过 1000 个字，只读了前 1000 个字，请核对。"),
    "refused": "{value}",  # a sentence already
    "column-missing": gettext_noop("这张工作表没有“{column}”这一列。"),
}

SKIPPED = {
    Skip.BLANK: gettext_noop("空行"),
    Skip.TITLE: gettext_noop("标题"),
    Skip.FACTS: gettext_noop("表头上方的说明"),
    Skip.HEADER: gettext_noop("表头"),
    Skip.SECTION: gettext_noop("分段的小标题"),
    Skip.TOTAL: gettext_noop("合计或小计"),
    Skip.NOTE: gettext_noop("备注或签章"),
    Skip.NO_HEADER: gettext_noop("没有表头的工作表"),
    Skip.HIDDEN_SHEET: gettext_noop("隐藏的工作表"),
    Skip.CHART_SHEET: gettext_noop("图表"),
}


def sentence(remark: Remark, translate: Callable[[str], str] = str) -> str:
    """Say a remark; `translate` is gettext where it is shown.

    Her own text may hold braces: it is put in, never formatted.
    """
    text = translate(SENTENCES[remark.key])
    parts = {"value": remark.value, "column": remark.column}
    parts |= {str(number): detail for number, detail in enumerate(remark.detail)}
    text = _SLOT.sub(lambda slot: parts.get(slot[1], ""), text)
    return text.replace("（写的是“”）", "")
