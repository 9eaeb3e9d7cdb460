"""Run .venv's uv against the package index that pip on this machine is configured with.

uv does not read pip's configuration. What pip is told (index, further indexes, folders of wheels,
certificates) is handed to uv through its environment; what uv was told itself goes first.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

# pip's option -> uv's variable, and how uv separates several values.
OPTIONS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_EXTRA_INDEX_URL", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "proxy": ("ALL_PROXY", " "),
    "cert": ("SSL_CERT_FILE", " "),
}
PLACES = ["extra-index-url", "find-links", "cert"]
# Where pip's options come from, weakest first; the later one wins, as in pip.
SECTIONS = ["global", "install", ":env:"]


def pip_options() -> dict[str, list[str]]:
    """Every option that pip is configured with → its values."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [line.partition("=")[::2] for line in lines]
    options: dict[str, list[str]] = {}
    for section in SECTIONS:
        for name, value in found:
            if name.startswith(f"{section}."):
                options[name.removeprefix(f"{section}.")] = str(ast.literal_eval(value)).split()
    return options


def is_there(place: str) -> bool:
    """False for a folder that this machine does not have: pip passes over it, uv would stop."""
    parts = urlsplit(place)
    return parts.scheme not in ("", "file") or Path(unquote(parts.path)).exists()


def environment() -> dict[str, str]:
    """This process's environment with pip's options in uv's words."""
    told = dict(os.environ)
    for option, values in pip_options().items():
        if option in OPTIONS:
            variable, separator = OPTIONS[option]
            usable = filter(is_there, values) if option in PLACES else values
            told.setdefault(variable, separator.join(usable))
    # As pip does: the best version of all indexes. The hashes in the locks make that safe.
    told.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    told["UV_NO_PROGRESS"] = "1"
    # uv takes an empty variable for an empty address.
    return {name: value for name, value in told.items() if value}


if __name__ == "__main__":
    uv = Path(sys.executable).with_name("uv")
    os.execve(uv, [str(uv), *sys.argv[1:]], environment())
