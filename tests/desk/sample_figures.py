"""More sample pages: a count, a ratio, a report, an import and the lists that lead to them."""

from django.utils.safestring import mark_safe

from niangjia.base.units import Unit
from niangjia.desk.pages import (
    Bars,
    CatalogueGroup,
    CatalogueLine,
    CataloguePage,
    Difference,
    FigurePage,
    FilterGroup,
    Head,
    ImportForm,
    ImportListPage,
    ImportPage,
    NumberLine,
    PairCard,
    PairsPage,
    ReportListPage,
    ReportPage,
    RowsPart,
    WaitingRow,
)
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Equation,
    FigureCell,
    Link,
    ListCard,
    ListItem,
    Notice,
    Row,
    Step,
    Table,
    Term,
    Tile,
    Tone,
)
from niangjia.reports.asking import Given
from niangjia.reports.html import html_of
from niangjia.reports.tree import (
    Document,
    Heading,
    Number,
    Paragraph,
    Signature,
    Title,
    Unrecorded,
    Words,
)
from tests.desk.samples import column, n, p, townships

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
                filters=(
                    Chip(text="全部", count="215", address="?", is_on=True),
                    Chip(text="镇级", count="25", address="?"),
                    Chip(text="村（社区）", count="190", address="?"),
                ),
                masked=1,
            ),
        ),
        equation=Equation(number="1,914", rows="1,914", is_equal=True),
        definition="截至某日，各级妇联执行委员会里在任的席位数。",
        source="县妇联组织工作口径",
        terms=terms(),
        sources=sources,
        checks=(
            Step(what="汇总", who="县妇联办公室", when="2017-08-01 16:20"),
            Step(what="核对", who="县妇联组织部，与13份选举结果相符", when="2017-08-02 09:05"),
            Step(what="签定后定格，更正只能出新版本", state="todo"),
        ),
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


LINES = (
    ("会改联完成率", "100", "%", "119 ÷ 119"), ("乡镇妇联", "13", "个", "组织台账"), ("乡镇执委（席位）", "313", "名", "13份名册"),
    ("乡镇主席", "13", "名", "13份名册"), ("乡镇副主席（含兼职）", "33", "名", "13份名册"), ("平均每个乡镇执委", "24.1", "名", "313 ÷ 13"),
    ("平均每个乡镇副主席", "2.5", "名", "33 ÷ 13"), ("新增乡镇执委", "191", "名", "与上一届比对"), ("新增兼职副主席", "20", "名", "与上一届比对"),
    ("村（社区）妇联", "119", "个", "组织台账"), ("村（社区）执委（席位）", "1,601", "名", "119份名册"), ("村（社区）主席", "119", "名", "119份名册"),
    ("村（社区）副主席", "209", "名", "119份名册"), ("平均每村执委", "13.5", "名", "1,601 ÷ 119"), ("平均每村副主席", "1.8", "名", "209 ÷ 119"),
)  # fmt: skip


def t(text):
    return Words(text)


def v(index, text, unit=Unit.SEAT):
    """A number of the document, as the answer of a figure prints it."""
    label = LINES[index - 1][0]
    given = Given(
        ref="committees.seats",
        label=label,
        value=None,
        unit=unit,
        source="名册",
        period_text="截至2017-07-31",
        address=f"?number={index}#chosen",
    )
    return Number(index=index, occurrence=1, answer=given, text=text)


def runs(*several):
    return tuple(t(run) if isinstance(run, str) else run for run in several)


def paper():
    """The document, drawn by the reports room itself."""
    blocks = (
        Title(
            lines=(
                runs("清流县妇联关于村级妇代会改建妇联"),
                runs("和乡镇妇联组织区域化建设情况的报告"),
            )
        ),
        Paragraph(
            runs(
                "2017年5月15日，县里开会部署“两个全面”工作。到7月31日，会改联完成率",
                v(1, "100"),
                "%。",
            )
        ),
        Heading(1, "一、", runs("乡镇妇联组织区域化建设")),
        Paragraph(
            runs(
                "全县",
                v(2, "13"),
                "个乡镇选举产生妇联执委",
                v(3, "313"),
                "名，其中主席",
                v(4, "13"),
                "名、副主席（含兼职）",
                v(5, "33"),
                "名，平均每个乡镇执委",
                v(6, "24.1"),
                "名、副主席",
                v(7, "2.5"),
                "名。新增执委",
                v(8, "191"),
                "名，新增兼职副主席",
                v(9, "20"),
                "名。",
            )
        ),
        Heading(1, "二、", runs("村（社区）妇代会改建妇联")),
        Paragraph(
            runs(
                "全县",
                v(10, "119"),
                "个村（社区）全部改建为妇联，选举产生执委",
                v(11, "1601"),
                "名，其中主席",
                v(12, "119"),
                "名、副主席",
                v(13, "209"),
                "名，平均每个村（社区）执委",
                v(14, "13.5"),
                "名、副主席",
                v(15, "1.8"),
                "名。",
            )
        ),
        Heading(1, "三、", runs("宣传发动")),
        Paragraph(
            runs(
                "各乡镇悬挂横幅", Unrecorded("260余条"), "，同步建立妇女小组群、巾帼维洁群等群组。"
            )
        ),
        Signature(lines=(runs("清流县妇女联合会"), runs("2017年7月31日"))),
    )
    return mark_safe(html_of(Document(blocks), chosen=11))


def report():
    """The county's report with one number that no record stands behind."""
    numbers = [
        NumberLine(
            index=place,
            label=label,
            address=f"?number={place}#chosen",
            source=source,
            figure=n(text, unit),
            is_on=place == 11,
        )
        for place, (label, text, unit, source) in enumerate(LINES, 1)
    ]
    numbers.append(
        NumberLine(
            index=16, label="横幅", address="", source="没有记录", text="260余条", has_record=False
        )
    )
    return ReportPage(
        head=Head(
            title="会改联工作情况报告",
            crumbs=(
                Link(text="材料报告", address="/reports/"),
                Link(text="工作报告"),
                Link(text="第3稿"),
            ),
            lead=(
                p("时段2017-05-15至07-31 · 清流县13个乡镇、119个村（社区） · 起草 县妇联办公室"),
            ),
            actions=(
                Action(text="按最新记录重算", icon="refresh", address="?", method="post"),
                Action(text="下载Word", icon="download", address="?docx", is_main=True),
            ),
            notices=(
                Notice(
                    text="有1个数没有记录：“横幅260余条”。处理完才能送核对。",
                    tone=Tone.OVER,
                    links=(Link(text="去看这一句", address="#f16"),),
                ),
            ),
        ),
        paper=paper(),
        numbers=tuple(numbers),
        numbers_title="文中的16个数",
        numbers_chip=Chip(text="15个有来处", tone=Tone.OK, icon="circle-check"),
        chosen=(
            RowsPart(
                key="rows",
                title="⑪ 村（社区）执委",
                figure=n("1,601", "席"),
                equation=Equation(number="1,601", rows="1,601", rows_label="行", is_equal=True),
                table=seats("村（社区）执委的每一行", is_short=True),
            ),
        ),
        differences_title="与第2稿相比",
        differences=(
            Difference(
                label="新增兼职副主席", before="19", after=n("20", "名"), why="嵩溪镇7月28日补录1名"
            ),
            Difference(
                label="村（社区）副主席",
                before="208",
                after=n("209", "名"),
                why="龙津镇7月29日更正1名",
            ),
        ),
        versions=(
            Step(what="起草", who="县妇联办公室", when="2017-08-01 16:20"),
            Step(what="等核对", state="now"),
            Step(what="签定", state="todo"),
        ),
        paper_note="下载的Word按公文格式排版，每个数都带书签，附表写明口径和截至日期。",
    )


def fate(text, anchor):
    return FigureCell(text=text, unit="行", address=f"#{anchor}")


def fates(label, lines):
    return Table(
        label=label,
        columns=(column("在哪一行"), column("哪一格"), column("为什么")),
        rows=tuple(
            Row(cells=(Cell(text=where), Cell(text=cell), Cell(text=why)))
            for where, cell, why in lines
        ),
    )


def import_():
    """One township roster, messy on purpose."""
    return ImportPage(
        head=Head(
            title="清流县乡镇执委花名册.xlsx",
            crumbs=(Link(text="导入", address="/imports/"), Link(text="执委花名册")),
            lead=(p("331行 · 2张工作表 · 表头在第3行 · 2017-08-02由李月英导入"),),
            actions=(
                Action(text="整批撤回", icon="arrow-back-up", address="?undo", method="post"),
            ),
        ),
        steps=(
            Step(what="放进文件", when="331行，2张表"),
            Step(what="认列", when="22列认出21列"),
            Step(what="入库", when="313条"),
            Step(what="看一眼", when="1行等你回答", state="now"),
        ),
        fates=(
            Tile(label="入库", figure=fate("313", "records"), scope=(p("新增310，更新2，没变1"),)),
            Tile(
                label="等回答",
                figure=fate("1", "waiting"),
                scope=(p("答一条，入库一条，不用等齐"),),
            ),
            Tile(label="没收下", figure=fate("2", "rejected"), scope=(p("缺了非有不可的一格"),)),
            Tile(label="跳过", figure=fate("15", "skipped"), scope=(p("标题、表头、合计、签字"),)),
            Tile(label="提醒", figure=fate("4", "warnings"), scope=(p("都已入库，看一眼更好"),)),
        ),
        accounting="331行 = 入库313 + 等回答1 + 没收下2 + 跳过15，一行不少。",
        waiting=(
            WaitingRow(
                place="“沙芜乡”表第17行",
                column="组织名称",
                value="沙芜妇联",
                question="沙芜乡里有两个组织都像，是哪一个？",
                choices=("沙芜乡妇联", "沙芜塘村妇联"),
                answer_address="/imports/1/answer/",
            ),
        ),
        records=fates(
            "入库的313行",
            (
                ("“龙津镇”表第4行", "", "新增：陈秀兰，主席"),
                ("“龙津镇”表第5行", "", "更新：罗玉芬，副主席"),
            ),
        ),
        rejected=fates(
            "没收下的2行",
            (
                ("“里田乡”表第9行", "姓名", "这一格空着，没有姓名就记不了席位。补上再导一次。"),
                ("“里田乡”表第12行", "任职起", "写的是2017-02-30，没有这一天。改好再导一次。"),
            ),
        ),
        warnings=fates(
            "提醒4处",
            (
                ("“嵩口镇”表第21行", "手机号", "少一位，这一格没有存，别的都存了。"),
                ("“嵩口镇”表第33行", "出生年月", "写的是1963.1，只记年份。"),
            ),
        ),
        skipped=fates(
            "跳过的15行",
            (
                ("“嵩口镇”表第1行", "", "标题"),
                ("“嵩口镇”表第2行", "", "填报单位"),
                ("“嵩口镇”表第29行", "", "合计"),
            ),
        ),
    )


def imports():
    files = (
        ("清流县村级执委花名册.xlsx", "执委花名册", "2017-08-02 10:11", "1,601", ""),
        ("清流县乡镇执委花名册.xlsx", "执委花名册", "2017-08-02 10:02", "313", "等1行"),
        ("清流县组织台账.xlsx", "组织台账", "2017-08-01 15:40", "133", ""),
    )
    return ImportListPage(
        head=Head(title="导入", lead=(p("放进来的每个文件，和每一行的去向"),)),
        imports=Table(
            label="导入过的文件",
            columns=(
                column("文件"),
                column("台账"),
                column("时间"),
                column("入库（条）", True),
                column("还要看的"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=name, address="/imports/1/"),
                        Cell(text=kind),
                        Cell(text=when),
                        n(count),
                        Cell(chips=(Chip(text=wait, tone=Tone.DUE),) if wait else ()),
                    )
                )
                for name, kind, when, count, wait in files
            ),
        ),
        form=ImportForm(
            address="/imports/",
            kinds=(("organisations", "组织台账"), ("committee-roster", "执委花名册")),
            chosen="committee-roster",
            error="这个文件打不开：不是.xlsx。请在表格软件里另存为.xlsx再放进来。",
        ),
    )


def reports():
    return ReportListPage(
        head=Head(title="材料报告"),
        reports=Table(
            label="写过的材料",
            columns=(column("材料"), column("时段"), column("到哪一步")),
            rows=(),
            empty="还没有写过材料。从右边选一份，数会自己填好。",
        ),
        templates=ListCard(
            title="可以写的",
            items=(
                ListItem(
                    title="会改联工作情况报告",
                    address="/reports/new/",
                    note="村级妇代会改建妇联、乡镇妇联区域化建设",
                ),
            ),
        ),
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


def person(organisation, born, phone):
    return (
        Term(label="姓名", text="李春香"),
        Term(label="组织", text=organisation, address="/o/"),
        Term(label="职务", text="执委"),
        Term(label="出生", text=born),
        Term(label="手机", text=phone),
    )


def pairs():
    return PairsPage(
        head=Head(title="可能是同一人", lead=(p("定下来以前各算一人"),)),
        pairs=(
            PairCard(
                key="pair-1",
                why="同名，出生年月相近，一个村里",
                left=person("嵩口镇妇联", "1968-03", "未记"),
                right=person("沧龙村妇联", "1968", "未记"),
                differs=("出生",),
                same_address="/pairs/1/same/",
                different_address="/pairs/1/different/",
            ),
        ),
        decided=(
            PairCard(
                key="pair-2",
                why="同名，同一个手机号",
                left=person("嵩口镇妇联", "1971-05", "100…21"),
                right=person("立新村妇联", "1971-05", "100…21"),
                decided=Chip(text="是同一人", tone=Tone.OK, icon="circle-check"),
                undo_address="/pairs/2/undo/",
            ),
        ),
    )
