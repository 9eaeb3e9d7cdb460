"""Jinja tokens in a document's template: what may stand in them, and what they leave in the text.

Everything a token prints leaves a marker in the text, so that no name, day or figure is ever read
as part of the dialect; `dialect.py` turns the markers into nodes. A token asks; it does not compute:
a number that a template could add up itself would have no rows behind it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2 import Template as JinjaTemplate
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from niangjia.base.numerals import day_in_words
from niangjia.base.periods import Period
from niangjia.base.units import Unit
from niangjia.reports.asking import FigureAnswer, Given, Scope

# Noncharacters: no keyboard and no register holds them (rare names do use the private area).
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
MARKER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_FILE = "<template>"

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.CondExpr,
    nodes.Name, nodes.Getattr, nodes.Call, nodes.Keyword, nodes.Const, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip


class TemplateFault(ValueError):
    """A template that cannot be read or filled; the message names the line."""

    def __init__(self, line: int | None, what: str) -> None:
        super().__init__(f"模板第 {line} 行：{what}" if line else f"模板：{what}")
        self.line = line


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A figure inside a template: print it, or test its `value` and whether it is `known`."""

    answer: FigureAnswer

    @property
    def value(self) -> Decimal | int | None:
        """The number; None if it is unknown or not published."""
        return self.answer.value if self.known else None

    @property
    def known(self) -> bool:
        """Whether there is a number to print, not 未记, 不计算 or 不公布."""
        answer = self.answer
        return not (answer.value is None or answer.refused or answer.suppressed)

    @property
    def complete(self) -> bool:
        """Whether all of what should be is: a ratio whose parts are equal, not one rounded to 100."""
        parts = self.answer.parts
        return self.known and parts is not None and parts[0].value == parts[1].value

    @property
    def label(self) -> str:
        """The figure's name."""
        return self.answer.label

    def _refuse(self, *other: object) -> bool:
        raise TypeError("比较一个数要写 figure(…).value，判断有没有记录要写 figure(…).known。")

    # Silently false comparisons would choose the wrong sentence.
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = _refuse
    __hash__ = None  # type: ignore[assignment]  # what cannot be compared cannot be a key


@dataclass(frozen=True, slots=True)
class GivenWords:
    """Words that a token printed; `is_typed` if no record said them, so they are checked."""

    text: str
    is_typed: bool


Output = FigureAnswer | GivenWords


@dataclass(slots=True)
class Outputs:
    """What the tokens of one rendering printed, in order."""

    typed: frozenset[str]
    printed: list[Output] = field(default_factory=list)

    def keep(self, value: object) -> str:
        """Keep one printed value and give its marker."""
        self.printed.append(self._output(value))
        return f"{_OPEN}{len(self.printed) - 1}{_CLOSE}"

    def _output(self, value: object) -> Output:
        if isinstance(value, Asked):
            return value.answer
        text = "未记" if value is None else " ".join(str(value).split())
        # A bare number slipped past its figure: it is as good as typed by hand.
        is_number = isinstance(value, int | float | Decimal)
        return GivenWords(text, is_number or text in self.typed)


@pass_context
def _keep(context: Context, value: object) -> str:
    outputs: Outputs = context["_outputs"]
    return outputs.keep(value)


def _day(value: object) -> str:
    """2017年5月15日."""
    return day_in_words(_require_day(value))


def _month_day(value: object) -> str:
    """5月15日."""
    return day_in_words(_require_day(value), with_year=False)


def _short(value: object) -> str:
    """清流县妇女联合会 → 清流县妇联."""
    return str(value).replace("妇女联合会", "妇联")


def _require_day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"“{value}”不是日期，不能写成几月几日。")
    return value


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        # Text is read as the dialect and escaped where HTML is written.
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_keep,
    )
    environment.globals.clear()
    environment.filters = {"day": _day, "month_day": _month_day, "short": _short}
    return environment


_JINJA = _environment()


@dataclass(frozen=True)
class Template:
    """A template read once, for any number of documents."""

    jinja: JinjaTemplate
    references: tuple[str, ...]
    typed: frozenset[str]

    def fill(self, scope: Scope) -> tuple[str, list[Output]]:
        """Ask all figures; give the text with markers and what each marker stands for.

        Raises:
            TemplateFault: a name is unknown, or an unknown number is compared.
        """
        outputs = Outputs(self.typed)
        try:
            text = self.jinja.render(_outputs=outputs, **_names(scope))
        except TemplateRuntimeError as error:
            raise TemplateFault(_line_of(error), f"没有这个名字（{error.message}）。") from error
        except TypeError as error:
            if not _is_by_template(error):
                raise
            raise TemplateFault(_line_of(error), _explained(error)) from error
        return text, outputs.printed


@lru_cache(maxsize=512)
def read_template(text: str) -> Template:
    """Read a template; the same text is compiled once.

    Raises:
        TemplateFault: a token is not closed, or uses what documents have no need of.
    """
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    try:
        tree = _JINJA.parse(text)
        _require_allowed(tree)
        jinja = _JINJA.from_string(text)
    except TemplateSyntaxError as error:
        raise TemplateFault(error.lineno, f"写法有误（{error.message}）。") from error
    typed = frozenset(c.value for c in tree.find_all(nodes.Const) if isinstance(c.value, str))
    return Template(jinja, _references(tree), typed)


def _require_allowed(node: nodes.Node) -> None:
    for child in node.iter_child_nodes():
        if not isinstance(child, _ALLOWED):
            what = type(child).__name__
            raise TemplateFault(child.lineno, f"材料里用不到“{what}”。数要由指标来，不在模板里算。")
        if isinstance(child, nodes.Call) and not isinstance(child.node, nodes.Name):
            raise TemplateFault(child.lineno, "这里只能写 figure(…)、constant(…) 或 units(…)。")
        _require_allowed(child)


def _references(tree: nodes.Template) -> tuple[str, ...]:
    """Every reference that `figure("…")` names, in order, once."""
    asked = (call.args[0] for call in tree.find_all(nodes.Call) if _is_figure(call))
    return tuple(dict.fromkeys(a.value for a in asked if isinstance(a, nodes.Const)))


def _is_figure(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "figure" and bool(call.args)


def _names(scope: Scope) -> dict[str, object]:
    """What a template may say."""
    return {
        "figure": _figure(scope),
        "constant": lambda name: _wrapped(scope.constant(name)),
        "units": scope.units,
        "organisation": scope.organisation,
        "period": scope.period,
        "elapsed_days": Asked(elapsed(scope.period)),
    }


def _figure(scope: Scope) -> Callable[..., Asked]:
    """Ask each reference once a document, however often it is printed or tested."""

    @cache
    def figure(ref: str, organisation: str = "") -> Asked:
        return Asked(scope.ask(ref, organisation=organisation))

    return figure


def _wrapped(value: object) -> object:
    return Asked(value) if isinstance(value, Given) else value


def elapsed(period: Period) -> Given:
    """How many days went by from the first day to the last (历时)."""
    days = (period.last - period.first).days
    text = f"{period.first} 至 {period.last}"
    source = "起止日期相减"
    return Given(
        ref="period.elapsed",
        label="历时",
        value=days,
        unit=Unit.DAY,
        source=source,
        period_text=text,
    )


def _is_by_template(error: TypeError) -> bool:
    """Tell a fault of the template from one of the program behind `ask`."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return last.filename in (_FILE, __file__)


def _explained(error: TypeError) -> str:
    if "NoneType" in str(error):
        return "未记的数不能比大小，先写 {% if figure(…).known %}。"
    return str(error)


def _line_of(error: BaseException) -> int | None:
    """The template's line where it went wrong; Jinja writes its own lines into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == _FILE), None)
