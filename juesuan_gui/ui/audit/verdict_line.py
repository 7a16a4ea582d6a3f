"""Owns the verdict in one line: its words, the findings by level as filters, their roots, what is unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel

from juesuan_gui.checks import AuditResult, Finding
from juesuan_gui.forms import Level
from juesuan_gui.ui.look.level_chips import level_chips, show_counts
from juesuan_gui.ui.look.pieces import button, heading, kind
from juesuan_gui.ui.parts import Observed

_UNREAD_TIP = "有没读出的数，相关的审核既不算通过也不算不通过。点这里逐个前往，补上后自动核对。"


def verdict_words(result: AuditResult, filled: bool, observed: int = 0, unfilled: int = 0) -> tuple[str, str]:
    """The verdict where there is nothing to list: its words and their tone; empty words otherwise.

    ``unfilled`` is how many of the printed tables nobody has filled or declared empty: they agree with nothing yet.
    """
    if not filled:
        return "还没有数据，填入或导入后自动审核。", "quiet"
    if result.findings or observed:
        return "", ""
    if unfilled:
        return f"已填的都相符；还有 {unfilled} 张表没有填。", "quiet"
    if result.unread:
        return "能核对的都相符。", "good"
    return "全部相符，没有发现问题。", "good"


class VerdictLine(QHBoxLayout):
    """The line above the findings; ``levels`` are the chips that filter them."""

    def __init__(self, refilter: Callable[[], object], go_to_unread: Callable[[], object]) -> None:
        super().__init__()
        self._words = heading("", 11)
        self.levels = level_chips(refilter)
        self.unread = button("", go_to_unread, "plain", _UNREAD_TIP)
        self._roots = QLabel()
        kind(self._roots, "quiet")
        self._roots.setToolTip("同一个错会使几条审核都不符；改对根源，由它引起的几条也随之相符")
        self.setSpacing(4)
        for widget in (self._words, *self.levels.values(), self.unread, self._roots):
            self.addWidget(widget)

    def show_verdict(
        self,
        verdict: tuple[str, str],
        found: Sequence[Finding | Observed],
        settled: Counter[Level],
        unread: int,
    ) -> None:
        """Show a verdict (words and tone), the findings, how many of a level are settled, what could not be checked."""
        words, tone = verdict
        self._words.setText(words)
        self._words.setVisible(bool(words))
        kind(self._words, tone)
        show_counts(self.levels, Counter(finding.level for finding in found), settled)
        roots = sum(finding.root is None for finding in found)
        self._roots.setText(f"归为 {roots} 处" if roots < len(found) else "")
        self.unread.setText(f"未能核对 {unread}" if unread else "")
        self.unread.setVisible(bool(unread))

    def words(self) -> str:
        """The line as text: what is shown of the verdict, the levels and the unread."""
        buttons = [*self.levels.values(), self.unread]
        parts = [self._words.text()] if not self._words.isHidden() else []
        parts += [item.text() for item in buttons if not item.isHidden()]
        return " · ".join(part for part in parts if part)
