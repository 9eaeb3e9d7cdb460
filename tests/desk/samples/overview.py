"""工作台 of a county."""

from niangjia.desk.pages import Bars, ChainNode, Head, OverviewPage
from niangjia.desk.parts import Action, Chip, Known, Link, ListCard, ListItem, Tile, Tone
from tests.desk.samples.shared import n, p, townships


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
                        title="清流县村级执委花名册.xlsx",
                        address="/imports/1/",
                        note="1,605行，1,601条入库",
                    ),
                    ListItem(
                        title="清流县组织台账.xlsx",
                        address="/imports/2/",
                        note="139行，133条入库",
                    ),
                ),
            ),
        ),
    )
