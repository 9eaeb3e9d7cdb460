"""Whether the journal, and what it changed, still is what was sealed (R27): the whole chain, recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.base import chain, chain_images
from niangjia.base.checks import MOST_LISTED, Check
from niangjia.base.models import Entry, EntrySeal, UnsealedEntry

PAGE = 1_000


@dataclass(frozen=True)
class Noted:
    """A seal that somebody wrote down elsewhere: its number, and the first digits of its hash."""

    number: int
    digits: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digits}"


def check_chain(*, late: int = 0, noted: Noted | None = None) -> Check:
    """Compute every seal again, compare every before-image, look for entries without a seal.

    Args:
        late: entries that a sealer at work should have sealed and did not (`chain.catch_up`).
        noted: a seal that was written down earlier and must still be there.
    """
    wrong = [*_late(late), *_noted(noted), *islice(_faults(), MOST_LISTED), *_overlooked()]
    label = _("日志的哈希链")
    remark = "".join([*_last(), *_not_comparable()])
    return Check("journal.chain", label, EntrySeal.objects.count(), tuple(wrong), remark)


def _last() -> Iterator[str]:
    """Whoever keeps the last seal elsewhere can tell later whether the end was cut off."""
    last = EntrySeal.objects.order_by("-number").first()
    if last is not None:
        yield _(
            "最后一个封印是 %(seal)s。抄下来另外保管，以后用 --noted 核对，就知道有没有被截掉。"
        ) % {"seal": last}


def _not_comparable() -> Iterator[str]:
    if many := chain_images.not_comparable():
        yield _("有%(many)s件日志的前像，所在的列后来撤掉了，没有核对。") % {"many": many}


def _late(many: int) -> Iterator[str]:
    if many:
        yield _(
            "有%(many)s件日志等了%(seconds)s秒还没有封存：请重启 niangjia serve，再核对一遍。"
        ) % {
            "many": many,
            "seconds": round(chain.PATIENCE),
        }


def _noted(noted: Noted | None) -> Iterator[str]:
    if noted is None:
        return
    there = EntrySeal.objects.filter(pk=noted.number).first()
    if there is None or not str(there).startswith(str(noted)):
        yield _("抄下来的封印 %(noted)s 在链上找不到：日志被截断或重写过，请与备份核对。") % {
            "noted": noted
        }


def _overlooked() -> Iterator[str]:
    """Entries that are neither sealed nor in the queue: written with the trigger switched off."""
    waiting = UnsealedEntry.objects.values("entry_id")
    found = Entry.objects.filter(seal=None).exclude(pk__in=waiting).order_by("pk")
    if many := found.count():
        yield _("有%(many)s件日志没有封存，也不在等封存，最早的是%(entry)s。") % {
            "many": many,
            "entry": _named(found[0]),
        }


def _faults() -> Iterator[str]:
    """Walk the chain; a fault is told where it is, and the walk goes on with the seal that stands."""
    previous, number = chain.BEGINNING, 0
    for page in _pages():
        entries = Entry.objects.in_bulk([seal.entry_id for seal in page])
        changed = chain_images.changed(page, entries)
        for seal in page:
            if seal.number != number + 1:
                yield _gap(number + 1, seal)
            else:
                yield from _fault(seal, entries.get(seal.entry_id), previous, changed)
            previous, number = bytes(seal.hash), seal.number


def _pages() -> Iterator[list[EntrySeal]]:
    seals = EntrySeal.objects.order_by("number")
    page = list(seals[:PAGE])
    while page:
        yield page
        page = list(seals.filter(number__gt=page[-1].number)[:PAGE])


def _gap(missing: int, seal: EntrySeal) -> str:
    return _("哈希链断了：第%(missing)s号封印不见了，下一个是第%(number)s号。请与备份核对。") % {
        "missing": missing,
        "number": seal.number,
    }


def _fault(
    seal: EntrySeal, entry: Entry | None, previous: bytes, changed: Mapping[int, str]
) -> Iterator[str]:
    if entry is None:
        yield _("第%(number)s号封印的日志（编号 %(entry)s）不见了，请与备份核对。") % {
            "number": seal.number,
            "entry": seal.entry_id,
        }
    elif chain.link(previous, entry, seal.images) != bytes(seal.hash):
        yield _("%(entry)s和封存时不一样了：第%(number)s号封印对不上。请与备份核对。") % {
            "number": seal.number,
            "entry": _named(entry),
        }
    elif seal.number in changed:
        yield _(
            "%(entry)s留下的前像和封存时不一样了（第%(number)s号封印，表 %(table)s）。请与备份核对。"
        ) % {"number": seal.number, "entry": _named(entry), "table": changed[seal.number]}


def _named(entry: Entry) -> str:
    """Without the summary, which may name somebody."""
    return _("日志“%(act)s”（%(at)s，%(number)s）") % {
        "act": entry.act,
        "at": f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}",
        "number": entry.public_id,
    }
