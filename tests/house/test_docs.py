"""The documents speak of what is there: rooms, operations, figures, commands, files."""

import ast
import re
from pathlib import Path

import pytest

from niangjia.figures.catalogue import catalogue
from niangjia.site.cli import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = sorted(path.parent.name for path in (ROOT / "niangjia").glob("*/apps.py"))
DECISIONS = sorted(path for path in (ROOT / "docs/adr").glob("*.md") if path.stem[:4] != "0000")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
ACTS = ("operations.py", "corrections.py")
PATH = re.compile(r"`((?:niangjia|tests|scripts|docs|\.ci)/[\w./-]+)`")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def page(room: str) -> str:
    return (ROOT / "docs/rooms" / f"{room}.md").read_text()


def commands_in(text: str, program: str) -> set[str]:
    """The words after `program` wherever it stands as a command: in a block or in backticks."""
    return {
        *re.findall(rf"(?:^ *(?:\$ )?|`)(?:\.venv/bin/)?{program} ([a-z-]+)", text, re.MULTILINE)
    }


def acts(path: Path) -> list[str]:
    """The public functions of a module that somebody calls by name: `by` is asked for."""
    tree = ast.parse(path.read_text())
    public = [f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name[0] != "_"]
    return [f.name for f in public if "by" in {one.arg for one in f.args.kwonlyargs}]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_between_documents_leads_somewhere(path):
    dead = [to for to in LINK.findall(path.read_text()) if not (path.parent / to).exists()]

    assert dead == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_that_a_document_names_exists(path):
    assert [to for to in PATH.findall(path.read_text()) if not (ROOT / to).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_that_a_document_shows_exists(path):
    targets = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)}

    assert commands_in(path.read_text(), "make") <= targets
    assert commands_in(path.read_text(), "niangjia") <= {*COMMANDS}


def test_every_command_is_shown_in_the_readme():
    shown = commands_in((ROOT / "README.md").read_text(), "niangjia")

    assert {*COMMANDS} <= shown


def test_every_room_has_its_page_and_no_page_is_without_room():
    pages = sorted(path.stem for path in (ROOT / "docs/rooms").glob("*.md"))

    assert pages == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_says_what_the_room_holds_and_may_not(room):
    for word in ("**Holds**", "**May not**", "**Operations**", "**Figures**"):
        assert word in page(room)


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_names_every_operation_of_the_room(room):
    files = [path for name in ACTS if (path := ROOT / "niangjia" / room / name).is_file()]
    missing = [f for path in files for f in acts(path) if f"`{f}`" not in page(room)]

    assert missing == []


@pytest.mark.parametrize("name", catalogue())
def test_a_page_names_every_figure_of_the_room(name):
    assert f"`{name}`" in page(name.partition(".")[0])


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_a_decision_says_why_what_and_what_follows(path):
    headings = re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE)

    assert headings == ["Context", "Decision", "Consequences"]
    assert path.read_text().startswith(f"# {int(path.stem[:4])}. ")


def test_the_index_lists_every_decision_by_its_title():
    index = (ROOT / "docs/adr/0000-index.md").read_text()

    for path in DECISIONS:
        number, _, title = path.read_text().splitlines()[0].removeprefix("# ").partition(". ")
        assert f"| {number} | [{title}]({path.name}) |" in index


def test_both_readmes_show_the_same_commands_and_pictures():
    english, chinese = ((ROOT / name).read_text() for name in ("README.md", "README.zh-CN.md"))
    pictures = r"!\[[^]]*\]\(([^)]+)\)"

    assert commands_in(english, "niangjia") == commands_in(chinese, "niangjia")
    assert commands_in(english, "make") == commands_in(chinese, "make")
    assert re.findall(pictures, english) == re.findall(pictures, chinese)
