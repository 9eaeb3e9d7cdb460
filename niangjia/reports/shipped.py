"""The templates that come with Niangjia: one file each under `genres/`, an office edits a copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FOLDER = files("niangjia.reports") / "genres"


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A shipped template: `key` is its file, `genre` one of 新闻稿, 简报, 工作汇报, 经验材料."""

    key: str
    name: str
    genre: str
    text: str


@lru_cache(maxsize=1)
def shipped_templates() -> dict[str, Shipped]:
    """Give all shipped templates by key.

    Source: DOMAIN C.8 (the four genres).
    """
    paths = (path for path in _FOLDER.iterdir() if path.name.endswith(".md"))
    read = (_read(path.name.removesuffix(".md"), path.read_text("utf-8")) for path in paths)
    return {template.key: template for template in sorted(read, key=lambda one: one.key)}


def _read(key: str, text: str) -> Shipped:
    """A file is a head of `word: value` lines between two rules, then the template."""
    _, head, body = text.split("---\n", 2)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return Shipped(key=key, name=said["name"], genre=said["genre"], text=body)
