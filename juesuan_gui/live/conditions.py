"""Owns whether a rule's condition holds; one that is the same for every row is evaluated once."""

from __future__ import annotations

from juesuan_gui.live.ranges import RuleRanges
from juesuan_gui.live.rules import CompiledRule
from juesuan_gui.relations import Binding, Lookup, Unread


class Conditions:
    """The conditions of a form's rules over a report."""

    def __init__(self, ranges: RuleRanges, lookup: Lookup) -> None:
        self._ranges = ranges
        self._lookup = lookup
        self._common: dict[CompiledRule, bool] = {}

    def holds(self, compiled: CompiledRule, binding: Binding) -> bool:
        """Whether the rule runs for this row and its ``when`` is true. Raises Unread."""
        if compiled.domain >= 0 and binding.row not in self._ranges.rows_in(compiled):
            return False
        if compiled.when is None:
            return True
        if compiled.when_is_unbound:
            return self._common_holds(compiled)
        return compiled.when(self._lookup, binding)

    def _common_holds(self, compiled: CompiledRule) -> bool:
        known = self._common.get(compiled)
        if known is None:
            assert compiled.when is not None
            known = self._common[compiled] = compiled.when(self._lookup, Binding())
        return known

    def is_known_false(self, compiled: CompiledRule) -> bool:
        """Whether a common condition is known not to hold; when it comes to hold, all rows are looked at."""
        return self._common.get(compiled) is False

    def turned(self, compiled: CompiledRule) -> bool:
        """Evaluate a common condition anew; whether it is another than before, or was not known."""
        known = self._common.pop(compiled, None)
        try:
            now: bool | None = self._common_holds(compiled)
        except Unread:
            now = None
        return known is None or known != now

    def forget(self) -> None:
        """Evaluate every condition anew."""
        self._common.clear()
