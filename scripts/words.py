"""Compile the catalogues of translated words (.po → .mo), without gettext's own tools."""

from __future__ import annotations

import sys

import polib

if __name__ == "__main__":
    for path in sys.argv[1:]:
        polib.pofile(path).save_as_mofile(path.removesuffix(".po") + ".mo")
