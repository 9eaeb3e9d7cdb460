"""What figures about persons need to know of people. (Their own figures come with contacts.)"""

from typing import Any

from django.db.models import QuerySet

from niangjia.people.models import Pair
from niangjia.people.terms import Decision


def undecided_pairs(persons: QuerySet[Any]) -> list[tuple[int, int]]:
    """Pairs among `persons` (a queryset of one column) that still count as two (R15)."""
    pairs = Pair.objects.filter(decision=Decision.UNDECIDED)
    among = pairs.filter(first__in=persons, second__in=persons)
    return list(among.values_list("first_id", "second_id"))
