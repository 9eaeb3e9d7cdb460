"""What a diagnosis says: how bad, in a sentence, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: all right, worth knowing, or in need of somebody's hands."""

    FINE = "fine"
    MIND = "mind"
    BAD = "bad"


@dataclass(frozen=True)
class Found:
    """What was found; `do` is empty where there is nothing to do."""

    name: str
    state: State
    says: str
    do: str = ""


def fine(name: str, says: str) -> Found:
    """All right."""
    return Found(name, State.FINE, says)


def mind(name: str, says: str, do: str = "") -> Found:
    """Worth knowing."""
    return Found(name, State.MIND, says, do)


def bad(name: str, says: str, do: str) -> Found:
    """In need of somebody's hands."""
    return Found(name, State.BAD, says, do)
