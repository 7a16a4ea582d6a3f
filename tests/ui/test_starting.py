"""What a newcomer meets before a report is open, and what opening one does not do yet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from juesuan_gui.forms import FormShelf
from juesuan_gui.paths import own_forms
from juesuan_gui.ui.cards.page import CardsPage
from juesuan_gui.ui.explanation.page import ExplanationPage
from juesuan_gui.ui.giving_out.preview_page import PreviewPage
from juesuan_gui.ui.guide_states import EXPLANATION, PREVIEW
from juesuan_gui.ui.import_page import ImportPage
from juesuan_gui.ui.settings import RecentReport, own_folder
from juesuan_gui.ui.starting.offered_forms import OfferedForms, in_usual_order, usable_forms
from juesuan_gui.ui.starting.start_page import recent_line
from juesuan_gui.ui.versions_page import VersionsPage

from .hands import WindowHands

LATE = (PreviewPage, ExplanationPage, CardsPage, ImportPage, VersionsPage)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the bundled forms that were read whole."""
    ids: list[str] = []
    form = FormShelf.form
    monkeypatch.setattr(FormShelf, "form", lambda shelf, form_id: (ids.append(form_id), form(shelf, form_id))[1])
    return ids


def test_the_page_of_a_new_report_reads_only_the_form_that_is_chosen(hands: WindowHands, read: list[str]) -> None:
    page = hands.window.new
    hands.click(hands.window.start.new)
    assert page.year.count() > 5 and page.region.count() > 5
    assert read == []
    head = page.head()
    assert head is not None and f"{head.year}" in page.year.currentText()
    hands.wait(lambda: not page.picture.picture.pixmap().isNull())
    assert set(read) == {head.id}
    hands.choose(page.year, str(head.year - 2))
    other = page.head()
    assert other is not None and other.id != head.id
    hands.wait(lambda: other.id in read)
    assert set(read) == {head.id, other.id}


def test_an_own_form_replaces_the_bundled_one_and_one_that_is_wrong_is_told(own_folders: Path, read: list[str]) -> None:
    offered = OfferedForms()
    assert offered.look() == []
    bundled = offered.heads[0]
    for name, text in (
        (bundled.id, f'id = "{bundled.id}"\nname = "自己的"\nregion = "某地"\nyear = {bundled.year}\n'),
        ("broken", "id = ["),
    ):
        folder = own_forms() / name
        folder.mkdir(parents=True)
        (folder / "form.toml").write_text(text, encoding="utf-8")
    problems = offered.look()
    assert len(problems) == 1 and "broken" in problems[0]
    assert [head.name for head in offered.heads if head.id == bundled.id] == ["自己的"]
    assert [head.year for head in offered.heads] == sorted((head.year for head in offered.heads), reverse=True)
    assert offered.form(next(head for head in offered.heads if head.id == bundled.id)).name == "自己的"
    assert read == []


def test_only_wanted_forms_are_read(own_folders: Path, read: list[str]) -> None:
    forms, problems = usable_forms(lambda head: head.year > 2024)
    assert problems == []
    assert forms and all(form.year > 2024 for form in forms)
    assert len(read) == len(forms)


def test_escape_leaves_the_page_of_a_new_report(hands: WindowHands) -> None:
    hands.click(hands.window.start.new)
    assert hands.window.pages.currentWidget() is hands.window.new
    hands.key(Qt.Key.Key_Escape)
    assert hands.window.pages.currentWidget() is hands.window.start


def test_pages_are_made_when_they_are_first_asked_for(open_hands: WindowHands) -> None:
    workspace = open_hands.workspace
    QApplication.processEvents()
    assert not any(workspace.findChildren(kind) for kind in LATE)
    workspace.go_to_step(EXPLANATION)
    assert len(workspace.findChildren(ExplanationPage)) == 1
    assert not any(workspace.findChildren(kind) for kind in LATE if kind is not ExplanationPage)
    workspace.show_versions()
    open_hands.key(Qt.Key.Key_Escape)
    assert workspace.pages.currentWidget() is workspace.pages.explanation
    workspace.go_to_step(PREVIEW)
    workspace.go_to_step(PREVIEW)
    assert len(workspace.findChildren(PreviewPage)) == 1


def test_every_try_of_the_sample_has_a_name_of_its_own_among_the_recent_ones(own_folders: Path) -> None:
    names = []
    for name in ("示例", "示例2"):
        path = own_folder() / "示例" / f"{name}.jsgk"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        names.append(recent_line(RecentReport(path, "某局 2020 年度")).value)
    assert names == ["示例", "示例2"]


def test_places_are_offered_in_the_order_of_national_lists() -> None:
    offered = in_usual_order(["湖北·武汉", "某处", "宁夏", "全国", "北京", "湖北", "北京"])
    assert offered == ["全国", "北京", "湖北", "湖北·武汉", "宁夏", "某处"]
