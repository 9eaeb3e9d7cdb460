"""The chart and its table are one thing."""

from hypothesis import given
from hypothesis import strategies as st

from niangjia.desk.charts import number_in, stacked, step_of
from niangjia.desk.pages import Bars
from niangjia.desk.parts import Cell, Column, FigureCell, Known, Row, Table


def table(values):
    columns = (
        Column(label="乡镇"),
        Column(label="村级", is_number=True),
        Column(label="镇级", is_number=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text="嵩口镇"),
                *(FigureCell(text=f"{v:,}", address=f"/{i}/{v}") for v in pair),
            )
        )
        for i, pair in enumerate(values)
    )
    return Table(label="按乡镇", columns=columns, rows=rows)


BARS = Bars(sentence="席位", columns=(1, 2), unit="席")
COUNTS = st.integers(0, 100_000)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=20))
def test_bars_are_as_high_as_the_numbers_of_the_table(values):
    chart = stacked(table(values), BARS)

    top = max(float(line.text.replace(",", "")) for line in chart.lines)
    plot = max(line.y for line in chart.lines) - min(line.y for line in chart.lines)
    drawn = sum(bar.height for bar in chart.bars)
    assert abs(drawn - sum(map(sum, values)) / top * plot) < 0.2 * len(values) + 0.1


@given(st.integers(1, 10**7))
def test_a_scale_has_at_most_six_lines(highest):
    step = step_of(highest)

    assert str(step).rstrip("0") in ("1", "2", "5")
    assert highest / step <= 5


def test_a_bar_opens_the_same_rows_as_its_number():
    chart = stacked(table([(3, 2)]), BARS)

    assert [(bar.series, bar.address) for bar in chart.bars] == [(0, "/0/3"), (1, "/0/2")]


def test_a_word_in_a_cell_draws_no_bar():
    unknown = FigureCell(text="", address="/", known=Known.UNKNOWN)

    assert number_in(unknown) == 0
    assert stacked(table([]), BARS).bars == ()
