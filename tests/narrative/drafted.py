"""Owns reports with everything an explanation asks for: figures of both years, budgets, counts, reasons, words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from juesuan_gui.figures import exact_count, exact_money
from juesuan_gui.forms import ColumnKind, Form, load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import Origin, Report, Slot, SlotEdit, Stated, TableKey, compose, set_text
from tests.generator.ledger import Cells
from tests.generator.reports import TEMPLATES, codes, generated, report_of
from tests.generator.years import Figures, budgets, last_year, load

FORMS = sorted(path.parent.name for path in Path(TEMPLATES).glob("*/form.toml"))


@lru_cache(maxsize=32)
def form_named(form_id: str) -> Form:
    """A bundled form."""
    return load_form(form_id, [TEMPLATES])


@lru_cache(maxsize=32)
def book_of(form_id: str) -> RuleBook:
    """Its rules, compiled once."""
    return RuleBook(form_named(form_id))


def full_report(form_id: str, seed: int = 7) -> Report:
    """A report of a generated department with both years, budgets and the supplementary figures."""
    form = form_named(form_id)
    cells = generated(seed)
    report = report_of(form, cells)
    # Another ledger is last year, so that everything has changed; the lowest rows of the budget are cut up and down.
    report.apply(load(report, last_year(generated(seed + 100)) | budgets(cells) | _planned(cells)))
    report.apply(set_text(report, "单位名称", "某市某某局"))
    _fill_supplementary(report)
    return report


def _planned(cells: Cells) -> Figures:
    """The budget of the year's beginning: more and less than was spent, nothing for some rows, one row for itself."""
    found: Figures = {}
    for position, ((table, row, column), fen) in enumerate(sorted(cells.items())):
        cell = Address(table, row, column, basis=Basis.INITIAL_BUDGET)
        if (table, column) == ("T5", "项目支出") and len(row) == 7:
            found[cell] = fen * (position % 4) // 2
        elif (table == "T6" and len(row) == 5) or ((table, column) == ("T5", "基本支出") and len(row) == 7):
            found[cell] = fen * 2
    return found | {Address("T5", "2130599", "项目支出", basis=Basis.INITIAL_BUDGET): 3_000_000}


def _fill_supplementary(report: Report) -> None:
    """2 of everything that is counted and 20,000.00元 of all money, of both years, with totals that fit their parts."""
    edits: dict[Address, Stated] = {}
    totals = {"车辆": 16, "在职": 6, "离退休": 4, "总额": 6, "固定资产": 40}
    parts = {"公共服务": 4}
    travel = _parts_of_travel(report)
    for table in report.form.tables.values():
        if not table.supplementary or table.repeated:
            continue
        periods = (
            [TableKey(table.id), TableKey(table.id, Period.PRIOR)] if "上年" in table.periods else [TableKey(table.id)]
        )
        for key, row in ((key, row) for key in periods for row in table.rows.values()):
            for column in table.columns_of(row.key) if row.key else ():
                declared = table.column(column)
                address = key.cell(row.key, column)
                number = totals.get(row.key, parts.get(row.key, 2))
                if declared is None or report.stated(address) is not None or table.coded is not None:
                    continue
                if declared.kind in (ColumnKind.COUNT, ColumnKind.NUMBER):
                    edits[address] = Stated(exact_count(number), Origin.TYPED)
                elif declared.kind is ColumnKind.MONEY and table.id == "三公构成":
                    edits[address] = Stated(exact_money(travel.get(row.key, 0)), Origin.TYPED)
                elif declared.kind is ColumnKind.MONEY:
                    edits[address] = Stated(
                        exact_money(number * 1_000_000 + 4_000 * (key.period == "上年")), Origin.TYPED
                    )
    report.apply(
        compose("补充", [SlotEdit(Slot.figure(cell), report.stated(cell), value) for cell, value in edits.items()])
    )


def _parts_of_travel(report: Report) -> dict[str, int]:
    """Each part of the 三公 costs in 分: all petrol and domestic, so that the parts make up what T7 says."""
    spent = {
        cell.column: stated.figure.value
        for cell, stated in report.figures().items()
        if stated.figure and cell == Address("T7", cell.row, cell.column)
    }
    return {"车辆加油费": int(spent.get("决算公务用车运行费", 0)), "国内接待费": int(spent.get("决算公务接待费", 0))}


def live_of(report: Report) -> LiveReport:
    """The live report."""
    return LiveReport(report, codes(report.form.year), book_of(report.form.id))


def answered(report: Report) -> LiveReport:
    """The report with every reason and free text that its explanation asks for, each in words of its own."""
    for _ in range(3):
        asked = [need for item in draft(live_of(report)) for need in item.needs if need.name]
        for number, need in enumerate(dict.fromkeys(asked)):
            words = _ANSWERS[number % len(_ANSWERS)]
            text = f"{words}（{chr(0x7532 + number % 7)}类）" if need.kind == "原因" else f"{words}等工作。"
            if not report.text(need.name):
                report.apply(set_text(report, need.name, text))
        if not asked:
            break
    return live_of(report)


_ANSWERS = ("机构职责调整后工作量有变化", "按进度安排支出", "人员调动", "压缩一般性开支", "上级下达专项任务")
