"""Lays the drafted explanation of a report beside the published one: which of its figures ours gives in the same role.

Run as ``python -m tests.benchmarks.compare_explanations FORM=FILE...``, e.g. ``wuhan-2020=hanyang.txt``. The report
has the tables of the file, and what its text alone says of cells that the tables name (budget, last year) is put
into those cells first. ``--missing`` lists every figure that ours does not give, with the likely reason.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import Dimension, Passage, Role, Statement, passages, statements_of
from juesuan_gui.narrative.drafting import draft
from juesuan_gui.narrative.headings import without_ordinal
from juesuan_gui.narrative.ties import TiedStatement, load_ties, tied
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.reading.intake import read_source, recognise_with, take_in
from juesuan_gui.relations import Address, Basis, Period, Reference
from juesuan_gui.report import CodedRow, Origin, Report, Slot, SlotEdit, SlotKind, Stated, TableKey, TableMark, compose
from juesuan_gui.session import catalogue
from tests.generator.reports import TEMPLATES

_LENGTHS = (3, 5)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one block for each report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", metavar="FORM=FILE")
    parser.add_argument("--missing", action="store_true")
    options = parser.parse_args(arguments)
    with ReadingWorker() as worker:
        for item in options.reports:
            form_id, _, name = item.partition("=")
            form = load_form(form_id, [TEMPLATES])
            codes = catalogue("function", form)
            source = read_source(Path(name), worker)
            recognised = recognise_with(source, form, codes)
            report = take_in(recognised, form).report if recognised.tables else _without_tables(form, codes)
            text = passages(source.document)
            published = statements_of(text)
            live = LiveReport(report, codes)
            _learn(report, list(tied(published, load_ties(form), live, report.text("单位名称"))), published)
            sys.stdout.write("\n".join(_compared(Path(name).name, LiveReport(report, codes), text, published, options)))
            sys.stdout.write("\n\n")


def _without_tables(form: Form, codes: CodeCatalogue) -> Report:
    """A report whose tables are there but blank, with every 类 and 款 as a row: the source prints text alone."""
    report = Report(form)
    keys = [TableKey(table.id) for table in form.printed_tables]
    edits = [SlotEdit(Slot(SlotKind.TABLE, tuple(key)), None, TableMark.IMPORTED) for key in keys]
    for entry in codes:
        if len(entry.code) in _LENGTHS:
            slot = Slot(SlotKind.ROW, (*TableKey("T5"), entry.code))
            edits.append(SlotEdit(slot, None, CodedRow(entry.code, entry.name)))
    report.apply(compose("空表", edits))
    return report


def _learn(report: Report, met: Iterable[TiedStatement], published: Sequence[Statement]) -> None:
    """State what the text alone says: figures of cells that are blank, their budgets and last year's figures."""
    found: dict[Address, Figure] = {}
    by_frame: dict[tuple[int, int], list[Statement]] = {}
    for statement in published:
        by_frame.setdefault((id(statement.passage), statement.frame), []).append(statement)
    for item in met:
        if len(item.addresses) != 1 or not (item.figure is None or isinstance(item.figure, Reference)):
            continue
        (cell,) = item.addresses
        amount = item.statement.literal.figure
        if item.statement.role is not Role.FINAL:
            continue
        if report.stated(cell) is None:
            found.setdefault(cell, amount)
        for other in by_frame[(id(item.statement.passage), item.statement.frame)]:
            found |= dict(_of_frame(cell, amount, other))
    edits = []
    for cell, figure in found.items():
        table = report.form.table(cell.table)
        if cell.basis not in table.bases or report.stated(cell) is not None:
            continue
        edits.append(SlotEdit(Slot.figure(cell), None, Stated(figure, Origin.PUBLISHED)))
        row = Slot(SlotKind.ROW, (*TableKey.of(cell), cell.row))
        if table.is_code(cell.row) and report.value(row) is None:
            edits.append(SlotEdit(row, None, CodedRow(cell.row, "")))
    report.apply(compose("原文所述", {edit.slot: edit for edit in edits}.values()))


def _of_frame(cell: Address, amount: Figure, other: Statement) -> Iterator[tuple[Address, Figure]]:
    """The budget or last year's figure that a statement about the same thing gives."""
    budget, prior = cell._replace(basis=Basis.INITIAL_BUDGET), cell._replace(period=Period.PRIOR)
    figure = other.literal.figure
    if other.role is Role.BUDGET:
        yield budget, figure
    elif other.role is Role.CHANGE and other.direction is not None:
        before = Figure(amount.value - other.direction * figure.value, figure.step, exact=figure.exact)
        yield (budget if "预算" in other.base else prior), before


def _compared(
    name: str, live: LiveReport, text: Sequence[Passage], published: Sequence[Statement], options: argparse.Namespace
) -> Iterator[str]:
    drafted = draft(live)
    blocks = [Paragraph.of(line) for item in drafted for line in (item.heading, *(p.text for p in item.paragraphs))]
    ours = statements_of(passages(Document("", (Section(tuple(blocks)),))))
    said = Counter(_key(statement) for statement in ours)
    anywhere = {_key(statement)[1:] for statement in ours}
    told = [statement for statement in published if not statement.passage.in_cell]
    missing: list[tuple[Statement, str]] = []
    for statement in told:
        key = _key(statement)
        if said[key] > 0:
            said[key] -= 1
        else:
            missing.append((statement, _reason(statement, key[1:] in anywhere)))
    titles = [without_ordinal(item.text) for item in text if item.is_heading]
    own = [item.title for item in drafted]
    kept = [title for title in own if title in titles]
    yield f"{name}：标题 {len(own)} 个，原文也有 {len(kept)} 个，次序{'相同' if _in_order(kept, titles) else '不同'}；"
    yield f"  原文 {len(told)} 个数，同样用法的 {len(told) - len(missing)} 个（{_percent(len(told) - len(missing), len(told))}）。"
    for reason, count in Counter(reason for _, reason in missing).most_common():
        yield f"  {reason}：{count}"
    if options.missing:
        for statement, reason in missing:
            yield f"    {reason}｜{statement.subject}｜{statement.role.value}｜{statement.passage.quote(statement.start, statement.literal.end)}"


def _key(statement: Statement) -> tuple[object, ...]:
    """Role, kind and value of a figure; amounts and rates compare as printed to two places at most."""
    literal = statement.literal
    return statement.role, literal.dimension, literal.figure.value


def _reason(statement: Statement, elsewhere: bool) -> str:
    if elsewhere:
        return "数相同而用法不同"
    if "绩效" in "".join(statement.passage.headings) or "评价" in "".join(statement.passage.headings):
        return "绩效部分，由自评表给出"
    if statement.literal.dimension is Dimension.COUNT:
        return "补充数据，来源的表里没有"
    if statement.role in (Role.BUDGET, Role.CHANGE, Role.CHANGE_RATE, Role.COMPLETION, Role.PRIOR):
        return "预算或上年数，来源的表里没有"
    return "其他：来源的表里没有，或原文有误"


def _in_order(kept: Sequence[str], titles: Sequence[str]) -> bool:
    rest = iter(titles)
    return all(any(title == other for other in rest) for title in kept)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.0f}%" if whole else "—"


if __name__ == "__main__":
    main()
