"""Writes a linear sum of cells as the formula an accountant would write."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from juesuan_gui.document import Term

FORMULA_LIMIT = 8000  # characters; Excel allows 8192
ARGUMENT_LIMIT = 200  # of one SUM; Excel allows 255
FEW = 3  # so many single cells read better with plus signs


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in the workbook a cell stands."""

    sheet: str
    row: int
    column: int


def formula_text(terms: Iterable[Term], places: Mapping[str, CellPlace], home: str) -> str | None:
    """The formula, or None where it cannot be written; `home` is the sheet it stands on."""
    coefficients: dict[CellPlace, int] = {}
    for term in terms:
        place = places.get(term.key)
        if place is None:
            return None
        coefficients[place] = coefficients.get(place, 0) + term.coefficient
    added = [place for place, coefficient in coefficients.items() if coefficient == 1]
    text = _sum_text(_ranges(added), home) if added else ""
    for place, coefficient in coefficients.items():
        if coefficient in (0, 1):
            continue
        sign = "-" if coefficient < 0 else "+" if text else ""
        factor = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
        text += f"{sign}{factor}{_reference((place, place), home)}"
    return f"={text}" if text and len(text) < FORMULA_LIMIT else None


def _sum_text(ranges: Sequence[tuple[CellPlace, CellPlace]], home: str) -> str:
    references = [_reference(pair, home) for pair in ranges]
    if len(ranges) <= FEW and all(first == last for first, last in ranges):
        return "+".join(references)
    chunks = [references[start : start + ARGUMENT_LIMIT] for start in range(0, len(references), ARGUMENT_LIMIT)]
    return "+".join(f"SUM({','.join(chunk)})" for chunk in chunks)


def _ranges(places: Sequence[CellPlace]) -> list[tuple[CellPlace, CellPlace]]:
    """The cells as ranges: first those below one another, then those left that stand side by side."""
    down = _runs(sorted(places, key=lambda place: (place.sheet, place.column, place.row)), 1, 0)
    single = [first for first, last in down if first == last]
    across = _runs(sorted(single, key=lambda place: (place.sheet, place.row, place.column)), 0, 1)
    joined = [pair for pair in down if pair[0] != pair[1]] + across
    order = {place: position for position, place in enumerate(places)}
    return sorted(joined, key=lambda pair: min(order[pair[0]], order[pair[1]]))


def _runs(places: Sequence[CellPlace], row_step: int, column_step: int) -> list[tuple[CellPlace, CellPlace]]:
    runs: list[tuple[CellPlace, CellPlace]] = []
    for place in places:
        if runs:
            first, last = runs[-1]
            follows = place.row == last.row + row_step and place.column == last.column + column_step
            if follows and place.sheet == last.sheet:
                runs[-1] = (first, place)
                continue
        runs.append((place, place))
    return runs


def _reference(pair: tuple[CellPlace, CellPlace], home: str) -> str:
    first, last = pair
    text: str = xl_rowcol_to_cell(first.row, first.column)
    if first != last:
        text += f":{xl_rowcol_to_cell(last.row, last.column)}"
    return text if first.sheet == home else f"{quote_sheetname(first.sheet)}!{text}"
