"""An organisation that a ledger names and the network lacks, set up because somebody said so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base.refusals import Refused
from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.lengths import LONGEST_UNIT, SHOWN
from niangjia.ledgers.models import ImportRow
from niangjia.ledgers.organisations import found_at
from niangjia.ledgers.reading.rows import Unit
from niangjia.network import naming
from niangjia.network import operations as network
from niangjia.network.models import Organisation
from niangjia.network.terms import Form, Level


def found_for(
    unit: Unit, asked: ImportRow, known: Directory, *, by: Any, today: date
) -> Organisation:
    """Found what the words of a row name: at its place, else below the township they name.

    Raises:
        Refused: it is not clear where it stands, or the rules of the network speak against it.
    """
    spot = known.find(unit)
    if isinstance(spot, Spot) and spot.place:
        return spot.organisation or found_at(spot, known, by=by, today=today)
    level = _level(unit)
    parent = _above(unit, level, known)
    if level is None or parent is None:
        raise Refused(
            _("看不出“%(words)s”归哪个乡镇，不能在这里建。请先登记这个组织，再回答。")
            % {"words": asked.raw}
        )
    words = unit.village if level == Level.VILLAGE else unit.township
    return _without_place(words, level, parent, known, by=by, today=today)


def _level(unit: Unit) -> Level | None:
    if unit.village and unit.township:
        return Level.VILLAGE
    return Level.TOWNSHIP if unit.township and not unit.organisation else None


def _above(unit: Unit, level: Level | None, known: Directory) -> Organisation | None:
    if level == Level.TOWNSHIP:
        return known.root
    town = known.find(Unit(township=unit.township)) if level else None
    return town.organisation if isinstance(town, Spot) else None


def _without_place(
    words: str, level: Level, parent: Organisation, known: Directory, *, by: Any, today: date
) -> Organisation:
    name = naming.key(words)
    if len(naming.federation_name(name)) > LONGEST_UNIT // 2:  # a short name has half the room
        raise Refused(_("“%(words)s……”太长，不像组织名称。") % {"words": name[:SHOWN]})
    organisation = network.found(
        by=by,
        kind=level,
        level=level,
        name=naming.federation_name(name),
        short_name=naming.federation_short_name(name),
        form=Form.FEDERATION,
        parent=parent,
        place=None,
        on=None,
        today=today,
    )
    known.remember(organisation)
    return organisation
