"""Persons who may be one."""

from niangjia.desk.pages import Head, PairCard, PairsPage
from niangjia.desk.parts import Chip, Term, Tone
from tests.desk.samples.shared import p


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
