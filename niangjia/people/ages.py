"""Age bands as of a day."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

AGE_BANDS = {
    "under_35": _("35岁以下"),
    "35_44": _("35至44岁"),
    "45_54": _("45至54岁"),
    "55_over": _("55岁及以上"),
}

_LIMITS = {"under_35": (None, 35), "35_44": (35, 45), "45_54": (45, 55), "55_over": (55, None)}


def in_age_band(band: str, day: date, path: str = "") -> Q:
    """Persons of that age at the end of `day`: at least the lower, below the upper limit.

    A birth known only by its year counts from 1 January, as `Person.age_on` does.
    """
    least, below = _LIMITS[band]
    condition = Q(**{f"{path}birth_year__isnull": False})
    if least is not None:
        condition &= _at_least(least, day, path)
    if below is not None:
        condition &= ~_at_least(below, day, path)
    return condition


def _at_least(years: int, day: date, path: str) -> Q:
    year = day.year - years
    this_year = Q(**{f"{path}birth_year": year})
    month = Q(**{f"{path}birth_month": None}) | Q(**{f"{path}birth_month__lt": day.month})
    on_the_day = Q(**{f"{path}birth_month": day.month}) & (
        Q(**{f"{path}birth_day": None}) | Q(**{f"{path}birth_day__lte": day.day})
    )
    return Q(**{f"{path}birth_year__lt": year}) | (this_year & (month | on_the_day))
