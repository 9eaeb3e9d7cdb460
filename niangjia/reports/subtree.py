"""Who stood below the organisation of a document in its period, and what they are called there."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from niangjia.base.numerals import day_in_words
from niangjia.base.periods import ONE_DAY, Period
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation
from niangjia.network.names import full_names, short_names
from niangjia.network.tree import Stay, stays, superiors
from niangjia.reports.asking import Named


class Subtree:
    """An organisation with all that stood below it on any day of a period (R3).

    Read once for a document, in the same few statements however many there are.
    """

    def __init__(self, top: Organisation, *, period: Period) -> None:
        self.top = top
        self.period = period

    @cached_property
    def there(self) -> dict[int, list[Stay]]:
        """Number of a unit → its days below the top; the top itself is there all the time."""
        found = defaultdict(list)
        for stay in stays(root=self.top.pk, period=self.period):
            found[stay.organisation].append(stay)
        return dict(found)

    def units(self, *, level: str) -> tuple[Named, ...]:
        """List the units of a level in the order of their places' codes.

        自 or 至 behind a name says that it was not there all the time.
        """
        found = [unit for unit in self._all.values() if unit.level == level and unit != self.top]
        return tuple(Named(self._name_and_days(unit), key(unit)) for unit in found)

    def find(self, code: str) -> Organisation:
        """Give the unit that `units` listed with this code; the top for an empty one.

        Raises:
            Refused: none of that code stood below the top.
        """
        if not code:
            return self.top
        if code not in self._by_key:
            raise Refused(
                _("“%(code)s”在这段时间里不在%(top)s之下，这份材料不能写它的数。")
                % {"code": code, "top": self.name(self.top)}
            )
        return self._by_key[code]

    def name(self, organisation: Organisation) -> str:
        """Give the name on the last day: in full for the top, else short and told from others."""
        return self._names[organisation.pk]

    def is_there_throughout(self, organisation: Organisation) -> bool:
        """Whether it stood below the top on every day of the period."""
        days = self.days_of(organisation, self.period)
        return sum(some.days for some in days) == self.period.days

    def days_of(self, organisation: Organisation, period: Period) -> list[Period]:
        """Give those days of a period, inside that of the document, on which it stood there."""
        found = self.there.get(organisation.pk, [])
        days = (period.covered_by(stay.starts_on, stay.ends_on) for stay in found)
        return [some for some in days if some]

    @cached_property
    def _all(self) -> dict[int, Organisation]:
        found = Organisation.objects.filter(pk__any_of=list(self.there)).select_related("place")
        return {unit.pk: unit for unit in sorted(found, key=_place_code)}

    @cached_property
    def _by_key(self) -> dict[str, Organisation]:
        return {key(unit): unit for unit in self._all.values()}

    @cached_property
    def _names(self) -> dict[int, str]:
        """Two of one name are told apart by the one above: 甲镇妇联丙村妇联."""
        day, top = self.period.last, self.top.pk
        names = short_names(self.there, on=day)
        longer = names | {
            number: self._above(number, names) + names[number] for number in _twins(names)
        }
        longer |= {
            number: f"{longer[number]}（{key(self._all[number])}）" for number in _twins(longer)
        }
        return longer | full_names([top], on=day)

    def _above(self, number: int, names: dict[int, str]) -> str:
        above = superiors(organisation=number, on=self.period.last)[:1]
        return "".join(names.get(one, "") for one in above)

    def _name_and_days(self, unit: Organisation) -> str:
        first = min(stay.starts_on for stay in self.there[unit.pk] if stay.starts_on)
        end = max(stay.ends_on for stay in self.there[unit.pk] if stay.ends_on)
        since = f"自{day_in_words(first)}" if first > self.period.starts_on else ""
        until = f"至{day_in_words(end - ONE_DAY)}" if end < self.period.ends_on else ""
        return self.name(unit) + (f"（{since}{until}）" if since or until else "")


def key(unit: Organisation) -> str:
    """Name a unit in a template: its code, its public id if it has none (grids, stations)."""
    return unit.code or str(unit.public_id)


def _place_code(unit: Organisation) -> tuple[str, int]:
    return unit.place.code if unit.place else unit.code, unit.pk


def _twins(names: dict[int, str]) -> list[int]:
    many = Counter(names.values())
    return [number for number, name in names.items() if many[name] > 1]
