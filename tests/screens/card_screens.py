"""Owns the pictures of the scorecards' pages: sheet, card, picture, help, findings, with published cards in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from juesuan_gui.forms import CardPart
from juesuan_gui.report import Report, set_text
from juesuan_gui.storage import Options, ReportFile
from tests.cards.published import form, plain_cards, published, report_with

if TYPE_CHECKING:
    from tests.screens.make_screens import Stage

Screen = tuple[str, Callable[[], QWidget | None]]


def card_screens(stage: Stage) -> Iterator[Screen]:
    """Every state of the pages, for cards with scores, without, of a whole department, and for none."""
    for number, name in enumerate(("fengtai", "hanyang", "guyuan", "gaoyi"), 1):
        yield f"20{number}-{name}-projects", _opened(stage, name)
        yield f"21{number}-{name}-card", lambda: _card(stage)
        yield f"22{number}-{name}-picture", lambda: _picture(stage)
    yield "230-sorted", lambda: _sorted(stage)
    yield "231-finding", lambda: _finding(stage)
    yield "232-help", lambda: stage.workspace.pages.cards.show_help("card-editor")
    yield "233-audit", lambda: _audit(stage)
    yield "234-many", _opened(stage, "many")
    yield "235-many-picture", lambda: _picture(stage)
    yield "240-empty", _opened(stage, "")
    yield "241-empty-card", lambda: stage.workspace.pages.cards.show_view(stage.workspace.pages.cards.editor)


def _opened(stage: Stage, name: str) -> Callable[[], None]:
    def show() -> None:
        report = _report(name)
        report.apply(set_text(report, "单位名称", "某区某局"))
        path = stage.folder / f"自评表{name}.jsgk"
        ReportFile.create(path, report, replace=True, options=Options(backups=0)).close()
        stage.window.open_path(path)
        stage.settle(lambda: stage.window.workspace is not None and stage.workspace.desk.path == path)
        stage.window.notices.clear()
        stage.workspace.show_cards()
        stage.workspace.pages.cards.show_view(stage.workspace.pages.cards.projects)
        stage.settle(lambda: stage.workspace.cards_watch.book.is_judged)

    return show


def _report(name: str) -> Report:
    """A published report's cards, a hundred and forty of them, or none."""
    if name != "many":
        return published(name) if name else Report(form("beijing-2021"))
    plain = plain_cards("fengtai")
    cards = [replace(card, name=f"{card.name}（第{n}批）") for n in range(1, 11) for card in plain]
    return report_with("beijing-2021", cards)


def _card(stage: Stage) -> None:
    cards = stage.workspace.pages.cards
    cards.show_view(cards.editor)
    shown = cards.shown
    lines = shown.sheet.lines(CardPart.INDICATOR) if shown is not None else ()
    if shown is not None and lines:
        cards.editor.view.go_to(shown.key("score", CardPart.INDICATOR, lines[0]))


def _picture(stage: Stage) -> None:
    stage.workspace.pages.cards.show_view(stage.workspace.pages.cards.picture)


def _sorted(stage: Stage) -> None:
    _opened(stage, "fengtai")()
    page = stage.workspace.pages.cards.projects
    page.order.setFocus()
    QTest.keyClick(page.order, Qt.Key.Key_Down)
    page.only.setFocus()
    QTest.keyClick(page.only, Qt.Key.Key_Down)


def _finding(stage: Stage) -> None:
    finding = next(iter(stage.workspace.desk.parts.findings()))
    stage.workspace.ways.to_part(finding.part, finding)
    stage.workspace.pages.cards.editor.found.write_note()


def _audit(stage: Stage) -> None:
    stage.step("审核")
    stage.workspace.data.audit.next()
    stage.step("审核")
