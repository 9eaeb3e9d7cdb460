"""The three accounts with which a demonstration is looked at."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from niangjia.access import operations
from niangjia.access.models import Post, User
from niangjia.access.terms import Role
from niangjia.network.models import Organisation
from niangjia.network.names import short_names


def demo_accounts(
    county: Organisation, township: Organisation, village: Organisation, *, on: date
) -> list[tuple[str, str, str]]:
    """Make the accounts of a county officer, a township chair and a village chair, from `on`.

    Returns:
        (user name, one-time code, post in words) each. Called again it hands out new codes to those
        who never came; who has a password of her own keeps it, and her code is "".
    """
    cast = (
        ("county", "方一帆", county, Role.OFFICER),
        ("township", "郑二宁", township, Role.CHAIR),
        ("village", "何三春", village, Role.CHAIR),
    )
    names = short_names([one.pk for _, _, one, _ in cast], on=on)
    return [
        (username, _code(username, name, one, role, on), f"{names.get(one.pk, '')}{role.label}")
        for username, name, one, role in cast
    ]


def _code(username: str, name: str, organisation: Organisation, role: Role, on: date) -> str:
    now = timezone.make_aware(datetime.combine(on, time(12)))
    user = User.objects.filter(username=username).first()
    if user is None:
        _, code = operations.open_account(
            by=None,
            organisation=organisation,
            role=role,
            on=on,
            name=name,
            username=username,
            now=now,
        )
        return code
    if not Post.objects.open().filter(user=user, organisation=organisation).exists():
        operations.give_post(
            by=None, organisation=organisation, role=role, on=on, user=user, today=on
        )
    return operations.renew_code(by=None, user=user, now=now) if user.must_set_password else ""
