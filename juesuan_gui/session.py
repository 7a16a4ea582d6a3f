"""Owns one open report: coordinates edit, live values, checks, keeping and notification; holds no rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from juesuan_gui.checks import Audit, Wording
from juesuan_gui.forms import CodeCatalogue, Form, load_codes
from juesuan_gui.live import LiveReport, Update
from juesuan_gui.paths import resource
from juesuan_gui.report import Change, History, Report, SlotKind


class Keeper(Protocol):
    """Where the changes of a report are kept: a report file, or nothing in a trial."""

    def write(self, change: Change) -> object:
        """Keep a new change; what had been undone is dropped."""

    def undo(self) -> object:
        """Keep that the last change was undone."""

    def redo(self) -> object:
        """Keep that the last undone change was done again."""


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """What listeners hear after every change: the change itself and what it did to shown values."""

    change: Change
    update: Update


Listener = Callable[[SessionEvent], None]


class Session:
    """One open report. Every change of the user goes through ``do``, ``undo`` or ``redo``."""

    def __init__(
        self,
        report: Report,
        history: History | None = None,
        keeper: Keeper | None = None,
        step: Callable[[], None] | None = None,
    ) -> None:
        """``step`` is called now and then during the first full check, and may end it by raising."""
        self.report = report
        self.function_codes = catalogue("function", report.form)
        self.economic_codes = catalogue("economic", report.form)
        self.history = history or History()
        self.keeper = keeper
        self._listeners: list[Listener] = []
        self._form_listeners: list[Callable[[Change], None]] = []
        self._begin(step)

    def _begin(self, step: Callable[[], None] | None = None) -> None:
        """Everything that rests on the form, made for the form as it is now."""
        self.live = LiveReport(self.report, self.function_codes)
        self.audit = Audit(self.live)
        self.wording = Wording(self.live)
        self.audit.run(step)

    @property
    def form(self) -> Form:
        """The form the report was made with."""
        return self.report.form

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change, in order of subscription; returns what ends that (once is enough)."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def listen_to_form(self, listener: Callable[[Change], None]) -> None:
        """Call ``listener`` after a change of the form itself; the others, whose cells may be gone, do not hear it."""
        self._form_listeners.append(listener)

    def do(self, change: Change) -> None:
        """Apply a change, bring totals and checks up to date, keep it, tell the listeners."""
        if not change:
            return
        update = self._apply(change)
        self.history.record(change)
        # Kept before anybody hears of it: a listener that fails must not leave a change unkept.
        if self.keeper is not None:
            self.keeper.write(change)
        self._after(change, update)

    def undo(self) -> Change | None:
        """Take the last change back; returns what was applied, or ``None`` at the beginning."""
        inverse = self.history.next_undo()
        if inverse is None:
            return None
        update = self._apply(inverse)
        self.history.record_undo()
        if self.keeper is not None:
            self.keeper.undo()
        self._after(inverse, update)
        return inverse

    def redo(self) -> Change | None:
        """Do again what was undone last; returns it, or ``None`` when there is nothing."""
        change = self.history.next_redo()
        if change is None:
            return None
        update = self._apply(change)
        self.history.record_redo()
        if self.keeper is not None:
            self.keeper.redo()
        self._after(change, update)
        return change

    def _apply(self, change: Change) -> Update:
        if not adjusts_form(change):
            return self.live.apply(change)
        self.report.apply(change)
        self._begin()
        return Update(everything=True)

    def _after(self, change: Change, update: Update) -> None:
        if adjusts_form(change):
            for hears in list(self._form_listeners):
                hears(change)
            return
        self.audit.follow(update)
        event = SessionEvent(change, update)
        for listener in list(self._listeners):
            listener(event)


def adjusts_form(change: Change) -> bool:
    """Whether a change is one of the report's own form."""
    return any(edit.slot.kind is SlotKind.FORM for edit in change.edits)


def catalogue(kind: str, form: Form) -> CodeCatalogue:
    """The bundled code catalogue ("function" or "economic") for the form's year."""
    return _codes_in(resource("codes", f"{kind}_codes.csv"), form.year)


@lru_cache(maxsize=8)
def _codes_in(path: Path, year: int) -> CodeCatalogue:
    """A catalogue is read once: nobody changes it, and every report that is opened asks for two."""
    return load_codes(path, year)
