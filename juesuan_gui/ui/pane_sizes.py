"""Owns how outline, table, trace and audit pane share the working view, as the user left them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from juesuan_gui.ui.settings import Settings

#: Widths of outline and trace: in a window of this width and more, and in a narrower one, where the table needs it.
_WIDE = 1400
_AT_EASE, _NARROW = (260, 280), (224, 244)
_SHARES = {"filling": [700, 300], "auditing": [560, 440]}


class PaneSizes(QObject):
    """``across``: outline and the rest; ``upper``: table and trace; ``middle``: these over the findings."""

    def __init__(self, settings: Settings, across: QSplitter, upper: QSplitter, middle: QSplitter) -> None:
        super().__init__(across)
        self._settings = settings
        self._across, self._upper, self._middle = across, upper, middle
        self._share = ""
        self._by_hand = bool(settings.numbers("splitter/across"))
        if self._by_hand:
            across.setSizes(settings.numbers("splitter/across"))
            upper.setSizes(settings.numbers("splitter/upper"))
        for splitter in (across, upper):
            splitter.splitterMoved.connect(self._on_moved)

    @property
    def has_share(self) -> bool:
        """Whether the findings have room."""
        return bool(self._share)

    def fit(self, whole: int) -> None:
        """Until the user moves a border, outline and trace leave a narrow window to the table."""
        if not self._by_hand:
            outline, trace = _AT_EASE if whole >= _WIDE else _NARROW
            self._across.setSizes([outline, whole - outline])
            self._upper.setSizes([whole - outline - trace, trace])

    def share(self, name: str) -> None:
        """More room for the table ("filling"), or for the findings ("auditing"), as the user left it.

        Nothing to find needs no room ("").
        """
        self._keep_share()
        self._share = name
        if name:
            self._middle.setSizes(self._settings.numbers(f"splitter/{name}") or _SHARES[name])
        else:
            self._middle.setSizes([10_000, 1])

    def keep(self) -> None:
        """Remember the sizes."""
        if self._by_hand:
            self._settings.put("splitter/across", self._across.sizes())
            self._settings.put("splitter/upper", self._upper.sizes())
        self._keep_share()

    def _keep_share(self) -> None:
        if self._share and self._middle.isVisible():
            self._settings.put(f"splitter/{self._share}", self._middle.sizes())

    def _on_moved(self, _position: int, _index: int) -> None:
        self._by_hand = True
