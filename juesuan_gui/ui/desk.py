"""Owns the open report on its way between session, report file and window: edits, findings, keeping."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from juesuan_gui.checks import AuditResult, Finding
from juesuan_gui.forms import Form
from juesuan_gui.publishing.compose import UNIT_NAME
from juesuan_gui.report import Change, History, Report
from juesuan_gui.session import LargeAudit, Session, SessionEvent
from juesuan_gui.steps import Steps
from juesuan_gui.storage import Opened, Options, ReadVersion, ReportFile, StorageError, Version, change_to
from juesuan_gui.ui.large_changes import LargeChanges
from juesuan_gui.ui.parts import Observed, Parts
from juesuan_gui.ui.slices import Slices

# Milliseconds: the key press itself is answered before the list of findings is built, a little of it at a time; where
# so much is wrong that this takes a while, it waits for a pause in the typing, but not for ever.
_AUDIT_DELAY, _AUDIT_PAUSE, _LONGEST_WAIT = 0, 250, 1500


class Keeping(Enum):
    """How it stands with the disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
    READ_ONLY = "read_only"


def report_title(report: Report) -> str:
    """What a report is called in the window and in the list of recent ones."""
    name = report.text(UNIT_NAME) or "未填单位名称"
    return f"{name} {report.form.year} 年度"


class Desk(QObject):
    """One open report. The window talks to it and hears from it; the session does the work."""

    edited = Signal(object)
    audited = Signal()
    keeping_changed = Signal()
    write_failed = Signal(str)
    #: The report changed its own form: everything that shows tables is made anew.
    form_changed = Signal()
    moved = Signal(str)
    move_failed = Signal(str)
    version_kept = Signal(str)
    version_failed = Signal(str)
    _news = Signal(object)

    def __init__(self, session: Session, file: ReportFile | None = None) -> None:
        super().__init__()
        self.session = session
        self.file = file
        self.notices: tuple[str, ...] = ()
        self.holder_words = ""
        self.saved_at = datetime.now()
        self.parts = Parts(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._waiting = QElapsedTimer()
        self._timer.timeout.connect(self._audit)
        self._building = Slices(self)
        # The session hands a change to the file before telling its listeners; the label follows after the cells.
        self._keeping_soon = QTimer(self)
        self._keeping_soon.setSingleShot(True)
        self._keeping_soon.timeout.connect(self.keeping_changed)
        self._is_starved = False
        # News from the writer thread goes round by the event loop: listeners run on the window's thread.
        self._news.connect(self._hear)
        #: A step that is too large for one turn of the event loop.
        self.large = LargeChanges(self)
        session.in_turns = self.large.make
        session.listen(self._on_event)
        session.listen_to_form(self._on_form)

    # -- opening and making ------------------------------------------------------------------------

    @staticmethod
    def create(path: Path, form: Form, texts: Callable[[Report], list[Change]], *, replace: bool = False) -> Desk:
        """A new report in a new file, filled by ``texts`` before anybody sees it."""
        report = Report(form)
        for change in texts(report):
            report.apply(change)
        bridge = _Bridge()
        path.parent.mkdir(parents=True, exist_ok=True)
        file = ReportFile.create(path, report, replace=replace, options=bridge.options())
        return bridge.carry(Desk(Session(report, History(), file), file))

    @staticmethod
    def open(path: Path, *, read_only: bool = False, take_over: bool = False) -> Desk:
        """Open a report file. Raises LockedError, NewerFileError, DamagedFileError or another StorageError."""
        return Desk.of(OpenedReport.read(path, read_only=read_only, take_over=take_over))

    @staticmethod
    def of(opened: OpenedReport) -> Desk:
        """The desk of a report that was read, perhaps on another thread; this one becomes the desk's."""
        desk = Desk(opened.check(), opened.file)
        desk.notices = opened.notices
        desk.saved_at = opened.saved_at
        return opened.bridge.carry(desk)

    # -- what it is --------------------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.session.report

    @property
    def form(self) -> Form:
        """The form it was made with."""
        return self.session.form

    @property
    def path(self) -> Path | None:
        """Where it is kept."""
        return self.file.path if self.file else None

    @property
    def title(self) -> str:
        """What it is called."""
        return report_title(self.report)

    def result(self) -> AuditResult:
        """The findings as they are now."""
        return self.session.audit.result()

    def holds(self, key: str) -> bool:
        """Whether a finding still stands."""
        return any(finding.key == key for finding in self.findings())

    def findings(self, *, now: bool = False) -> list[Finding | Observed]:
        """What is found in the tables and then in the other parts; ``now``: those judged first, not after a pause."""
        return [*self.result().findings, *self.parts.findings(now=now)]

    @property
    def keeping(self) -> Keeping:
        """How it stands with the disk."""
        if self.file is None:
            return Keeping.SAVED
        if self.file.failure is not None:
            return Keeping.FAILED
        if self.file.pending:
            return Keeping.SAVING
        return Keeping.READ_ONLY if self.file.read_only else Keeping.SAVED

    # -- changing ----------------------------------------------------------------------------------

    def do(self, change: Change) -> None:
        """Make a change: one undo step, kept at once."""
        self.session.do(change)

    def carry_out(self, change: Change, then: Callable[[], object] = lambda: None) -> None:
        """Make a change of any size, then go on; a very large one takes some turns of the event loop."""
        self.session.carry_out(change, then)

    def undo(self) -> Change | None:
        """Take the last change back."""
        return self.session.undo()

    def redo(self) -> Change | None:
        """Do again what was undone last."""
        return self.session.redo()

    def _on_event(self, event: SessionEvent) -> None:
        self.edited.emit(event)
        self._plan_audit()
        self._keeping_soon.start()

    @property
    def is_audited(self) -> bool:
        """Whether the findings are those of the report as it is now; if not, ``audited`` tells when they are."""
        return self.session.audit.is_built

    def audit_again(self, then: Callable[[], object]) -> None:
        """Run every check afresh, then go on; those of a very long report in turns of the event loop."""
        self._building.drop()
        if self.session.is_very_long:
            self.large.make(LargeAudit(self.session), then)
        else:
            self.session.audit.run()
            then()

    def _plan_audit(self) -> None:
        is_under_way = self._building.is_working
        self._is_starved = is_under_way and self._waiting.elapsed() >= _LONGEST_WAIT
        # What was begun is of the report before this edit.
        self._building.drop()
        if not (is_under_way or self._timer.isActive()):
            self._waiting.start()
        is_laborious = self.session.audit.is_laborious
        if self._waiting.elapsed() < _LONGEST_WAIT:
            if is_laborious or not self._timer.isActive():
                self._timer.start(_AUDIT_PAUSE if is_laborious else _AUDIT_DELAY)
        elif not self._timer.isActive():
            self._timer.start(_AUDIT_DELAY)

    def _audit(self) -> None:
        """Build the findings, handing the keys their turn; at once where these never let it come to an end."""
        self._building.begin(self._audit_steps())
        if self._is_starved:
            self._building.finish()

    def _audit_steps(self) -> Steps[None]:
        yield from self.session.audit.result_steps()
        self.audited.emit()

    def _on_form(self, _change: Change) -> None:
        self._building.drop()
        self.form_changed.emit()
        QTimer.singleShot(0, self, self.keeping_changed.emit)

    # -- keeping -----------------------------------------------------------------------------------

    def acknowledged(self) -> None:
        """A write is on disk; called on the writer thread."""
        self._news.emit(self._on_acknowledged)

    def refused(self, problem: StorageError) -> None:
        """Writing has stopped; called on the writer thread."""
        self._news.emit(lambda: self.write_failed.emit(str(problem)))

    def _hear(self, act: object) -> None:
        if callable(act):
            act()

    def _on_acknowledged(self) -> None:
        self.saved_at = datetime.now()
        self.keeping_changed.emit()

    def retry(self) -> None:
        """Try again to write after a failure."""
        if self.file is not None:
            self.file.retry()
            self.keeping_changed.emit()

    def save_elsewhere(self, path: Path, *, replace: bool) -> None:
        """Go on at another place; ``moved`` or ``move_failed`` tells the end."""
        if self.file is None:
            return
        future = self.file.save_elsewhere(path, self.report, self.session.history, replace=replace)
        future.add_done_callback(self._after_move)

    def _after_move(self, future: Future[None]) -> None:
        error = future.exception()
        if error is None:
            self._news.emit(lambda: self.moved.emit(str(self.path)))
        else:
            self._news.emit(lambda: self.move_failed.emit(str(error)))

    def keep_version(self, name: str) -> None:
        """Keep the present state as a version; ``version_kept`` or ``version_failed`` tells the end."""
        if self.file is None:
            return
        try:
            future = self.file.keep_version(name)
        except StorageError as error:
            self.version_failed.emit(str(error))
            return
        future.add_done_callback(self._after_version)

    def _after_version(self, future: Future[Version]) -> None:
        error = future.exception()
        if error is None:
            self._news.emit(lambda: self.version_kept.emit(future.result().name))
        else:
            self._news.emit(lambda: self.version_failed.emit(str(error)))

    def change_to(self, version: ReadVersion) -> Change:
        """The change that would make the report say what a version says. Raises StorageError."""
        return change_to(version, self.report, self.report.base_form.snapshot)

    def close(self) -> None:
        """Wait for the disk and let the file go. Raises StorageError and stays open when that fails."""
        if self.file is not None:
            self.file.close()
        self._rest()

    def abandon(self) -> None:
        """Let the file go at once."""
        if self.file is not None:
            self.file.abandon()
        self._rest()

    def _rest(self) -> None:
        self._timer.stop()
        self._building.drop()
        self.large.cancel()


class OpenedReport:
    """A report file that was read but has no desk yet; may be made on any thread."""

    def __init__(self, opened: Opened, bridge: _Bridge, saved_at: datetime) -> None:
        self._opened = opened
        self._session: Session | None = None
        self.bridge = bridge
        self.saved_at = saved_at
        self.file = opened.file
        self.notices = opened.notices

    @staticmethod
    def read(path: Path, *, read_only: bool = False, take_over: bool = False) -> OpenedReport:
        """Read a report file. Raises LockedError, NewerFileError, DamagedFileError or another StorageError."""
        bridge = _Bridge()
        opened = ReportFile.open(path, read_only=read_only, take_over=take_over, options=bridge.options())
        return OpenedReport(opened, bridge, datetime.fromtimestamp(path.stat().st_mtime))

    def check(self, step: Callable[[], None] | None = None) -> Session:
        """The session of the report, which checks all of it once; ``step`` is called again and again meanwhile."""
        if self._session is None:
            self._session = Session(self._opened.report, self._opened.history, self.file, step)
        return self._session

    def let_go(self) -> None:
        """Close the file again; nothing was changed."""
        self.file.abandon()


class _Bridge:
    """Carries news from the writer thread to a desk that comes into being after its file."""

    def __init__(self) -> None:
        self._desk: Desk | None = None
        self._early: StorageError | None = None

    def options(self) -> Options:
        """Listeners for the file."""
        return Options(on_saved=self._saved, on_failed=self._failed)

    def carry(self, desk: Desk) -> Desk:
        """From now on the news goes to this desk."""
        self._desk = desk
        if self._early is not None:
            desk.refused(self._early)
        return desk

    def _saved(self, _pending: int) -> None:
        if self._desk is not None:
            self._desk.acknowledged()

    def _failed(self, problem: StorageError) -> None:
        if self._desk is not None:
            self._desk.refused(problem)
        else:
            self._early = problem
