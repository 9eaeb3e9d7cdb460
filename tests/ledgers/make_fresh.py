"""Ten ledgers as ten township offices send them: `python -m tests.ledgers.make_fresh`.

Files and fates were written and committed before the reader was run on them, by somebody who had
not read how it reads, but did know its lists of header words and sentences, docs/ledgers.md and
seven of the older fates. What still differs is marked in the tests. All persons are invented; identity
numbers begin with 99, phone numbers with 100.
"""

from __future__ import annotations

from datetime import datetime

import xlsxwriter

from tests.ledgers.make import FILES, book, fill, identity, save
from tests.ledgers.make_fresh_formats import old_office, package, typed_list


def merged_villages() -> None:
    """Longjin: villages and days merged downwards, two phones in a cell, totals that lie."""
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["清流县龙津镇村级妇联执委花名册"],
        ["填报单位（盖章）：龙津镇妇联", None, None, None, None, "填报日期：2017年7月20日"],
        ["序号", "村（居）名", "姓 名", "职 务", "出生年月日（公历）", "文化程度", "联系电话", "当选日期", "备 注"],
        [1, "城东村", "陈秀英（娘家姓林）", "主席", "1974.8.15", "高中", "10061110001/10061110002",
         "2017年6月8日"],
        [2, None, "李 芳", "副主席", "1982年11月", "大专", "10061110003、10061110004"],
        [3, None, "黄 春 兰", "执委", "63.5", "初中", "100 6111 0005", None, "种植大户"],
        [4, None, "巫小妹", "委员", "1990-03-02", "中专", "10061110006"],
        ["小计", None, "4人"],
        [5, "城南村", "伍玉珍", "主席", datetime(1971, 12, 3), "大专", "10061110007", "2017年6月9日"],
        [6, None, "伍玉萍", "副主席", "1985年5月", "高中", "1006111008"],
        [7, None, "罗来娣", "执委", "1963年5月", "小学"],
        ["小计", None, "4人"],
        [8, "大路口村", "俞金莲", "主席", 1979.1, "高中", "10061110009", "2017.6.10"],
        [9, "大路口村", "俞银莲", "执委", "1988.10", "初中", 10061110010, "2017.6.10"],
        [10, "大路口村", "暂缺", "执委"],
        ["小计", None, "2人"],
        ["合计", None, "11人"],
        [],
        ["填表人：林某某", None, None, "审核人：伍某某", None, None, "联系电话：10061110099"],
        ["注：1.出生年月以身份证为准；2.请于7月25日前报送。"],
    ])  # fmt: skip
    for area in ("A1:I1", "B4:B7", "H4:H7", "A8:B8", "B9:B11", "H9:H11", "A12:B12", "A20:I20"):
        sheet.merge_cells(area)
    save(workbook, "fresh-01-merged-villages")


def sheet_per_village() -> None:
    """Lingdi: a sheet for each village, named after it, and a table of numbers in front."""
    workbook, sheet = book("汇总")
    fill(sheet, [
        ["灵地镇村级妇联换届情况汇总表"],
        ["序号", "村名", "应选执委", "实选执委", "主席", "副主席"],
        [1, "灵地村", 15, 4, 1, 1],
        [2, "杨源村", 11, 3, 1, 1],
        [3, "姚坊村", 11, 3, 1, 0],
        ["合计", None, 37, 10, 3, 2],
    ])  # fmt: skip
    fill(workbook.create_sheet("灵地村"), [
        ["灵地村妇女联合会第一届执行委员会组成人员名单"],
        ["（2017年6月20日全体执委会议选举产生）"],
        ["序号", "姓名", "出生年月", "政治面貌", "职务", "代表类别", "手机"],
        [1, "吴满金", "1975年1月", "中共党员", "主席", "家庭教育女能手", 10064440001],
        [2, "吴满银", "1986.07", "群众", "副主席", "调解女能手、文艺女骨干", 10064440002],
        [3, "吴满珠", "1992.12", "共青团员", "执委", None, 10064440003],
        [4, "吴满玉", "1995.3", "群众", "执委"],
    ])  # fmt: skip
    fill(workbook.create_sheet("杨源"), [
        ["姓名", "职务", "出生年月", "电话", "选举日期"],
        ["邓秋香", "主席", "1968.11", "10064440011", "2017.6.21"],
        ["邓秋月", "副主席", "1977.4", "10064440012", "〃"],
        ["邓秋菊", "执委", "1989.9", "10064440013", "〃"],
    ])  # fmt: skip
    fill(workbook.create_sheet("姚坊村（补报）"), [
        ["姚坊村妇联执委名单（补报）"],
        ["序号", "姓 名", "职务", "出生年月", "联系方式", "当选时间"],
        [1, "姚月娥", "主席", "1980.5.5", "10064440021", "2017年7月2日"],
        [2, "姚月琴", "执委", "不详", "10064440022", "2017年7月2日"],
        [3, "姚月红", "执委", "2017.7.2", "10064440023", "2017年7月2日"],
        [],
        ["填表人：姚某　　　　审核人：吴某"],
    ])  # fmt: skip
    workbook.create_sheet("Sheet5")
    save(workbook, "fresh-04-sheet-per-village")


def two_halves() -> None:
    """Changxiao: one committee, its second half printed beside the first to save paper."""
    workbook, sheet = book("长校村")
    fill(sheet, [
        ["长校镇长校村妇联执委会成员名单"],
        ["选举时间：2017年6月12日"],
        ["序号", "姓名", "职务", "联系电话", None, "序号", "姓名", "职务", "联系电话"],
        [1, "江一莲", "主席", "10065550001", None, 5, "江五莲", "执委", "10065550005"],
        [2, "江二莲", "副主席", "10065550002", None, 6, "江六莲", "执委", "10065550006"],
        [3, "江三莲", "副主席", "10065550003", None, 7, "江七莲", "执委", "10065550007"],
        [4, "江四莲", "执委", "10065550004"],
        ["合计", "7人"],
        ["长校村妇联（章）", None, None, None, None, None, "2017年6月15日"],
    ])  # fmt: skip
    sheet.merge_cells("A1:I1")
    save(workbook, "fresh-05-two-halves")


def form_per_person() -> None:
    """Laifang: the form that each member fills in, a sheet for each."""
    workbook, first = book("赖一凤")
    people = [
        (first, "赖一凤", "1978年9月", "主席", identity("19780912", "002"), "10066660001"),
        (workbook.create_sheet("赖二凤"), "赖二凤", "1990.4", "执委", None, "10066660002"),
    ]
    for sheet, name, born, post, number, phone in people:
        fill(sheet, [
            ["赖坊镇妇联执委登记表"],
            ["填报单位：赖坊镇南山村妇联", None, None, "2017年6月30日"],
            ["姓名", name, "性别", "女", "（照片）"],
            ["出生年月", born, "民族", "汉族"],
            ["政治面貌", "群众", "文化程度", "大专"],
            ["妇联职务", post, "当选时间", "2017.6.18"],
            ["身份证号", number, "联系电话", phone],
            ["工作单位", "南山村村委会"],
            ["个人简历", "1996年起在家务农，2012年任村计生员。"],
            ["乡镇妇联意见", "同意。（盖章）2017年7月1日"],
        ])  # fmt: skip
        for area in ("A1:E1", "E3:E7", "B8:E8", "B9:E9", "B10:E10"):
            sheet.merge_cells(area)
    save(workbook, "fresh-06-form-per-person")


def names_under_posts() -> None:
    """Linshe: a row for each village, a column for each post, names one after another."""
    workbook, sheet = book("班子成员")
    fill(sheet, [
        ["林畲镇各村（社区）妇联班子成员一览表"],
        ["序号", "村（社区）", "主席", "副主席", "委员", "委员人数（人）", "选举日期"],
        [1, "林畲村", "林大妹", "林二妹、林三妹", "林四妹、林五妹、林六妹", 3, "2017.6.2"],
        [2, "舒曹村", "曾大妹", "曾二妹", "曾三妹、曾四妹", 2, "2017.6.8"],
        [3, "石下村", "官大妹", "官二妹（兼）", "官三妹 官四妹 官五妹", 3, "2017.6.9"],
        ["合计", None, 3, 4, 8, 8],
        ["单位负责人：", None, "填表人：", None, "联系电话："],
    ])  # fmt: skip
    sheet.merge_cells("A1:G1")
    save(workbook, "fresh-07-names-under-posts")


def four_in_step() -> None:
    """Wenjiao: organisations and their four steps, as people shorten them in a hurry."""
    workbook, sheet = book("温郊")
    document = "温妇〔2017〕3号"
    fill(sheet, [
        ["清流县温郊乡基层妇联组织建设“四同步”情况统计表"],
        ["填报单位：温郊乡妇联", None, None, None, "截至2017年7月25日", None, "单位：个"],
        ["序 号", "村 名", "原妇代会成立年月", "四同步完成时间", None, None, None, "会改联批复文号", "备注"],
        [None, None, None, "建组织", "挂牌", "建群", "开展活动"],
        [1, "温家山村", "1958年", "2017.5.31", "2017.5.31", "2017.6.1", "2017.6.3", document],
        [2, "小池", "1962.3", "2017年6月2日", "同左", "同左", "2017年6月9日", "〃"],
        [3, "桐坑村民委员会", "不详", "2017.6.5", "2017.6.5", "已建", "√", None, "活动已开展"],
        [4, "梧地村", "1960", "2017.6.31", "2017.7.1"],
        [5, "梧村", None, "2017.6.6", "2017.6.6", "2017.6.6", "2017.6.12"],
        ["合计", "5个"],
        ["说明：四同步指同步建组织、同步挂牌、同步建群、同步开展活动。"],
        ["分管领导：", None, None, "妇联主席：", None, None, "填报人："],
    ])  # fmt: skip
    for area in ("A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:H4", "I3:I4", "A11:I11"):
        sheet.merge_cells(area)
    save(workbook, "fresh-08-four-in-step")


TICKED_HEADER = [
    ["序号", "姓\n名", "职务", "", "", "出生\n年月", "年龄（岁）", "身份证号码", "移动电话",
     "所在单位（村）", "专/兼/挂", "五类人员", "", "任期"],
    ["", "", "主席", "副主席", "执委", "", "", "", "", "", "", "调解女能手", "创业女能手", ""],
]  # fmt: skip
TICKED = {
    5: ("余朋花", "√--", "19760523", "10069990001", "乡政府", "专", "--"),
    6: ("余朋叶", "-√-", "19830712", "10069990002", "余朋村", "兼", "√√"),
    7: ("余朋枝", "√√-", "19850101", "10069990003", "蛟坑村", "兼", "--"),
    8: ("余朋根", "--✓", "19881130", "10069990004", "县医院", "挂", "--"),
    12: ("余 朋", "--●", "19921005", "10069990005", "东坑村", "", "√-"),
    13: ("欧阳朋朋", "--√", "19690218", "10069990006", "芹溪村", "", "--"),
}


def ticked_posts() -> None:
    """Yupeng: posts and kinds as ticks, births by formula from identity numbers, two pages."""
    with xlsxwriter.Workbook(FILES / "fresh-10-ticked-posts.xlsx") as workbook:
        workbook.set_properties({"created": datetime(2017, 7, 31)})
        sheet = workbook.add_worksheet("余朋乡妇联")
        sheet.write(0, 0, "余朋乡妇女联合会执行委员会委员情况表（共6人）")
        sheet.write(1, 0, "届次：第十三届")
        sheet.write(1, 7, "选举日期：2017年5月26日")
        sheet.write(8, 0, "余朋乡妇女联合会执行委员会委员情况表（续）")
        for top in (3, 10):
            for number, cells in enumerate(TICKED_HEADER):
                sheet.write_row(top - 1 + number, 0, cells)
            for columns in ("C{0}:E{0}", "L{0}:M{0}"):
                area = columns.format(top)
                sheet.merge_range(area, "职务" if area[0] == "C" else "五类人员")
            for column in "ABFGHIJKN":
                cell = TICKED_HEADER[0]["ABCDEFGHIJKLMN".index(column)]
                sheet.merge_range(f"{column}{top}:{column}{top + 1}", cell)
        for serial, (row, person) in enumerate(TICKED.items(), 1):
            _ticked_row(sheet, row, serial, person)
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.write(13, 0, "填表说明：职务栏打“√”；年龄、出生年月由身份证号自动生成。")


def _ticked_row(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, serial: int, cells: tuple[str, ...]
) -> None:
    name, posts, born, phone, workplace, employment, kinds = cells
    sheet.write(row - 1, 0, serial)
    sheet.write(row - 1, 1, name)
    for column, tick in zip((2, 3, 4, 11, 12), posts + kinds, strict=True):
        sheet.write(row - 1, column, tick.replace("-", ""))
    shown = f"{born[:4]}-{born[4:6]}-{born[6:]}"
    sheet.write_formula(row - 1, 5, f'=TEXT(MID(H{row},7,8),"0000-00-00")', None, shown)
    sheet.write_formula(row - 1, 6, f"=2017-MID(H{row},7,4)", None, 2017 - int(born[:4]))
    sheet.write_string(row - 1, 7, identity(born, "002"))
    sheet.write_formula(row - 1, 8, f'="{phone[:3]}"&"{phone[3:]}"', None, phone)
    sheet.write(row - 1, 9, workplace)
    sheet.write(row - 1, 10, employment)
    if row == 5:
        sheet.write(row - 1, 13, "2017.5-2022.5")


LEDGERS = (
    merged_villages, old_office, typed_list, sheet_per_village, two_halves, form_per_person,
    names_under_posts, four_in_step, package, ticked_posts,
)  # fmt: skip

if __name__ == "__main__":
    for ledger in LEDGERS:
        ledger()
