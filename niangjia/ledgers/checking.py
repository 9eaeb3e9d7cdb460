"""Whether what is sealed can be opened with the key of this installation (TRUST 3, control 15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from niangjia.base.checks import MOST_LISTED, Check
from niangjia.base.sealing import KeyMissing, blind_index, unseal
from niangjia.ledgers.persons import PHONE
from niangjia.people.models import Person


def check_sealed() -> Check:
    """Open every sealed telephone number and compare it with its index; no number is told."""
    rows = Person.objects.exclude(phone_sealed=None).order_by("pk")
    asked = rows.values_list("public_id", "phone_sealed", "phone_index").iterator()
    return Check("people.sealed", _("密封的手机号"), rows.count(), _wrong(asked)[:MOST_LISTED])


def _wrong(asked: Iterable[tuple[Any, Any, Any]]) -> tuple[str, ...]:
    says = _("%(person)s 的手机号打不开或和索引对不上：密钥不对，或这一行被改过。")
    try:
        return tuple(says % {"person": person} for person in _not_opening(asked))
    except KeyMissing as error:
        return (str(error),)


def _not_opening(rows: Iterable[tuple[Any, Any, Any]]) -> Iterable[Any]:
    for person, sealed, index in rows:
        try:
            phone = unseal(sealed, purpose=PHONE)
        except (InvalidTag, ValueError):
            yield person
            continue
        if index is None or bytes(index) != blind_index(phone, purpose=PHONE):
            yield person
