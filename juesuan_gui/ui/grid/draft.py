"""Owns the growing of one change over many cells, with what has to be told about it afterwards."""

from __future__ import annotations

from juesuan_gui.figures import AmountError, Figure
from juesuan_gui.forms import ColumnKind
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, SlotEdit, Stated, state_figure
from juesuan_gui.ui.grid.model import GridModel

_LISTED = 3


class Draft:
    """Collects the edits of a paste or a fill; locked cells and texts that are no numbers are counted."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self.edits: list[SlotEdit] = []
        self.written = 0
        self.locked = 0
        self.beyond = 0
        self.inserted = 0
        self.unmatched: list[str] = []
        self.on_labels: list[str] = []
        self.no_numbers: list[str] = []

    def put_text(self, address: Address, text: str, *, locked: bool | None = None) -> None:
        """Write a typed or pasted text; blank clears. ``locked`` decides for rows still to come."""
        text = text.strip()
        if self._model.is_locked(address) if locked is None else locked:
            self.locked += bool(text)
            return
        try:
            figure = self._model.amounts.read(text, self._model.kind(address))
        except AmountError:
            self.no_numbers.append(text)
            return
        self._state(address, figure)

    def put_figure(self, address: Address, figure: Figure | None) -> None:
        """Write a figure as it is."""
        if self._model.is_locked(address):
            self.locked += 1
        elif self._model.kind(address) is not ColumnKind.TEXT:
            self._state(address, figure)

    def sentence(self, verb: str) -> str:
        """已粘贴 120 格，跳过 14 个计算格…"""
        parts = [f"{verb} {self.written} 格"]
        if self.inserted:
            parts.append(f"新增科目 {self.inserted} 行")
        if self.locked:
            parts.append(f"跳过 {self.locked} 个计算格")
        if self.beyond:
            parts.append(f"{self.beyond} 格超出表格，未粘贴")
        if self.no_numbers:
            parts.append(f"{len(self.no_numbers)} 格不是数字，未写入：{_listed(self.no_numbers)}")
        if self.unmatched:
            parts.append(f"{len(self.unmatched)} 行不是本表的编码，未粘贴：{_listed(self.unmatched)}")
        if self.on_labels:
            parts.append(f"{len(self.on_labels)} 格落在项目栏，未粘贴：{_listed(self.on_labels)}")
        return "，".join(parts)

    @property
    def has_loss(self) -> bool:
        """Whether something the user gave was not written, apart from computed cells."""
        return bool(self.beyond or self.no_numbers or self.unmatched or self.on_labels)

    def _state(self, address: Address, figure: Figure | None) -> None:
        stated = None if figure is None else Stated(figure, Origin.TYPED)
        self.edits.append(state_figure(self._model.session.report, address, stated))
        self.written += 1


def _listed(texts: list[str]) -> str:
    words = "、".join(f"“{text[:16]}”" for text in dict.fromkeys(texts[:_LISTED]))
    return words + ("…" if len(texts) > _LISTED else "")
