"""GLOSSARY.md and the code know the same words: compared both ways, the Chinese included."""

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import TextChoices

from niangjia.base.counts import Mark
from niangjia.base.units import Unit
from niangjia.figures.catalogue import catalogue

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"
LINE = re.compile(
    r"^\| `(?P<name>[\w.]+)` \| (?P<chinese>[^|]+) \| (?P<meaning>[^|]+) \| (?P<source>[^|]+) \|$"
)


def glossary() -> dict[str, tuple[str, str]]:
    """`room.Name` (a figure is `room.noun` already) → Chinese words, meaning."""
    found: dict[str, tuple[str, str]] = {}
    for section in GLOSSARY.read_text().split("\n## ")[1:]:
        room = section.splitlines()[0]
        for line in map(LINE.match, section.splitlines()):
            if line:
                name = line["name"] if room == "Figures" else f"{room}.{line['name']}"
                assert name not in found, f"{name} has two lines"
                found[name] = line["chinese"], line["meaning"]
    return found


@cache
def modules(room: str) -> tuple[object, ...]:
    """The modules of a room that hold words: its folder, not what lies below."""
    package = importlib.import_module(f"niangjia.{room}")
    names = [one.name for one in pkgutil.iter_modules(package.__path__) if not one.ispkg]
    return tuple(importlib.import_module(f"niangjia.{room}.{name}") for name in names)


def word_of(class_) -> str:
    """`niangjia.network.terms.Level` → `network.Level`."""
    return f"{class_.__module__.split('.')[1]}.{class_.__name__}"


def models() -> dict[str, str]:
    """Every model, before-images apart, with what it calls itself in Chinese."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("niangjia.")]
    return {
        word_of(model): str(model._meta.verbose_name)
        for model in ours
        if not getattr(model, "pgh_tracked_model", None)
    }


def vocabularies() -> dict[str, type[TextChoices]]:
    """Every TextChoices: models import the words that their columns hold."""
    ours = [c for c in TextChoices.__subclasses__() if c.__module__.startswith("niangjia.")]
    return {word_of(vocabulary): vocabulary for vocabulary in ours}


def figures() -> dict[str, str]:
    return {name: str(figure.label) for name, figure in catalogue().items()}


def exists(name: str) -> bool:
    """Whether some module of the room holds that name; `Class.MEMBER` looks inside."""
    room, *parts = name.split(".")
    return any(_reaches(module, parts) for module in modules(room))


def _reaches(found: object, parts: list[str]) -> bool:
    for part in parts:
        found = getattr(found, part, None)
    return found is not None


@pytest.mark.parametrize("name", [*models(), *vocabularies(), *figures()])
def test_every_model_vocabulary_and_figure_has_its_line(name):
    assert name in glossary()


@pytest.mark.parametrize("members", [Unit, Mark])
def test_every_unit_and_every_mark_has_its_line(members):
    assert {f"base.{members.__name__}.{one.name}" for one in members} <= {*glossary()}


def test_every_identifier_of_the_glossary_exists():
    assert [word for word in glossary() if word not in figures() and not exists(word)] == []


def test_models_and_figures_are_called_what_the_glossary_calls_them():
    labels = models() | figures()

    assert {n: label for n, label in labels.items() if label not in glossary()[n][0]} == {}


def test_named_values_carry_the_word_of_the_glossary():
    for name, vocabulary in vocabularies().items():
        for value in vocabulary:
            if line := glossary().get(f"{name}.{value.name}"):
                assert line[0] == value.label


def test_units_are_written_with_the_words_of_the_glossary():
    for unit in Unit:
        chinese = glossary()[f"base.Unit.{unit.name}"][0]

        assert unit.label in chinese
        assert unit.report_word in chinese
