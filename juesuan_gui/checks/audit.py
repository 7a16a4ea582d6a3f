"""Owns the engine: runs rules over a live report, keeps what fails, and builds findings when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from juesuan_gui.checks.equations import Equations, Number
from juesuan_gui.checks.findings import Finding, Held, Operand
from juesuan_gui.checks.judge import Judgement, Outcome, judge, level_of
from juesuan_gui.checks.roots import Root, RootSearch
from juesuan_gui.figures import Figure, Quantity, midpoint
from juesuan_gui.forms import TOTAL_ROW, Level
from juesuan_gui.live import Instance, LiveReport, Update
from juesuan_gui.relations import Address, Expression, Reference, Unread, linear_form, operands
from juesuan_gui.report import TableKey
from juesuan_gui.steps import Steps, completed

# Most of a long report's rules are not for it; one object says so for all.
_SKIPPED: Final = Judgement(Outcome.SKIPPED)
_MANY_VIOLATIONS: Final = 40
#: So many rules are run in a few hundredths of a second.
_STEP: Final = 2000


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The findings in the form's order, roots before their consequences, and the counts for the verdict."""

    findings: tuple[Finding, ...]
    unread: tuple[Instance, ...]

    def count(self, level: Level, *, roots_only: bool = False) -> int:
        """How many findings of a level there are."""
        return sum(1 for item in self.findings if item.level is level and not (roots_only and item.root))


class Audit:
    """The state of all checks of one report, followed edit by edit."""

    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._violations: dict[Instance, Judgement] = {}
        self._unread: dict[Instance, None] = {}
        self._result: AuditResult | None = None
        self._weighed: frozenset[Address] = frozenset()
        self._equations = Equations(live)
        #: What a relation speaks of, and the cells it adds up: as long as rows and settings stay.
        self._subjects: dict[Instance, Address | None] = {}
        self._terms: dict[Instance, tuple[tuple[Number, Address], ...]] = {}
        self.evaluations = 0

    def run(self, step: Callable[[], None] | None = None) -> None:
        """Run every rule afresh; ``step`` is called now and then, and may end it by raising."""
        self._forget_structure()
        self._violations.clear()
        self._unread.clear()
        self._result = None
        for number, instance in enumerate(self._live.instances()):
            if step is not None and number % _STEP == 0:
                step()
            self._look(instance)

    def follow(self, update: Update) -> None:
        """Look again at what an edit touched; everything, where the update says so."""
        if update.everything:
            self.run()
            return
        if update.tables or update.restated:
            # The findings name the cells that they add up, and these are others now.
            self._forget_structure()
            self._result = None
        else:
            self._equations.follow(update.changed)
        if not self._weighed.isdisjoint(update.changed):
            # A cell that the findings rest on changed, even if no relation changed its outcome.
            self._result = None
        for instance in update.touched:
            self._look(instance)

    def _forget_structure(self) -> None:
        self._equations.forget()
        self._subjects.clear()
        self._terms.clear()

    def _look(self, instance: Instance) -> None:
        judgement = self.judge(instance)
        was = self._violations.get(instance)
        if judgement.outcome.is_violation:
            if was != judgement:
                self._violations[instance] = judgement
                self._result = None
        elif was is not None:
            del self._violations[instance]
            self._result = None
        if (judgement.outcome is Outcome.UNREAD) != (instance in self._unread):
            self._result = None
        if judgement.outcome is Outcome.UNREAD:
            self._unread[instance] = None
        else:
            self._unread.pop(instance, None)

    def judge(self, instance: Instance) -> Judgement:
        """Evaluate one rule. A rule that breaks says so; it never counts as passed or failed."""
        self.evaluations += 1
        compiled = self._live.rules.rule(instance)
        try:
            if not self._live.condition_holds(compiled, instance.binding):
                return _SKIPPED
            left = compiled.left(self._live.cells, instance.binding)
            right = compiled.right(self._live.cells, instance.binding)
        except Unread as error:
            return Judgement(Outcome.UNREAD, problem=str(error))
        except Exception as error:
            return Judgement(Outcome.BROKEN, problem=f"{type(error).__name__}: {error}")
        relation = compiled.rule.relation
        if right is None and compiled.rule.computes and self._is_supplementary(relation.left):
            # A total alone was asked for, or known: places that publish no parts have none to fill in.
            return _SKIPPED
        return judge(
            relation.operator,
            left,
            right,
            left_is_cell=isinstance(relation.left, Reference),
            same_quantity=compiled.is_same_quantity,
        )

    def _is_supplementary(self, expression: Expression) -> bool:
        return isinstance(expression, Reference) and self._live.form.table(expression.table).supplementary

    def violations(self) -> Iterable[Instance]:
        """The instances that fail now, cheap and without roots."""
        return self._violations.keys()

    def counts(self) -> Counter[Level]:
        """How many findings of each level there are now, without building them."""
        return Counter(
            level_of(judgement.outcome, self._live.rules.rule(instance).check.level)
            for instance, judgement in self._violations.items()
        )

    def held(self) -> Iterator[Held]:
        """Every relation that was checked and holds (a full pass over the report)."""
        for instance in self._live.instances():
            if self.judge(instance).outcome in (Outcome.HOLDS, Outcome.ROUNDING):
                compiled = self._live.rules.rule(instance)
                yield Held(compiled.check.id, compiled.check.kind, instance, self._subject(instance))

    @property
    def is_laborious(self) -> bool:
        """Whether so much fails that building the findings takes longer than a key press may."""
        return self._result is None and len(self._violations) > _MANY_VIOLATIONS

    @property
    def is_built(self) -> bool:
        """Whether the findings with their roots are at hand."""
        return self._result is not None

    def result(self) -> AuditResult:
        """The findings with their roots; built once and kept until something changes."""
        return self._result or completed(self.result_steps())

    def result_steps(self) -> Steps[AuditResult]:
        """The same in steps; whoever follows an edit in a pause drops them."""
        if self._result is not None:
            return self._result
        built = AuditResult(tuple((yield from self._findings())), tuple(self._unread))
        return self._first(built)

    def _first(self, built: AuditResult) -> AuditResult:
        """Somebody who could not wait may have built the findings in a pause, and shows them: they stay the ones."""
        if self._result is None:
            self._result = built
        return self._result

    # -- building findings -------------------------------------------------------------------------

    def _findings(self) -> Steps[list[Finding]]:
        order = {instance: number for number, instance in enumerate(self._ordered())}
        search = RootSearch(self._equations, order)
        yield
        roots = yield from search.steps()
        findings: dict[Instance, Finding] = {}
        for root in roots:
            for instance in root.explains:
                findings[instance] = self._finding(instance, root)
                yield
        operands_read = {operand.address for finding in findings.values() for operand in finding.operands}
        self._weighed = frozenset(operands_read | search.weighed)
        findings = self._fold_blank_columns(findings)
        return _sorted(findings, order)

    def _ordered(self) -> list[Instance]:
        """The violations by catalogue, then as printed: fixed rows in their order, codes by number."""
        checks = {check: number for number, check in enumerate(self._live.form.checks)}
        rows: dict[str, int] = {}
        for table in self._live.form.tables.values():
            for row in table.rows:
                rows.setdefault(row, len(rows))
        columns: dict[str, int] = {}
        for table in self._live.form.tables.values():
            for column in table.columns:
                columns.setdefault(column.key, len(columns))

        def printed(instance: Instance) -> tuple[int, int, str, int, str, int, str]:
            row, column, card = instance.binding
            return (
                checks[instance.check],
                instance.rule,
                card,
                rows.get(row, -1 if row == TOTAL_ROW else len(rows)),
                row,
                columns.get(column, -1),
                column,
            )

        return sorted(self._violations, key=printed)

    def _subject(self, instance: Instance) -> Address | None:
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

    def _finding(self, instance: Instance, root: Root) -> Finding:
        judgement = self._violations[instance]
        check = self._live.rules.rule(instance).check
        subject = self._subject(instance)
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
            root=None if is_primary else _key(root.primary, self._subject(root.primary)),
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

    def _fold_blank_columns(self, findings: dict[Instance, Finding]) -> dict[Instance, Finding]:
        """A column left blank as a whole has one root: its greatest total; the other blanks follow from it."""
        groups: dict[tuple[TableKey, str], list[Instance]] = {}
        for instance, finding in findings.items():
            if finding.outcome is Outcome.BLANK_TOTAL and finding.root is None and finding.subject is not None:
                place = (TableKey.of(finding.subject), finding.subject.column)
                groups.setdefault(place, []).append(instance)
        folded = dict(findings)
        renamed: dict[str, str] = {}
        for (key, column), members in groups.items():
            if len(members) < 2 or self._has_figures(key, column):
                continue
            head = max(members, key=lambda item: _size(findings[item].right))
            for member in members:
                if member != head:
                    renamed[findings[member].key] = findings[head].key
                    folded[member] = replace(findings[member], root=findings[head].key)
        return {
            instance: replace(item, root=renamed[item.root]) if item.root in renamed else item
            for instance, item in folded.items()
        }

    def _has_figures(self, key: TableKey, column: str) -> bool:
        """Whether any cell of the column was filled."""
        return any(
            address.column == column and stated.figure is not None and TableKey.of(address) == key
            for address, stated in self._live.report.figures().items()
        )


def _size(quantity: Quantity | None) -> int:
    return 0 if quantity is None else abs(int(midpoint(quantity)))


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


def _sorted(findings: dict[Instance, Finding], order: dict[Instance, int]) -> list[Finding]:
    """Roots in catalogue order, gravest first, each followed by its consequences."""
    by_key = {finding.key: instance for instance, finding in findings.items()}
    heads = [item for item in order if findings[item].root is None]
    heads.sort(key=lambda item: (findings[item].level.rank, order[item]))
    followers: dict[str, list[Instance]] = {}
    for instance in order:
        root = findings[instance].root
        if root is not None and root in by_key:
            followers.setdefault(root, []).append(instance)
    result: list[Finding] = []
    for head in heads:
        result.append(findings[head])
        result += [findings[item] for item in followers.get(findings[head].key, [])]
    return result
