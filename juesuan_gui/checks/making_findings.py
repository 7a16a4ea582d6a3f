"""Owns making the finding of a relation that fails, kept until one of its cells shows another value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from juesuan_gui.checks.equations import Number
from juesuan_gui.checks.findings import Finding, Operand
from juesuan_gui.checks.judge import Judgement, level_of
from juesuan_gui.checks.roots import Root
from juesuan_gui.figures import Figure, Quantity
from juesuan_gui.forms import TOTAL_ROW
from juesuan_gui.live import Instance, LiveReport
from juesuan_gui.relations import Address, Reference, Unread, linear_form, operands

#: Where an instance stands among others: catalogue, rule, card, then as printed.
_Place = tuple[int, int, str, int, str, int, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A finding with what it was made of beside its cells: the corrected cell and value, and the root's relation."""

    judgement: Judgement
    cause: tuple[Address | None, Number | None, Instance]
    finding: Finding


class FindingMaker:
    """Makes findings over a live report. ``forget`` when its structure changed, ``follow`` when values did."""

    def __init__(self, live: LiveReport) -> None:
        self._live = live
        #: What a relation speaks of, and the cells it adds up: as long as rows and settings stay.
        self._subjects: dict[Instance, Address | None] = {}
        self._terms: dict[Instance, tuple[tuple[Number, Address], ...]] = {}
        self._places: dict[Instance, _Place] = {}
        self._kept: dict[Instance, _Kept] = {}
        #: By cell: the findings that name it with what it shows.
        self._resting: dict[Address, list[Instance]] = {}
        form = live.form
        self._checks = {check: number for number, check in enumerate(form.checks)}
        self._rows: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        for table in form.tables.values():
            for row in table.rows:
                self._rows.setdefault(row, len(self._rows))
            for column in table.columns:
                self._columns.setdefault(column.key, len(self._columns))

    def forget(self) -> None:
        """Rows or settings changed, or a total was stated or is computed again."""
        for known in (self._subjects, self._terms, self._places, self._kept, self._resting):
            known.clear()

    def follow(self, changed: Iterable[Address]) -> None:
        """These cells show other values."""
        for cell in changed:
            for instance in self._resting.pop(cell, ()):
                self._kept.pop(instance, None)

    def ordered(self, instances: Iterable[Instance]) -> list[Instance]:
        """By catalogue, then as printed: fixed rows in their order, codes by number."""
        return sorted(instances, key=self._place)

    def _place(self, instance: Instance) -> _Place:
        place = self._places.get(instance)
        if place is None:
            row, column, card = instance.binding
            place = self._places[instance] = (
                self._checks[instance.check],
                instance.rule,
                card,
                self._rows.get(row, -1 if row == TOTAL_ROW else len(self._rows)),
                row,
                self._columns.get(column, -1),
                column,
            )
        return place

    def subject(self, instance: Instance) -> Address | None:
        """The cell that a relation is about, ``None`` where it names none."""
        if instance not in self._subjects:
            self._subjects[instance] = self._find_subject(instance)
        return self._subjects[instance]

    def _find_subject(self, instance: Instance) -> Address | None:
        relation = self._live.rules.rule(instance).rule.relation
        if isinstance(relation.left, Reference):
            chosen = self._live.addresses(relation.left, instance.binding)
            if chosen:
                return chosen[0]
        cells = operands(relation.left, self._live, instance.binding) or operands(
            relation.right, self._live, instance.binding
        )
        return cells[0] if cells else None

    def finding(self, instance: Instance, judgement: Judgement, root: Root) -> Finding:
        """The finding of a relation that fails and of what its failing follows from."""
        cause = (root.cell, root.value, root.primary)
        kept = self._kept.get(instance)
        if kept is not None and kept.judgement is judgement and kept.cause == cause:
            return kept.finding
        made = self._make(instance, judgement, root)
        self._kept[instance] = _Kept(judgement, cause, made)
        for cell in made.cells:
            self._resting.setdefault(cell, []).append(instance)
        return made

    def _make(self, instance: Instance, judgement: Judgement, root: Root) -> Finding:
        check = self._live.rules.rule(instance).check
        subject = self.subject(instance)
        is_primary = root.primary == instance
        cells = self._operands(instance)
        culprit = root.cell
        if not is_primary and not (check.kind == "cross_table" and any(c.address == culprit for c in cells)):
            # A consequence inside a table is about its own total; between tables the odd one out is named.
            culprit = None
        stated, expected = judgement.left, judgement.right
        if culprit is not None and culprit != subject and root.value is not None:
            figure = self._shown(culprit)
            stated = None if figure is None else figure.quantity()
            expected = root.value
        return Finding(
            key=_key(instance, subject),
            check=check.id,
            level=level_of(judgement.outcome, check.level),
            kind=check.kind,
            outcome=judgement.outcome,
            instance=instance,
            subject=subject,
            culprit=culprit,
            stated=stated,
            expected=expected,
            left=judgement.left,
            right=judgement.right,
            operands=cells,
            fingerprint=_fingerprint(judgement.left, cells),
            root=None if is_primary else _key(root.primary, self.subject(root.primary)),
            problem=judgement.problem,
        )

    def _operands(self, instance: Instance) -> tuple[Operand, ...]:
        terms = self._terms.get(instance)
        if terms is None:
            terms = self._terms[instance] = self._find_terms(instance)
        return tuple(Operand(cell, factor, self._shown(cell)) for factor, cell in terms)

    def _find_terms(self, instance: Instance) -> tuple[tuple[Number, Address], ...]:
        relation = self._live.rules.rule(instance).rule.relation
        left = linear_form(relation.left, self._live, instance.binding)
        right = linear_form(relation.right, self._live, instance.binding)
        if left is not None and right is not None:
            form = left.scaled(-1).plus(right)
            return tuple(form.terms)
        return tuple((1, cell) for cell in operands(relation, self._live, instance.binding))

    def _shown(self, cell: Address) -> Figure | None:
        try:
            return self._live.shown(cell)
        except Unread:
            return None


def _key(instance: Instance, subject: Address | None) -> str:
    binding = instance.binding
    about = subject.text if subject is not None else "·".join(part for part in binding if part)
    ordinal = f"#{instance.rule + 1}" if instance.rule else ""
    extra = f"@{binding.row}" if subject is not None and binding.row and binding.row != subject.row else ""
    return f"{instance.check}{ordinal}:{about}{extra}"


def _fingerprint(left: Quantity | None, cells: tuple[Operand, ...]) -> str:
    """Changes whenever a figure that the finding rests on changes; explanations go stale by it."""
    parts = [str(left), *(f"{cell.address.text}={cell.figure}" for cell in cells)]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
