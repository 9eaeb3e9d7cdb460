"""What the sample pages share: the shell, a number, the county's townships.

People are invented; the county's totals are those of the scenario, the townships' cells are made up
so that they add up.
"""

from datetime import date

from niangjia.desk.pages import (
    AsOf,
    Me,
    MenuGroup,
    MenuItem,
    Picker,
    Shell,
)
from niangjia.desk.parts import (
    Cell,
    Column,
    FigureCell,
    Link,
    Phrase,
    Row,
    Table,
)

TOWNSHIPS = (
    ("龙津镇", 29, 16, 216, 236), ("嵩溪镇", 27, 14, 190, 209), ("嵩口镇", 25, 14, 190, 207),
    ("灵地镇", 25, 13, 175, 192), ("长校镇", 25, 12, 162, 180), ("赖坊镇", 23, 9, 121, 138),
    ("林畲乡", 25, 8, 108, 127), ("温郊乡", 23, 6, 80, 99), ("余朋乡", 23, 6, 80, 99),
    ("沙芜乡", 23, 6, 80, 99), ("田源乡", 23, 5, 67, 87), ("李家乡", 21, 5, 67, 84),
    ("里田乡", 21, 5, 65, 83),
)  # fmt: skip


def n(text, unit="", **more):
    """A number that opens the figure page."""
    return FigureCell(text=str(text), unit=unit, address="/figures/committees.seats/", **more)


def p(before="", figure=None, after=""):
    return Phrase(before=before, figure=figure, after=after)


def column(label, is_number=False):
    return Column(label=label, is_number=is_number)


def menu(current):
    lines = (
        ("今日", (("工作台", "/", "layout-dashboard"),)),
        (
            "组织",
            (("组织与名册", "/organisations/", "sitemap"), ("可能是同一人", "/pairs/", "users")),
        ),
        (
            "数据",
            (
                ("指标", "/figures/", "number"),
                ("材料报告", "/reports/", "file-text"),
                ("导入", "/imports/", "table-import"),
            ),
        ),
    )
    return tuple(
        MenuGroup(
            text=group,
            items=tuple(
                MenuItem(
                    text=text,
                    address=address,
                    icon=icon,
                    is_current=text == current,
                    is_aside=icon == "users",
                )
                for text, address, icon in items
            ),
        )
        for group, items in lines
    )


def shell(current="工作台", where="清流县", is_past=True):
    """The shell as a county officer sees it on a past day."""
    return Shell(
        organisation="清流县妇女联合会",
        home_address="/",
        menu=menu(current),
        picker=Picker(text=where, address="/organisations/", kept=(("as_of", "2017-07-31"),)),
        as_of=AsOf(
            day=date(2017, 7, 31),
            is_past=is_past,
            here="/",
            today_address="/?",
            shortcuts=(
                Link(text="今天 2026-11-21", address="/?"),
                Link(text="上月末 2026-10-31", address="/?as_of=2026-10-31"),
                Link(text="上季末 2026-09-30", address="/?as_of=2026-09-30"),
                Link(text="上年末 2025-12-31", address="/?as_of=2025-12-31"),
                Link(text="换届前 2017-05-14", address="/?as_of=2017-05-14"),
            ),
            sentence="当天的村（社区）是119个，今天是120个。",
        ),
        me=Me(
            name="李月英",
            post="办公室",
            organisation="清流县妇联",
            sign_out_address="/out/",
            password_address="/password/",
        ),
        language_address="/i18n/setlang/",
        here="/",
        is_demo=True,
    )


def townships():
    """Seats and federations by township, in order of place code."""
    rows = tuple(
        Row(
            is_on=name == "嵩口镇",
            cells=(
                Cell(text=name, address="/organisations/1/"),
                n(seats),
                n(villages),
                n(village_seats),
                n(f"{village_seats / villages:.1f}"),
                n(seats + village_seats),
                n(persons),
            ),
        )
        for name, seats, villages, village_seats, persons in TOWNSHIPS
    )
    return Table(
        label="按乡镇",
        columns=(
            column("乡镇"),
            column("乡镇执委（席）", True),
            column("村（社区）妇联（个）", True),
            column("村（社区）执委（席）", True),
            column("平均每村（名）", True),
            column("席位合计", True),
            column("去重人数", True),
        ),
        rows=rows,
        total=(
            Cell(text="全县"),
            n("313"),
            n("119"),
            n("1,601"),
            n("13.5"),
            n("1,914"),
            n("1,840"),
        ),
    )
