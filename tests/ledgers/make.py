"""Make the hand-made ledgers under files/: `python -m tests.ledgers.make`.

Each has its expected fates in the .yaml beside it, written by hand before the reader was. All
persons are invented; places are those of the county that the golden scenario tells of, so that
the database half can place them. Identity numbers begin with 99, phone numbers with 100.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

FILES = Path(__file__).parent / "files"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(born: str, serial: str) -> str:
    """An identity number with a right check digit in a region that does not exist."""
    body = f"990101{born}{serial}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def fill(sheet: Worksheet, rows: list[list[Any]], first: int = 1) -> None:
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(number, column, value)


def book(name: str) -> tuple[openpyxl.Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    return workbook, sheet


def save(workbook: openpyxl.Workbook, name: str) -> None:
    # A fixed day: the files do not tell when they were made.
    workbook.properties.created = workbook.properties.modified = datetime(2017, 7, 31)
    workbook.save(FILES / f"{name}.xlsx")


def other_words() -> None:
    workbook, sheet = book("名单")
    fill(
        sheet,
        [
            [
                "编号",
                "妇联任职",
                "女干部姓名",
                "所属乡镇",
                "所在行政村",
                "出生日期",
                "政治身份",
                "最高学历",
                "联系方式",
                "工作单位",
                "填表备注",
                "血型",
            ],
            [
                1,
                "主席",
                "吴春兰",
                "龙津镇",
                "城东村",
                "1975年3月8日",
                "中共党员",
                "大专",
                "10012340001",
                "城东村委会",
            ],
            [
                2,
                "副主席（兼职）",
                "罗桂香",
                "龙津镇",
                "城东村",
                "1980-10",
                "群众",
                "高中",
                "100-1234-0002",
            ],
            [
                3,
                "委员",
                "邹小梅",
                "龙津镇",
                "城东村",
                "1985.6",
                "共青团员",
                "本科",
                "100 1234 0003",
            ],
            [4, "执委", "黄水英", "嵩溪镇", "塘背村", "1990", "党员", "大学", "10012340004"],
            [5, "委员", "江秋月", "天台镇", "天台村", "1991.2", "群众", "初中", "10012340005"],
        ],
    )
    save(workbook, "other_words")


def two_headers() -> None:
    workbook, sheet = book("花名册")
    fill(
        sheet,
        [
            ["龙津镇村级妇联执委花名册"],
            ["一、城东村妇联"],
            ["序号", "姓名", "职务", "出生年月", "文化程度"],
            [1, "廖细妹", "主席", "1972.04", "大专"],
            [2, "巫金莲", "副主席", "1979.11", "高中"],
            [],
            ["二、城南村妇联"],
            ["序号", "职务", "姓名", "文化程度", "出生年月", "手机"],
            [1, "主席", "伍秀琴", "初中", "1969.09", "10012350001"],
            [2, "委员", "赖冬梅", "本科", "1988.12", "10012350002"],
        ],
    )
    for area in ("A1:F1", "A2:F2", "A7:F7"):
        sheet.merge_cells(area)
    save(workbook, "two_headers")


def two_row_header() -> None:
    workbook, sheet = book("Sheet1")
    fill(
        sheet,
        [
            ["村（社区）妇联执委情况表"],
            [
                "序号",
                "乡镇",
                "村(社区)",
                "姓名",
                "基本情况",
                None,
                None,
                None,
                "任职",
                None,
                "人员类别",
            ],
            [
                None,
                None,
                None,
                None,
                "性别",
                "民族",
                "出生年月",
                "学历",
                "职务",
                "专兼职",
                "调解女能手",
                "文艺女骨干",
                "创业女能手",
                "爱心女性",
                "家庭教育女能手",
            ],
            [1, "灵地镇", "步云村", "陈招娣", "女", "汉", "1978.05", "高中", "主席", "专职", "√"],
            [
                2,
                "灵地镇",
                "步云村",
                "雷美英",
                "女",
                "畲",
                "1983.7",
                "大专",
                "副主席",
                "兼职",
                None,
                "√",
                None,
                "✓",
            ],
            [
                3,
                "灵地镇",
                "步云村",
                "曹木香",
                "女",
                "汉族",
                "1991.10",
                "中专",
                "执委",
                None,
                None,
                None,
                None,
                None,
                "是",
            ],
            [
                4,
                "灵地镇",
                "步云村",
                "马玉兰",
                "女",
                "汉族",
                "1970.02",
                "小学",
                "执委",
                "兼",
                0,
                "无",
                1,
            ],
        ],
    )
    for area in ("A1:O1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:H2", "I2:J2", "K2:O2"):
        sheet.merge_cells(area)
    save(workbook, "two_row_header")


def ditto() -> None:
    workbook, sheet = book("名册")
    fill(
        sheet,
        [
            [
                "序号",
                "乡镇",
                "村",
                "姓名",
                "性别",
                "民族",
                "政治面貌",
                "职务",
                "出生年月",
                "选举日期",
            ],
            [
                1,
                "长校镇",
                "下谢村",
                "谢三妹",
                "女",
                "汉族",
                "中共党员",
                "主席",
                "1971.08",
                "2017年6月12日",
            ],
            [2, None, None, "谢月娥", "〃", "〃", "群众", "副主席", "1976.02", "〃"],
            [3, None, "沙坪村", "童凤英", "″", "″", "同上", "主席", "1968.09", "2017.6.15"],
            [4, None, None, "童金凤", '"', "同上", "〃", "委员", "1987.01", "同上"],
            [5, None, "同上", "童玉珠", "女", "汉", "团员", "委员", "1995.03", "〃"],
            [6, "余朋乡", "东坑村", "余来娣", "女", "汉", "群众", "主席", "1974.12", "2017-6-20"],
            [7, "〃", "〃", "余秋红", "女", "汉", "群众", "委员", "1982.05", "〃"],
        ],
    )
    sheet.merge_cells("B2:B6")
    sheet.merge_cells("C2:C3")
    save(workbook, "ditto")


def lying_totals() -> None:
    workbook, sheet = book("汇总")
    fill(
        sheet,
        [
            ["清流县乡镇妇联执委花名册（共9人）"],
            ["乡镇", "姓名", "职务", "政治面貌"],
            ["温郊乡", "郑丽华", "主席", "党员"],
            [None, "郑巧云", "副主席", "群众"],
            [None, "郑梅花", "执委", "群众"],
            ["小计", "3人"],
            ["里田乡", "李木兰", "主席", "党员"],
            [None, "李银花", "执委", "群众"],
            ["小计", 3],
            ["合计", "6人"],
        ],
    )
    sheet.merge_cells("A1:D1")
    save(workbook, "lying_totals")


def many_sheets() -> None:
    workbook, sheet = book("填写说明")
    fill(sheet, [["填写说明"], ["一、每村一行一人。"], ["二、职务按选举结果填写。"]])
    fill(
        workbook.create_sheet("龙津镇"),
        [
            ["2017年换届执委名单"],
            ["序号", "村（居）", "姓名", "职务"],
            [1, "大路口村", "丘翠英", "主席"],
            [2, "大路口村", "丘桂花", "委员"],
            [3, "横溪村", "丘彩霞", "主席"],
        ],
    )
    fill(
        workbook.create_sheet("嵩口镇"),
        [
            ["职务", "姓名", "村名", "电话"],
            ["主席", "许金花", "高坑村", "10012360001"],
            ["委员", "许银妹", "高坑村"],
        ],
    )
    workbook.create_sheet("空表")
    for name, state in (("旧名单", "hidden"), ("码表", "veryHidden")):
        hidden = workbook.create_sheet(name)
        fill(hidden, [["序号", "村", "姓名", "职务"], [1, "高坑村", "许旧人", "主席"]])
        hidden.sheet_state = state
    save(workbook, "many_sheets")


def notes_at_foot() -> None:
    workbook, sheet = book("花名册")
    fill(
        sheet,
        [
            ["村级妇联组织班子成员花名册"],
            ["填报单位（盖章）：赖坊镇妇联", None, None, None, "填报时间：2017年7月20日"],
            ["序号", "村", "姓名", "职务", "联系电话", "备注"],
            [1, "南山村", "赖春香", "主席", "10012370001"],
            [2, "南山村", "赖秋香", "副主席", "10012370002", "兼职"],
            [3, "姚家村", "姚冬香", "主席", "10012370003"],
            [4],
            [5],
            [],
            ["备注：1.本表一式三份；"],
            ["2.兼职副主席请注明。"],
            ["负责人：赖玉琴", None, "填表人：官小红", None, "联系电话：10012370000"],
            [None, None, None, None, "2017年7月20日"],
        ],
    )
    save(workbook, "notes_at_foot")


def dates() -> None:
    workbook, sheet = book("Sheet1")
    births: list[Any] = [
        1963.5, 1963.1, "1963.10", 25000, "63.5", "六三年五月", date(1970, 2, 3), date(1972, 8, 1),
        date(1972, 8, 1), "1963年2月30日", "1968.13", "2031.5", 196305, "19630512", "1963/5/12",
        "1963．5", "不详", "一九七一年十二月", "01.4", 63.5,
    ]  # fmt: skip
    elections: list[Any] = ["2017.5.23", "17.5.23", date(2017, 5, 23)]
    names = "春夏秋冬梅兰竹菊桃李杏荷莲桂松柏枫榕槐柳"
    fill(sheet, [["序号", "乡镇", "村", "姓名", "职务", "出生年月", "选举日期"]])
    fill(
        sheet,
        [
            [
                number,
                "沙芜乡",
                "洞口村",
                f"沈{name}香",
                "委员",
                born,
                elections[number - 1] if number <= len(elections) else None,
            ]
            for number, (name, born) in enumerate(zip(names, births, strict=True), 1)
        ],
        first=2,
    )
    sheet["F8"].number_format = "yyyy/m/d"
    sheet["F9"].number_format = 'yyyy"年"m"月"'
    sheet["F10"].number_format = "yyyy-mm-dd"
    save(workbook, "dates")


def floats() -> None:
    workbook, sheet = book("Sheet1")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    right = identity("19750308", "002")
    with_x = next(n for n in (identity("19660101", f"{s:03}") for s in range(99)) if n[-1] == "X")
    wrong = right[:-1] + str((int(right[-1], 11) + 1) % 10)
    fill(
        sheet,
        [
            ["乡镇", "村", "姓名", "职务", "身份证号码", "手机号码"],
            ["沙芜乡", "上坪村", "白小妹", "主席", identity("19630512", "004"), 10012380001],
            ["沙芜乡", "上坪村", "白大妹", "委员", 990101196305120046.0, "1.00E+10"],
            [
                "沙芜乡",
                "上坪村",
                "白二妹",
                "委员",
                f"{right[:6]} {right[6:14]} {right[14:]}",
                "100 1238 0003",
            ],
            ["沙芜乡", "上坪村", "白三妹", "委员", with_x.lower().translate(wide), "100-1238-0004"],
            ["沙芜乡", "上坪村", "白四妹", "委员", right[:-1], "1001238"],
            ["沙芜乡", "上坪村", "白五妹", "委员", wrong, "+86 10012380006"],
            [
                "沙芜乡",
                "上坪村",
                "白六妹",
                "委员",
                identity("19630230", "006"),
                "10012380007/10012380008",
            ],
            ["沙芜乡", "上坪村", "白七妹", "委员", None, "'１００１２３８０００９"],
        ],
    )
    save(workbook, "floats")


def names() -> None:
    workbook, sheet = book("Sheet1")
    people: list[list[Any]] = [
        ["林 芳", "女", "汉"],
        ["欧阳　海棠", "女", "汉族"],
        ["阿依古丽•买买提", "女", "维吾尔"],
        ["陈大勇", "男", "汉"],
        ["黄小芹", "不详", "汉"],
        [None, "女", "汉"],
        ["空缺", "女", None],
        ["吴丽、吴娟", "女", "汉"],
        ["罗 莉（兼）", "女", "汉"],
        [12, "女", "汉"],
        ["　王　敏　", "Ｆ", "布依"],
    ]
    fill(sheet, [["乡镇", "村", "姓名", "性别", "民族", "职务"]])
    fill(sheet, [["李家乡", "鲜水村", *person, "委员"] for person in people], first=2)
    save(workbook, "names")


def posts() -> None:
    workbook, sheet = book("Sheet1")
    fill(
        sheet,
        [
            ["妇联组织", "姓名", "职务", "专（兼、挂）职"],
            ["田源乡妇联", "田一梅", "乡妇联主席", "专职"],
            ["田源乡妇联", "田二梅", "兼职副主席"],
            ["田源乡妇联", "田三梅", "挂职副主席"],
            ["田源乡妇联", "田四梅", "副主席（专职）"],
            ["田源乡妇联", "田五梅", "常委"],
            ["田源乡妇联", "田六梅", "执行委员"],
            ["田源乡妇联", "田七梅", "委 员"],
            ["田口村妇联", "田八梅", "村妇联主席"],
            ["廖武村妇代会", "田九梅", "妇代会主任"],
            ["田源乡妇联", "廖一梅", "驻村干部"],
            ["田源乡妇联", "廖二梅", None, "专职"],
            ["田源乡妇联", "廖三梅", "兼职副主席", "专职"],
            ["田源乡妇联", "廖四梅", "村委委员、妇联执委"],
            ["田源乡妇联", "廖五梅", "名誉主席"],
        ],
    )
    save(workbook, "posts")


def units_and_facts() -> None:
    workbook, sheet = book("上届")
    fill(sheet, [
        ["清流县第十二届乡镇妇联执委花名册"],
        ["填报单位：清流县妇联　届次：第十二届　选举日期：2012年3月16日　登记起始：2012-01-01　截至：2017-05-14"],
        [None] * 11 + ["单位：人"],
        ["序号", "乡镇(街道)", "组织名称", "姓名", "职务", "专兼职", "任职起", "任职止", "离任原因",
         "领域", "来源", "所在单位/居住地"],
        [1, "龙津镇", "龙津镇妇联", "龙一娟", "主席", "专职", None, None, None, "机关", "机关内", "镇政府"],
        [2, "龙津镇", "龙津镇妇联", "龙二娟", "副主席", "兼职", "2014年5月1日", None, None, "企业",
         "机关以外", "服装厂"],
        [3, "龙津镇", "龙津镇妇联", "龙三娟", "执委", None, "2012-3-16", "2015.6.30", "工作调动", "农业",
         "各行各业推荐", "城东村"],
        [4, "龙津镇", "龙津镇妇联", "龙四娟", "执委", None, "2015-1-1", "2014-1-1"],
        [5, "龙津镇", "龙津镇妇联", "龙五娟", "执委", None, None, "2022-3-15"],
    ])  # fmt: skip
    for area in ("A1:L1", "A2:L2"):
        sheet.merge_cells(area)
    save(workbook, "units_and_facts")


def organisations() -> None:
    workbook, sheet = book("组织台账")
    fill(
        sheet,
        [
            ["清流县基层妇联组织台账"],
            ["填报单位：清流县妇联　截至：2017年7月31日"],
            [
                "序号",
                "乡镇（街道）",
                "村（社区）",
                "组织名称",
                "组织类别",
                "成立时间",
                "会改联时间",
                "选举产生执委日期",
                "挂牌时间",
                "建群时间",
                "首次活动时间",
                "批准文号",
                "备注",
            ],
            [1, "林畲镇", None, "林畲镇妇联", "妇联", 1950],
            [
                2,
                "林畲镇",
                "石下村委会",
                "石下村妇联",
                "妇联",
                "1984.3",
                "2017.5.23",
                "2017年5月23日",
                "2017-05-23",
                "2017/5/23",
                "2017.5.25",
                "清妇〔2017〕9号",
                "首个",
            ],
            [3, "〃", "舒曹村民委员会", "舒曹村妇代会", "妇代会", "1985.4"],
            [4, None, "天康社区居民委员会", "天康社区妇联", "妇联", None, date(2017, 6, 1)],
            [5, None, "曾坊村委会", None, "妇联", 1990, "2017.6.31"],
            [6, None, "石忠村委会", None, "妇代会", "1990.5", "1989.3"],
            [7, None, None, None, None, 1991],
            ["合计", 7],
        ],
    )
    sheet.merge_cells("A1:M1")
    sheet.merge_cells("A2:M2")
    save(workbook, "organisations")


def organisations_same_names() -> None:
    workbook, sheet = book("Sheet1")
    fill(
        sheet,
        [
            ["区划代码", "所属乡镇", "村居名称", "组织类型", "成立日期"],
            [350423105206, "赖坊镇", "南山村", "村妇联", 1988],
            [None, "龙津镇", "南山村", "妇联", 1988],
            ["350423105207", "赖坊镇", "东山村委会", "妇代会", "1988.5"],
            ["35042310", "赖坊镇", "官坊村", "妇联", "1988.10"],
        ],
    )
    save(workbook, "organisations_same_names")


def second_seat() -> None:
    workbook, sheet = book("乡镇")
    fill(
        sheet,
        [
            ["乡镇", "姓名", "出生年月", "职务", "手机号"],
            ["余朋乡", "余细妹", "1980.01", "主席", "10012390001"],
            ["余朋乡", "余金妹", "1978.06", "执委", 10012390002],
        ],
    )
    fill(
        workbook.create_sheet("村"),
        [
            ["乡镇", "村", "姓名", "出生年月", "职务", "手机号"],
            ["余朋乡", "芹溪村", "余金妹", "1978.6", "主席", "100 1239 0002"],
            ["余朋乡", "蛟坑村", "余银妹", "1985.11", "主席"],
        ],
    )
    save(workbook, "second_seat")


def formulas_and_errors() -> None:
    workbook = xlsxwriter.Workbook(FILES / "formulas_and_errors.xlsx")
    workbook.set_properties({"created": datetime(2017, 7, 31)})
    sheet = workbook.add_worksheet("Sheet1")
    rows: list[list[Any]] = [
        ["序号", "乡镇", "村", "姓名", "职务", "手机"],
        ["=ROW()-1|1", "沙芜乡", "白塔村", "=X1|沈招弟", "主席", "10012400001"],
        ["=ROW()-1|2", "沙芜乡", "白塔村", "=X2|#REF!", "委员", "10012400002"],
        ["=ROW()-1|3", "沙芜乡", "白塔村", "沈来弟", "委员", "=X3|#N/A"],
    ]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str) and value.startswith("="):
                formula, _, cached = value.partition("|")
                sheet.write_formula(
                    row, column, formula, None, int(cached) if cached.isdigit() else cached
                )
            else:
                sheet.write(row, column, value)
    workbook.close()


def title_names_the_unit() -> None:
    workbook, sheet = book("Sheet1")
    fill(
        sheet,
        [
            ["田源乡新村村妇联执委名单"],
            ["姓  名", "职  务", "出生年月", "性 别"],
            ["温一秀", "主席", "1977.7", "女"],
            ["温二秀", "执委", "1984.9", "女"],
            ["温三秀", "执委", "1990.12", "女"],
        ],
    )
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[4].hidden = True
    save(workbook, "title_names_the_unit")


LEDGERS = (
    other_words, two_headers, two_row_header, ditto, lying_totals, many_sheets, notes_at_foot, dates,
    floats, names, posts, units_and_facts, organisations, organisations_same_names, second_seat,
    formulas_and_errors, title_names_the_unit,
)  # fmt: skip

if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for ledger in LEDGERS:
        ledger()
