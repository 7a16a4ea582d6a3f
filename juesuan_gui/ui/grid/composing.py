"""Owns the way from a copy to the change that pasting it makes: at once, or for a very large copy in turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_gui.figures import Unit
from juesuan_gui.forms import Form
from juesuan_gui.steps import Steps, completed
from juesuan_gui.ui.beside import beside
from juesuan_gui.ui.grid.clipboard import Clip, Copy, clip_of
from juesuan_gui.ui.grid.draft import Draft
from juesuan_gui.ui.grid.model import GridModel
from juesuan_gui.ui.grid.navigation import Area, Navigator, Place
from juesuan_gui.ui.grid.pasting import paste
from juesuan_gui.ui.grid.sheet_pasting import SheetPaste, sheet_on, sheet_paste
from juesuan_gui.uncollected import uncollected

if TYPE_CHECKING:
    from juesuan_gui.reading import Recognised


class Composing:
    """One copy on its way onto a grid. Until the end of ``steps`` nothing is changed, and there is neither
    ``sheet`` nor ``draft``; at their end neither means that nothing was copied (see ``problem``)."""

    label = "粘贴"
    doing = "正在读剪贴板"
    progress = (0, 0)

    def __init__(self, model: GridModel, navigator: Navigator, copy: Copy, area: Area, active: Place) -> None:
        self._model = model
        self._navigator = navigator
        self._copy = copy
        self._area = area
        self._active = active
        self._moves = model.session.moves
        self.sheet: SheetPaste | None = None
        self.draft: Draft | None = None
        self.problem = ""

    def compose(self) -> None:
        """At once."""
        completed(self._steps(self._reading()))

    def steps(self) -> Steps[bool]:
        """Whether it was composed; a step of the session made meanwhile ends it."""
        session = self._model.session
        steps = self._steps(beside(self._reading()))
        try:
            with uncollected():
                while session.moves == self._moves:
                    try:
                        next(steps)
                    except StopIteration:
                        return True
                    yield
        finally:
            steps.close()
        return False

    def _reading(self) -> Steps[tuple[Clip, Recognised | None]]:
        model = self._model
        return _read(self._copy, model.session.form, model.key.table, model.amounts.unit)

    def _steps(self, reading: Steps[tuple[Clip, Recognised | None]]) -> Steps[None]:
        clip, found = yield from reading
        self.problem = clip.problem
        if found is not None:
            self.sheet = yield from sheet_paste(self._model.session, self._model.key, found)
        elif clip.block:
            self.draft = yield from paste(self._model, self._navigator, clip.block, self._area, self._active)


def _read(copy: Copy, form: Form, table: str, unit: Unit) -> Steps[tuple[Clip, Recognised | None]]:
    clip = yield from clip_of(copy)
    return clip, (yield from sheet_on(form, table, unit, clip))
