"""A township federation with its roster, and the list that leads to it."""

from niangjia.desk.pages import (
    Composition,
    Head,
    KindBox,
    OrganisationChoice,
    OrganisationListPage,
    OrganisationPage,
    Roster,
)
from niangjia.desk.parts import Action, Cell, Chip, Fact, Link, Row, Step, Table, Term, Tone
from tests.desk.samples.shared import TOWNSHIPS, column, n, p

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
                    names="、".join(person[0] for person in PEOPLE if kind in person[3]),
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
