from dataclasses import replace

import pytest

from niangjia.base.units import Unit
from niangjia.reports.dialect import write_document
from niangjia.reports.text import text_of
from niangjia.reports.tokens import TemplateFault, read_template
from tests.reports.answers import answer, scope


def written(template, **changes):
    document = write_document(f"# 题\n{template}", scope(**changes))
    return text_of(document).split("\n\n", 1)[1].strip()


def test_a_number_is_a_node_and_not_words():
    document = write_document('# 题\n共{{ figure("committees.persons") }}人', scope())

    (number,) = document.numbers
    assert (number.ref, number.text, number.answer.value) == ("committees.persons", "1840", 1840)


def test_days_and_names_are_written_as_papers_write_them():
    assert written("{{ period.first|day }}") == "2017年5月15日"
    assert written("{{ period.last|month_day }}") == "7月31日"
    assert written("{{ organisation.name|short }}") == "清流县妇联"


def test_elapsed_days_is_a_number_with_its_own_source():
    document = write_document("# 题\n历时{{ elapsed_days }}天", scope())

    (number,) = document.numbers
    assert (number.text, number.answer.unit) == ("77", Unit.DAY)
    assert number.answer.source


def test_a_condition_reads_the_value_and_prints_nothing():
    template = '{% if figure("network.conversion_rate(level=village)").complete %}全{% endif %}完成'

    assert written(template) == "全完成"


def test_a_rate_that_is_only_rounded_to_100_is_not_complete():
    ref = "network.conversion_rate(level=village)"
    rate = answer(ref, Unit.PERCENT, "100.0", 2999, 3000)

    said = '{{ "完成" if figure("' + ref + '").complete else "推进" }}'
    assert written(said, **{ref: rate}) == "推进"


def test_a_suppressed_number_is_not_known_and_its_value_cannot_choose_a_sentence():
    hidden = answer("committees.persons", Unit.PERSON, "3", suppressed=True)
    template = '{{ "有" if figure("committees.persons").known else "无" }}{{ figure("committees.persons") }}'

    assert written(template, **{"committees.persons": hidden}) == "无不公布"
    assert (
        written(
            '{% if figure("committees.persons").value is none %}空{% endif %}',
            **{"committees.persons": hidden},
        )
        == "空"
    )


def test_a_figure_is_asked_once_however_often_it_is_used():
    asked = []
    here = scope()

    def ask(ref, /, *, organisation=""):
        asked.append(ref)
        return here.ask(ref, organisation=organisation)

    template = '# 题\n{% if figure("committees.persons").known %}{{ figure("committees.persons") }}{% endif %}'
    write_document(template, replace(here, ask=ask))

    assert asked == ["committees.persons"]


def test_units_give_each_row_its_own_numbers():
    template = (
        "| 乡镇 | 执委 |\n| --- | ---: |\n"
        '{% for unit in units(level="township") %}\n'
        '| {{ unit.name }} | {{ figure("committees.seats(level=township)", organisation=unit.code) }} |\n'
        "{% endfor %}\n"
    )
    document = write_document(f"# 题\n{template}", scope())

    assert [n.answer.organisation_name for n in document.numbers] == ["龙津镇妇联", "嵩溪镇妇联"]
    assert [(n.index, n.occurrence) for n in document.numbers] == [(1, 1), (2, 1)]


def test_a_missing_constant_prints_unknown():
    assert written('{{ constant("nothing") }}') == "未记"


def test_references_are_listed_without_asking():
    template = '{% if figure("a.b").known %}{{ figure("c.d(level=village)") }}{% endif %}{{ figure("a.b") }}'

    assert set(read_template(template).references) == {"a.b", "c.d(level=village)"}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("一\n{{ nothing }}", "模板第 2 行"),
        (
            '一\n{% if figure("committees.new_members(level=village)").value > 3 %}{% endif %}',
            "known",
        ),
        ('{% if figure("committees.persons") == 3 %}{% endif %}', ".value"),
        ('{% if figure("committees.persons") %}{% endif %}', ".known"),
        ('{{ figure("committees.persons").value + 1 }}', "不在模板里算"),
        ('{{ "a" * 99 }}', "不在模板里算"),
        ("{% set x = 1 %}", "用不到"),
        ('{% include "x" %}', "用不到"),
        ("{{ organisation.name.ljust(9) }}", "只能写"),
        ("{{ organisation.__class__ }}", "没有这个名字"),
        ('{{ figure("committees.persons")|length }}', "写法有误"),
        ("{{ organisation.name|day }}", "不是日期"),
        ("{% if x", "写法有误"),
    ],
)
def test_what_a_template_may_not_say_is_refused_in_words(template, words):
    with pytest.raises(TemplateFault, match=words.replace(".", r"\.")):
        read_template(template).fill(scope())


def test_a_fault_behind_the_figures_is_not_blamed_on_the_template():
    def ask(ref, /, *, organisation=""):
        raise TypeError("broken")

    with pytest.raises(TypeError, match="broken"):
        read_template('{{ figure("a.b") }}').fill(replace(scope(), ask=ask))


def test_the_same_text_is_compiled_once():
    assert read_template("# 题 {{ organisation.name }}") is read_template(
        "# 题 {{ organisation.name }}"
    )
