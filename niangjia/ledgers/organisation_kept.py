"""What is kept of the organisations that a ledger names, loaded together and not row by row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from niangjia.network.models import Organisation, OrganisationEvent, OrganisationForm


@dataclass
class Kept:
    """Events and forms of organisations as they are kept: those of a whole file in two statements."""

    events: dict[int, list[OrganisationEvent]] = field(default_factory=dict)
    forms: dict[int, list[OrganisationForm]] = field(default_factory=dict)

    def load(self, organisations: Collection[int]) -> None:
        """Load all of them together; what is not loaded then is when it is needed."""
        self.events |= {number: [] for number in organisations}
        self.forms |= {number: [] for number in organisations}
        numbers = [*organisations]
        for event in OrganisationEvent.objects.filter(organisation__any_of=numbers).order_by("on"):
            self.events[event.organisation_id].append(event)
        forms = OrganisationForm.objects.filter(organisation__any_of=numbers)
        for form in forms.order_by("starts_on", "pk"):
            self.forms[form.organisation_id].append(form)

    def of(self, organisation: Organisation) -> tuple[list[OrganisationEvent], str]:
        """Its events by day, and its form of today ("" if it has none)."""
        if organisation.pk not in self.events:
            self.load([organisation.pk])
        now = (form.form for form in self.forms[organisation.pk] if form.ends_on is None)
        return self.events[organisation.pk], next(now, "")

    def forget(self, organisation: Organisation) -> None:
        """Something was written: what is kept is looked up again."""
        self.events.pop(organisation.pk, None)
