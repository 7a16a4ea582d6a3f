"""Figures beside the wrong names: a slip of rows, two rows or two columns swapped is one root, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from juesuan_gui.checks import Audit, AuditResult
from juesuan_gui.document import Place
from juesuan_gui.figures import Unit
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.misplaced_figures import Straightened, straighten
from juesuan_gui.reading import Recognised, RecognisedFigure, RecognisedTable
from juesuan_gui.reading.intake import take_in
from juesuan_gui.relations import Period
from juesuan_gui.report import CodedRow, Origin, Stated, TableKey
from tests.examination.texts import form_of
from tests.generator.ledger import Cells
from tests.generator.reports import codes, generated, printed

Cell = tuple[str, str]
FORM = form_of()
BOOK = RuleBook(FORM)
TOTAL = "合计"


def recognised_of(cells: Cells, unit: Unit = Unit.YUAN) -> Recognised:
    """What reading a text with these tables gives: coded rows with their total first, one line a row."""
    tables = []
    for number, table in enumerate(FORM.printed_tables):
        own = {(row, column): value for (table_id, row, column), value in cells.items() if table_id == table.id}
        rows = sorted({row for row, _ in own}, key=lambda row: (row != TOTAL, row))
        figures = tuple(
            RecognisedFigure(
                TableKey(table.id).cell(row, column),
                Stated(printed(own[row, column], unit), Origin.IMPORTED),
                Place(line=number * 1000 + rows.index(row)),
                f"{own[row, column] / unit.value:,.2f}",
            )
            for row, column in own
            if own[row, column] and table.column(column) is not None and table.has_row(row)
        )
        tables.append(
            RecognisedTable(
                table.id,
                table.title,
                Place(line=number * 1000),
                unit,
                tuple(rows),
                tuple(column.key for column in table.columns),
                figures,
                tuple(CodedRow(row, row, place) for place, row in enumerate(rows) if table.is_code(row)),
            )
        )
    return Recognised("报告.txt", tuple(tables), (), (), Period.THIS, unit, "", ())


def revive(recognised: Recognised) -> LiveReport:
    return LiveReport(take_in(recognised, FORM).report, codes(), BOOK)


def audited(live: LiveReport) -> AuditResult:
    audit = Audit(live)
    audit.run()
    return audit.result()


def straightened(cells: Cells, unit: Unit = Unit.YUAN) -> Straightened:
    recognised = recognised_of(cells, unit)
    live = revive(recognised)
    return straighten(recognised, FORM, live, audited(live), revive)


@cache
def ledger(seed: int) -> Mapping[tuple[str, str, str], int]:
    """A consistent report, large enough that a slip shows."""
    return generated(seed, 14)


def coded_rows(cells: Mapping[tuple[str, str, str], int], table: str) -> list[str]:
    return sorted({row for table_id, row, _ in cells if table_id == table and row != TOTAL})


def rearranged(seed: int, table: str, source: Mapping[str, str | None]) -> Cells:
    """The report with the figures of other rows beside the names of a table; ``None`` for a blank row."""
    cells = dict(ledger(seed))
    for key in [key for key in cells if key[0] == table and key[1] in source]:
        del cells[key]
    for (table_id, row, column), value in ledger(seed).items():
        for name, other in source.items():
            if table_id == table and row == other:
                cells[table, name, column] = value
    return cells


def slipped(seed: int, table: str, start: int, by: int) -> Cells:
    """From a row on every figure stands ``by`` rows too high (negative: too low); the freed rows are blank."""
    rows = coded_rows(ledger(seed), table)
    tail = rows[start:]
    source = {row: tail[index + by] if 0 <= index + by < len(tail) else None for index, row in enumerate(tail)}
    return rearranged(seed, table, source)


@pytest.mark.parametrize("unit", [Unit.YUAN, Unit.WAN_YUAN])
def test_a_consistent_report_has_none(unit: Unit) -> None:
    found = straightened(dict(ledger(3)), unit)
    assert (found.observations, found.live) == ((), None)


@pytest.mark.parametrize(
    ("seed", "table", "by"),
    [(8, "T5", 2), (8, "T5", -3), (21, "T3", 1), (3, "T3", -1)],
)
def test_slipped_rows_are_one_root(seed: int, table: str, by: int) -> None:
    start = len(coded_rows(ledger(seed), table)) // 4
    found = straightened(slipped(seed, table, start, by))
    assert [item.check for item in found.observations] == ["F25"]
    item = found.observations[0]
    assert item.spot.table == table
    assert item.spot.row in coded_rows(ledger(seed), table)[start:]
    followers = [finding for finding in found.result.findings if finding.root == item.key]
    assert len(followers) > len(found.result.findings) // 2
    assert all(finding.culprit is None for finding in followers)
    # What is put right is the report as it was: every figure that still has a place there is the true one.
    assert found.live is not None
    true = {(row, column): value for (table_id, row, column), value in ledger(seed).items() if table_id == table}
    stated = {address: item for address, item in found.live.report.figures().items() if address.table == table}
    kept = [(address, item.figure.value) for address, item in stated.items() if item.figure is not None]
    wrong = [address for address, value in kept if value != true.get((address.row, address.column), 0)]
    assert len(wrong) * 20 <= len(kept)


def test_slipped_rows_in_rounded_figures_are_found_too() -> None:
    found = straightened(slipped(8, "T5", 3, 2), Unit.WAN_YUAN)
    assert [item.spot.table for item in found.observations] == ["T5"]


def test_two_rows_swapped_are_one_root() -> None:
    seed, table = 3, "T5"
    rows = [row for row in coded_rows(ledger(seed), table) if len(row) == 7]
    one, other = rows[1], rows[-2]
    found = straightened(rearranged(seed, table, {one: other, other: one}))
    assert [(item.check, item.spot.table) for item in found.observations] == [("F25", table)]
    assert {found.observations[0].spot.row, *(spot.row for spot in found.observations[0].others)} >= {one, other}


def test_two_columns_swapped_are_one_root() -> None:
    seed = 3
    turned = {"基本支出": "项目支出", "项目支出": "基本支出"}
    cells = {
        (table, row, turned.get(column, column) if table == "T5" else column): value
        for (table, row, column), value in ledger(seed).items()
    }
    found = straightened(cells)
    assert [(item.check, item.spot.table) for item in found.observations] == [("F25", "T5")]
    assert {"基本支出", "项目支出"} <= {part for part in turned if part in found.observations[0].message}


def test_a_wrong_figure_is_no_slip() -> None:
    """A single figure that differs, or a few of them, is each its own finding as before."""
    seed = 3
    cells = dict(ledger(seed))
    keys = sorted(key for key in cells if key[0] == "T5" and key[2] == "项目支出" and cells[key])
    for place, key in enumerate(keys[:6:2]):
        cells[key] += 12_345_00 * (place + 1)
    found = straightened(cells)
    assert found.observations == ()
    assert [item.root for item in found.result.findings] == [
        item.root for item in audited(revive(recognised_of(cells))).findings
    ]


def test_figures_of_another_report_are_no_slip() -> None:
    """A table whose figures are found nowhere else differs; it did not slip."""
    seed = 8
    cells = {key: value * 7 // 5 + 100 if key[0] == "T5" else value for key, value in ledger(seed).items()}
    assert straightened(cells).observations == ()


def test_a_slip_of_a_table_that_stands_alone_is_not_guessed() -> None:
    """Without another table of the same codes nothing says where a figure belongs."""
    seed = 8
    cells = {key: value for key, value in slipped(seed, "T5", 3, 1).items() if key[0] in ("T5", "T6", "T7")}
    assert straightened(cells).observations == ()


# -- fixed rows: no other table need say line by line what belongs there ------------------------------------------


def moved_lines(seed: int, table: str, lines: Mapping[str, str]) -> Cells:
    """The report with the figures of some fixed rows beside the names of others; what stood there is overwritten."""
    cells = dict(ledger(seed))
    own = {key: value for key, value in cells.items() if key[0] == table and key[1] in lines}
    for key in own:
        del cells[key]
    for (_, row, column), value in own.items():
        cells[table, lines[row], column] = value
    return cells


def neighbours(table: str, rows: list[str], by: int) -> dict[str, str]:
    order = list(FORM.table(table).rows)
    return {row: order[order.index(row) + by] for row in rows}


@pytest.mark.parametrize(
    ("seed", "table", "rows", "by"),
    [
        (3, "T1", ["一般公共服务支出", "教育支出", "科学技术支出"], 1),
        (21, "T4", ["文化旅游体育与传媒支出", "社会保障和就业支出", "卫生健康支出", "城乡社区支出", "农林水支出"], -1),
        (8, "T1", ["卫生健康支出", "节能环保支出"], 2),
    ],
)
def test_fixed_lines_that_slipped_are_one_root(seed: int, table: str, rows: list[str], by: int) -> None:
    cells = moved_lines(seed, table, neighbours(table, rows, by))
    found = straightened(cells)
    assert [item.check for item in found.observations] == ["F25"]
    item = found.observations[0]
    followers = [finding for finding in found.result.findings if finding.root == item.key]
    assert len(followers) > len(rows)
    consistent = {finding.key for finding in straightened(dict(ledger(seed))).result.findings}
    assert {finding.key for finding in found.result.findings if finding.root != item.key} <= consistent


@pytest.mark.parametrize("table", ["T1", "T4"])
def test_two_fixed_lines_swapped_or_one_on_a_blank_line_are_one_root(table: str) -> None:
    swapped = moved_lines(3, table, {"教育支出": "卫生健康支出", "卫生健康支出": "教育支出"})
    blank = moved_lines(3, table, {"教育支出": "金融支出"})
    one, other = straightened(swapped).observations, straightened(blank).observations
    assert [item.check for item in (*one, *other)] == ["F25", "F25"]
    assert "空着" in other[0].message and "空着" not in one[0].message


def test_a_figure_among_fixed_lines_that_is_merely_wrong_is_no_slip() -> None:
    cells = dict(ledger(3))
    cells["T1", "教育支出", "决算数"] += 4_567_800
    cells["T1", "卫生健康支出", "决算数"] -= 1_234_500
    found = straightened(cells)
    assert found.result.findings and not found.observations


def test_a_line_within_a_sum_could_stand_anywhere_and_is_not_placed() -> None:
    """Figures of one group of the economic classification: its total tells that one left, not where it belongs."""
    rows = [row for table, row, _ in ledger(8) if table == "T6" and len(row) == 5 and row.startswith("301")]
    cells = dict(ledger(8))
    cells["T6", "30999", "金额"] = cells.pop(("T6", sorted(rows)[0], "金额"))
    assert not straightened(cells).observations


def test_columns_of_a_table_of_one_row_that_slipped_are_one_root() -> None:
    """“三公”: the figures of four columns one column too far to the left, the last one blank."""
    columns = [column.key for column in FORM.table("T7").columns]
    right = {column: ledger(3).get(("T7", "金额", column), 0) for column in columns}
    # 出国（境） is blank, so that the next three figures have room to its place.
    assert not right[columns[7]]
    cells = dict(ledger(3))
    for here, from_right in zip(columns[7:11], [*columns[8:11], None], strict=True):
        cells["T7", "金额", here] = right[from_right] if from_right is not None else 0
    found = straightened(cells)
    assert [item.check for item in found.observations] == ["F25"]
    assert found.observations[0].spot.table == "T7"
