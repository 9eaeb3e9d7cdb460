"""Who signs in, in the stories about rights: posts in 清溪县 (tests/cast.py), all since 2020."""

from __future__ import annotations

from datetime import date

from niangjia.access.models import Post, User
from niangjia.base import journal

SINCE = date(2020, 1, 1)
PARTED = date(2026, 6, 30)

POSTS = {
    "county_officer": ("federation", "officer"),
    "county_clerk": ("federation", "clerk"),
    "township_chair": ("jia", "chair"),
    "other_chair": ("yi", "chair"),
    "village_chair": ("bing", "chair"),
    "village_member": ("bing", "member"),
    "former_chair": ("jia", "chair"),
}


def take_office(county):
    """Return name in the story → user, each with her post; the former chair's has ended."""
    users = {
        name: appointed(name, getattr(county, place), role) for name, (place, role) in POSTS.items()
    }
    users["former_chair"].posts.update(ends_on=PARTED)
    return users


def appointed(username, organisation, role, starts_on=SINCE, ends_on=None):
    """An account with a password of its own (that nobody knows) and one post."""
    user = User.objects.create(username=username, name=username, password="!", must_set_password=False)  # fmt: skip
    given(user, organisation, role, starts_on, ends_on)
    return user


def given(user, organisation, role, starts_on=SINCE, ends_on=None):
    """One more post for `user`."""
    with journal.act("任职", by=None) as entry:
        return Post.objects.create(
            entry=entry,
            user=user,
            organisation=organisation,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
