"""复制为我的版式: a folder that extends the form, with what the report said otherwise; broken ones leave nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.forms import FORM_ITSELF, FormError, adjusted, adjustment_text, declaration_of, form_ids, load_form
from juesuan_gui.forms.adjustments import NewColumn, new_table, reheaded, with_code_columns
from juesuan_gui.forms.adjustments_lines import with_debt_lines
from juesuan_gui.forms.copying import copy_form, toml_text
from tests.generator.reports import TEMPLATES


@pytest.mark.sampled(6)
@pytest.mark.parametrize("form_id", sorted(form_ids([TEMPLATES])))
def test_the_copy_says_what_the_original_says(form_id: str, tmp_path: Path) -> None:
    base = load_form(form_id, [TEMPLATES])
    folder = copy_form(base, [TEMPLATES], tmp_path)
    made = load_form(folder.name, [TEMPLATES, tmp_path])
    assert (dict(made.tables), dict(made.checks), made.outline) == (dict(base.tables), dict(base.checks), base.outline)
    assert (made.region, made.year, made.numbers) == (base.region, base.year, base.numbers)
    assert made.id != base.id


def test_the_copy_keeps_what_the_report_says_otherwise(tmp_path: Path) -> None:
    base = load_form("national-2020", [TEMPLATES])
    wanted = [
        with_debt_lines(declaration_of(base, "T1"), printed=False),
        with_code_columns(reheaded(declaration_of(base, "T2"), "事业收入", "事业收入“其他”"), 1),
        new_table(
            "会议费情况表", [NewColumn("预算数"), NewColumn("人数", "count")], ["甲会"], total=True, taken=base.tables
        ),
    ]
    texts = {str(table["id"]): adjustment_text(base, str(table["id"]), table) for table in wanted}
    texts[FORM_ITSELF] = '{"numbers": {"unit": "元", "thousands": false}}'
    folder = copy_form(base, [TEMPLATES], tmp_path, texts)
    made, report_form = load_form(folder.name, [TEMPLATES, tmp_path]), adjusted(base, texts)
    assert set(made.tables) == set(report_form.tables)
    for table_id, table in report_form.tables.items():
        assert made.table(table_id) == table, table_id
    assert made.numbers == report_form.numbers
    assert set(made.checks) == set(report_form.checks)


def test_a_second_copy_gets_another_name(tmp_path: Path) -> None:
    base = load_form("ningxia-2020", [TEMPLATES])
    first, second = (copy_form(base, [TEMPLATES], tmp_path) for _ in range(2))
    assert first != second
    assert set(form_ids([tmp_path])) == {first.name, second.name}


def test_a_copy_that_cannot_be_leaves_nothing(tmp_path: Path) -> None:
    base = load_form("national-2020", [TEMPLATES])
    with pytest.raises(FormError):
        copy_form(base, [TEMPLATES], tmp_path, {"T1": '{"blocks": []}'})
    assert list(tmp_path.iterdir()) == []


_VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(), _VALUES, max_size=5))
def test_what_is_written_reads_back(content: dict[str, object]) -> None:
    assert tomllib.loads(toml_text(content)) == content
