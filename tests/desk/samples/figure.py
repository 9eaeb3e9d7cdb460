"""A count, a ratio and the catalogue they stand in."""

from niangjia.desk.pages import (
    Bars,
    CatalogueGroup,
    CatalogueLine,
    CataloguePage,
    FigurePage,
    FilterGroup,
    Head,
    RowsPart,
)
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Equation,
    Link,
    Notice,
    Row,
    Table,
    Term,
    Tile,
    Tone,
)
from tests.desk.samples.shared import column, n, p, townships

SEATS = (
    ("邓桂英", "嵩口镇妇联", "常委", "2012-03-16", True), ("邓桂英", "嵩口坪村妇联", "主席", "2017-06-02", True),
    ("李春香", "嵩口镇妇联", "常委", "2012-03-16", True), ("李春香", "沧龙村妇联", "主席", "2017-06-02", True),
    ("黄雪梅", "嵩口镇妇联", "副主席", "2017-06-08", False), ("温月兰", "高赖村妇联", "副主席", "2017-06-03", False),
    ("阙小玲", "高赖村妇联", "执委", "2017-06-03", False), ("刘金莲", "围埔村妇联", "执委", "2017-06-05", False),
)  # fmt: skip


def seats(label, is_short=False):
    """Rows of seats; the last one is masked."""
    labels = ("姓名", "组织", "职务", "任职起") + (() if is_short else ("去重", "来处"))
    rows = [
        Row(
            key=f"seat-{place}-{label}",
            cells=(
                Cell(text=name),
                Cell(text=organisation, address="/o/"),
                Cell(text=post),
                Cell(text=since),
                Cell(chips=(Chip(text="两处任职 · 算一人", tone=Tone.INFO),) if is_double else ()),
                Cell(text="导入花名册", address="/imports/1/"),
            )[: len(labels)],
        )
        for place, (name, organisation, post, since, is_double) in enumerate(SEATS)
    ]
    masked = (
        Cell(text="不归你看", is_faint=True),
        Cell(text="长校镇某村妇联"),
        Cell(text="执委"),
        Cell(text="2017-06-09"),
        Cell(),
        Cell(text="行号 0198a3", is_faint=True),
    )
    rows.append(Row(cells=masked[: len(labels)], is_masked=True))
    return Table(
        label=label,
        columns=tuple(column(label) for label in labels),
        rows=tuple(rows),
        footer=(p("已显示9行，共215行。"),),
        more=Link(text="再看50行", address="?shown=60"),
    )


def terms():
    return (
        Term(label="算什么", text="这一天在任的执委席位，每个组织里的每个职务算一席"),
        Term(label="不算什么", text="候选人、已卸任、妇女代表"),
        Term(label="地方", text="清流县和所属13个乡镇、119个村（社区）"),
        Term(label="日期", text="截至2017-07-31（含当天）"),
        Term(label="去重", text="同一人多处任职，席位都算，人数算一名"),
        Term(label="已知于", text="2017-08-02的记录；之后没有更正"),
    )


def figure():
    """A count: seats, with persons and averages beside it."""
    sources = Table(
        label="行从哪里来",
        columns=(column("来处"), column("行", True), column("时间")),
        rows=(
            Row(
                cells=(
                    Cell(text="乡镇执委花名册", address="/imports/1/"),
                    n("313"),
                    Cell(text="6-02至6-30"),
                )
            ),
            Row(
                cells=(
                    Cell(text="村级执委花名册", address="/imports/2/"),
                    n("1,601"),
                    Cell(text="6-20、7-11"),
                )
            ),
        ),
        total=(Cell(text="合计"), n("1,914"), Cell()),
    )
    return FigurePage(
        head=Head(
            title="妇联执委：席位与人数",
            crumbs=(
                Link(text="指标", address="/figures/"),
                Link(text="组织"),
                Link(text="妇联执委"),
            ),
            lead=(p("乡镇妇联 + 村（社区）妇联 · 时点数"),),
            actions=(Action(text="导出这些行", icon="file-spreadsheet", address="?export=xlsx"),),
        ),
        tiles=(
            Tile(
                label="席位合计",
                figure=n("1,914", "席", is_current=True),
                scope=(p("乡镇", n("313"), " · "), p("村级", n("1,601"))),
            ),
            Tile(
                label="去重人数",
                figure=n("1,840", "人", undecided=2),
                scope=(p("", n("74"), "人在两级都有席位"),),
            ),
            Tile(label="平均每个乡镇", figure=n("24.1", "名"), scope=(p("313席 ÷ 13个乡镇妇联"),)),
            Tile(
                label="平均每个村（社区）",
                figure=n("13.5", "名"),
                scope=(p("1,601席 ÷ 119个村（社区）"),),
            ),
        ),
        filters=(
            FilterGroup(
                label="职务",
                chips=(
                    Chip(text="全部", address="?", is_on=True),
                    Chip(text="主席", address="?post=chair"),
                    Chip(text="副主席", address="?post=vice_chair"),
                    Chip(text="常委", address="?post=standing"),
                ),
            ),
            FilterGroup(
                label="层级",
                chips=(
                    Chip(text="全部", address="?", is_on=True),
                    Chip(text="乡镇", address="?level=township"),
                    Chip(text="村（社区）", address="?level=village"),
                ),
            ),
        ),
        units=townships(),
        units_note="13个乡镇，按区划代码排列",
        bars=Bars(sentence="13个乡镇的执委席位；同样的数在表里", columns=(3, 1), unit="席"),
        parts=(
            RowsPart(
                key="rows",
                title="嵩口镇的每一行",
                figure=n("215", "席"),
                equation=Equation(number="215", rows="215", rows_label="行", is_equal=True),
                table=seats("嵩口镇的每一行"),
                masked=1,
            ),
        ),
        equation=Equation(number="1,914", rows="1,914", is_equal=True),
        definition="截至某日，各级妇联执行委员会里在任的席位数。",
        source="县妇联组织工作口径",
        terms=terms(),
        sources=sources,
        undecided=Notice(
            text="有2对执委可能是同一个人，定下来以前各算一人。",
            tone=Tone.DUE,
            links=(Link(text="去看这2对", address="/pairs/"),),
        ),
    )


def ratio():
    """An average: two parts, each with its rows; one does not add up, to show how that looks."""
    organisations = Table(
        label="119个村（社区）妇联",
        columns=(column("组织"), column("形式"), column("改建日期"), column("来处")),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=f"{name}妇联", address="/o/"),
                    Cell(text="妇联"),
                    Cell(text="2017-06-02"),
                    Cell(text="组织台账", address="/imports/2/"),
                )
            )
            for name in ("嵩口坪村", "沧龙村", "立新村")
        ),
        footer=(p("已显示3行，共119行。"),),
    )
    return FigurePage(
        head=Head(
            title="平均每个村（社区）执委",
            crumbs=(
                Link(text="指标", address="/figures/"),
                Link(text="组织"),
                Link(text="平均执委数"),
            ),
        ),
        tiles=(
            Tile(
                label="平均每个村（社区）",
                figure=n("13.5", "名", is_current=True),
                scope=(p("1,601席 ÷ 119个村（社区）妇联"),),
            ),
        ),
        parts=(
            RowsPart(
                key="of",
                title="分子：村（社区）执委",
                figure=n("1,601", "席"),
                equation=Equation(number="1,601", rows="1,601", rows_label="行", is_equal=True),
                table=seats("1,601席的每一行"),
            ),
            RowsPart(
                key="to",
                title="分母：村（社区）妇联",
                figure=n("119", "个"),
                equation=Equation(number="119", rows="118", rows_label="行", is_equal=False),
                table=organisations,
            ),
        ),
        equation=Equation(number="119", rows="118", is_equal=False),
        division="1,601 ÷ 119 = 13.453…，四舍五入到一位小数：13.5",
        definition="村级执委席位除以村级妇联个数；先各自合计，再相除。",
        source="",
        terms=terms()[2:4],
    )


def catalogue():
    lines = (
        CatalogueLine(
            label="妇联执委席位",
            name="committees.seats",
            address="/f/",
            definition="截至某日在任的执委席位。",
            unit="席",
            kind="时点数",
            figure=n("1,914", "席"),
        ),
        CatalogueLine(
            label="妇联执委人数",
            name="committees.persons",
            address="/f/",
            definition="截至某日在任的执委，同一人只算一名。",
            unit="人",
            kind="去重数",
            figure=n("1,840", "人", undecided=2),
        ),
        CatalogueLine(
            label="平均执委数",
            name="committees.mean_seats",
            address="/f/",
            definition="执委席位除以妇联个数。",
            unit="名",
            kind="比",
            figure=n("14.4", "名"),
        ),
    )
    return CataloguePage(
        head=Head(title="指标", lead=(p("截至2017-07-31，每个数都能点开"),)),
        groups=(CatalogueGroup(label="组织与执委", lines=lines),),
    )
