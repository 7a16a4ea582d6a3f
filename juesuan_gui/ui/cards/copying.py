"""Owns copying indicators into a card: from another project of the report, or from last year's report file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.report.card_sheets import CardSheet, copy_indicators, sheets
from juesuan_gui.storage import SUFFIX, Options, ReportFile, StorageError
from juesuan_gui.ui.cards.watch import CardsWatch
from juesuan_gui.ui.cards.words import card_name
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.file_choosing import choose_file

_MOST_NAMES = 25


class IndicatorCopying(QObject):
    """What is copied are indicators with targets and weights; what was reached stays behind. One undo step."""

    notice = Signal(str, str)

    def __init__(self, desk: Desk, watch: CardsWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = watch
        self._window = parent

    def sources(self, target: ShownCard) -> list[ShownCard]:
        """The other cards of the report that have indicators."""
        return [
            shown
            for shown in self._watch.book.all_shown()
            if shown.sheet.id != target.sheet.id and shown.sheet.lines(CardPart.INDICATOR)
        ]

    def ask(self, target: ShownCard, at: QPoint) -> None:
        """Offer the sources at a point of the screen."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        others = self.sources(target)
        for shown in others[:_MOST_NAMES]:
            menu.addAction(card_name(shown).replace("&", "&&"), self._taker(target, shown.sheet))
        if len(others) > _MOST_NAMES:
            menu.addAction("其他项目…", lambda: self._choose(target, [shown.sheet for shown in others]))
        menu.addSeparator()
        menu.addAction("上年的报告…", lambda: self._ask_file(target))
        menu.popup(at)

    def _taker(self, target: ShownCard, source: CardSheet) -> Callable[[], None]:
        return lambda: self.take(target, source)

    def take(self, target: ShownCard, source: CardSheet) -> None:
        """Copy the indicators of a card into another."""
        count = len(source.lines(CardPart.INDICATOR))
        self._desk.do(copy_indicators(self._desk.report, target.sheet, source))
        self.notice.emit(
            "info", f"已从“{source.name or '自评表'}”复制 {count} 个指标，完成值和得分没有复制；可以撤销。"
        )

    def _ask_file(self, target: ShownCard) -> None:
        chosen = choose_file(self._window, "上年的报告", "", f"决算文件 (*{SUFFIX})")
        if chosen is not None:
            self.take_from_file(target, chosen)

    def take_from_file(self, target: ShownCard, path: Path) -> None:
        """Copy from the card of the same name in a report file; where there is none, ask which."""
        try:
            opened = ReportFile.open(path, read_only=True, options=Options())
        except StorageError as error:
            self.notice.emit("error", str(error))
            return
        try:
            found = [item for item in sheets(opened.report) if item.lines(CardPart.INDICATOR)]
        finally:
            opened.file.abandon()
        if not found:
            self.notice.emit("warning", f"“{path.name}”里没有带指标的自评表，没有改动。")
            return
        wanted = "".join(target.head("name").split())
        same = next((item for item in found if wanted and "".join(item.name.split()) == wanted), None)
        if same is not None:
            self.take(target, same)
        else:
            self._choose(target, found)

    def _choose(self, target: ShownCard, found: Sequence[CardSheet]) -> None:
        names = [f"{number}. {item.name or '自评表'}" for number, item in enumerate(found, 1)]
        name, chosen = QInputDialog.getItem(self._window, "复制指标", "从哪张自评表复制", names, 0, False)
        if chosen:
            self.take(target, found[names.index(name)])
