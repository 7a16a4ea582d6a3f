"""Owns the row of buttons that count the findings of each level and, pressed, list only those."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QPushButton

from juesuan_gui.forms import Level
from juesuan_gui.ui.look.pieces import button, kind

Chips = Mapping[Level, QPushButton]


def level_chips(changed: Callable[[], object]) -> dict[Level, QPushButton]:
    """A button for each level, the gravest first; ``changed`` is called when one is pressed."""
    chips = {}
    for level in Level:
        chip = chips[level] = button("", changed, tip=f"只看{level.label}")
        kind(chip, "verdict", level=level.value)
        chip.setCheckable(True)
    return chips


def show_counts(chips: Chips, counts: Mapping[Level, int], settled: Mapping[Level, int] | None = None) -> None:
    """错误 3（已说明 1）; a level without findings is not shown unless it is pressed."""
    for level, chip in chips.items():
        done = (settled or {}).get(level, 0)
        chip.setText(f"{level.label} {counts.get(level, 0)}" + (f"（已说明 {done}）" if done else ""))
        chip.setVisible(bool(counts.get(level, 0)) or chip.isChecked())


def chosen_levels(chips: Chips) -> frozenset[Level]:
    """The levels that are pressed; none means all."""
    return frozenset(level for level, chip in chips.items() if chip.isChecked())
