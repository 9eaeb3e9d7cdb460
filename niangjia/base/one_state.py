"""Questions that a page asks again and again are answered once, while the rows stand still."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers of one state", default=None)


@contextmanager
def one_state() -> Iterator[None]:
    """Inside, what `asked_once` marks is asked of the database once; nothing is kept afterwards.

    Only for what sees one state of the rows and changes none of them: a page that is looked at.
    """
    outer = _kept.get()
    token = _kept.set({} if outer is None else outer)
    try:
        yield
    finally:
        _kept.reset(token)


def asked_once(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a question whose answer nobody changes (a number, a tuple, a frozenset)."""

    @wraps(question)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        known = _kept.get()
        if known is None:
            return question(*args, **kwargs)
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = question(*args, **kwargs)
        return known[key]  # type: ignore[no-any-return]  # what `question` gave

    return answer
