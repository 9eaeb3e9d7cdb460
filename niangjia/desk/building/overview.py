"""工作台 of an organisation: the net chain, four figures with their scope, units, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.access.permissions import within
from niangjia.access.terms import Can
from niangjia.desk.building.cells import Numbers, cell
from niangjia.desk.building.gaps import gaps
from niangjia.desk.building.question import pages_of
from niangjia.desk.pages import Bars, ChainNode, Head, OverviewPage
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Column,
    FigureCell,
    Link,
    ListCard,
    ListItem,
    Phrase,
    Row,
    Table,
    Tile,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.figures.by_unit import UnitAnswer, by_unit
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import Answer
from niangjia.ledgers.models import Fate, Import, ImportRow
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.terms import TIERS, Level
from niangjia.network.tree import superiors

# Per level of the units listed: reference of each column → its head. Bars read columns 3 and 1.
SEATS_OF_TOWNSHIP = "committees.seats(level=township)"
FEDERATIONS = "network.federations(level=village)"
SEATS_OF_VILLAGE = "committees.seats(level=village)"
MEAN = "committees.mean_seats(level=village)"
SEATS = "committees.seats"
PERSONS = "committees.persons"


def build_overview(visit: Visit, organisation: Organisation) -> OverviewPage:
    """The page of a county; of a township or a village narrowed to what stands there."""
    numbers = Numbers(visit, organisation)
    units = _units(numbers)
    return OverviewPage(
        head=_head(numbers),
        chain=_chain(numbers),
        chain_note=_("每一级都能点开，一直看到人"),
        tiles=_tiles(numbers),
        units=units,
        units_note=_("按区划代码排列，不排名次"),
        bars=_bars(organisation, units),
        side=_to_look_at(numbers),
        gaps=gaps(numbers),
    )


def _head(numbers: Numbers) -> Head:
    visit, organisation = numbers.visit, numbers.organisation
    above = superiors(organisation=organisation.pk, on=visit.day)[:3]
    names = short_names([organisation.pk, *above], on=visit.day)
    crumbs = [names.get(one, "") for one in (*reversed(above), organisation.pk)]
    name = names.get(organisation.pk, organisation.code)
    print_it = Action(text=_("打印"), icon="printer", opens_print=True)
    own = Action(
        text=_("看本级名册"),
        icon="sitemap",
        address=visit.leading("organisation", organisation.public_id),
    )
    return Head(
        title=_("%(name)s工作台") % {"name": name},
        crumbs=tuple(Link(text=crumb) for crumb in crumbs),
        actions=(print_it, own),
    )


def _is_at_or_above(organisation: Organisation, level: str) -> bool:
    return TIERS.index(Level(organisation.level)) <= TIERS.index(Level(level))


def _chain(numbers: Numbers) -> tuple[ChainNode, ...]:
    """From the organisation's own tier down to the persons; at most five nodes."""
    nodes = [
        (Level.COUNTY, _("县妇联"), "network.federations(level=county)", ()),
        (Level.TOWNSHIP, _("乡镇（街道）妇联"), "network.federations(level=township)", ()),
        (Level.VILLAGE, _("村（社区）妇联"), FEDERATIONS, _rate(numbers)),
        (Level.STATION, _("姐妹驿站"), "network.stations", ()),
    ]
    chain = [
        ChainNode(label=label, figure=numbers.cell(reference), note=note)
        for level, label, reference, note in nodes
        if _is_at_or_above(numbers.organisation, level)
    ]
    seats = numbers.phrase(_("去重人数，席位是"), SEATS, unit=True)
    persons = ChainNode(label=_("身边的执委"), figure=numbers.cell(PERSONS), note=(seats,))
    return (*chain, persons)


def _rate(numbers: Numbers) -> tuple[Phrase, ...]:
    rate = "network.conversion_rate(level=village)"
    return (numbers.phrase(_("会改联完成率"), rate, unit=True),)


def _tiles(numbers: Numbers) -> tuple[Tile, ...]:
    seats = (numbers.phrase(_("去重人数"), PERSONS, unit=True),)
    return (
        Tile(label=_("执委席位"), figure=numbers.cell(SEATS), scope=seats),
        _quotient(numbers, _("会改联完成率"), "network.conversion_rate(level=village)"),
        _quotient(numbers, _("四同步完成率"), "network.synchronised(level=village)"),
        _quotient(numbers, _("必备类别齐全的执委会"), "committees.complete_rate"),
    )


def _quotient(numbers: Numbers, label: str, reference: str) -> Tile:
    """A rate with both its parts: 119 ÷ 119."""
    answer = numbers.answer(reference)
    of, to = (_aside(part, numbers.visit) for part in answer.parts or ())
    scope = (Phrase(figure=of, after=" ÷ "), Phrase(figure=to, after=_(" 个组织")))
    return Tile(label=label, figure=numbers.cell(reference), scope=scope)


def _aside(part: Answer, visit: Visit) -> FigureCell:
    return replace(cell(part, visit, has_unit=False), unknown_in=0, undecided=0)


def _units(numbers: Numbers) -> Table:
    if _is_at_or_above(numbers.organisation, Level.COUNTY):
        return _table(numbers, Level.TOWNSHIP, _of_townships())
    if numbers.organisation.level == Level.TOWNSHIP:
        return _table(numbers, Level.VILLAGE, _of_villages())
    return _table(numbers, Level.GRID, _of_grids())


Heads = tuple[tuple[str, str], ...]


def _of_townships() -> Heads:
    return (
        (SEATS_OF_TOWNSHIP, _("乡镇执委（席）")),
        (FEDERATIONS, _("村（社区）妇联（个）")),
        (SEATS_OF_VILLAGE, _("村（社区）执委（席）")),
        (MEAN, _("平均每村（名）")),
        (SEATS, _("席位合计")),
        (PERSONS, _("去重人数")),
    )


def _of_villages() -> Heads:
    return (
        (SEATS_OF_VILLAGE, _("执委（席）")),
        (PERSONS, _("去重人数")),
        ("committees.posts(level=village, post=chair)", _("主席（席）")),
        ("committees.posts(level=village, post=vice_chair)", _("副主席（席）")),
        ("network.stations", _("姐妹驿站（个）")),
    )


def _of_grids() -> Heads:
    return (("network.stations", _("姐妹驿站（个）")),)


def _table(numbers: Numbers, level: Level, heads: Heads) -> Table:
    columns = [_column(numbers, level, reference) for reference, _head in heads]
    units = columns[0]
    pages = pages_of([unit.organisation for unit in units], numbers.visit)
    sums = tuple(_plain(numbers, reference) for reference, _head in heads)
    return Table(
        label=_("按%(level)s") % {"level": level.label},
        columns=(
            Column(label=str(level.label)),
            *(Column(label=head, is_number=True) for _reference, head in heads),
        ),
        rows=tuple(
            _row(numbers, unit, pages, [column[place] for column in columns])
            for place, unit in enumerate(units)
        ),
        total=(Cell(text=_("合计")), *sums),
        empty=_("这一天下面还没有组织。先导入组织台账，或换一天看。"),
    )


def _column(numbers: Numbers, level: str, reference: str) -> Sequence[UnitAnswer]:
    """One figure for every unit: the same few statements however many units there are."""
    return by_unit(
        parse(reference),
        organisation=numbers.organisation,
        period=numbers.visit.period,
        level=level,
    )


def _row(
    numbers: Numbers, unit: UnitAnswer, pages: dict[int, str], answers: list[UnitAnswer]
) -> Row:
    name = Cell(text=unit.short_name, address=pages.get(unit.organisation, ""))
    cells = (cell(one.answer, numbers.visit, has_unit=False) for one in answers)
    return Row(cells=(name, *cells))


def _plain(numbers: Numbers, reference: str) -> FigureCell:
    return numbers.cell(reference, has_unit=False)


def _bars(organisation: Organisation, units: Table) -> Bars | None:
    if len(units.rows) < 2:
        return None
    sentence = _("%(label)s的执委席位；同样的数在表里") % {"label": units.label}
    columns = (3, 1) if _is_at_or_above(organisation, Level.COUNTY) else (1,)
    return Bars(sentence=sentence, columns=columns, unit=_("席"))


def _to_look_at(numbers: Numbers) -> ListCard:
    items = [_pairs(numbers), _waiting(numbers)]
    return ListCard(
        title=_("要看一眼的"),
        items=tuple(item for item in items if item),
        empty=_("没有等你看的。新的花名册放进来，这里会说哪一行要问你。"),
        note=_("定下来一条，数就跟着变一条。"),
    )


def _pairs(numbers: Numbers) -> ListItem | None:
    pairs = numbers.answer(PERSONS).undecided
    if not pairs:
        return None
    chip = ngettext("%(n)s对", "%(n)s对", pairs) % {"n": pairs}
    return ListItem(
        title=_("可能是同一个人"),
        address=numbers.visit.leading("pairs"),
        note=_("定下来以前各算一人"),
        chip=Chip(text=chip, tone=Tone.DUE),
    )


def _waiting(numbers: Numbers) -> ListItem | None:
    """Rows of imports that wait for an answer, where she may import."""
    visit = numbers.visit
    mine = within(visit.user, Can.LEDGER_IMPORT, organisation="organisation", on=visit.today)
    imports = Import.objects.filter(mine)
    rows = ImportRow.objects.filter(batch__in=imports, fate=Fate.WAITING)
    many = rows.count()
    if not many:
        return None
    chip = ngettext("等%(n)s行", "等%(n)s行", many) % {"n": many}
    return ListItem(
        title=_("花名册里等回答的行"),
        address=visit.leading("imports"),
        note=_("答一条，入库一条"),
        chip=Chip(text=chip, tone=Tone.DUE),
    )
