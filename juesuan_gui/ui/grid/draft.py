"""Owns the growing of one change over many cells, with what has to be told about it afterwards."""

from __future__ import annotations

from typing import Protocol

from juesuan_gui.figures import AmountError, Figure
from juesuan_gui.forms import ColumnKind
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, SlotEdit, Stated, state_figure
from juesuan_gui.session import Session
from juesuan_gui.ui.grid.amounts import Amounts

_LISTED = 3
#: What a step of a very large draft is at most, a few hundredths of a second.
CELLS_OF_A_STEP, ROWS_OF_A_STEP = 200, 40


class DraftTarget(Protocol):
    """The table that a draft is for: a grid's model, or a table that is not on the screen."""

    @property
    def session(self) -> Session:
        """The open report."""

    @property
    def amounts(self) -> Amounts:
        """How its amounts are written."""

    def is_locked(self, address: Address) -> bool:
        """Whether the form computes the cell."""

    def kind(self, address: Address) -> ColumnKind:
        """What the figures of the address's column are."""


class Draft:
    """Collects the edits of a paste or a fill; locked cells and texts that are no numbers are counted."""

    def __init__(self, model: DraftTarget) -> None:
        self._model = model
        self.edits: list[SlotEdit] = []
        self.written = 0
        self.locked = 0
        self.beyond = 0
        self.inserted = 0
        self.kept_rows = 0
        self.unmatched: list[str] = []
        self.on_labels: list[str] = []
        self.no_numbers: list[str] = []
        #: Figures of computed cells, not written.
        self.skipped: list[tuple[Address, Figure]] = []
        self.left_rows: list[str] = []
        self.left_columns: list[str] = []
        self.differing: list[str] = []

    def put_text(self, address: Address, text: str, *, locked: bool | None = None) -> None:
        """Write a typed or pasted text; blank clears. ``locked`` decides for rows still to come."""
        text = text.strip()
        is_locked = self._model.is_locked(address) if locked is None else locked
        try:
            stated = self._model.amounts.stated(text, self._model.kind(address))
        except AmountError:
            if is_locked:
                self.locked += 1
            else:
                self.no_numbers.append(text)
            return
        if not is_locked:
            self._state(address, stated)
        elif text:
            self.locked += 1
            if stated is not None and stated.figure is not None:
                self.skipped.append((address, stated.figure))

    def put_figure(self, address: Address, figure: Figure | None) -> None:
        """Write a figure as it is."""
        if self._model.is_locked(address):
            self.locked += 1
        elif figure is None or not self._model.kind(address).is_words:
            self._state(address, None if figure is None else Stated(figure, Origin.TYPED))

    def blank(self, address: Address) -> None:
        """Empty a cell that a pasted sheet leaves blank; not counted as written."""
        if self._model.session.report.stated(address) is not None:
            self.edits.append(state_figure(self._model.session.report, address, None))

    def sentence(self, verb: str) -> str:
        """已粘贴 120 格，跳过 14 个计算格…"""
        parts = [f"{verb} {self.written} 格"]
        if self.inserted:
            parts.append(f"新增科目 {self.inserted} 行")
        if self.locked:
            parts.append(f"跳过 {self.locked} 个计算格")
        if self.kept_rows:
            parts.append(f"表里另有 {self.kept_rows} 个科目行不在粘贴的内容里，没有动")
        if self.differing:
            parts.append(f"{len(self.differing)} 个合计与计算值不同，请核对：{_listed(self.differing)}")
        if self.beyond:
            parts.append(f"{self.beyond} 格超出表格，未粘贴")
        if self.no_numbers:
            parts.append(f"{len(self.no_numbers)} 格不是数字，未写入：{_listed(self.no_numbers)}")
        if self.unmatched:
            parts.append(f"{len(self.unmatched)} 行不是本表的编码，未粘贴：{_listed(self.unmatched)}")
        if self.left_rows:
            parts.append(f"{len(self.left_rows)} 行在表里没有对应的行，未粘贴：{_listed(self.left_rows)}")
        if self.left_columns:
            parts.append(f"{len(self.left_columns)} 栏在表里没有对应的栏，未粘贴：{_listed(self.left_columns)}")
        if self.on_labels:
            parts.append(f"{len(self.on_labels)} 格落在项目栏，未粘贴：{_listed(self.on_labels)}")
        return "，".join(parts)

    @property
    def has_loss(self) -> bool:
        """Whether something the user gave was not written, apart from computed cells."""
        lost = (self.no_numbers, self.unmatched, self.on_labels, self.left_rows, self.left_columns, self.differing)
        return bool(self.beyond or any(lost))

    def _state(self, address: Address, stated: Stated | None) -> None:
        self.edits.append(state_figure(self._model.session.report, address, stated))
        self.written += 1


def _listed(texts: list[str]) -> str:
    words = "、".join(f"“{text[:16]}”" for text in dict.fromkeys(texts[:_LISTED]))
    return words + ("等" if len(texts) > _LISTED else "")
