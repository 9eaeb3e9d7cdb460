"""The ways in which a user gets at a number, all of which must agree."""

import json
from decimal import Decimal
from pathlib import Path

import yaml
from click.testing import CliRunner

from niangjia.site.cli import main

GOLDEN = Path(__file__).parents[2] / "niangjia/demo/scenarios/qingliu_2017.yaml"
FROM, TO = "2017-05-15", "2017-07-31"


def golden():
    """The scenario file as it was given."""
    return yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def lines():
    """Every figure that the scenario prints, and those beside."""
    scenario = golden()
    return scenario["printed"] + scenario["beside"]


def command(*words):
    """What a command says with --json."""
    result = CliRunner().invoke(main, [*words, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def figure(ref, organisation="350423", first=FROM, last=TO):
    """`niangjia figure` for a period."""
    return command("figure", ref, "--organisation", organisation, "--from", first, "--to", last)


def as_of(ref, day, organisation="350423"):
    """`niangjia figure` as of a day."""
    return command("figure", ref, "--organisation", organisation, "--as-of", day)


def trace(ref, organisation="350423", first=FROM, last=TO):
    """`niangjia trace` for a period."""
    return command("trace", ref, "--organisation", organisation, "--from", first, "--to", last)


def number(value):
    """A value of the scenario or of a command, comparable; unknown is None."""
    return None if value in (None, "unknown") else Decimal(str(value))
