"""Owns the engine: runs rules over a live report, keeps what fails, and builds findings when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from juesuan_gui.checks.equations import Equations
from juesuan_gui.checks.findings import Finding, Held
from juesuan_gui.checks.judge import Judgement, Outcome, judge, level_of
from juesuan_gui.checks.making_findings import FindingMaker
from juesuan_gui.checks.roots import KeptProposals, RootSearch
from juesuan_gui.figures import Quantity, midpoint
from juesuan_gui.forms import Level
from juesuan_gui.live import Instance, LiveReport, Update
from juesuan_gui.relations import Address, Expression, Reference, Unread
from juesuan_gui.report import TableKey
from juesuan_gui.steps import Steps, completed

# Most of a long report's rules are not for it; one object says so for all.
_SKIPPED: Final = Judgement(Outcome.SKIPPED)
_MANY_VIOLATIONS: Final = 40
#: So many rules are run in a few thousandths of a second; and after so many steps who waits elsewhere is asked.
_STEP: Final = 100
_SELDOM: Final = 20


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The findings in the form's order, roots before their consequences, and the counts for the verdict."""

    findings: tuple[Finding, ...]
    unread: tuple[Instance, ...]

    def count(self, level: Level, *, roots_only: bool = False) -> int:
        """How many findings of a level there are."""
        return sum(1 for item in self.findings if item.level is level and not (roots_only and item.root))


class Audit:
    """The state of all checks of one report, followed edit by edit.

    ``settled`` are rules that somebody else judged, who knew more than the report's cells say.
    """

    def __init__(self, live: LiveReport, settled: AbstractSet[Instance] = frozenset()) -> None:
        self._live = live
        self._settled = settled
        self._violations: dict[Instance, Judgement] = {}
        self._unread: dict[Instance, None] = {}
        self._result: AuditResult | None = None
        self._weighed: frozenset[Address] = frozenset()
        self._equations = Equations(live)
        self._proposals: KeptProposals = {}
        self._maker = FindingMaker(live)
        self.evaluations = 0
        #: While every rule is run afresh: how many were, of how many (0 of 0 while they are still gathered).
        self.progress = (0, 0)

    def run(self, step: Callable[[], None] | None = None) -> None:
        """Run every rule afresh; ``step`` is called now and then, and may end it by raising."""
        for number, _ in enumerate(self.run_steps()):
            if step is not None and number % _SELDOM == 0:
                step()

    def run_steps(self) -> Steps[None]:
        """The same in steps; until the last nobody may change the report or ask what is found."""
        self._forget_structure()
        self._violations.clear()
        self._unread.clear()
        self._result = None
        self.progress = (0, 0)
        instances: list[Instance] = []
        for instance in self._live.instances():
            if len(instances) % _STEP == 0:
                yield
            instances.append(instance)
        for number, instance in enumerate(instances):
            if number % _STEP == 0:
                self.progress = number, len(instances)
                yield
            self._look(instance)
        self.progress = len(instances), len(instances)

    def anew(self) -> Audit:
        """Another one over the same report, which has not run yet."""
        return Audit(self._live, self._settled)

    def become(self, other: Audit) -> None:
        """Say what the other found, whose live report is this one's, or is what this one's has become."""
        self._forget_structure()
        self._violations, self._unread = other._violations, other._unread
        self._result = None

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
            self._maker.follow(update.changed)
        if not self._weighed.isdisjoint(update.changed):
            # A cell that the findings rest on changed, even if no relation changed its outcome.
            self._result = None
        for instance in update.touched:
            self._look(instance)

    def _forget_structure(self) -> None:
        self._equations.forget()
        self._proposals.clear()
        self._maker.forget()

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
        if instance in self._settled:
            return _SKIPPED
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
                yield Held(compiled.check.id, compiled.check.kind, instance, self._maker.subject(instance))

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
        order = {instance: number for number, instance in enumerate(self._maker.ordered(self._violations))}
        search = RootSearch(self._equations, order, self._proposals)
        yield
        roots = yield from search.steps()
        findings: dict[Instance, Finding] = {}
        for root in roots:
            for instance in root.explains:
                findings[instance] = self._maker.finding(instance, self._violations[instance], root)
                yield
        operands_read = {operand.address for finding in findings.values() for operand in finding.operands}
        self._weighed = frozenset(operands_read | search.weighed)
        findings = self._fold_blank_columns(findings)
        return _sorted(findings, order)

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
