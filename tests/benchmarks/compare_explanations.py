"""Lays the drafted explanation of a report beside the published one: which of its figures ours gives in the same role.

Run as ``python -m tests.benchmarks.compare_explanations FORM=FILE...``, e.g. ``wuhan-2020=hanyang.txt``. The report
has the tables of the file, and what its text alone says of cells that the tables name (budget, last year) is put
into those cells first. ``--missing`` lists every figure that ours does not give, with the likely reason.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from juesuan_gui.document import Document, Paragraph, Section, grids_of
from juesuan_gui.figures import Figure, round_half_up
from juesuan_gui.forms import CodeCatalogue, Form, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative import Dimension, Passage, Role, Statement, passages, statements_of
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.narrative.headings import without_ordinal
from juesuan_gui.narrative.text_facts import facts_of, load_fact_rules
from juesuan_gui.narrative.tied import TiedStatement, tied
from juesuan_gui.narrative.ties import Ties, load_ties, plain_subject, topic_of
from juesuan_gui.reading import ReadingWorker
from juesuan_gui.reading.cards.taking import with_cards
from juesuan_gui.reading.intake import read_source, recognise_with, take_in
from juesuan_gui.relations import Address, Basis, Period, Reference
from juesuan_gui.report import CodedRow, Origin, Report, Slot, SlotEdit, SlotKind, Stated, TableKey, TableMark, compose
from juesuan_gui.session import catalogue
from tests.benchmarks.explained_gaps import Judged, figures_given, is_of_cards
from tests.benchmarks.text_facts import TextFact, text_facts
from tests.generator.reports import TEMPLATES

_LEVELS = {3: "类", 5: "款"}
_LENGTHS = tuple(_LEVELS)


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
            recognised = with_cards(recognise_with(source, form, codes), source.document)
            report = take_in(recognised, form).report
            if not recognised.tables:
                _open_tables(report, codes)
            text = passages(source.document)
            published = statements_of(text)
            live = LiveReport(report, codes)
            met = list(tied(published, load_ties(form), live, report.text("单位名称")))
            # The program's own rules know counts and sums; the file beside adds budgets and last year's figures.
            known = [TextFact(fact.address, fact.figure) for fact in facts_of(text, load_fact_rules(form))]
            _learn(report, met, published, [*text_facts(text, live), *known], codes)
            live = LiveReport(report, codes)
            given = figures_given(list(grids_of(source.document)), live)
            sys.stdout.write("\n".join(_compared(Path(name).name, live, text, published, given, options)))
            sys.stdout.write("\n\n")


def _open_tables(report: Report, codes: CodeCatalogue) -> None:
    """Give a report its tables, blank, with every 类 and 款 as a row: the source prints text alone."""
    keys = [TableKey(table.id) for table in report.form.printed_tables]
    edits = [SlotEdit(Slot(SlotKind.TABLE, tuple(key)), None, TableMark.IMPORTED) for key in keys]
    for table in ("T5", "T8"):
        for entry in codes:
            if len(entry.code) in _LENGTHS:
                slot = Slot(SlotKind.ROW, (*TableKey(table), entry.code))
                edits.append(SlotEdit(slot, None, CodedRow(entry.code, entry.name)))
    report.apply(compose("空表", edits))


def _learn(
    report: Report,
    met: Iterable[TiedStatement],
    published: Sequence[Statement],
    facts: Iterable[TextFact],
    codes: CodeCatalogue,
) -> None:
    """State what the text alone says: figures of cells that are blank, their budgets and last year's figures."""
    found: dict[Address, Figure] = {}
    for fact in facts:
        found.setdefault(fact.address, fact.figure)
    by_frame: dict[tuple[int, int], list[Statement]] = {}
    for statement in published:
        by_frame.setdefault((id(statement.passage), statement.frame), []).append(statement)
    for item in met:
        if len(item.addresses) != 1 or not (item.figure is None or isinstance(item.figure, Reference)):
            continue
        if item.tie.relation != "=":
            continue
        (cell,) = item.addresses
        amount = item.statement.literal.figure
        if report.stated(cell) is None:
            found.setdefault(cell, amount)
        if item.statement.role is Role.FINAL:
            for other in by_frame[(id(item.statement.passage), item.statement.frame)]:
                for address, figure in _of_frame(cell, amount, other):
                    found.setdefault(address, figure)
    for cell, figure in _unspent(published, codes, report.form):
        found.setdefault(cell, figure)
    _state(report, found)


def _state(report: Report, found: Mapping[Address, Figure]) -> None:
    """State the figures in cells that are blank yet."""
    edits = []
    for cell, figure in found.items():
        table = report.form.table(cell.table)
        bases = table.bases or (Basis.FINAL,)
        if cell.basis not in bases or report.stated(cell) is not None:
            continue
        edits.append(SlotEdit(Slot.figure(cell), None, Stated(figure, Origin.PUBLISHED)))
        economic = report.form.table("T6").rows.get(cell.row)
        row = Slot(SlotKind.ROW, (*TableKey.of(cell), cell.row))
        if table.is_code(cell.row) and report.value(row) is None:
            edits.append(SlotEdit(row, None, CodedRow(cell.row, economic.label if economic is not None else "")))
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


def _unspent(published: Sequence[Statement], codes: CodeCatalogue, form: Form) -> Iterator[tuple[Address, Figure]]:
    """Budgets of 科目 that no table has, because nothing was spent: 农林水支出（类）。年初预算为3万元，支出决算为0万元."""
    names = {
        plain_subject(f"{entry.name}({_LEVELS[len(entry.code)]})"): entry.code
        for entry in codes
        if len(entry.code) in _LENGTHS
    }
    topics = load_ties(form)
    for statement in published:
        topic = topic_of(topics, statement.passage.headings)
        code = names.get(plain_subject(statement.subject))
        if statement.role is Role.BUDGET and code is not None and topic is not None and topic.id == "一般公共":
            yield TableKey("T5", basis=Basis.INITIAL_BUDGET).cell(code, "合计"), statement.literal.figure


def _compared(
    name: str,
    live: LiveReport,
    text: Sequence[Passage],
    published: Sequence[Statement],
    given: frozenset[Fraction],
    options: argparse.Namespace,
) -> Iterator[str]:
    drafted = draft(live)
    blocks = [Paragraph.of(line) for item in drafted for line in (item.heading, *(p.text for p in item.paragraphs))]
    ours = statements_of(passages(Document("", (Section(tuple(blocks)),))))
    told = [statement for statement in published if not statement.passage.in_cell]
    missing = _missing(told, ours, load_ties(live.form))
    anywhere = {_key(statement)[1:] for statement in ours}
    judged = Judged(live, published, given)
    reasons = [(item, judged.reason(item, is_elsewhere=_key(item)[1:] in anywhere)) for item in missing]
    told_of_cards = [item for item in told if is_of_cards(item)]
    missing_of_cards = [item for item in missing if is_of_cards(item)]
    titles = [without_ordinal(item.text) for item in text if item.is_heading]
    own = [item.title for item in drafted]
    kept = [title for title in own if title in titles]
    yield f"{name}：标题 {len(own)} 个，原文也有 {len(kept)} 个，次序{'相同' if _in_order(kept, titles) else '不同'}；"
    if others := [title for title in own if title not in titles]:
        yield f"  原文没有或写法不同的标题：{'；'.join(others)}"
    own_part = len(told) - len(told_of_cards)
    own_given = own_part - (len(missing) - len(missing_of_cards))
    given = len(told) - len(missing)
    yield f"  原文 {len(told)} 个数，同样用法的 {given} 个（{_percent(given, len(told))}）；"
    yield f"  不算绩效部分：{own_part} 个中的 {own_given} 个（{_percent(own_given, own_part)}）。"
    for reason, count in Counter(reason.split("（")[0] for _, reason in reasons).most_common():
        yield f"  {reason}：{count}"
    if options.missing:
        for statement, reason in reasons:
            quote = "".join(statement.passage.quote(statement.start, statement.literal.end).split())
            yield f"    {reason}｜{statement.subject}｜{statement.role.value}｜{quote}"


def _missing(told: Sequence[Statement], ours: Sequence[Statement], ties: Ties) -> list[Statement]:
    """The published figures that ours does not give: those of the same subject first, then those
    below the same kind of heading; performance is apart."""
    rest = list(told)
    places: tuple[Callable[[Statement], object], ...] = (
        lambda item: (topic_of(ties, item.passage.headings), is_of_cards(item), item.subject),
        lambda item: (topic_of(ties, item.passage.headings), is_of_cards(item)),
        lambda item: item.passage.headings[-1:] and without_ordinal(item.passage.headings[-1])[:4],
        is_of_cards,
    )
    for place in places:
        said = Counter((place(item), _key(item)) for item in ours)
        left: list[Statement] = []
        for item in rest:
            key = place(item), _key(item)
            if said[key] > 0:
                said[key] -= 1
                ours = _without(ours, key, place)
            else:
                left.append(item)
        rest = left
    return [item for item in rest if not any(_is_rounded(item, other) for other in ours)]


def _is_rounded(told: Statement, own: Statement) -> bool:
    """Whether a published rate is ours to fewer decimals, of the same thing."""
    if told.literal.dimension is not Dimension.PERCENT or own.literal.dimension is not Dimension.PERCENT:
        return False
    if (told.role, told.subject) != (own.role, own.subject):
        return False
    if is_of_cards(told) != is_of_cards(own):
        return False
    return round_half_up(own.literal.figure.value, told.literal.decimals) == told.literal.figure.value


def _without(
    ours: Sequence[Statement], key: tuple[object, object], place: Callable[[Statement], object]
) -> Sequence[Statement]:
    """Ours without the one that has been met."""
    position = next(number for number, item in enumerate(ours) if (place(item), _key(item)) == key)
    return [*ours[:position], *ours[position + 1 :]]


def _key(statement: Statement) -> tuple[object, ...]:
    """Role, kind and value of a figure; amounts and rates compare as printed to two places at most."""
    literal = statement.literal
    return statement.role, literal.dimension, literal.figure.value


def _in_order(kept: Sequence[str], titles: Sequence[str]) -> bool:
    rest = iter(titles)
    return all(any(title == other for other in rest) for title in kept)


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.0f}%" if whole else "—"


if __name__ == "__main__":
    main()
