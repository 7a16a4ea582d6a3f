"""Owns F25 among fixed rows by one witness: a figure beside another name than the text, or another table, gives it."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan_gui.checks.misplaced_told import ToldMisplacement, told_misplacements
from juesuan_gui.checks.observations import Observation, Spot
from juesuan_gui.checks.text.tied_text import ToldCell
from juesuan_gui.forms import Form, Level, Table
from juesuan_gui.live import LiveReport
from juesuan_gui.misplaced_figures import MOST, SHOWN, Revive, Straightened, audited_of, moved, table_of, with_roots
from juesuan_gui.reading import Recognised, RecognisedFigure
from juesuan_gui.relations import Address, Basis


def straighten_by_text(
    before: Straightened,
    recognised: Recognised,
    form: Form,
    live: LiveReport,
    told: Mapping[Address, ToldCell],
    revive: Revive,
) -> Straightened:
    """Besides those found ``before``, figures that stand beside another name than the one they are told with.

    ``told`` are the cells that the text tells. A place put right must bring no new error;
    where only another table tells it, no new warning.
    """
    now, right = before.recognised or recognised, before.live or live
    text = {address: item.quantity for address, item in told.items()}
    printed = {table.id: frozenset(table.row_keys) for table in now.tables if table.basis == Basis.FINAL}
    candidates = told_misplacements(form, right, text, printed)
    if not candidates:
        return before
    observations = list(before.observations)
    audited = audited_of(right)
    named = {item.key for item in observations}
    roots = {item.key: item.root for item in before.result.findings if item.root is not None and item.root in named}
    for found in candidates[:MOST]:
        put_right = moved(now, found.misplacement)
        trial = revive(put_right)
        left = audited_of(trial)
        known = {item.key for item in audited.findings}
        graver = (Level.ERROR,) if found.is_of_text else (Level.ERROR, Level.WARNING)
        if any(item.level in graver and item.key not in known for item in left.findings):
            continue
        observation = _observation_of_told(found, now, form, told)
        observations.append(observation)
        kept = {item.key for item in left.findings}
        roots |= {item.key: observation.key for item in audited.findings if item.key not in kept}
        now, right, audited = put_right, trial, left
    if len(observations) == len(before.observations):
        return before
    return Straightened(tuple(observations), with_roots(before.result, roots, audited), right, now)


def _observation_of_told(
    found: ToldMisplacement, recognised: Recognised, form: Form, told: Mapping[Address, ToldCell]
) -> Observation:
    """Lines that another place tells otherwise; the evidence is what it says."""
    item = found.misplacement
    table = form.table(item.table)
    unit = "栏" if table.default_row is not None else "行"
    own = {(cell.address.row, cell.address.column): cell for cell in table_of(recognised, item.table).figures}
    places = [own[origin] for origin, place in item.moves.items() if place is not None and origin in own]
    spots = [
        Spot(figure.place, figure.quote, item.table, figure.address.row, figure.address.column)
        for figure in places
        if figure.stated.figure is not None and figure.stated.figure.value
    ]
    parts, witnesses = [], []
    for cell, witness in found.witnesses.items():
        name = _line_words(table, cell)
        origin = next(origin for origin, place in item.moves.items() if place == (cell.row, cell.column))
        beside = _line_words(table, cell._replace(row=origin[0], column=origin[1]))
        if witness.cell is None:
            said, where = told[cell].quote, "说明里"
            witnesses.append(told[cell].spot)
        else:
            other = table_of(recognised, witness.cell.table)
            figure = next((one for one in other.figures if one.address == witness.cell), None)
            said, where = figure.quote if figure is not None else "", f"“{other.title}”里同一事项"
            witnesses += [_spot_of(figure)] if figure is not None else []
        parts.append(f"{where}写作 {said}的是{name}，表中这个数写在{beside}")
    first = item.evidence[0][0]
    return Observation(
        key=f"F25|{item.table}|{item.slip.value}|{first}",
        check="F25",
        level=Level.ERROR if found.is_of_text else Level.WARNING,
        kind="structure",
        spot=spots[0] if spots else Spot(table_of(recognised, item.table).place, table=item.table, row=first),
        message=f"“{table.title}”的数与名称错{unit}：{'；'.join(parts)}。请按原表核对。",
        others=(*spots[1:SHOWN], *witnesses[:SHOWN]),
    )


def _line_words(table: Table, cell: Address) -> str:
    """The name of a line: of its row, or of its column in a table of one row."""
    if table.default_row is not None:
        column = table.column(cell.column)
        return f"“{column.label if column is not None and column.label else cell.column}”"
    return f"“{table.rows[cell.row].label.strip() or cell.row}”"


def _spot_of(figure: RecognisedFigure) -> Spot:
    address = figure.address
    return Spot(figure.place, figure.quote, address.table, address.row, address.column)
