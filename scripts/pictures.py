"""Pictures of the pages at two widths in two languages, and of the Word report's first page.

They come from the demo county, served as in tests/browser, and go to docs/pictures. Run by
`make pictures`; it takes Chromium and LibreOffice.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from scripts.png import shrink
from tests.browser.chromium import LANGUAGE_TAGS, Tab, launched
from tests.browser.demo_site import AS_OF, LEDGER, SONGKOU, DemoSite, served
from tests.fresh_database import ROOT

OUT = ROOT / "docs" / "pictures"
FONTS = ROOT / "tests" / "reports" / "office_fonts.conf"
LEDGERS = ("names.xlsx", "reviewer_two_levels.xlsx", "posts.xlsx")
DAYS = "from=2017-05-15&to=2017-07-31"
# Width → pixels per CSS pixel, and how much of a long page is shown.
WIDTHS = {1440: (1, 1800), 390: (2, 1400)}
# The height of the page; a longer one is cut below its last whole row, line or card.
FITTING = """longest => {
  const whole = document.documentElement.scrollHeight;
  if (whole <= longest) return whole;
  const room = longest - (innerWidth < 768 ? 58 : 0);
  const ends = [...document.querySelectorAll('main section, main tr, main .nj-in, main p')]
    .map(one => one.getBoundingClientRect().bottom).filter(end => end < room);
  return Math.ceil(Math.max(...ends)) + (longest - room) + 1;
}"""


def addresses(site: DemoSite, made: dict[str, str]) -> dict[str, str]:
    """The pages as somebody arrives at them."""
    return {
        "overview": f"/?{DAYS}",
        "organisation": f"{site.organisation(SONGKOU)}?{AS_OF}",
        "figure": f"/figures/committees.seats/?level=township&{AS_OF}",
        "report": f"/reports/{site.report}/?number=3",
        "import": f"/imports/{site.imports[LEDGER]}/",
        "imports": "/imports/",
        "collections": "/collections/",
        **made,
    }


def made_by_hand(browser: Browser, site: DemoSite) -> dict[str, str]:
    """What an officer does before there is more to see: asks townships, sends files, takes one in."""
    tab = Tab(browser, site)
    tab.sign_in("officer")
    page = tab.open("/collections/")
    page.locator("#nj-kind").select_option("committee-roster")
    page.locator("#nj-level").select_option("township")
    page.locator("#nj-due-on").fill("2026-12-15")
    page.locator(".nj-card form button[type=submit]").click()
    page.wait_for_url("**/collections/*/")
    collection = page.url
    upload = _sent(tab, LEDGERS)
    _sent(tab, LEDGERS[1:2])
    page.locator("form[action$='/take/'] button").click()
    page.wait_for_url("**/imports/**")
    waiting = page.url
    tab.close()
    return {
        "collection": collection,
        "upload": upload,
        "answers": waiting,
        "undo": f"{waiting}undo/",
    }


def _sent(tab: Tab, files: tuple[str, ...]) -> str:
    page = tab.open("/imports/")
    page.locator("#nj-kind").select_option("committee-roster")
    page.locator("#nj-file").set_input_files(
        [ROOT / "tests/ledgers/files" / name for name in files]
    )
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/uploads/**")
    return page.url


def picture_pages(browser: Browser, site: DemoSite) -> None:
    """Every page at every width in every language."""
    made = made_by_hand(browser, site)
    for width, (scale, longest) in WIDTHS.items():
        for language, tag in LANGUAGE_TAGS.items():
            tab = Tab(browser, site, device_scale_factor=scale)
            tab.resize(width)
            tab.sign_in("officer")
            speak(tab, language)
            for name, address in addresses(site, made).items():
                page = tab.open(address)
                height = page.evaluate(FITTING, longest)
                page.set_viewport_size({"width": width, "height": height})
                page.screenshot(path=OUT / f"{name}-{width}-{tag[:2]}.png", animations="disabled")
                tab.resize(width)
            tab.close()


def speak(tab: Tab, language: str) -> None:
    """By the cookie that the switch sets: on the phone the switch lies in a drop."""
    cookie = {"name": "django_language", "value": language, "url": tab.site.url}
    tab.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict there


def picture_word(browser: Browser, site: DemoSite) -> None:
    """The first page of the downloaded report as LibreOffice shows it."""
    tab = Tab(browser, site)
    tab.sign_in("officer")
    content = tab.page.request.get(f"/reports/{site.report}/word/").body()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "report.docx"]
        fonts = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
        subprocess.run(convert, cwd=folder, env=fonts, check=True, stdout=subprocess.DEVNULL)
        draw = ["pdftoppm", "-png", "-r", "96", "-singlefile", "report.pdf"]
        subprocess.run([*draw, str(OUT / "report-word")], cwd=folder, check=True)
    tab.close()


def main() -> None:
    """Draw them all, and make them small."""
    OUT.mkdir(parents=True, exist_ok=True)
    with served() as site, launched() as browser:
        picture_pages(browser, site)
        picture_word(browser, site)
        shrink_all(browser)


def shrink_all(browser: Browser) -> None:
    """Make every picture small, and say how small."""
    page = browser.new_page()
    for file in sorted(OUT.glob("*.png")):
        shrink(page, file)
        print(file.relative_to(ROOT), file.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
