"""An icon that is named must be in the sprite."""

import re
from pathlib import Path

import niangjia

ROOT = Path(niangjia.__file__).parent


def test_every_icon_of_a_template_is_in_the_sprite():
    sprite = set(re.findall(r'id="([^"]+)"', (ROOT / "desk/static/desk/icons.svg").read_text()))
    templates = "".join(path.read_text() for path in ROOT.rglob("templates/**/*.html"))
    code = "".join(path.read_text() for path in ROOT.rglob("*.py"))

    named = {
        *re.findall(r'\{% icon "([a-z0-9-]+)" %\}', templates),
        *re.findall(r'icon="([a-z0-9-]+)"', code),
    }
    assert named - sprite == set(), "run: make icons"
