"""How a traced row writes what its columns hold: words instead of codes, last days instead of ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from niangjia.base.periods import ONE_DAY, Period
from niangjia.base.phrases import in_language
from niangjia.figures.kinds import Counted
from niangjia.figures.trace import TracedRow

NAME = "姓名"
# Heads of columns that only declarations name: here they are seen by the catalogue of words.
HEADS = (
    gettext_noop("姓名"),
    gettext_noop("产生方式"),
    gettext_noop("任职起"),
    gettext_noop("任职止"),
    gettext_noop("组织形式"),
    gettext_noop("起"),
    gettext_noop("止"),
    gettext_noop("事件"),
    gettext_noop("日期"),
    gettext_noop("文号"),
    gettext_noop("变动"),
    gettext_noop("生效日"),
    gettext_noop("理由"),
    gettext_noop("本届起"),
    gettext_noop("届次"),
    gettext_noop("代码"),
    gettext_noop("职务"),
    gettext_noop("专兼挂"),
    gettext_noop("联办方式"),
    gettext_noop("联办起"),
    gettext_noop("阵地"),
    gettext_noop("种类"),
)


@dataclass(frozen=True)
class FaceColumn:
    """One column of the rows: `key` is what the declaration calls it."""

    key: str
    label: str
    words: Mapping[str, str]
    is_end: bool = False

    def is_told(self, rows: Iterable[TracedRow]) -> bool:
        """Whether the column says anything: nobody's last day is no column."""
        return not self.is_end or any(row.cells.get(self.key) for row in rows)

    def text(self, row: TracedRow) -> str:
        """What a row says here; empty if it is masked."""
        said = row.cells.get(self.key, "")
        if self.is_end and said:
            return str(date.fromisoformat(said) - ONE_DAY)  # people name the last day (R1)
        return self.words.get(said, said)


def face_columns(figure: Counted, period: Period) -> list[FaceColumn]:
    """The columns of a figure's rows, her name first."""
    model = figure.rows(period).model
    found = [_column(label, path, model) for label, path in figure.face.columns.items()]
    return sorted(found, key=lambda column: column.key != NAME)


def _column(label: str, path: str, model: Any) -> FaceColumn:
    field = _field(model, path)
    plain = label.replace("(次日)", "")
    return FaceColumn(label, _(plain), _words(field), is_end=path.endswith("ends_on"))


def _words(field: Any) -> dict[str, str]:
    """Of codes their words; of a kind's name the one in the reader's language."""
    if field.name == "name" and hasattr(field.model, "name_en"):
        names = field.model.objects.values_list("name", "name_en")
        return {name: in_language(name, english) for name, english in names}
    return {str(value): str(word) for value, word in field.choices or ()}


def _field(model: Any, path: str) -> Any:
    """The column at the end of a lookup path."""
    *way, last = path.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)
