"""A command written wrongly is told in a sentence, Chinese unless English is asked for."""

import json

import pytest
from click.testing import CliRunner
from django.utils import translation

from niangjia.site.cli import main

CASES = [
    (["nothing"], "没有“nothing”这个命令。", 'There is no command "nothing".'),
    (["figures", "--jsn"], "没有“--jsn”这个选项。是不是--json？", 'There is no option "--jsn". Did you mean --json?'),
    (["figures", "more"], "多写了“more”。", '"more" is too much.'),
    (["figures", "--json=1"], "“--json”后面不写值。", '"--json" takes no value.'),
    (["figure"], "少写了指标名", "is missing."),
    (["figure", "a.b", "--to"], "“--to”后面要写上值。", '"--to" needs a value after it.'),
    (["serve", "--port", "abc"], "--port写的“abc”不能用。要写1到65535的整数。", '--port cannot be "abc". It is a whole number from 1 to 65535.'),
    (["serve", "--port", "0"], "--port写的“0”不能用。要写1到65535的整数。", '--port cannot be "0".'),
    (["serve", "--log", "x"], "--log写的“x”不能用。可以写：text、json。", '--log cannot be "x". Possible: text, json.'),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _language_afterwards(monkeypatch, db):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(("words", "chinese", "english"), CASES, ids=lambda case: str(case)[:30])
def test_what_is_wrong_is_said_in_both_languages(words, chinese, english):
    in_chinese = CliRunner().invoke(main, words)
    in_english = CliRunner().invoke(main, ["--language", "en", *words])

    assert (in_chinese.exit_code, in_english.exit_code) == (2, 2)
    assert chinese in in_chinese.stderr
    assert "用法见：" in in_chinese.stderr
    assert "Usage" not in in_chinese.stderr
    assert english in in_english.stderr
    assert in_english.stderr.replace("指标名|'指标名(条件=值)'", "NAME").isascii()


def test_what_stands_before_the_command_is_told_too():
    found = CliRunner().invoke(main, ["--language", "fr", "figures"])

    assert found.exit_code == 2
    assert "--language写的“fr”不能用。可以写：zh-hans、en。" in found.stderr


def test_json_asked_for_json_is_given():
    found = CliRunner().invoke(main, ["figure", "--json"])

    assert "少写了" in json.loads(found.stdout)["error"]


def test_help_is_no_mistake():
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
