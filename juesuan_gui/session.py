"""Owns one open report: coordinates edit, live values, checks, keeping and notification; holds no rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from juesuan_gui.checks import Audit, Wording
from juesuan_gui.forms import CodeCatalogue, Form, load_codes
from juesuan_gui.live import LiveReport, Update
from juesuan_gui.paths import resource
from juesuan_gui.prepared_change import PreparedChange, Preparing
from juesuan_gui.report import Change, History, Report, SlotKind
from juesuan_gui.steps import LargeWork, Steps
from juesuan_gui.uncollected import uncollected

#: From so many cells on, following a change takes longer than a hand should wait without a word.
_VERY_MANY: Final = 6000


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


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a session: what is applied, how the history remembers it and the keeper keeps it."""

    label: str
    change: Change
    record: Callable[[], None]
    keep: Callable[[Keeper], object]


class InTurns(Protocol):
    """Who makes a very large step, or what leads to one, in turns, so that a window goes on meanwhile."""

    def __call__(self, work: LargeWork, then: Callable[[], object], /) -> None:
        """Begin; ``then`` is called when it is made, and never when it is not."""


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
        #: How many steps were made; what was worked out before the last one is not for this report.
        self.moves = 0
        self.in_turns: InTurns | None = None
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

    # -- steps -------------------------------------------------------------------------------------

    def do(self, change: Change) -> None:
        """Apply a change, bring totals and checks up to date, keep it, tell the listeners."""
        if change:
            self._make(self._new(change))

    def undo(self) -> Change | None:
        """Take the last change back; returns what was applied, or ``None`` at the beginning."""
        return self._made(self._back())

    def redo(self) -> Change | None:
        """Do again what was undone last; returns it, or ``None`` when there is nothing."""
        return self._made(self._again())

    def carry_out(self, change: Change, then: Callable[[], object] = lambda: None) -> None:
        """Do a change of any size, then go on: a very large one in turns, where somebody makes such (``in_turns``)."""
        self._carry_out(self._new(change) if change else None, lambda _change: then())

    def carry_out_undo(self, then: Callable[[Change | None], object]) -> None:
        """Take the last change back, however large, then go on with what was applied."""
        self._carry_out(self._back(), then)

    def carry_out_redo(self, then: Callable[[Change | None], object]) -> None:
        """Do again what was undone last, however large, then go on with what was applied."""
        self._carry_out(self._again(), then)

    def _carry_out(self, move: Move | None, then: Callable[[Change | None], object]) -> None:
        if move is not None and self.in_turns is not None and self.is_very_large(move.change):
            self.in_turns(LargeMove(self, move), lambda: then(move.change))
        else:
            then(self._made(move))

    @property
    def is_very_long(self) -> bool:
        """Whether looking at the whole report takes longer than a hand should wait without a word."""
        return len(self.report.figures()) >= _VERY_MANY

    def is_very_large(self, change: Change) -> bool:
        """Whether so many cells are to be looked at that it takes longer than a hand should wait without a word."""
        cells = sum(1 for edit in change.edits if edit.slot.kind is SlotKind.FIGURE)
        if adjusts_form(change) or self.live.starts_afresh(change):
            cells += len(self.report.figures())
        return cells >= _VERY_MANY

    def _new(self, change: Change) -> Move:
        return Move(change.label, change, lambda: self.history.record(change), lambda keeper: keeper.write(change))

    def _back(self) -> Move | None:
        label, inverse = self.history.undo_label, self.history.next_undo()
        if inverse is None:
            return None
        return Move(f"撤销：{label}", inverse, self.history.record_undo, lambda keeper: keeper.undo())

    def _again(self) -> Move | None:
        label, change = self.history.redo_label, self.history.next_redo()
        if change is None:
            return None
        return Move(f"重做：{label}", change, self.history.record_redo, lambda keeper: keeper.redo())

    def _made(self, move: Move | None) -> Change | None:
        if move is None:
            return None
        self._make(move)
        return move.change

    def _make(self, move: Move) -> None:
        update = self._apply(move.change)
        self._keep(move)
        if not adjusts_form(move.change):
            self.audit.follow(update)
        self._tell(move.change, update)

    def settle(self, move: Move, prepared: PreparedChange) -> None:
        """Make a step that was worked out beside the report, which is still the one it was worked out for."""
        is_same_form = prepared.live.form is self.form
        self.report.become(prepared.report)
        self.live.become(prepared.live)
        if not is_same_form:
            self.audit, self.wording = Audit(self.live), Wording(self.live)
        self.audit.become(prepared.audit)
        self._keep(move)
        self._tell(move.change, prepared.update)

    def _keep(self, move: Move) -> None:
        """Before anybody looks at it or hears of it: what fails there must not leave a change unkept."""
        self.moves += 1
        move.record()
        if self.keeper is not None:
            move.keep(self.keeper)

    def _apply(self, change: Change) -> Update:
        if not adjusts_form(change):
            return self.live.apply(change)
        self.report.apply(change)
        self._begin()
        return Update(everything=True)

    def _tell(self, change: Change, update: Update) -> None:
        if adjusts_form(change):
            for hears in list(self._form_listeners):
                hears(change)
            return
        event = SessionEvent(change, update)
        for listener in list(self._listeners):
            listener(event)


class LargeAudit:
    """Every check of a very long report, run afresh; until the end of ``steps`` what was found before stays."""

    label = "重新审核"
    doing = "正在重新审核"

    def __init__(self, session: Session) -> None:
        self._session = session
        self._moves = session.moves
        self._audit = session.audit.anew()

    @property
    def progress(self) -> tuple[int, int]:
        """How many rules were run, of how many (0 of 0 while that is not known)."""
        return self._audit.progress

    def steps(self) -> Steps[bool]:
        """Whether it was done; a step made meanwhile ends it."""
        session = self._session
        for _ in self._audit.run_steps():
            yield
            if session.moves != self._moves:
                return False
        session.audit.become(self._audit)
        return True


class LargeMove:
    """A very large step, worked out beside the report and made at the end of ``steps``."""

    def __init__(self, session: Session, move: Move) -> None:
        self._session = session
        self._move = move
        self._moves = session.moves
        self._preparing = Preparing(move.change, session.live, session.function_codes)

    @property
    def label(self) -> str:
        """What it is called."""
        return self._move.label

    @property
    def doing(self) -> str:
        """What is being done: 正在…"""
        return f"正在写入“{self._move.label}”"

    @property
    def progress(self) -> tuple[int, int]:
        """How much is done, of how much (0 of 0 while that is not known)."""
        return self._preparing.progress

    def steps(self) -> Steps[bool]:
        """Whether it was made; until then the report is as it was. A step made meanwhile by somebody ends this one."""
        session = self._session
        steps = self._preparing.steps()
        with uncollected():
            while session.moves == self._moves:
                try:
                    next(steps)
                except StopIteration as end:
                    session.settle(self._move, end.value)
                    return True
                yield
        return False


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
