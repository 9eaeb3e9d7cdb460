"""Copy the few files that the pages are drawn with from node_modules to where Django serves them.

The stylesheet comes last: the Makefile takes it as the sign that all are there.
"""

from __future__ import annotations

import re
from pathlib import Path

MODULES = Path("node_modules")
VENDOR = Path("niangjia/desk/static/vendor")
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "alpine.min.js": "@alpinejs/csp/dist/cdn.min.js",
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
}
# A source map that is not there stops the storage that gives static files their hashed names.
SOURCE_MAP = re.compile(r"(//[#@] *sourceMappingURL=\S+|/\*[#@] *sourceMappingURL=.*?\*/)\s*$")


def copy(name: str, source: Path) -> None:
    """One file without its pointer to a source map."""
    (VENDOR / name).write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), "utf-8")


if __name__ == "__main__":
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        copy(name, MODULES / source)
