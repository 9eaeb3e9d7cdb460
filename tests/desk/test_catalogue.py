"""The English catalogue says everything that a page can say."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

import niangjia

ROOT = Path(niangjia.__file__).parent
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
ASKING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
STRING = r'"(?:[^"\\]|\\.)*"'


def entries():
    """msgid → translations, as the catalogue holds them."""
    found = {}
    for block in CATALOGUE.read_text().split("\n\n"):
        said = re.findall(rf"^(msgid|msgstr(?:\[\d\])?) ((?:{STRING}\n?)+)", block, re.MULTILINE)
        words = [
            (name, "".join(map(ast.literal_eval, re.findall(STRING, text)))) for name, text in said
        ]
        found[words[0][1]] = [text for name, text in words[1:]]
        assert "fuzzy" not in block
    return found


def strings_of_templates():
    for path in ROOT.rglob("templates/**/*.html"):
        source = templatize(path.read_text(), origin=str(path))
        for _, text in re.findall(r"gettext\((u?)('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", source):
            yield ast.literal_eval(text)


def strings_of_code():
    for path in ROOT.rglob("*.py"):
        calls = (
            node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        )
        asked = (call.args[0] for call in calls if getattr(call.func, "id", "") in ASKING)
        yield from (text.value for text in asked if isinstance(text, ast.Constant))


def test_every_string_has_its_english_words():
    catalogue = entries()

    missing = {
        text
        for text in (*strings_of_templates(), *strings_of_code())
        if not all(catalogue.get(text, [""]))
    }
    assert missing == set(), "add them to niangjia/locale/en/LC_MESSAGES/django.po"


def test_placeholders_survive_translation():
    for source, translations in entries().items():
        names = set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", source)) if source else set()
        for text in filter(None, translations) if source else ():
            assert set(re.findall(r"%\((\w+)\)s|\{(\w+)\}", text)) == names
