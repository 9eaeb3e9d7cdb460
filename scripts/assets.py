"""Copy the few files that the pages are drawn with from node_modules to where Django serves them.

The sprite comes last: the Makefile takes it as the sign that all are there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

MODULES = Path("node_modules")
VENDOR = Path("niangjia/desk/static/vendor")
ICONS = Path("niangjia/desk/static/desk/icons.txt")

FILES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "alpine.min.js": "@alpinejs/csp/dist/cdn.min.js",
}
# A source map that is not there stops the storage that gives static files their hashed names.
SOURCE_MAP = re.compile(r"(//[#@] *sourceMappingURL=\S+|/\*[#@] *sourceMappingURL=.*?\*/)\s*$")


def copy(name: str, source: Path) -> None:
    """One file without its pointer to a source map."""
    (VENDOR / name).write_text(SOURCE_MAP.sub("", source.read_text()))


def icon_names() -> list[str]:
    """The names in icons.txt, one a line; what follows a # is a remark."""
    lines = ICONS.read_text().splitlines() if ICONS.exists() else []
    return sorted({name for line in lines if (name := line.partition("#")[0].strip())})


def symbol(name: str) -> str:
    """One outline icon as a symbol of the sprite.

    Raises:
        SystemExit: the icon set has no icon of this name.
    """
    path = MODULES / "@tabler/icons/icons/outline" / f"{name}.svg"
    if not path.exists():
        sys.exit(f"{ICONS}: there is no icon {name!r} in the outline set of @tabler/icons.")
    drawing = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", path.read_text(), flags=re.DOTALL).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main() -> None:
    """Fill the vendor folder."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        copy(name, MODULES / source)
    symbols = "\n".join(symbol(name) for name in icon_names())
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'
    (VENDOR / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main()
