"""No cell keeps the reader busy: what it does with a text grows as the text does, not as its square.

The cells here are twenty times as long as any that is read. A pattern that walks back over them
would take a minute for each; the alarm only ends that.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

from niangjia.ledgers import reading
from niangjia.ledgers.reading import facts, lines, names, posts, private, roster, totals, units
from niangjia.ledgers.reading.days import read_day
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.numbers import read_identity, read_phone
from niangjia.ledgers.reading.text import flat, plain, without_parentheses
from niangjia.ledgers.reading.unread import _facts_not_understood
from niangjia.ledgers.reading.vocabulary import vocabulary_of, weigh
from niangjia.ledgers.reading.words import read_education, read_form, read_member_kinds

DAY = date(2026, 11, 22)
PACKAGE = reading.__name__
LENGTH = 20_000
ALARM = 3  # seconds of the processor; what grows with the text takes a hundredth of one
ROSTER = vocabulary_of(KINDS["committee-roster"])

READERS = {
    "phone": read_phone,
    "identity": read_identity,
    "birth": lambda text: read_day(text, ledger_day=DAY, born=True, month_column=True),
    "day": lambda text: read_day(text, ledger_day=DAY),
    "tenure": roster._parts_of_tenure,
    "name": names.read_name,
    "post": posts.read_post,
    "post line": posts.post_line,
    "unit": units.unit_of,
    "section": units.is_section,
    "education": read_education,
    "form": read_form,
    "kinds": read_member_kinds,
    "private": private.masked,
    "brackets": without_parentheses,
    "flat": flat,
    "heading": lambda text: weigh(ROSTER, flat(text)),
    "facts": lambda text: facts.facts_of((text,)),
    "unread facts": lambda text: list(_facts_not_understood((text,))),
    "above": lambda text: lines.above((text,)),
    "opens a block": lambda text: lines.opens_a_block((text,)),
    "serial": lambda text: lines._is_serial(text),
    "total": lambda text: (lines.is_total(flat(text)), totals.stated_in_total((text,))),
    "note": lambda text: lines.is_note(plain(text)),
    "term": lambda text: facts.term_in((text,)),
}


# The signs after which the reader's patterns look further, alone and with what they stand beside.
SIGNS = (
    *(
        "(",
        "（",
        "（）",
        "(1",
        "a:",
        ",",
        ", ",
        "。",
        " ",
        "1",
        "1 ",
        "1-",
        "-",
        "_",
        "、1",
        "\r\n ",
    ),
    *("约", "毕业", "第1", "2017年", "共1", "村", "镇乡", "妇", "一"),
)
AROUND = (("", "x"), ("a:(", ")x"))


@contextmanager
def alarmed(what):
    def ring(_signal, _frame):
        pytest.fail(f"{what} is walked again and again")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, ALARM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", READERS)
def test_a_long_cell_is_read_in_one_walk(name):
    for sign in SIGNS:
        text = sign * (LENGTH // len(sign))
        for before, after in AROUND:
            with alarmed(f"{name}: {before}{sign}…{after}"):
                READERS[name](f"{before}{text}{after}")


def test_as_many_words_around_a_date_as_one_likes_are_no_date():
    assert read_day("约" * 600, ledger_day=DAY)[:2] == (None, "date-unreadable")
    assert read_day("生于约农历1963年5月上旬左右", ledger_day=DAY)[1] == "date-guessed"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("届次：第十二届　选举日期：2017-06-08", [("届次", "第十二届"), ("选举日期", "2017-06-08")]),
        ("填报单位:甲镇妇联, 乡镇长:某某。填表人:林芳", [("填报单位", "甲镇妇联"), ("乡镇长", "某某"),
                                             ("填表人", "林芳")]),
        ("时间：8:30", [("时间", "8:30")]),
        ("乡镇长：" + "某" * 900, [("乡镇长", "某" * 900)]),
    ],
)  # fmt: skip
def test_each_word_before_a_colon_has_what_follows_it(text, stated):
    assert [pair[1:] for pair in facts.pairs([plain(text)])] == stated


def test_nothing_that_people_sent_is_remembered_without_end():
    modules = [import_module(m.name) for m in iter_modules(reading.__path__, f"{PACKAGE}.")]
    remembering = {
        f"{module.__name__}.{name}": value.cache_info().maxsize
        for module in modules
        for name, value in vars(module).items()
        if hasattr(value, "cache_info")
    }
    assert f"{PACKAGE}.units.unit_of" in remembering
    assert [name for name, most in remembering.items() if most is None] == []
