"""Every form that is sent carries the token without which a browser's answer is refused."""

import re

import pytest

from tests.fresh_database import ROOT

TEMPLATES = {path: path.read_text() for path in (ROOT / "niangjia").rglob("templates/**/*.html")}
WITH_A_FORM = {
    path.relative_to(path.parents[1]) for path, text in TEMPLATES.items() if "{% csrf_token" in text
}
CLOSED = re.compile(r'{% include "([^"]+)"[^%]* only %}')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_part_with_a_form_is_included_with_the_token(path):
    """`include … only` leaves the token behind, which Django's test client does not notice."""
    closed = set(CLOSED.findall(TEMPLATES[path]))

    assert not closed & {str(one) for one in WITH_A_FORM}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_form_that_is_posted_has_the_token(path):
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", TEMPLATES[path], re.DOTALL)

    assert all("{% csrf_token" in form or "languages.html" in form for form in forms)
