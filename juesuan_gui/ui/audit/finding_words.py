"""Owns a finding's words in the window: its place, its sentence, both sides and their difference."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from juesuan_gui.checks import Finding, Outcome
from juesuan_gui.figures import Quantity, midpoint, subtract
from juesuan_gui.relations import Address
from juesuan_gui.report import Note
from juesuan_gui.session import Session
from juesuan_gui.ui.parts import Observed

#: Where a finding stands that leads to no cell.
WHOLE_REPORT = "整份报告"


def note_state(finding: Finding | Observed, note: Note | None) -> str:
    """Nothing without an explanation, 已说明 with one, 已过期 when its figures have changed since."""
    if note is None:
        return ""
    return "已说明" if note.fingerprint == finding.fingerprint else "已过期"


@dataclass(frozen=True)
class ListedRow(ABC):
    """A finding as the audit pane shows it, of a table or of another part; each column's text is made on demand."""

    session: Session
    finding: Finding | Observed

    @property
    @abstractmethod
    def place(self) -> Address | None:
        """The cell where it leads; ``None`` for what is not about a cell of a table."""

    @property
    @abstractmethod
    def heading(self) -> str:
        """What it is listed under: the table's title or the part's."""

    @property
    @abstractmethod
    def where(self) -> str:
        """公开05表 21015 医疗保障管理事务·基本支出"""

    @property
    @abstractmethod
    def problem(self) -> str:
        """The title of the check: what ought to hold."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The whole sentence."""

    @property
    @abstractmethod
    def stated(self) -> str:
        """表内"""

    @property
    @abstractmethod
    def expected(self) -> str:
        """应为"""

    @property
    @abstractmethod
    def difference(self) -> str:
        """差额 = 表内 − 应为"""

    @property
    def note(self) -> Note | None:
        """The explanation."""
        return self.session.report.note(self.finding.key)

    @property
    def note_words(self) -> str:
        """The explanation as the last column shows it."""
        note = self.note
        state = note_state(self.finding, note)
        if note is None:
            return ""
        return f"{state}：{note.text}" if note.text else state

    @property
    def is_settled(self) -> bool:
        """Whether an explanation stands for the present figures."""
        return note_state(self.finding, self.note) == "已说明"

    def matches(self, text: str) -> bool:
        """Whether every word of a filter is found somewhere in the row."""
        words = (self.finding.level.label, self.finding.check, self.where, self.problem)
        plain = " ".join((*words, self.stated, self.expected)).replace(",", "").lower()
        return all(word in plain for word in text.replace(",", "").lower().split())


@dataclass(frozen=True)
class FindingRow(ListedRow):
    """A finding about the tables; each column's text is made when it is first looked at."""

    session: Session
    finding: Finding

    @property
    def place(self) -> Address | None:
        """Where it leads."""
        return self.finding.place

    @property
    def heading(self) -> str:
        """The title of the table that it leads to."""
        return self.session.form.table(self.place.table).title if self.place is not None else WHOLE_REPORT

    @cached_property
    def where(self) -> str:
        """公开05表 21015 医疗保障管理事务·基本支出"""
        return self.session.wording.place(self.finding.place) if self.finding.place else WHOLE_REPORT

    @cached_property
    def problem(self) -> str:
        """The title of the check: what ought to hold."""
        return self.session.form.checks[self.finding.check].title

    @cached_property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.session.wording.message(self.finding)

    @cached_property
    def stated(self) -> str:
        """表内"""
        return self.session.wording.number(self.finding.stated, self.finding.place)

    @cached_property
    def expected(self) -> str:
        """应为"""
        if self.finding.outcome is Outcome.BROKEN:
            return ""
        return self.session.wording.number(self.finding.expected, self.finding.place)

    @cached_property
    def difference(self) -> str:
        """差额 = 表内 − 应为"""
        if self.finding.outcome is Outcome.BROKEN:
            return ""
        value = subtract(_value(self.finding.stated), _value(self.finding.expected))
        return self.session.wording.number(value, self.finding.place).replace("-", "−")


@dataclass(frozen=True)
class ObservedRow(ListedRow):
    """A finding in a part that is no table (scorecards, text)."""

    finding: Observed

    @property
    def place(self) -> Address | None:
        """No cell of a table."""
        return None

    @property
    def heading(self) -> str:
        """The title of the part."""
        return self.finding.heading

    @property
    def where(self) -> str:
        """Which card or section, and where in it."""
        return self.finding.where

    @property
    def problem(self) -> str:
        """The title of the check: what ought to hold."""
        return self.finding.title

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.finding.observation.message

    @property
    def stated(self) -> str:
        """What is printed."""
        return self.finding.observation.stated or ""

    @property
    def expected(self) -> str:
        """What it should be."""
        return self.finding.observation.expected or ""

    @property
    def difference(self) -> str:
        """The difference where both are numbers."""
        return (self.finding.observation.difference or "").replace("-", "−")


def row_of(session: Session, finding: Finding | Observed) -> ListedRow:
    """The row of a finding of either kind."""
    return FindingRow(session, finding) if isinstance(finding, Finding) else ObservedRow(session, finding)


def _value(quantity: Quantity | None) -> Quantity:
    return 0 if quantity is None else midpoint(quantity)
