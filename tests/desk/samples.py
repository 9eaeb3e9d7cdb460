"""The pages of a county as its views would fill them: for looking at the templates without a database.

People are invented; the county's totals are those of the scenario, the townships' cells are made up
so that they add up.
"""

from datetime import date

from niangjia.desk.pages import (
    AsOf,
    Bars,
    ChainNode,
    Composition,
    Head,
    KindBox,
    Me,
    MenuGroup,
    MenuItem,
    OrganisationChoice,
    OrganisationListPage,
    OrganisationPage,
    OverviewPage,
    Picker,
    Roster,
    Shell,
)
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Column,
    Fact,
    FigureCell,
    Known,
    Link,
    ListCard,
    ListItem,
    Phrase,
    Row,
    Step,
    Table,
    Term,
    Tile,
    Tone,
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


def overview():
    """工作台 of the county."""
    units = townships()
    return OverviewPage(
        head=Head(
            title="清流县妇联工作台",
            crumbs=(Link(text="福建省"), Link(text="三明市"), Link(text="清流县")),
            actions=(
                Action(text="打印", icon="printer", opens_print=True),
                Action(text="写成材料", icon="file-text", address="/reports/"),
            ),
        ),
        chain_note="从县到每一位执委，四级都连得上",
        chain=(
            ChainNode(label="县妇联", figure=n("1", "个"), note=(p("办公室、组织联络部"),)),
            ChainNode(
                label="乡镇妇联",
                figure=n("13", "个"),
                note=(p("", n("13"), "个都完成区域化建设"),),
            ),
            ChainNode(
                label="村（社区）妇联",
                figure=n("119", "个"),
                note=(p("会改联完成率", n("100"), "%"),),
            ),
            ChainNode(
                label="身边的执委",
                figure=n("1,840", "人", undecided=2),
                note=(p("去重人数，席位是", n("1,914"), "席"),),
            ),
        ),
        tiles=(
            Tile(
                label="乡镇执委", figure=n("313", "席"), scope=(p("平均每个乡镇", n("24.1"), "名"),)
            ),
            Tile(
                label="村（社区）执委",
                figure=n("1,601", "席"),
                scope=(p("平均每个村（社区）", n("13.5"), "名"),),
            ),
            Tile(
                label="新增乡镇执委",
                figure=n("191", "人"),
                scope=(p("2017-05-15至07-31，与上一届比"),),
            ),
            Tile(
                label="新增村执委",
                figure=n("", known=Known.UNKNOWN, unknown_in=119),
                scope=(p("上一届名册没有，不能比"),),
            ),
        ),
        units=units,
        units_note="13个乡镇，按区划代码排列",
        bars=Bars(sentence="13个乡镇的执委席位；同样的数在表里", columns=(3, 1), unit="席"),
        side=ListCard(
            title="要看一眼的",
            count=n("3", "件"),
            items=(
                ListItem(
                    title="可能是同一个人",
                    address="/pairs/",
                    note="2对同名同年的执委，定下来以前各算一人",
                    chip=Chip(text="差2对", tone=Tone.DUE),
                ),
                ListItem(
                    title="上一届村级名册",
                    address="/imports/",
                    note="没有，新增村执委印“未记”",
                    chip=Chip(text="未记", tone=Tone.OVER),
                ),
                ListItem(
                    title="花名册里等回答的行",
                    address="/imports/1/",
                    note="沙芜乡执委花名册，组织对不上",
                    chip=Chip(text="等1行", tone=Tone.DUE),
                ),
            ),
            note="定下来一条，数就跟着变一条。",
        ),
        gaps=(
            ListCard(
                title="空白点",
                items=(),
                count=n("0", "个"),
                empty="每个村（社区）都有组织，没有空白点。",
            ),
            ListCard(
                title="四同步还差的",
                count=n("2", "个"),
                items=(
                    ListItem(
                        title="石下村妇联",
                        address="/o/",
                        note="没有记挂牌的日子",
                        chip=Chip(text="缺1步", tone=Tone.DUE),
                    ),
                    ListItem(
                        title="高赖村妇联",
                        address="/o/",
                        note="没有记首次活动的日子",
                        chip=Chip(text="缺1步", tone=Tone.DUE),
                    ),
                ),
            ),
            ListCard(
                title="最近导入",
                more=Link(text="全部", address="/imports/"),
                items=(
                    ListItem(
                        day="02",
                        day_note="8月",
                        title="清流县村级执委花名册.xlsx",
                        address="/imports/1/",
                        note="1,605行，1,601条入库",
                    ),
                    ListItem(
                        day="01",
                        day_note="8月",
                        title="清流县组织台账.xlsx",
                        address="/imports/2/",
                        note="139行，133条入库",
                    ),
                ),
            ),
        ),
    )


PEOPLE = (
    ("陈秀兰", "主席", "专职", ("号召力强女性",), "镇机关", True, ""),
    ("罗玉芬", "副主席", "专职", ("调解女能手",), "司法所", False, ""),
    ("黄雪梅", "副主席", "兼职", ("创业女能手",), "花卉合作社", True, ""),
    ("江小燕", "副主席", "兼职", ("家庭教育女能手",), "中心小学", True, ""),
    ("邓桂英", "常委", "兼职", ("调解女能手",), "嵩口坪村", False, "村主席"),
    ("吴丽萍", "常委", "兼职", ("文艺女骨干",), "文化站", True, ""),
    ("李春香", "常委", "兼职", ("热心公益服务爱心女性",), "沧龙村", False, "村主席"),
    ("王秋月", "执委", "兼职", ("文艺女骨干", "号召力强女性"), "广场舞队", True, ""),
    ("伍美金", "执委", "兼职", ("创业女能手", "合作社女代表"), "烤烟合作社", True, ""),
    ("赖细妹", "执委", "兼职", ("热心公益服务爱心女性",), "立新村", False, "村主席"),
    ("曾凤英", "执委", "兼职", ("家庭教育女能手",), "中心幼儿园", True, ""),
    ("林金花", "执委", "兼职", ("先进女典型",), "高赖村", False, "村主席"),
)
REQUIRED = ("调解女能手", "文艺女骨干", "创业女能手", "热心公益服务爱心女性", "家庭教育女能手")


def roster():
    """The committee of one township on the day, one row per seat."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(place), is_faint=True),
                Cell(text=name),
                Cell(text=post, is_strong="主席" in post),
                Cell(text=employment),
                Cell(chips=tuple(Chip(text=kind) for kind in kinds)),
                Cell(text=sector),
                Cell(text="2017-06-08" if is_new else "2012-03-16"),
                Cell(chips=(Chip(text="新进", tone=Tone.INFO),))
                if is_new
                else Cell(text="留任", is_faint=True),
                Cell(text=also, address="/organisations/2/")
                if also
                else Cell(text="—", is_faint=True),
            )
        )
        for place, (name, post, employment, kinds, sector, is_new, also) in enumerate(PEOPLE, 1)
    )
    labels = ("序", "姓名", "职务", "专兼挂", "类别", "来自", "任职起", "比上一届", "同时任")
    return Roster(
        days=(
            Link(text="上一届 2017-05-14", address="?as_of=2017-05-14"),
            Link(text="2017-07-31", address="?as_of=2017-07-31", is_on=True),
            Link(text="今天", address="?"),
        ),
        filters=(
            Chip(text="全部", count="25", address="?", is_on=True),
            Chip(text="主席副主席", count="4", address="?post=heads"),
            Chip(text="新进", count="15", address="?new=yes"),
            Chip(text="兼任", count="8", address="?also=yes"),
        ),
        table=Table(
            label="执委名册",
            columns=tuple(column(label, label == "序") for label in labels),
            rows=rows,
            head=1,
            footer=(p("名册共", n("25"), "行，与上方“25席”一致。"),),
        ),
    )


def organisation():
    """A township federation."""
    return OrganisationPage(
        head=Head(
            title="嵩口镇妇女联合会",
            crumbs=(
                Link(text="福建省"),
                Link(text="三明市"),
                Link(text="清流县", address="/organisations/0/"),
                Link(text="嵩口镇"),
            ),
            lead=(p("镇级 · 区域化建设完成 · 下辖", n("14"), "个村（社区）妇联"),),
            actions=(Action(text="导出这张名册", icon="file-spreadsheet", address="?export=xlsx"),),
        ),
        facts=(
            Fact(label="执委席位", figure=n("25", "席"), note=(p("单数，符合规则"),)),
            Fact(
                label="去重人数",
                figure=n("25", "人"),
                note=(p("其中", n("8"), "人也在村（社区）任主席"),),
            ),
            Fact(
                label="主席 · 副主席",
                phrases=(p("", n("1"), " · "), p("", n("3", "名"))),
                note=(p("副主席中兼职", n("2"), "名，都是新增"),),
            ),
            Fact(
                label="与上一届相比",
                phrases=(p("新进", n("15", "名")),),
                note=(p("留任", n("10"), "名 · "), p("卸任", n("3"), "名")),
            ),
            Fact(label="本届任期", text="2017-06-08起", note=(p("届满日：2022-06"),)),
        ),
        composition=Composition(
            title="构成：5+N",
            rule="规则：清流县2017年第1版",
            findings=(Chip(text="必备五类齐全", tone=Tone.OK, icon="circle-check"),),
            required=tuple(
                KindBox(
                    label=kind,
                    figure=n(count, "名"),
                    names=tuple(person[0] for person in PEOPLE if kind in person[3]),
                )
                for kind, count in zip(REQUIRED, (2, 2, 2, 2, 2), strict=True)
            ),
            optional=tuple(
                KindBox(label=kind, figure=n(count))
                for kind, count in (
                    ("企业女代表", 2),
                    ("号召力强女性", 3),
                    ("先进女典型", 2),
                    ("助力精准扶贫女代表", 2),
                    ("专业市场女代表", 2),
                    ("合作社女代表", 2),
                )
            ),
        ),
        roster=roster(),
        children=children(),
        about=(
            Term(label="全称", text="清流县嵩口镇妇女联合会"),
            Term(label="区划代码", text="350423102000"),
            Term(label="上级", text="清流县妇女联合会", address="/organisations/0/"),
        ),
        history=(
            Step(what="选举产生第十三届执委会", when="2017-06-08", who="会议纪要"),
            Step(what="改为区域化妇联", when="2017-06-02"),
            Step(what="选举产生第十二届执委会", when="2012-03-16"),
            Step(what="成立", when="日子不详"),
        ),
    )


def children():
    """The villages below, in order of place code."""
    villages = ("嵩口坪村", "沧龙村", "立新村", "高赖村", "围埔村", "石下村")
    return Table(
        label="下辖的村（社区）妇联",
        columns=(
            column("组织"),
            column("形式"),
            column("改建日期"),
            column("执委（席）", True),
            column("主席"),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=f"{name}妇联", address="/o/"),
                    Cell(text="妇联"),
                    Cell(text=f"2017-06-0{place}"),
                    n(13 + place % 2),
                    Cell(text="邓桂英"),
                )
            )
            for place, name in enumerate(villages, 1)
        ),
        footer=(p("先列6个，共", n("14"), "个。"),),
        more=Link(text="全部", address="?children=all"),
    )


def organisations(query=""):
    """The list of organisations, as the picker shows it."""
    own = OrganisationChoice(
        text="清流县妇女联合会", address="/o/", note="350423000000", is_current=True
    )
    below = tuple(
        OrganisationChoice(
            text=f"{name}妇联", address="/o/", depth=1, note=f"{villages}个村（社区）"
        )
        for name, _, villages, _, _ in TOWNSHIPS
    )
    found = () if query else (own, *below)
    return OrganisationListPage(
        head=Head(title="组织与名册", lead=(p("清流县和它下面的", n("132"), "个组织"),)),
        address="/organisations/",
        query=query,
        choices=found,
        shown=len(found),
        hits=133 if found else 0,
    )
