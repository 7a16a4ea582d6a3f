"""Owns what a user does to the lines of a card: indicators, listed projects and lines of a 摘要版 added, moved, taken
away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, is_list_total
from juesuan_gui.report import Change, Report
from juesuan_gui.report.card_sheets import GOAL, LIST_TOTAL, ROW, CardLine, insert_line, move_line, remove_line
from juesuan_gui.ui.cards.sheet import CardView

#: The parts of which a card has any number of lines, with what one is called.
_PARTS: Final = ((CardPart.INDICATOR, "指标"), (CardPart.PROJECT, "项目"), (CardPart.SUMMARY, "一行"))


class LineCommands:
    """Acts on the line of the view's current cell; every command is one change, ``do`` does it.

    ``shown`` gives the card that is open.
    """

    def __init__(
        self,
        report: Report,
        view: CardView,
        shown: Callable[[], ShownCard | None],
        do: Callable[[Change], object],
    ) -> None:
        self._report, self._view, self._shown, self._do = report, view, shown, do

    def part(self) -> tuple[CardPart, str]:
        """The lines that the open card has any number of, and what one is called, "" without such lines."""
        shown = self._shown()
        fitting = (item for item in _PARTS if shown is not None and shown.layout.fields(item[0]))
        return next(fitting, (CardPart.INDICATOR, ""))

    def current(self) -> CardLine | None:
        """The line of the current cell."""
        return self._view.line(self._shown(), self.part()[0])

    def wants_total(self) -> bool:
        """Whether the open card is a list of projects without its row 合计."""
        shown = self._shown()
        is_list = shown is not None and self.part()[0] is CardPart.PROJECT
        return is_list and shown is not None and not any(map(is_list_total, shown.sheet.lines(CardPart.PROJECT)))

    def add(self) -> None:
        """A new line below the current one, above a row 合计."""
        shown, line, part = self._shown(), self.current(), self.part()[0]
        if shown is None:
            return
        lines = [item for item in shown.sheet.lines(part) if not is_list_total(item)]
        above = line if line in lines else (lines[-1] if lines else None)
        like: dict[str, str] = {}
        if part is CardPart.INDICATOR:
            like = {field: above.text(field) for field in ("first", "second", GOAL)} if above is not None else {}
            like = like or {"first": "产出指标"}
        ids = [item.id for item in shown.sheet.lines(part)]
        at = ids.index(above.id) + 1 if above is not None else 0
        self._do(insert_line(self._report, shown.sheet, part, like, ids[at] if at < len(ids) else None))
        self._go_to(at)

    def add_total(self) -> None:
        """The row 合计 below the listed projects; what it comes to is worked out."""
        shown = self._shown()
        if shown is not None:
            said = {ROW: LIST_TOTAL, "name": "合计"}
            self._do(insert_line(self._report, shown.sheet, CardPart.PROJECT, said))

    def remove(self) -> None:
        """Take the current line away."""
        shown, line, part = self._shown(), self.current(), self.part()[0]
        if shown is None or line is None:
            return
        at = [item.id for item in shown.sheet.lines(part)].index(line.id)
        self._do(remove_line(self._report, shown.sheet, part, line.id))
        now = self._shown()
        if now is not None:
            self._go_to(min(at, len(now.sheet.lines(part)) - 1))

    def move(self, step: int) -> None:
        """The current line up or down."""
        shown, line, part = self._shown(), self.current(), self.part()[0]
        if shown is None or line is None:
            return
        ids = [item.id for item in shown.sheet.lines(part)]
        to = ids.index(line.id) + step
        if not 0 <= to < len(ids):
            return
        rest = [name for name in ids if name != line.id]
        self._do(move_line(self._report, shown.sheet, part, line.id, rest[to] if to < len(rest) else None))
        self._view.go_to(shown.key(_name_of(part), part, line))

    def _go_to(self, at: int) -> None:
        """To the name in the line at a position."""
        shown, part = self._shown(), self.part()[0]
        lines = shown.sheet.lines(part) if shown is not None else ()
        if shown is not None and 0 <= at < len(lines):
            self._view.go_to(shown.key(_name_of(part), part, lines[at]))


def _name_of(part: CardPart) -> str:
    """The field that a line of a part is called by."""
    return "label" if part is CardPart.SUMMARY else "name"
