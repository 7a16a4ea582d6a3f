"""F13: one code has one name in a report; a name that the print has cut or joined is no other name."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.print.code_rows import code_name_checks
from juesuan_gui.checks.print.published import Published
from juesuan_gui.document import Place
from juesuan_gui.forms import CodeCatalogue, CodeEntry
from juesuan_gui.report.printed import PrintedRow, PrintedTable, PrintedText
from tests.generator.documents import form_of

WHOLE, CUT = "解决历史遗留问题及改革成本支出", "解决历史遗留问题及改"


def found(
    names: dict[str, str], inferred: frozenset[str] = frozenset(), catalogue: str | None = None
) -> list[tuple[str, str | None]]:
    """The tables told of when they print the code 22301 so."""
    tables = []
    for table, name in names.items():
        text = PrintedText(name, Place(page=1))
        row = PrintedRow("22301", 0, text, title=name)
        tables.append(PrintedTable(table, Place(page=1), rows=(row,), is_inferred=table in inferred))
    codes = CodeCatalogue({"22301": CodeEntry("22301", catalogue, 2019, 2030, "一般", "H")}) if catalogue else None
    source = Published(form_of("national-2023"), 2023, "", tuple(tables), {}, codes=codes)
    return [(item.key.split("|")[1], item.stated) for item in code_name_checks(source)]


def test_another_name_is_found_at_its_table() -> None:
    assert found({"T2": WHOLE, "T3": WHOLE, "T5": "国有企业政策性补贴"}) == [("T5", "国有企业政策性补贴")]


def test_the_same_name_is_no_finding_whatever_its_marks() -> None:
    assert found({"T2": "“三供一业”移交补助支出", "T3": "三供一业移交补助支出", "T5": "三供一业移交补助支出"}) == []


def test_where_no_name_is_the_usual_one_nothing_is_said() -> None:
    assert found({"T2": WHOLE, "T3": "国有企业政策性补贴"}) == []


@pytest.mark.parametrize("inferred", [frozenset(), frozenset({"T5"})])
def test_a_name_cut_by_its_column_is_no_other_name(inferred: frozenset[str]) -> None:
    assert found({"T2": WHOLE, "T3": WHOLE, "T5": CUT}, inferred) == []


def test_the_whole_name_beside_cut_ones_is_told_only_where_lines_are_drawn() -> None:
    names = {"T2": CUT, "T3": CUT, "T9": WHOLE}
    assert found(names, frozenset({"T2", "T3"})) == []
    assert found(names) == [("T9", WHOLE)]
    assert found(names, frozenset({"T2"})) == [("T9", WHOLE)]


@pytest.mark.parametrize(("catalogue", "is_told"), [("公租房", True), ("公租房支出", False), (None, False)])
def test_a_longer_name_is_told_where_the_catalogue_has_the_usual_one_whole(
    catalogue: str | None, is_told: bool
) -> None:
    names = {"T2": "公租房", "T3": "公租房支出", "T5": "公租房"}
    assert found(names, frozenset(names), catalogue) == ([("T3", "公租房支出")] if is_told else [])
