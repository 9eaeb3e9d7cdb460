"""Chromium, its tabs, and what is wrong with the page that a tab shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.demo_site import PASSWORD, DemoSite

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# ARCHITECTURE's words, not the program's: a laxer policy is a complaint.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEIGHTS = {1440: 900, 390: 844, 320: 640}


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium that also runs as root and without a graphics card."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Tab:
    """A tab of its own profile that writes down every complaint of the browser.

    A complaint is a console error or warning, a script's error, anything that the content policy
    refused, a page without that policy, and an answer that is an error nobody expected.
    """

    def __init__(self, browser: Browser, site: DemoSite, **options: Any) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.expected = 200
        context = browser.new_context(base_url=site.url, locale="zh-CN", **options)
        context.set_default_timeout(30_000)
        context.on("console", lambda said: self._said(said.type, said.text))
        context.on("weberror", lambda error: self._said("error", str(error.error)))
        context.on("response", self._answered)
        self.page: Page = context.new_page()

    def open(self, address: str, status: int = 200) -> Page:
        """Go to an address; another status than 200 has to be expected."""
        self.expected = status
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{answer.status} {address}"
        self.expected = 200
        return self.page

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Through the page, as she does it."""
        self.open("/account/login/")
        self.page.locator("#id_login").fill(username)
        self.page.locator("#id_password").fill(password)
        self.page.locator("button.btn-primary").click()
        self.page.wait_for_url(lambda url: "/account/login/" not in url)

    def speak(self, language: str) -> None:
        """Choose a language by the switch of the page, once it is not spoken."""
        if self.page.evaluate("document.documentElement.lang") != LANGUAGE_TAGS[language]:
            with self.page.expect_navigation():
                self.page.locator(f"button[name=language][value={language}]").first.click()

    def resize(self, width: int) -> None:
        """A desk (1440), a phone (390) or a small one (320)."""
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})

    def close(self) -> None:
        """Close it with its profile."""
        self.page.context.close()

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not self._is_expected(text):
            self.complaints.append(f"{self.page.url} {text}")

    def _is_expected(self, text: str) -> bool:
        return self.expected >= 400 and f"status of {self.expected}" in text

    def _answered(self, answer: Any) -> None:
        if answer.status >= 400 and answer.status != self.expected:
            self.complaints.append(f"{answer.status} {answer.url}")
        if not self._has_policy(answer):
            self.complaints.append(f"no content policy: {answer.url}")

    def _has_policy(self, answer: Any) -> bool:
        is_page = "html" in answer.headers.get("content-type", "")
        return not is_page or answer.headers.get("content-security-policy") == POLICY


LANGUAGE_TAGS = {"zh-hans": "zh-CN", "en": "en"}


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds on the page: rule and the first element."""
    page.evaluate(f"window.axe || {AXE.read_text()}")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


def overhang(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))
