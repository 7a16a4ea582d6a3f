"""Owns the search for figures beside the wrong names in a coded table: rows slipped, two rows or two columns swapped.

A table is held against every other one that the form's own relations compare with it code by code. Where its
printed figures, in their printed order, are those of the other table for names further up or down, they slipped.
This only proposes; whoever asks puts the figures right on trial and counts what then still fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import combinations

from juesuan_gui.forms import TOTAL_ROW, Form
from juesuan_gui.relations import Basis, Period, Reference, SelectorKind, references

Number = int | Fraction
Vector = tuple[Number, ...]

#: So few rows may agree elsewhere by chance.
_FEWEST_MOVED = 4
_FEWEST_DISTINCT = 3
#: Of the rows with figures so many must be found again at another name, or the table is another altogether.
_LEAST_SHARE = Fraction(7, 10)
#: Comparing every row with every other costs their square.
_MOST_ROWS = 800
_CLASS_DIGITS = 3


class Slip(Enum):
    """What happened to the figures."""

    ROWS = "错行"
    TWO_ROWS = "两行的数对调"
    COLUMNS = "两栏的数对调"


@dataclass(frozen=True, slots=True)
class CodedFigures:
    """The figures of a coded table as printed: rows in printed order, the value of each (row, column).

    ``step`` is one unit of the last printed digit.
    """

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Mapping[tuple[str, str], Number]
    step: Number = 1

    def vector(self, row: str, columns: Sequence[str]) -> Vector:
        """The figures of a row in some columns; a blank is 0."""
        return tuple(self.values.get((row, column), 0) for column in columns)


@dataclass(frozen=True, slots=True)
class Misplacement:
    """A way to put the figures of a table right.

    ``moves`` gives the (row, column) where the figure printed at a (row, column) belongs, ``None`` for nowhere;
    a cell that is not in it stays. ``evidence`` are the rows whose figures then equal those of ``witness``,
    ``agreed`` how many rows agree as printed.
    """

    table: str
    slip: Slip
    witness: str
    moves: Mapping[tuple[str, str], tuple[str, str] | None]
    evidence: tuple[tuple[str, str], ...]
    agreed: int
    columns: tuple[str, str] = ("", "")

    @property
    def cells(self) -> frozenset[tuple[str, str]]:
        """Every (row, column) that would hold another figure."""
        targets = {place for place in self.moves.values() if place is not None}
        return frozenset(self.moves.keys() | targets)


def misplacements(form: Form, tables: Mapping[str, CodedFigures]) -> list[Misplacement]:
    """Every way that would make one table agree with another, those that mend most rows first."""
    found: list[Misplacement] = []
    for (table, witness), columns in _compared_columns(form).items():
        if table in tables and witness in tables:
            pair = _Pair(tables[table], tables[witness], columns)
            found += pair.misplacements()
    found.sort(key=lambda item: -len(item.evidence))
    return found


def _compared_columns(form: Form) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The columns of two coded tables that a relation of the form compares code by code, both ways round."""
    compared: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for check in form.checks.values():
        for rule in check.rules:
            left = list(_by_code(form, (item for item, _ in references(rule.relation.left))))
            right = list(_by_code(form, (item for item, _ in references(rule.relation.right))))
            for one in left:
                for other in right:
                    if one.table != other.table:
                        compared.setdefault((one.table, other.table), {})[one.column, other.column] = None
                        compared.setdefault((other.table, one.table), {})[other.column, one.column] = None
    return {tables: list(columns) for tables, columns in compared.items()}


def _by_code(form: Form, items: Iterable[Reference]) -> Iterator[Reference]:
    for item in items:
        table = form.tables.get(item.table)
        is_plain = (item.period, item.basis, item.unit) == (Period.THIS, Basis.FINAL, "")
        is_row = item.row.kind in (SelectorKind.THIS, SelectorKind.SAME_CODE)
        if table is not None and table.coded is not None and is_plain and is_row:
            yield item


class _Pair:
    """A table beside one that says what its figures should be."""

    def __init__(self, table: CodedFigures, witness: CodedFigures, columns: Sequence[tuple[str, str]]) -> None:
        self._table, self._witness = table, witness
        read = [(own, other) for own, other in columns if own in table.columns and other in witness.columns]
        self._own = [own for own, _ in read]
        self._other = [other for _, other in read]
        self._rows = [row for row in table.rows if row != TOTAL_ROW]
        self._printed = [table.vector(row, self._own) for row in self._rows]
        self._expected = [witness.vector(row, self._other) for row in self._rows]
        pairs = zip(self._printed, self._expected, strict=True)
        self._wrong = [index for index, (printed, expected) in enumerate(pairs) if printed != expected]

    def misplacements(self) -> Iterator[Misplacement]:
        """What may have happened; nothing where the tables agree or have too little in common."""
        if not self._own or not self._wrong or len(self._rows) > _MOST_ROWS:
            return
        yield from self._swapped_rows()
        yield from self._swapped_columns()
        yield from self._slipped()

    @property
    def _agreed(self) -> int:
        pairs = zip(self._printed, self._expected, strict=True)
        return sum(1 for printed, expected in pairs if any(printed) and printed == expected)

    def _found(
        self,
        slip: Slip,
        moves: Mapping[tuple[str, str], tuple[str, str] | None],
        evidence: list[tuple[int, int]],
        columns: tuple[str, str] = ("", ""),
    ) -> Misplacement:
        rows = tuple((self._rows[first], self._rows[second]) for first, second in evidence)
        return Misplacement(self._table.table, slip, self._witness.table, moves, rows, self._agreed, columns)

    # -- two rows ----------------------------------------------------------------------------------

    def _swapped_rows(self) -> Iterator[Misplacement]:
        by_expected: dict[Vector, list[int]] = {}
        for index in self._wrong:
            by_expected.setdefault(self._expected[index], []).append(index)
        for first in self._wrong:
            for second in by_expected.get(self._printed[first], ()):
                is_other_way = self._printed[second] == self._expected[first]
                if first < second and is_other_way and self._printed[first] != self._printed[second]:
                    one, other = self._rows[first], self._rows[second]
                    moves = {}
                    for column in self._table.columns:
                        moves[one, column] = (other, column)
                        moves[other, column] = (one, column)
                    yield self._found(Slip.TWO_ROWS, moves, [(first, second), (second, first)])

    # -- two columns -------------------------------------------------------------------------------

    def _swapped_columns(self) -> Iterator[Misplacement]:
        for one, other in combinations(range(len(self._own)), 2):
            if self._own[one] == self._own[other]:
                continue
            swapped, straight = [], 0
            for index in range(len(self._rows)):
                printed = self._printed[index][one], self._printed[index][other]
                expected = self._expected[index][one], self._expected[index][other]
                if printed[0] != printed[1]:
                    if printed == expected:
                        straight += 1
                    elif printed == expected[::-1]:
                        swapped.append(index)
            if len(swapped) < _FEWEST_DISTINCT or straight * 4 > len(swapped):
                continue
            if len({self._printed[index] for index in swapped}) < 2:
                continue
            names = self._own[one], self._own[other]
            inside = self._rows[swapped[0] : swapped[-1] + 1]
            for rows in (inside, [*inside, TOTAL_ROW]):
                moves: dict[tuple[str, str], tuple[str, str] | None] = {}
                for row in rows:
                    moves[row, names[0]] = (row, names[1])
                    moves[row, names[1]] = (row, names[0])
                yield self._found(Slip.COLUMNS, moves, [(index, index) for index in swapped], names)

    # -- slipped rows ------------------------------------------------------------------------------

    def _slipped(self) -> Iterator[Misplacement]:
        filled = sum(1 for printed in self._printed if any(printed))
        if len(self._wrong) < _FEWEST_MOVED:
            return
        matched = _longest_match(self._printed, self._expected)
        moved = [(first, second) for first, second in matched if first != second]
        distinct = {self._printed[first] for first, _ in moved}
        if len(moved) < _FEWEST_MOVED or len(distinct) < _FEWEST_DISTINCT:
            return
        if len(matched) < self._agreed + _FEWEST_MOVED or len(matched) < _LEAST_SHARE * filled:
            return
        late, early = self._moves(matched, early=False), self._moves(matched, early=True)
        for moves in [late] if late == early else [late, early]:
            yield self._found(Slip.ROWS, moves, moved)

    def _moves(
        self, matched: Sequence[tuple[int, int]], *, early: bool
    ) -> dict[tuple[str, str], tuple[str, str] | None]:
        """Where every printed row belongs: the matched where they match, others with their neighbours.

        Rows between two that moved by different distances go with the later one (``early``: the slip began before
        them) or with the earlier one, as far as there is room; what then has no place is left out.
        """
        target: dict[int, int | None] = dict(matched)
        taken = {second for _, second in matched}
        edges = [(-1, -1), *matched]
        for (first, second), following in zip(edges, [*matched, None], strict=True):
            end, limit = following or (len(self._rows), len(self._rows))
            offset = limit - end if early and following is not None else second - first
            for index in range(first + 1, end):
                goes_to = index + offset
                is_free = second < goes_to < limit and goes_to not in taken
                target[index] = goes_to if is_free else None
        rows: dict[str, str | None] = {}
        for index, place in target.items():
            rows[self._rows[index]] = None if place is None else self._rows[place]
        self._place_total(rows)
        return {
            (row, column): None if place is None else (place, column)
            for row, place in rows.items()
            if row != place
            for column in self._table.columns
        }

    def _place_total(self, rows: dict[str, str | None]) -> None:
        """The row of figures that is the sum of the classes put right belongs beside 合计."""
        if TOTAL_ROW not in self._table.rows:
            return
        columns = self._table.columns
        classes = [row for row, place in rows.items() if place is not None and len(place) == _CLASS_DIGITS]
        vectors = [self._table.vector(row, columns) for row in classes]
        total = tuple(sum(vector[index] for vector in vectors) for index in range(len(columns)))
        for row in (TOTAL_ROW, *(row for row, place in rows.items() if place is None)):
            if self._is_near(self._table.vector(row, columns), total, len(classes) + 1):
                if row != TOTAL_ROW:
                    rows[row], rows[TOTAL_ROW] = TOTAL_ROW, None
                return

    def _is_near(self, printed: Vector, total: Vector, addends: int) -> bool:
        """Whether figures are a sum within what rounding of the addends may make of it."""
        most = self._table.step * addends
        pairs = zip(printed, total, strict=True)
        return any(total) and all(-most <= one - other <= most for one, other in pairs)


def _longest_match(printed: Sequence[Vector], expected: Sequence[Vector]) -> list[tuple[int, int]]:
    """The most rows of figures that are found again in their order: (printed at, belongs to); blanks count not.

    Of ways that match equally many rows one that leaves figures where they stand.
    """
    height, width = len(printed), len(expected)
    best = [[0] * (width + 1) for _ in range(height + 1)]
    for first in range(height - 1, -1, -1):
        row, below, own = best[first], best[first + 1], printed[first]
        for second in range(width - 1, -1, -1):
            most = max(below[second], row[second + 1])
            if any(own) and own == expected[second]:
                # Twice and one more where it stays: staying decides between equal matches only.
                most = max(most, below[second + 1] + 2 * (height + 1) + (first == second))
            row[second] = most
    matched = []
    first = second = 0
    while first < height and second < width:
        value = best[first][second]
        if any(printed[first]) and printed[first] == expected[second]:
            gain = 2 * (height + 1) + (first == second)
            if value == best[first + 1][second + 1] + gain:
                matched.append((first, second))
                first, second = first + 1, second + 1
                continue
        if value == best[first + 1][second]:
            first += 1
        else:
            second += 1
    return matched


#: Runs every check with the figures put right; gives the keys of what then still fails.
Trial = Callable[[Misplacement], frozenset[str]]
#: So many ways are tried; the later ones rest on little.
_MOST_TRIALS = 8


@dataclass(frozen=True, slots=True)
class Proved:
    """A misplacement with the keys of the findings that are gone once it is put right."""

    misplacement: Misplacement
    gone: frozenset[str]


def prove(
    candidates: Sequence[Misplacement], failing: Mapping[str, frozenset[tuple[str, str, str]]], trial: Trial
) -> Proved | None:
    """The candidate that mends most of what fails at its own cells; ``None`` where none does, or two do equally.

    ``failing`` are the findings now: key → cells (table, row, column). A candidate stands only if most findings
    at its cells go and hardly any new one comes; of two tables that could each be put right to agree with the
    other, with nothing else to tell, neither is blamed.
    """
    ranked: list[tuple[int, int, Proved]] = []
    for candidate in candidates[:_MOST_TRIALS]:
        cells = {(candidate.table, *cell) for cell in candidate.cells}
        about = {key for key, places in failing.items() if places & cells}
        if len(about) < 2:
            continue
        left = trial(candidate)
        gone = frozenset(failing.keys() - left)
        new = len(left - failing.keys())
        if len(gone) < 2 or len(gone & about) * 10 < len(about) * 7 or new * 5 > len(gone):
            continue
        ranked.append((len(gone) - new, len(candidate.evidence), Proved(candidate, gone)))
    if not ranked:
        return None
    ranked.sort(key=lambda item: (-item[0], -item[1]))
    best = ranked[0]
    rivals = [
        item for item in ranked[1:] if item[0] == best[0] and item[2].misplacement.table != best[2].misplacement.table
    ]
    return None if rivals else best[2]
