"""Where and how the site is opened: what `niangjia serve` was told, for itself and its children."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from niangjia.base.refusals import Refused


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue without loading Django (ADR 21)."""
    return message


@dataclass(frozen=True)
class Opening:
    """Everything that was said on the command line.

    Attributes:
        hosts: addresses and names; the first address is where pages are asked for, an address
            that means "all" goes first; all others are names under which the site answers.
        proxies: addresses of reverse proxies that are believed.
        log: `text` or `json`.
    """

    port: int
    hosts: Sequence[str] = ("127.0.0.1",)
    certificate: Path | None = None
    key: Path | None = None
    proxies: Sequence[str] = ()
    log: str = "text"
    as_json: bool = False
    language: str | None = None

    @property
    def address(self) -> str:
        """Where to listen."""
        numbers = [host for host in self.hosts if _is_address(host)]
        everywhere = [host for host in numbers if _is_everywhere(host)]
        return (everywhere or numbers or ["127.0.0.1"])[0]

    @property
    def names(self) -> list[str]:
        """Under which names the site answers, besides those of the machine itself."""
        return [host for host in self.hosts if not _is_everywhere(host)]

    @property
    def is_secure(self) -> bool:
        """Whether visitors come by https, to us or to the proxy before us."""
        return bool(self.certificate or self.proxies)

    def require_a_name(self) -> None:
        """Refuse to be open to all under no name.

        Raises:
            Refused: every page would be answered with 400.
        """
        if _is_everywhere(self.address) and not self.names:
            raise Refused(
                self.say(
                    gettext_noop(
                        "--host %(address)s 是在本机所有地址上打开。请再写明大家访问时用的名字或地址，"
                        "例如 --host %(address)s --host fulian.example"
                    )
                )
                % {"address": self.address}
            )

    def say(self, text: str) -> str:
        """A refusal in the language asked for; whoever ends with it may load Django for it."""
        from django.conf import settings
        from django.utils.translation import gettext

        from niangjia.site.cli import load_django

        if not settings.configured:
            load_django(self.language)
        return gettext(text)

    def surroundings(self) -> dict[str, str]:
        """What the settings of children are to know."""
        known = [*os.environ.get("NIANGJIA_HOSTS", "").split(), *self.names]
        return {
            "NIANGJIA_HOSTS": " ".join(dict.fromkeys(map(_in_brackets, known))),
            "NIANGJIA_SECURE": "1" if self.is_secure else "",
            "NIANGJIA_LOG": self.log,
        }

    def words(self) -> list[str]:
        """The command line that says the same."""
        language = ["--language", self.language] if self.language else []
        files = {"--tls-cert": self.certificate, "--tls-key": self.key}
        return [
            *language,
            "serve",
            *(word for host in self.hosts for word in ("--host", host)),
            *("--port", str(self.port), "--log", self.log),
            *(word for name, file in files.items() if file for word in (name, str(file))),
            *(word for proxy in self.proxies for word in ("--behind-proxy", proxy)),
            *(["--json"] if self.as_json else []),
        ]

    def told(self) -> str:
        """What is said when pages can be asked for; Django is loaded by then."""
        from django.utils.translation import gettext as _

        if self.as_json:
            return json.dumps({"url": self.url})
        return _("网站已打开：%(url)s　按 Ctrl+C 停止。") % {"url": self.url}

    @property
    def url(self) -> str:
        """The address to type."""
        host = self.names[0] if _is_everywhere(self.address) else self.address
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{_in_brackets(host)}:{self.port}/"


def _is_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_everywhere(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
