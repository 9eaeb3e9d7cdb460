"""Why a figure is counted as it is, in words; its declaration names the codes for developers."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from niangjia.base.phrases import clauses
from niangjia.base.units import gettext_noop

_CODES = re.compile(r"R\d+|[A-Z]{3}\.[A-Z0-9/]+|F-\d{3}-\d{2}")

# Rule or indicator → what a worker may know it by.
_WORDS = {
    "R4": gettext_noop("任期届满不等于离任，换届、辞职、撤换才算"),
    "R6": gettext_noop("没有登记的记作未记，不当作0"),
    "R7": gettext_noop("地方以区划表为准"),
    "R8": gettext_noop("四步都要有日期和材料"),
    "R9": gettext_noop("改建的数、现有的数、完成率分开算"),
    "R12": gettext_noop("席位和职务分开登记，一人在一个执委会只有一席"),
    "R13": gettext_noop("只和上一届届末的名册比"),
    "R14": gettext_noop("先各自合计，再相除"),
    "R15": gettext_noop("同一人只算一次，拿不准的由人来定"),
    "MEM": gettext_noop("妇联常用指标：执委"),
    "ORG": gettext_noop("妇联常用指标：组织"),
    "VEN": gettext_noop("妇联常用指标：阵地"),
    "F": gettext_noop("基层妇联的做法"),
}
_OTHER = gettext_noop("妇联常用指标")


def origin(source: str) -> str:
    """The words for the codes of a declared source, each once, in their order.

    A code that has no words of its own is told by its family: an indicator, a practice.
    """
    words = (_word(code) for code in _CODES.findall(source))
    return clauses(dict.fromkeys(filter(None, words)))


def _word(code: str) -> str:
    family = re.split(r"[.-]", code)[0]
    known = _WORDS.get(code) or _WORDS.get(family)
    return _(known or _OTHER)
