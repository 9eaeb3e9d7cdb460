"""Breakdowns that several rooms share."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from niangjia.base.one_state import asked_once
from niangjia.base.phrases import in_language
from niangjia.figures.kinds import Breakdown
from niangjia.network.models import OrganisationKind
from niangjia.network.terms import Level


def words(choices: Any) -> Callable[[], Mapping[str, str]]:
    """The values of a TextChoices with their labels."""
    return lambda: {value: str(label) for value, label in choices.choices}


def level(path: str) -> Breakdown:
    """By tier of the organisation at the end of `path`."""
    return Breakdown("level", _("层级"), words(Level), lookup=f"{path}level")


def kind(path: str) -> Breakdown:
    """By kind of the organisation at the end of `path`."""
    return Breakdown("kind", _("种类"), _kinds, lookup=f"{path}kind", is_open=True)


def _kinds() -> Mapping[str, str]:
    return {code: in_language(*names) for code, *names in _kind_rows()}


@asked_once
def _kind_rows() -> tuple[tuple[str, str, str], ...]:
    return tuple(OrganisationKind.objects.values_list("code", "name", "name_en"))
