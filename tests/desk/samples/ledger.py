"""What became of one file, and the files that came in."""

from niangjia.desk.pages import Head, ImportForm, ImportListPage, ImportPage, WaitingRow
from niangjia.desk.parts import Action, Cell, Chip, FigureCell, Link, Row, Step, Table, Tile, Tone
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
