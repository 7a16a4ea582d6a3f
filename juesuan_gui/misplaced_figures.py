"""Owns F25: figures beside the wrong names, proved by putting them right on trial, as one root of all that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from juesuan_gui.checks import Audit, AuditResult, Finding
from juesuan_gui.checks.misplaced import CodedFigures, Misplacement, Proved, Slip, misplacements, prove
from juesuan_gui.checks.misplaced_lines import line_misplacements
from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.forms import Form, Level
from juesuan_gui.live import LiveReport
from juesuan_gui.reading import Recognised, RecognisedFigure, RecognisedTable
from juesuan_gui.relations import Basis

#: A report of which more tables are out of order is better read by a person.
MOST = 3
#: So many rows of evidence are shown.
SHOWN = 3

#: Makes a live report of recognised tables.
Revive = Callable[[Recognised], LiveReport]


@dataclass(frozen=True, slots=True)
class Straightened:
    """The misplacements found, the findings with them as roots, and the report with all put right.

    ``live`` and ``recognised`` (the figures put right) are ``None`` where nothing is out of place.
    """

    observations: tuple[Observation, ...]
    result: AuditResult
    live: LiveReport | None = None
    recognised: Recognised | None = None


def straighten(
    recognised: Recognised, form: Form, live: LiveReport, result: AuditResult, revive: Revive
) -> Straightened:
    """Find figures beside the wrong names; what is gone once they are put right follows from them."""
    observations: list[Observation] = []
    roots: dict[str, str] = {}
    audited = result
    right: LiveReport | None = None
    for _ in range(MOST):
        failing = {item.key: _cells(item) for item in audited.findings}
        if len(failing) < 2:
            break

        def trial(candidate: Misplacement, now: Recognised = recognised) -> frozenset[str]:
            return frozenset(item.key for item in audited_of(revive(moved(now, candidate))).findings)

        proved = prove(misplacements(form, _coded(recognised, form)), failing, trial)
        if proved is None:
            relations = [item.cells for item in audited.findings]
            proved = prove(line_misplacements(form, right or live, relations), failing, trial)
        if proved is None:
            break
        observation = _observation(proved, recognised, form)
        observations.append(observation)
        roots |= dict.fromkeys(proved.gone, observation.key)
        recognised = moved(recognised, proved.misplacement)
        right = revive(recognised)
        audited = audited_of(right)
    if not observations:
        return Straightened((), result)
    return Straightened(tuple(observations), with_roots(result, roots, audited), right, recognised)


def audited_of(live: LiveReport) -> AuditResult:
    """The findings about the tables of a report."""
    audit = Audit(live)
    audit.run()
    return audit.result()


def _cells(finding: Finding) -> frozenset[tuple[str, str, str]]:
    return frozenset((cell.table, cell.row, cell.column) for cell in finding.cells)


def with_roots(result: AuditResult, roots: dict[str, str], right: AuditResult) -> AuditResult:
    """The findings: those that are gone follow from the misplacement, the others from what is left."""
    left = {item.key: item.root for item in right.findings}
    findings: list[Finding] = []
    for item in result.findings:
        if item.key in roots:
            # The single cell to be corrected was a guess that the misplacement makes void.
            findings.append(replace(item, root=roots[item.key], culprit=None, stated=item.left, expected=item.right))
        else:
            findings.append(replace(item, root=left.get(item.key) if item.root in roots else item.root))
    keys = {item.key for item in findings} | set(roots.values())
    return replace(
        result,
        findings=tuple(item if item.root in keys else replace(item, root=None) for item in findings),
    )


def _coded(recognised: Recognised, form: Form) -> dict[str, CodedFigures]:
    """The figures of every coded table, rows in printed order."""
    return {
        table.id: CodedFigures(
            table.id,
            table.row_keys,
            table.column_keys,
            {
                (item.address.row, item.address.column): item.stated.figure.value
                for item in table.figures
                if item.stated.figure is not None
            },
            max((item.stated.figure.step for item in table.figures if item.stated.figure is not None), default=1),
        )
        for table in recognised.tables
        if table.basis == Basis.FINAL and form.table(table.id).coded is not None
    }


def moved(recognised: Recognised, misplacement: Misplacement) -> Recognised:
    """The tables with the figures where they belong; what has no place is left out."""
    return replace(
        recognised,
        tables=tuple(
            replace(table, figures=tuple(_moved_figures(table, misplacement)))
            if table.id == misplacement.table and table.basis == Basis.FINAL
            else table
            for table in recognised.tables
        ),
    )


def _moved_figures(table: RecognisedTable, misplacement: Misplacement) -> Iterable[RecognisedFigure]:
    for item in table.figures:
        here = (item.address.row, item.address.column)
        place = misplacement.moves.get(here, here)
        if place is not None:
            yield replace(item, address=item.address._replace(row=place[0], column=place[1]))


# -- words ---------------------------------------------------------------------------------------------


def _observation(proved: Proved, recognised: Recognised, form: Form) -> Observation:
    item = proved.misplacement
    if not item.witness:
        return _observation_of_lines(proved, recognised, form)
    own = {(cell.address.row, cell.address.column): cell for cell in table_of(recognised, item.table).figures}
    witness = {(cell.address.row, cell.address.column): cell for cell in table_of(recognised, item.witness).figures}
    names = {row.code: row.name for row in table_of(recognised, item.table).code_rows}
    rows = [first for first, _ in item.evidence]
    spots = [_spot(own, row, item.columns) for row in rows]
    first = next((spot for spot in spots if spot is not None), None)
    others = [spot for spot in spots if spot is not None and spot is not first][: SHOWN - 1]
    others += [spot for _, belongs in item.evidence[:SHOWN] if (spot := _spot(witness, belongs)) is not None]
    return Observation(
        key=f"F25|{item.table}|{item.slip.value}|{rows[0]}",
        check="F25",
        level=Level.ERROR,
        kind="structure",
        spot=first or Spot(table_of(recognised, item.table).place, table=item.table, row=rows[0]),
        message=_message(item, names, form, len(proved.gone)),
        others=tuple(others),
    )


def _message(item: Misplacement, names: dict[str, str], form: Form, gone: int) -> str:
    table, witness = f"“{form.table(item.table).title}”", f"“{form.table(item.witness).title}”"

    def words(row: str) -> str:
        return f"{row} {names.get(row, '')}".strip()

    if item.slip is Slip.COLUMNS:
        labels = [_column_label(form, item.table, column) for column in item.columns]
        rows = [first for first, _ in item.evidence]
        told = (
            f"{table}从 {words(rows[0])} 到 {words(rows[-1])}，{labels[0]}与{labels[1]}两栏的数对调了："
            f"与{witness}同一科目比，{len(rows)} 行正好相反。请把两栏的数换回来。"
        )
    elif item.slip is Slip.TWO_ROWS:
        one, other = item.evidence[0]
        told = f"{table} {words(one)} 与 {words(other)} 两行的数对调了：换回来就与{witness}同一科目相同。"
    else:
        one, other = item.evidence[0]
        order = list(names)
        distance = order.index(other) - order.index(one) if one in names and other in names else 0
        where = f"偏{'高' if distance > 0 else '低'} {abs(distance)} 行" if distance else "错了行"
        told = (
            f"{table}从 {words(one)} 一行起，数与科目错行（{where}，后面也可能再错）：这一行的数是 {words(other)} 的。"
            f"按表内先后与{witness}同一科目比，现在 {item.agreed} 行相同，把数移回各自的科目后，"
            f"另有 {len(item.evidence)} 行相同。请按原表重新对齐。"
        )
    return f"{told}由此引起 {gone} 处不一致。"


def _observation_of_lines(proved: Proved, recognised: Recognised, form: Form) -> Observation:
    """Lines among fixed rows; the evidence are the places that agree once the figures are put right."""
    item = proved.misplacement
    table = table_of(recognised, item.table)
    own = {(cell.address.row, cell.address.column): cell for cell in table.figures}
    printed = [own[place] for place in item.moves if place in own and own[place].quote.strip()]
    filled = [figure for figure in printed if figure.stated.figure is not None and figure.stated.figure.value]
    spots = [
        Spot(figure.place, figure.quote, item.table, figure.address.row, figure.address.column)
        for figure in filled or printed
    ]
    first = item.evidence[0][0]
    return Observation(
        key=f"F25|{item.table}|{item.slip.value}|{first}",
        check="F25",
        level=Level.ERROR,
        kind="structure",
        spot=spots[0] if spots else Spot(table.place, table=item.table, row=first),
        message=_message_of_lines(item, form, len({_line(figure, form) for figure in filled}) > 1, len(proved.gone)),
        others=tuple(spots[1:SHOWN]),
    )


def _line(figure: RecognisedFigure, form: Form) -> str:
    """The line that a figure stands on: its row, or its column in a table of one row."""
    is_one_row = form.table(figure.address.table).default_row is not None
    return figure.address.column if is_one_row else figure.address.row


def _message_of_lines(item: Misplacement, form: Form, has_both: bool, gone: int) -> str:
    table = form.table(item.table)
    is_one_row = table.default_row is not None
    unit = "栏" if is_one_row else "行"

    def words(name: str) -> str:
        if is_one_row:
            return f"“{_column_label(form, item.table, name)}”"
        return f"“{table.rows[name].label.strip() or name}”"

    within = f"{_column_label(form, item.table, item.columns[0])}一栏" if item.columns[0] and not is_one_row else ""
    one, other = item.evidence[0]
    if item.slip is Slip.TWO_ROWS:
        told = f"{words(one)}与{words(other)}两{unit}的数对调：换回来"
        if not has_both:
            told = f"{words(one)}与{words(other)}两{unit}，一{unit}有数、一{unit}空着，数写错了{unit}：移过去"
    else:
        count = len(item.evidence)
        told = (
            f"从{words(one)}到{words(item.evidence[-1][0])}，{count} {unit}的数与名称错{unit}："
            f"{words(one)}{unit}的数应在{words(other)}，其余同样移动后"
        )
    return f"“{table.title}”{within}{told}，表内合计和与其他表的核对就成立。由此引起 {gone} 处不一致。"


def _column_label(form: Form, table: str, column: str) -> str:
    found = form.table(table).column(column)
    return found.label if found is not None and found.label else column


def table_of(recognised: Recognised, table_id: str) -> RecognisedTable:
    found = recognised.table_of_basis(table_id, Basis.FINAL)
    assert found is not None
    return found


def _spot(figures: dict[tuple[str, str], RecognisedFigure], row: str, columns: Sequence[str] = ()) -> Spot | None:
    """The first printed figure of a row, of these columns if any is there."""
    printed = [item for (place, _), item in figures.items() if place == row and item.quote.strip()]
    printed.sort(key=lambda item: item.address.column not in columns)
    if not printed:
        return None
    item = printed[0]
    return Spot(item.place, item.quote, item.address.table, item.address.row, item.address.column)
