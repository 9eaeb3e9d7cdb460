"""What became of one file, and the files that came in."""

from niangjia.desk.import_pages import (
    ColumnsForm,
    Fates,
    FoldedRows,
    ImportForm,
    ImportListPage,
    ImportPage,
    Progress,
    SeenColumn,
    UndoPage,
    UploadPage,
    WaitingRow,
)
from niangjia.desk.pages import Head
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Fact,
    FigureCell,
    Link,
    ListCard,
    ListItem,
    Row,
    Step,
    Table,
    Tile,
    Tone,
)
from tests.desk.samples.shared import column, n, p


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
        tiles=(
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
        fates=Fates(
            waiting=(
                WaitingRow(
                    key="7",
                    place="“沙芜乡”表第17行",
                    names="陈秀兰、罗玉芬等3行",
                    column="村（社区）",
                    value="沙芜塘",
                    question="名册里写的“沙芜塘”，网络里没有。是改了名，还是要先建这个组织？",
                    many=3,
                    choices=(("350423203201", "沙芜乡沙芜村"), ("350423203202", "沙芜乡沙塘村")),
                    answer_address="/imports/1/answer/",
                    takes_place=True,
                    can_found=True,
                ),
                WaitingRow(
                    key="8",
                    place="“沙芜乡”表第30行",
                    names="江莲",
                    column="选举日期",
                    value="",
                    question="这一届是哪天选举的？请在表里写上选举日期。",
                    choices=(("2017-06-08", "2017-06-08"),),
                    answer_address="/imports/1/answer/",
                    takes_day=True,
                ),
                WaitingRow(
                    key="9",
                    place="“沙芜乡”表第31行",
                    names="",
                    column="组织名称",
                    value="沙芜妇联",
                    question="“沙芜妇联”有2个，是哪一个？",
                    choices=(("1", "沙芜乡妇联"), ("2", "沙芜塘村妇联")),
                ),
            ),
            waiting_shown="先列3行，共9行。",
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
            skipped=(
                FoldedRows(why="标题", many=2, places=("“嵩口镇”表第1行", "“里田乡”表第1行")),
                FoldedRows(why="合计", many=13, places=("“嵩口镇”表第29–41行",)),
            ),
            skipped_many=15,
        ),
        records=fates(
            "入库的313行",
            (
                ("“龙津镇”表第4行", "", "新增：陈秀兰，主席"),
                ("“龙津镇”表第5行", "", "更新：罗玉芬，副主席"),
            ),
        ),
        answered=fates("答过的行", (("“沙芜乡”表第8行", "就是沙芜村", "李月英"),)),
    )


def upload():
    """Two files, not in yet: the columns of the first and what its rows ask."""
    page = import_()
    return UploadPage(
        head=Head(
            title="2个文件",
            crumbs=(Link(text="导入", address="/imports/"), Link(text="执委花名册")),
            lead=(p("执委花名册 · 2017-08-02 10:02由李月英放进来，还没有入库"),),
        ),
        steps=(
            Step(what="放进文件", when="2个文件"),
            Step(what="看一眼", when="3行要看", state="now"),
            Step(what="入库", when="随时能整批撤回", state="todo"),
        ),
        tiles=page.tiles,
        files=Table(
            label="每个文件的结果",
            columns=(column("文件"), column("数据行", True), column("怎么样")),
            rows=(
                Row(cells=(Cell(text="a.xlsx", address="?file=0"), n("13"), Cell()), is_on=True),
                Row(cells=(Cell(text="b.pdf"), n("0"), Cell(text="不是表格", tone=Tone.OVER))),
            ),
        ),
        of_file="a.xlsx",
        fates=page.fates,
        columns=ColumnsForm(
            address="/uploads/1/columns/",
            columns=(
                SeenColumn(
                    number=0,
                    heading="姓名",
                    where="“嵩口镇”表B列",
                    means="name",
                    certainty="认得",
                    is_sure=True,
                ),
                SeenColumn(
                    number=1,
                    heading="微信",
                    where="“嵩口镇”表K列",
                    means="",
                    certainty="认不出",
                    is_sure=False,
                ),
            ),
            meanings=(("", "不读"), ("name", "姓名"), ("phone", "手机号")),
            unsure=1,
        ),
        take_address="/uploads/1/take/",
        take_text="13行入库",
        aside_address="/uploads/1/aside/",
    )


def uploading():
    """A large upload at work."""
    return UploadPage(
        head=Head(title="300个文件", crumbs=(Link(text="导入", address="/imports/"),)),
        steps=(Step(what="放进文件", state="now"), Step(what="看一眼", state="todo")),
        progress=Progress(
            sentence="正在读：120/300个文件。",
            percent=40,
            here="/zh-hans/uploading",
            cancel_address="/uploads/1/cancel/",
        ),
    )


def undo():
    """An import of which somebody changed a row since."""
    return UndoPage(
        head=Head(title="撤回“清流县乡镇执委花名册.xlsx”"),
        facts=(Fact(label="新增", text="310条"), Fact(label="更新", text="2条")),
        address="/imports/1/undo/",
        back_address="/imports/1/",
        since=fates("导入以后有人改过、用着的", (("2017-08-03 09:00", "李月英", "更正 原件"),)),
        error="请写一句为什么撤回，例如“发错了文件”。",
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
        not_in=ListCard(
            title="还没有入库的",
            items=(ListItem(title="12个文件", address="/uploads/1/", note="执委花名册"),),
        ),
        on_behalf=Table(
            label="上级代录的",
            columns=(column("哪个单位"), column("谁代录的"), column("入库（条）", True)),
            rows=(Row(cells=(Cell(text="嵩口镇妇联"), Cell(text="清流县妇联"), n("25"))),),
        ),
    )
