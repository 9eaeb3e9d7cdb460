"""Ledgers of the shapes that offices really send: `python -m tests.ledgers.make_shapes`.

Each has its expected fates in the .yaml beside it, written and committed before the reader could
read it. All persons are invented; identity numbers begin with 99, phone numbers with 100.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.ledgers.make import book, fill, identity, save


def blocks() -> None:
    """Three villages below each other, each with its own title, facts and header."""
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["嵩溪镇塘背村妇联执委名单（共3人）"],
        ["届次：第五届　　选举日期：2017年6月3日"],
        ["姓名", "职务", "出生年月", "联系电话"],
        ["邱一英", "主席", "1970.5", "10056000001"],
        ["邱二英", "副主席", "1980.11", "10056000002"],
        ["邱三英", "执委", "1990.12"],
        ["填表人：邱某"],
        [],
        ["嵩溪镇元山村妇联执委名单（共2人）"],
        ["届次：第六届　　选举日期：2017年6月5日"],
        ["职务", "姓名", "出生年月"],
        ["主席", "罗一英", "1975.1"],
        ["执委", "罗二英", "1985.10"],
        ["填表人：罗某"],
        [],
        ["嵩溪镇青山村妇联执委名单（共3人）"],
        ["姓名", "职务", "出生年月", "联系电话"],
        ["温一英", "主席", "1972.2"],
        ["温二英", "执委", "1993.4"],
    ])  # fmt: skip
    for row in (1, 2, 9, 10, 16):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    save(workbook, "blocks")


def printed_pages() -> None:
    """A list as it was printed: header, subtotal and page number on every page."""
    workbook, sheet = book("花名册")
    fill(sheet, [
        ["灵地镇妇联执委花名册"],
        ["第1页 共2页"],
        ["序号", "村", "姓 名", "职 务", "民族"],
        [1, "大坪村", "邓一珠", "主席", "汉"],
        [2, "大坪村", "邓二珠", "执委", "汉"],
        ["本页小计", None, "2人"],
        ["第2页 共2页"],
        ["序号", "村", "姓名", "职务", "民族"],
        ["接上页"],
        [3, "邓家村", "邓三珠", "主席", "汉"],
        [4, "邓家村", "邓四珠", "执委", "畲"],
        [5, "邓家村", "邓五珠", "执委", "汉"],
        ["本页小计", None, "3人"],
        ["累计", None, "5人"],
        ["制表：邓某", None, "审核：邓某某"],
    ])  # fmt: skip
    save(workbook, "printed_pages")


def units_in_headers() -> None:
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["李家乡村妇联执委情况统计（截至2017年7月31日）"],
        ["单位：人"],
        ["序号（号）", "村（个）", "姓名（全名）", "职务（主席/副主席/执委）", "年龄（岁）", "出生（年/月）",
         "电话（11位）", "任职", None, "类别（5+N）"],
        [None, None, None, None, None, None, None, "起（年月日）", "止（年月日）"],
        [1, "长灌村", "吴一娥", "主席", 45, "1972/3", 10056100001, "2017-06-20", None, "调解女能手"],
        [2, "长灌村", "吴二娥", "执委", 38, "1979/10", 10056100002, "2017-06-20", "至今", "创业女能手"],
        ["合计", None, "2（人）"],
    ])  # fmt: skip
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:I3", "J3:J4"):
        sheet.merge_cells(area)
    save(workbook, "units_in_headers")


def traditional() -> None:
    workbook, sheet = book("名冊")
    fill(sheet, [
        ["清流縣龍津鎮婦聯執委花名冊"],
        ["填報單位：龍津鎮婦聯　選舉日期：2017年6月9日"],
        ["序號", "鄉鎮", "村（社區）", "姓名", "性別", "民族", "出生年月", "政治面貌", "文化程度", "職務",
         "專兼職", "聯繫電話", "備註"],
        [1, "龍津鎮", "城東村", "陳麗華", "女", "漢族", "1975年3月", "中共黨員", "大專", "主席", "兼職",
         "10056200001"],
        [2, "龍津鎮", "城東村", "劉鳳雲", "女", "畲族", "1980年10月", "群眾", "高中", "副主席", "兼職",
         "10056200002"],
        [3, "〃", "〃", "張豔紅", "女", "漢族", "1988年12月", "共青團員", "本科", "執委", "〃"],
        [4, "龍津鎮", "橫溪村", "鍾乾妹", "女", "漢", "1970.6", "群眾", "初中", "主席"],
        ["合計", "4人"],
        ["備註：本表一式兩份。"],
    ])  # fmt: skip
    save(workbook, "traditional")


def identity_numbers() -> None:
    workbook, sheet = book("Sheet1")
    good = identity("19750308", "002")
    wide = good.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    numbers: list[Any] = [
        "990101630512004", 990101670812006, "9.90101196305120E+17", 990101197503080020,
        f"'{wide[:6]} {wide[6:]}", "990101631332004", "99010163051200", "99010163051200x", "无",
    ]  # fmt: skip
    rows = [
        ["里田乡", "洋庄村", f"李{number}秋", "执委" if at else "主席", cell]
        for at, (number, cell) in enumerate(zip("一二三四五六七八九", numbers, strict=True))
    ]
    fill(sheet, [["乡镇", "村", "姓名", "职务", "居民身份证号"], *rows])
    save(workbook, "identity_numbers")


def phones() -> None:
    workbook, sheet = book("Sheet1")
    cells: list[Any] = [
        10056300001, "1.0056300002E+10", "1.00563E+10", "10056300004（微信同号）",
        "10056300005\n10056300006", "86-10056300007", "同上", "本人无手机", "手机：10056300009",
        10056300,
    ]  # fmt: skip
    rows = [
        ["温郊乡", "桐坑村", f"胡{number}青", "执委" if at else "主席", cell]
        for at, (number, cell) in enumerate(zip("一二三四五六七八九十", cells, strict=True))
    ]
    fill(sheet, [["乡镇", "村", "姓名", "职务", "联系电话（手机）"], *rows])
    save(workbook, "phones")


def event_dates() -> None:
    workbook, sheet = book("Sheet1")
    days: dict[str, Any] = {
        "马排": "二〇一七年五月二十三日", "围埔": 20170523, "范元": "2017-05-23 00:00:00",
        "沧龙": "17.5.23", "梓材": "２０１７．５．２３", "大元": "5月23日", "和元": "2017年5月下旬",
        "邱寨": 42878, "高赖": datetime(2017, 5, 23, 9, 30), "高坑": 2017.5, "立新": 2017.1,
        "嵩口": "2017年", "沙": "2017/02/30",
    }  # fmt: skip
    rows = [["嵩口镇", f"{name}村", f"{name}村妇联", day] for name, day in days.items()]
    rows[-1][1:3] = ["九龙社区", "九龙社区妇联"]
    fill(sheet, [["乡镇", "村", "组织名称", "会改联时间"], *rows])
    save(workbook, "event_dates")


def ditto_everywhere() -> None:
    workbook, sheet = book("名册")
    fill(sheet, [
        ["乡镇", "村", "姓名", "职务", "民族", "政治面貌", "文化程度", "选举日期", "联系电话"],
        ["长校镇", "江坊村", "江一兰", "主席", "汉", "党员", "大专", "2017年6月11日", "10056400001"],
        ["〃", None, "江二兰", "副主席", "〃", "群众", "〃", "〃"],
        ["同上", None, "江三兰", "执委", "″", "〃", '"', "〃"],
        ["＂", "茜坑村", "江四兰", "主席", "汉", "〃〃", "同 上", "同上"],
        [None, "同上", "江五兰", "执委", "″", "同上", "〃", "〃"],
    ])  # fmt: skip
    sheet.merge_cells("B2:B4")
    save(workbook, "ditto_everywhere")


def wrong_sheet_names() -> None:
    """A sheet copied for the next village and not renamed; one whose name alone tells the village."""
    workbook, sheet = book("田中村")
    fill(sheet, [
        ["灵地镇马寨村妇联执委名单"], ["姓名", "职务"], ["黄一霞", "主席"], ["黄二霞", "执委"],
    ])  # fmt: skip
    fill(workbook.create_sheet("吉龙村"), [
        ["灵地镇村级妇联执委名单"], ["姓名", "职务"], ["黄三霞", "主席"], ["黄四霞", "执委"],
    ])  # fmt: skip
    fill(workbook.create_sheet("表3 (2)"), [
        ["沙芜乡各村妇联执委"], ["村", "姓名", "职务"], ["铁石村", "沈一霞", "主席"],
        ["新矶村", "沈二霞", "主席"],
    ])  # fmt: skip
    save(workbook, "wrong_sheet_names")


def cover_and_example() -> None:
    workbook, sheet = book("填报表")
    fill(sheet, [
        ["附件2"],
        ["村（社区）妇联执委信息采集表"],
        ["填表说明："],
        ["1.姓名与身份证一致；"],
        ["2.职务填主席、副主席、执委；"],
        ["3.联系电话填手机号。"],
        ["填报单位：温郊乡妇联", None, None, "联系人：何某", "电话：10056500000"],
        ["序号", "村", "姓名", "职务", "出生年月", "联系电话"],
        ["甲", "乙", 1, 2, 3, 4],
        ["（示例）", "某村", "张某某", "主席", "1970.01", "10000000000"],
        [1, "小池村", "何一芬", "主席", "1971.1", "10056500001"],
        [2, "小池村", "何二芬", "执委", "1992.9"],
        [3],
        [4],
        [None, "以下空白"],
        [None, None, None, "负责人签字："],
    ])  # fmt: skip
    save(workbook, "cover_and_example")


def organisations_by_township() -> None:
    workbook, sheet = book("台账")
    fill(sheet, [
        ["清流县村级妇联组织一览表"],
        ["序号", "组织名称", "组织形式", "成立时间", "会改联时间", "挂牌时间"],
        ["一、长校镇（共3个）"],
        [1, "留坑村妇联", "妇联", "1985.6", "2017.5.25", "2017.5.26"],
        [2, "荷坑村妇联", "妇联", "1986年", "2017.5.25", "〃"],
        [3, "黄坑村妇代会", "妇代会", "1990.3"],
        ["小计", "3个"],
        ["二、赖坊镇（共2个）"],
        [1, "寨下村妇联", "妇联", 1988, "2017.6.1", "2017.6.2"],
        [2, "陈家村妇联", "妇联", "1988.10", "2017.6.1", "2017.6.3"],
        ["小计", "2个"],
        ["总计", "6个"],
    ])  # fmt: skip
    save(workbook, "organisations_by_township")


def summary_and_roster() -> None:
    workbook, sheet = book("汇总")
    fill(sheet, [
        ["乡镇妇联执委人数汇总表"],
        ["乡镇", "主席（人）", "副主席（人）", "执委（人）", "合计"],
        ["余朋乡", 1, 2, 15, 18],
        ["合计", 1, 2, 15, 18],
    ])  # fmt: skip
    fill(workbook.create_sheet("明细"), [
        ["乡镇", "姓名", "职务"], ["余朋乡", "黎一雪", "主席"], ["余朋乡", "黎二雪", "副主席"],
        ["余朋乡", "黎三雪", "执委"],
    ])  # fmt: skip
    words = workbook.create_sheet("字典")
    fill(words, [["姓名", "职务"], ["主席", "副主席"]])
    words.sheet_state = "hidden"
    save(workbook, "summary_and_roster")


def cards() -> None:
    """One form per person: no list, and no ledger that can be read."""
    workbook, sheet = book("铁石村")
    fill(sheet, [
        ["妇联执委登记表"],
        ["姓名", "白一灵", "性别", "女", "出生年月", "1975.5"],
        ["职务", "执委", "民族", "汉族", "电话", "10056600001"],
        ["工作单位", "沙芜乡铁石村", "学历", "高中", "政治面貌", "群众"],
        ["本人简历", "1993年至今务农"],
    ])  # fmt: skip
    save(workbook, "cards")


def beside_statistics() -> None:
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["村", "姓名", "职务", "备注", None, "统计", "人数"],
        ["深渡村", "洪一玉", "主席", None, None, "主席", 2],
        ["深渡村", "洪二玉", "执委", None, None, "执委", 2],
        ["卢水村", "洪三玉", "主席", None, None, "合计", 4],
        ["卢水村", "洪四玉", "执委"],
    ])  # fmt: skip
    save(workbook, "beside_statistics")


def replaced() -> None:
    """Who left and who came, side by side: two persons in a row."""
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["里田乡妇联执委调整情况表"],
        ["村", "原任人员", None, "替补人员"],
        [None, "姓名", "职务", "姓名", "职务", "任职时间"],
        ["廖坊村", "廖一琼", "执委", "廖二琼", "执委", "2017.6.1"],
        ["廖坊村", "廖三琼", "副主席", "廖四琼", "副主席", "2017.6.1"],
    ])  # fmt: skip
    for area in ("A2:A3", "B2:C2", "D2:F2"):
        sheet.merge_cells(area)
    save(workbook, "replaced")


def wide() -> None:
    """A row per village and the names in columns of posts: several persons in a row."""
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["各村妇联班子成员名单"],
        ["村", "主席", "副主席", "执委"],
        ["田坪村", "田一荷", "田二荷", "田三荷、田四荷"],
        ["里田村", "田五荷", "田六荷", "田七荷、田八荷"],
    ])  # fmt: skip
    save(workbook, "wide")


def interrupted() -> None:
    """Remarks between the rows, a vacancy, a total in words."""
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["乡镇", "村", "姓名", "职务"],
        ["赖坊镇", "赖安村", "赖一虹", "主席"],
        ["（赖武村未换届，暂缺名单）"],
        ["赖坊镇", "陈家村", "赖二虹", "主席"],
        ["赖坊镇", "陈家村", "——", "执委"],
        ["赖坊镇", "陈家村", "赖三虹", "执委"],
        ["以上共3人"],
        ["注：赖武村7月底换届。"],
    ])  # fmt: skip
    save(workbook, "interrupted")


LEDGERS = (
    blocks, printed_pages, units_in_headers, traditional, identity_numbers, phones, event_dates,
    ditto_everywhere, wrong_sheet_names, cover_and_example, organisations_by_township,
    summary_and_roster, cards, beside_statistics, replaced, wide, interrupted,
)  # fmt: skip

if __name__ == "__main__":
    for ledger in LEDGERS:
        ledger()
