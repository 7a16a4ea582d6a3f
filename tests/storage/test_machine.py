"""Any sequence of edits, undos, reopenings, moves and versions agrees with a plain dictionary."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from juesuan_gui.figures import Figure
from juesuan_gui.forms import CodeCatalogue, Form, parent_code
from juesuan_gui.report import (
    Change,
    CodedRow,
    History,
    Note,
    Origin,
    Report,
    Slot,
    SlotKind,
    Stated,
    TableMark,
    Text,
    Value,
    compose,
    declare_empty,
    insert_code,
    remove_code,
    set_note,
    set_text,
    state_figure,
)
from juesuan_gui.storage import Options, ReportFile, Version, return_to

from .world import CODES, COLUMNS, KEY, cell, small_form, state

codes = st.sampled_from(CODES)
columns = st.sampled_from(COLUMNS)
stated = st.none() | st.builds(
    Stated,
    st.none()
    | st.builds(Figure, st.integers(-(10**14), 10**14))
    | st.builds(Figure, st.fractions(), st.just(1), st.just(False)),
    st.sampled_from(Origin),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
State = dict[Slot, Value]


@cache
def the_form() -> Form:
    with tempfile.TemporaryDirectory() as folder:
        return small_form(Path(folder))


class ReportMachine(RuleBasedStateMachine):
    """``now``, ``past`` and ``future`` are what the report ought to say, to have said, and to say after redo."""

    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.options = Options(backups=2)
        self.report, self.history = Report(the_form()), History()
        self.file = ReportFile.create(self.root / "决算.jsgk", self.report, options=self.options)
        self.now: State = {}
        self.past: list[State] = []
        self.future: list[State] = []
        self.kept: list[tuple[Version, State]] = []
        self.moves = 0

    def do(self, change: Change, expected: State) -> None:
        self.history.do(self.report, change)
        self.file.write(change)
        if expected != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = expected

    def with_values(self, values: dict[Slot, Value | None]) -> State:
        merged = {**self.now, **values}
        return {slot: value for slot, value in merged.items() if value is not None}

    @rule(cells=st.dictionaries(st.tuples(codes, columns), stated, min_size=1, max_size=12))
    def paste(self, cells: dict[tuple[str, str], Stated | None]) -> None:
        wanted = {cell(*place): value for place, value in cells.items()}
        change = compose("粘贴", [state_figure(self.report, address, value) for address, value in wanted.items()])
        self.do(change, self.with_values({Slot.figure(address): value for address, value in wanted.items()}))

    @rule(code=codes, name=texts)
    def insert(self, code: str, name: str) -> None:
        change = insert_code(self.report, KEY, code, name, CodeCatalogue({}))
        rows: dict[Slot, Value | None] = {}
        wanted = code
        while wanted:
            slot = Slot(SlotKind.ROW, (*KEY, wanted))
            rows[slot] = self.now.get(slot, CodedRow(wanted, name if wanted == code else ""))
            wanted = parent_code(wanted)
        self.do(change, self.with_values(rows))

    @rule(code=codes)
    def remove(self, code: str) -> None:
        rows = [slot.key[-1] for slot in self.now if slot.kind is SlotKind.ROW and slot.key[-1].startswith(code)]
        change = remove_code(self.report, KEY, code)
        self.do(
            change,
            {
                slot: value
                for slot, value in self.now.items()
                if not (slot.kind is SlotKind.ROW and slot.key[-1] in rows)
                and not (slot.kind is SlotKind.FIGURE and slot.key[1] in rows)
            },
        )

    @rule(text=texts)
    def write_text(self, text: str) -> None:
        slot = Slot(SlotKind.TEXT, ("单位",))
        self.do(set_text(self.report, "单位", text), self.with_values({slot: Text(text) if text else None}))

    @rule(note=st.none() | st.builds(Note, texts, texts, texts))
    def explain(self, note: Note | None) -> None:
        self.do(set_note(self.report, "T1|甲", note), self.with_values({Slot(SlotKind.NOTE, ("T1|甲",)): note}))

    @rule(empty=st.booleans())
    def declare(self, empty: bool) -> None:
        slot = Slot(SlotKind.TABLE, tuple(KEY))
        mark = TableMark.EMPTY if empty else None
        self.do(declare_empty(self.report, KEY, empty), self.with_values({slot: mark}))

    @rule()
    def undo(self) -> None:
        if self.history.undo(self.report) is not None:
            self.file.undo()
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        if self.history.redo(self.report) is not None:
            self.file.redo()
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule(read_only=st.booleans())
    def reopen(self, read_only: bool) -> None:
        if read_only:
            self.file.flush()
            found = ReportFile.open(self.file.path, read_only=True)
            assert state(found.report) == self.now
            found.file.close()
            return
        self.file.close()
        found = ReportFile.open(self.file.path, options=self.options)
        assert found.notices == ()
        self.file, self.report, self.history = found.file, found.report, found.history

    @rule()
    def move(self) -> None:
        self.moves += 1
        target = self.root / f"另存{self.moves}.jsgk"
        self.file.save_elsewhere(target, self.report, self.history).result()
        assert self.file.path == target

    @rule(name=texts)
    def keep(self, name: str) -> None:
        version = self.file.keep_version(name).result()
        assert (version.name, version.problem) == (name, "")
        self.kept.append((version, self.now))

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        version, then = data.draw(st.sampled_from(self.kept))
        self.do(return_to(version, self.report, self.file.form_snapshot), then)

    @invariant()
    def says_what_it_ought_to(self) -> None:
        assert state(self.report) == self.now
        assert len(self.history.done) == len(self.past)
        assert len(self.history.undone) == len(self.future)

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.reopen(False)
            self.says_what_it_ought_to()
            self.file.close()
            self.folder.cleanup()


TestReportMachine = ReportMachine.TestCase
TestReportMachine.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
