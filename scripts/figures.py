"""Write docs/figures.md from the catalogue; with --check only tell whether it is as it should be."""

import os
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"


def page() -> str:
    """The page as the declarations of today make it; needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.site.settings")
    import django

    django.setup()
    from niangjia.figures.documentation import markdown

    return markdown()


if __name__ == "__main__":
    wanted = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(wanted)
    elif not PAGE.is_file() or PAGE.read_text() != wanted:
        sys.exit("docs/figures.md is not what the declarations say: run `make fix`.")
