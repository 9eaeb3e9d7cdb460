"""The ways in which a user gets at a number, all of which must agree."""

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from click.testing import CliRunner
from django.test import Client

from niangjia.access.models import User
from niangjia.figures.catalogue import breakdowns, parse
from niangjia.reports.models import Report
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


def page():
    """The numbers of the report's page as the county officer sees it, by reference."""
    officer = User.objects.get(username="county")
    officer.must_set_password = False
    officer.save()
    client = Client()
    client.force_login(officer)
    answer = client.get(f"/reports/{Report.objects.get().public_id}/")
    assert answer.status_code == 200
    found = {}
    links = re.findall(
        r'class="nj-n[^"]*" id="[^"]+" href="([^"]+)"[^>]*>([^<]*)<', answer.content.decode()
    )
    for address, text in links:
        found.setdefault(_reference(unescape(address)), set()).add(text)
    return found


def _reference(address):
    parts = urlsplit(address)
    name = parts.path.removeprefix("/figures/").strip("/")
    if not parts.path.startswith("/figures/"):
        return None
    where = ((key, value) for key, value in parse_qsl(parts.query) if key in breakdowns(name))
    return frozenset([("", name), *where])


def key(ref):
    """A reference as `page` keys it: the order of filters says nothing."""
    reference = parse(ref)
    return frozenset([("", reference.name), *reference.where])
