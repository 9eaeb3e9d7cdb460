"""Whoever is refused something reads why in her own language."""

import ast
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "niangjia"
CHINESE = re.compile("[\u4e00-\u9fff]")
REFUSING = {"Refused", "ClickException", "UnknownDivision", "PeriodError", "TableNotBuilt"}
KEPT = {"message", "violation_error_message"}  # sentences of the rules in the database
ASKING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def bare(tree):
    """Line of every Chinese sentence that a refusal gets without asking the catalogue."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if _called(call) in REFUSING:
            yield from _lines(call)
        for word in call.keywords:
            if word.arg in KEPT:
                yield from _lines(word.value)


def _lines(node):
    if isinstance(node, ast.Call) and _called(node) in ASKING:
        return
    if isinstance(node, ast.Dict):  # what stands in the gaps: `"、".join(…)`, not the sentence
        return
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.lineno
        return
    for part in ast.iter_child_nodes(node):
        yield from _lines(part)


def _called(call):
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


@pytest.mark.parametrize(
    "written",
    [
        'Refused("没有这个名字。")',
        'Refused(f"没有“{name}”。")',
        'Refused("没有“%s”。" % name)',
        'click.ClickException("没有" + name)',
        'CheckConstraint(violation_error_message="日期不对。")',
    ],
)
def test_a_bare_sentence_is_found(written):
    assert list(bare(ast.parse(written))) == [1]


def test_no_refusal_speaks_past_the_catalogue():
    found = [
        f"{path.relative_to(ROOM.parent)}:{line}"
        for path in sorted(ROOM.rglob("*.py"))
        if "migrations" not in path.parts
        for line in bare(ast.parse(path.read_text()))
    ]

    assert found == [], "write _(“…%(name)s…”) % {…}, and its English in locale/en"


def test_the_sentences_of_the_triggers_have_their_english_words():
    catalogue = (ROOM / "locale/en/LC_MESSAGES/django.po").read_text()
    said = {
        sentence
        for path in ROOM.rglob("sql/*.sql")
        for sentence in re.findall(r"'([^'\n]+。)'", path.read_text())
    }

    assert said
    assert {sentence for sentence in said if f'msgid "{sentence}"' not in catalogue} == set()
