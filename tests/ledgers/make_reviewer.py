"""Three ledgers that nobody tuned the reader for: `python -m tests.ledgers.make_reviewer`.

Their expected fates were written from the rules by somebody who had not read the reader, and were
committed before it was run on them. What still differs is marked in test_hand_made.py. All persons
are invented; identity numbers begin with 99, phone numbers with 100.
"""

from __future__ import annotations

from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers.make import book, fill, identity, save

RESULT_HEADER = [
    "村（居）", "所任职务", "当选人", "族别", "生年月", "党团", "文化", "手机（必填）", "当选时间",
    "5+N类型", "说明",
]  # fmt: skip


def result_of_elections() -> None:
    """A township's list: villages merged downwards, subtotals, a note and a header in the middle."""
    workbook, sheet = book("林畲")
    fill(
        sheet,
        [
            ["林畲镇各村（社区）妇联选举结果一览表（2017年）"],
            ["报送单位：林畲镇妇联", None, None, None, None, None, None, "报送日期：2017年7月12日"],
            RESULT_HEADER,
            ["舒曹村", "主席", "曾桂枝", "汉", "1976.03", "党员", "大专", "10055500001", "2017.6.8",
             "家庭教育女能手"],
            [None, "副主席", "曾美珠", "汉", "1981.11", "群众", "高中", "10055500002", "2017.6.8"],
            [None, "执委", "巫三妹", "汉", "1988年9月", "群众", "初中", "10055500003", "2017.6.8",
             "创业女能手、文艺女骨干"],
            [None, "执委", "巫四妹", "汉", "1993/12", "团员", "本科", "100-5550-0004", "2017.6.8"],
            ["舒曹村小计", None, "4人"],
            ["石下", "主席", "官素琴", "汉", "1970.10", "党员", "高中", "10055500005", "2017年6月9日"],
            [None, "副主席", "官素华", "汉", "1984.2", "群众", "大专", "10055500006"],
            [None, "执委", "上官 兰", "汉", "1990.5", "群众", "初中", "10055500007"],
            [None, "执委", "官小娥", "汉", "1995.8", "群众", "大专", "10055500008"],
            ["小计", None, 4],
            ["以上两村为县级示范点，6月上旬完成会改联；以下各村为第二批。"],
            RESULT_HEADER,
            ["孙坊村委会", "主席", "孙丽珍", "汉", "1978.7", "党员", "大专", "10055500009",
             datetime(2017, 7, 3)],
            [None, "副主席（兼）", "孙月香", "汉", "1982.4", "群众", "高中", "10055500010",
             datetime(2017, 7, 3)],
            [None, "执委", "蓝 秀", "畲", "1987.1", "群众", "初中", "10055500011", "2017-7-3"],
            [None, "执委", "暂缺", None, None, None, None, None, None, None, "年底前补选"],
            ["小计", None, 4],
            [],
            ["岭官村", "主席", "罗翠英", "汉", 27395, "党员", "高中", "10055500012", "6.15"],
            ["岭官村", "执委", "罗翠芳", "汉", datetime(1980, 3, 1), "群众", "初中", "1005550",
             "2017.6.15"],
            ["岭官村", "执委", "罗丫头", "汉", "68年5月", "群众", "小学", None, "2017.6.15"],
            ["向阳村", "妇女小组长", "邹满妹", "汉", "1975.9", "群众", "初中", "10055500013"],
            ["合计", None, "14人"],
            ["审核：官某某", None, None, None, "制表：罗某某"],
            [None, None, None, None, None, None, None, "二〇一七年七月十二日"],
        ],
    )  # fmt: skip
    for area in ("A1:K1", "A4:A7", "A9:A12", "I9:I12", "A14:K14", "A16:A19"):
        sheet.merge_cells(area)
    sheet["E23"].number_format = 'yyyy"年"m"月"'
    save(workbook, "reviewer_result_of_elections")


def township_sheet(sheet: Worksheet) -> None:
    right, wrong = identity("19790211", "002"), identity("19860402", "004")
    wrong = wrong[:-1] + ("1" if wrong[-1] != "1" else "2")
    fill(
        sheet,
        [
            ["李家乡妇女联合会第十三届执委会组成人员信息采集表"],
            ["单位（盖章）：李家乡妇女联合会", None, None, None, None, "选举产生日期：2016年11月8日"],
            ["序", "妇联内职务", "个人情况", None, None, "联系方式", None, "工作单位及职务",
             "专职/兼职", "备  注"],
            [None, None, "姓名", "出生", "民 族", "移动电话", "身份证件号码"],
            [1, "主席", "吴秋云", "1979年2月", "汉", 10055510001, right, "乡政府", "专职"],
            [2, "副主席", "马晓岚", "1986.4", "汉", 10055510002, wrong, "县税务局", "挂职"],
            [3, "副主席", "李雪莲", "1983.10", "汉", 10055510003, None, "李村村", "兼职", "致富带头人"],
            [4, "执委", "李桂莲", 1983.1, "汉", 10055510004],
            [5, None, "钟春梅", datetime(1991, 6, 18), "畲", 10055510005],
            [6, None, "邓水仙", "1990-7", "汉", 10055510006],
            [7, None, "巫凤英", "８８.０９", "汉", "100 5551 0007"],
            [8, None, "江腊梅", "1986年10月生", "汉", 10055510008],
            [9, None, "赖玉英", "1977/03/05", "汉", 10055510009, None, "乡中心小学", "兼职"],
            ["共计9人"],
            ["注：执委中机关以外人员占三分之二。"],
        ],
    )  # fmt: skip


def village_sheet(sheet: Worksheet) -> None:
    fill(
        sheet,
        [
            ["说明", "出生年月日", "姓名", "现任妇联职务", "所在村", "联系号码", "学历情况", "任职时间",
             "卸任时间"],
            [None, "1974-05-06", "吴带娣", "主席", "河背村", "10055520001", "高中", "2017-06-20"],
            [None, "19820917", "吴招金", "副主席", "河背村", "10055520002", "大专", "2017-06-20"],
            ["养殖大户", "1989.3", "李阿妹", "执委", "河背村", "10055520003", "初中", "2017-06-20"],
            [None, "1980.8.8", "罗金凤", "主席", "鲜水村", "10055520004", "高中", "2017/6/21"],
            ["外出务工", "1992.2", "罗银凤", "委员", "鲜水村", "10055520005", "初中", "2017.6.21",
             "2017.7.10"],
            [None, "1985.12", "罗铜凤", "委员", "鲜水村", "10055520006", "初中", "2017.6.21",
             "2017.6.1"],
            ["（以下为古坑、罗坑等村，7月改选）"],
            [None, "1976.6", "陈月梅", "主席", "古坑村", "10055520007", "中专", "2017.7.5"],
            [None, "1994.11", "陈星梅", "执委", None, "10055520008", "本科", "2017.7.5"],
            [None, "1990.1", "李小燕/李小鸾", "执委", "罗坑村", None, "初中", "2017.7.6"],
            [None, "1991.10", "李小凤", "执委", "罗坑村", "10055520009", "初中", "2017.7.6"],
            [None, "1973.4", "李来香", "主席", "李村", "10055520010", "高中", "2017.7.7"],
            [None, "1979.9", "黄土妹", "主席", "黄泥村", "10055520011", "高中", "2017.7.7"],
            [],
            ["总人数：10"],
        ],
    )  # fmt: skip


def two_levels() -> None:
    """A township's file: its own committee, its villages, and two committees side by side."""
    workbook, sheet = book("乡")
    township_sheet(sheet)
    for area in ("A1:J1", "A3:A4", "B3:B4", "C3:E3", "F3:G3", "H3:H4", "I3:I4", "J3:J4", "B8:B13"):
        sheet.merge_cells(area)
    village = workbook.create_sheet("李家乡各村")
    village_sheet(village)
    for area in ("A8:I8", "E9:E10"):
        village.merge_cells(area)
    pair = workbook.create_sheet("两村")
    fill(
        pair,
        [
            ["李家乡吴家村、早禾排村妇联执委名单"],
            ["吴家村妇联", None, None, "早禾排村妇联"],
            ["姓名", "职务", "出生年月", "姓名", "职务", "出生年月"],
            ["吴一兰", "主席", "1975.5", "廖一菊", "主席", "1977.1"],
            ["吴二兰", "副主席", "1980.6", "廖二菊", "副主席", "1983.3"],
            ["吴三兰", "执委", "1985.7", "廖三菊", "执委", "1989.12"],
            [None, None, None, "廖四菊", "执委", "1990.2"],
        ],
    )
    for area in ("A1:F1", "A2:C2", "D2:F2"):
        pair.merge_cells(area)
    save(workbook, "reviewer_two_levels")


def progress() -> None:
    """The county's progress table: the total on top, dates as people write them in a hurry."""
    workbook, sheet = book("进度")
    document = "清妇〔2017〕12号"
    fill(
        sheet,
        [
            ["清流县基层妇联组织改革进展情况统计表"],
            ["统计单位：清流县妇联", None, None, None, None, None, "统计截止日期：2017年7月28日"],
            ["序号", "镇（乡）", "建制村/社区", "妇女组织", "“会改联”进展", None, None, None, None,
             "批文号", "妇代会成立年份", "情况"],
            [None, None, None, None, "改建时间", "执委选举", "挂牌", "建微信群", "首场活动"],
            ["全县总计", None, None, "19个"],
            [1, "林畲镇", None, "林畲镇妇联"],
            [2, None, "天康社区", "妇联", "2017.5.31", "2017.5.31", "2017.6.1", "2017.6.1", "2017.6.3",
             document, 1992, "示范点"],
            [3, None, "林畲村", "妇联", datetime(2017, 6, 2), datetime(2017, 6, 2), "2017-6-2",
             "2017-6-2", "2017-6-9", "〃", 1958],
            [4, None, "舒曹村", "妇联", "2017年6月8日", "6月8日", "2017年6月8日", None, None, document,
             "1960年"],
            [5, None, "曾坊村", "妇代会", "未改", None, None, None, None, None, 1971],
            [6, None, "石下村", "妇联", 42894, "2017.6.9", "2017.6.9", "2017.6.10", "2017.6.12",
             document],
            [7, None, "石忠村", "妇联", "2017/6/31", "2017.6.30"],
            [8, None, "岭官村", "妇联", "2071.6.5", "2017.6.5"],
            [9, None, "孙坊村", "妇联", "2017.7.1", "2017.7.3", "—", "/", None, None, None, "未挂牌"],
            [10, None, "向阳村", "妇代会", "计划8月"],
            ["林畲镇小计", None, None, "10个"],
            ["注：李家乡因村级组织换届，推迟至7月开展。"],
            ["序号", "镇（乡）", "建制村/社区", "妇女组织", "改建时间", "执委选举", "挂牌", "建微信群",
             "首场活动", "批文号", "妇代会成立年份", "情况"],
            [11, "李家乡", None, "李家乡妇联"],
            [12, None, "李村村", "妇联", "2017.7.7", "2017.7.7", "2017.7.7", "2017.7.8", "2017.7.10"],
            [13, None, "河背村", "妇联", "2017.6.20", "2017.6.20", "2017.6.20"],
            [14, None, "鲜水村", "妇联", "2017.6.21", "2017.6.21", "2017.6.21"],
            [15, None, "长灌村", None, "2017.7.4", "2017.7.4"],
            [16, None, "早禾排村", "妇联", "1990.5.3", None, None, None, None, None, 1995],
            [17, None, "吴家村", "妇联", "2017.7.2", "2017.7.2", None, None, "2017.7.3-7.4"],
            [18, None, "古坑村", "妇联", "2017.7.5", "2017.7.5"],
            [19, None, "罗坑村", "妇联", "2017.7.6", "2017.7.6"],
            ["小计", None, None, 9],
            [20, "西山镇", "西山村", "妇联", "2017.6.1", "2017.6.1", None, None, None, None, None,
             "邻县飞地"],
            [],
            ["审核人：", None, None, "制表人：官某某"],
        ],
    )  # fmt: skip
    for area in ("A1:L1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:I3", "J3:J4", "K3:K4", "L3:L4",
                 "B6:B15", "A16:C16", "A17:L17", "B19:B27"):  # fmt: skip
        sheet.merge_cells(area)
    save(workbook, "reviewer_progress")


LEDGERS = (result_of_elections, two_levels, progress)

if __name__ == "__main__":
    for ledger in LEDGERS:
        ledger()
