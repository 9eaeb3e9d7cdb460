"""The sprite of just the icons that pages name: `python scripts/make_icons.py node_modules`.

Reads the outlines of npm package @tabler/icons (MIT) and writes niangjia/desk/static/desk/icons.svg.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "niangjia"
SPRITE = ROOT / "desk/static/desk/icons.svg"
NAMED = re.compile(r"""\{% icon ['"]([a-z0-9-]+)['"] %\}|icon=["']([a-z0-9-]+)["']""")
# Chosen by a tone, or given by a view beside its words: states, the menu, actions of page heads.
ALWAYS = """
alert-triangle circle-check info-circle layout-dashboard sitemap number file-text table-import printer
download refresh send file-spreadsheet arrow-back-up check lock pencil users
""".split()


def names() -> list[str]:
    """Every icon name in a template or given as `icon="…"` in the code."""
    files = [
        *ROOT.rglob("templates/**/*.html"),
        *ROOT.rglob("*.py"),
        *ROOT.parent.glob("tests/desk/*.py"),
    ]
    found = {name for file in files for pair in NAMED.findall(file.read_text()) for name in pair}
    return sorted((found | {*ALWAYS}) - {""})


def symbol(outlines: Path, name: str) -> str:
    """One icon as a symbol: without its own <svg>, comment and invisible frame."""
    svg = (outlines / f"{name}.svg").read_text()
    inside = re.sub(r"<!--.*?-->|</?svg[^>]*>", "", svg, flags=re.DOTALL).split("\n")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(line.strip() for line in inside)}</symbol>'


def main() -> None:
    """Write the sprite and say how many icons it holds."""
    outlines = Path(sys.argv[1]) / "@tabler/icons/icons/outline"
    symbols = [symbol(outlines, name) for name in names()]
    joined = "\n".join(symbols)
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{joined}\n</svg>\n')
    print(f"{len(symbols)} icons")


if __name__ == "__main__":
    main()
