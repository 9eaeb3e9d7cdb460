"""A report with one number that no record stands behind, and the list of reports."""

from django.utils.safestring import mark_safe

from niangjia.base.units import Unit
from niangjia.desk.pages import Difference, Head, NumberLine, ReportListPage, ReportPage, RowsPart
from niangjia.desk.parts import (
    Action,
    Chip,
    Equation,
    Link,
    ListCard,
    ListItem,
    Notice,
    Step,
    Table,
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
from tests.desk.samples.figure import seats
from tests.desk.samples.shared import column, n, p

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
