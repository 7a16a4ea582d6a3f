"""Layouts of scorecards: every declared one is whole, and a wrong one is refused by file, card and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.contract import forms_json
from juesuan_gui.forms import CardPart, FormError, form_from_snapshot, form_ids, load_form
from tests.cards.published import form

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
GOOD = """
id = "own"
kind = "project"
name = "自评表"
widths = [2, 3]
rows = [{ cells = [["项目名称", 1], ["@name", 1]] }, { each = "indicator", cells = [["@name", 1], ["@score", 1]] }]
"""


def with_card(folder: Path, text: str) -> None:
    (folder / "own" / "scorecards").mkdir(parents=True)
    (folder / "own" / "form.toml").write_text(
        'id = "own"\nname = "某县"\nregion = "某县"\nyear = 2021\nextends = "national-2021"\n', encoding="utf-8"
    )
    (folder / "own" / "scorecards" / "own.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("form_id", sorted(form_ids([TEMPLATES])))
def test_every_form_has_project_overall_and_list(form_id: str) -> None:
    cards = form(form_id).scorecards
    assert {card.kind for card in cards.values()} >= {"project", "overall", "listing"}
    for card in cards.values():
        assert sum(len(row.cells) for row in card.rows)
        assert all(sum(cell.span for cell in row.cells) == len(card.widths) for row in card.rows)


def test_the_layouts_travel_with_the_report() -> None:
    for form_id in ("wuhan-2020", "hebei-2021"):
        assert dict(form_from_snapshot(form(form_id).snapshot).scorecards) == dict(form(form_id).scorecards)


def test_a_place_says_only_what_differs() -> None:
    shanghai, national = form("shanghai-2024").scorecards["project"], form("national-2021").scorecards["project"]
    assert [word for word, _ in shanghai.grades] == ["优", "良", "合格", "不合格"]
    assert shanghai.rows == national.rows
    assert not form("ningxia-2020").scorecards["project"].has_scores


def test_a_card_may_be_left_out(tmp_path: Path) -> None:
    with_card(tmp_path, 'id = "overall"\noff = true\n')
    assert "overall" not in load_form("own", [TEMPLATES, tmp_path]).scorecards


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "project"', 'kind = "other"', "kind"),
        ("widths = [2, 3]", "widths = [2]", "rows"),
        ("widths = [2, 3]", "widths = [2, 0]", "widths"),
        ('"@name", 1]] }, {', '"@nmae", 1]] }, {', "@nmae"),
        ('each = "indicator"', 'each = "indicators"', "each"),
        ('[["项目名称", 1]', '[["^", 1]', "^"),
        ("widths", "grades = [{ word = '良', least = '80' }, { word = '优', least = '90' }]\nwidths", "grades"),
        ("widths", "money_weight = '10'\nweights = { '产出指标' = '50' }\nwidths", "weights"),
        ("widths", "money_weight = '一成'\nwidths", "money_weight"),
        ("widths", "blocks = [{ first = '产出指标', weight = '90.5' }]\nwidths", "blocks"),
        ("widths", "colour = 'red'\nwidths", "colour"),
        ("widths", "unit = '美元'\nwidths", "unit"),
        ('["@score", 1]', '["@goal.expected", 1]', "goal = true"),
    ],
)
def test_a_wrong_layout_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in GOOD
    with_card(tmp_path, GOOD.replace(old, new))
    with pytest.raises(FormError) as refused:
        load_form("own", [TEMPLATES, tmp_path])
    assert key in str(refused.value) and "own.toml" in str(refused.value) and "own" in str(refused.value)


def test_the_layout_without_the_fault_is_taken(tmp_path: Path) -> None:
    with_card(tmp_path, GOOD)
    card = load_form("own", [TEMPLATES, tmp_path]).scorecards["own"]
    assert card.fields(CardPart.INDICATOR) == ("name", "score")


def test_the_command_line_names_the_layouts_of_a_form() -> None:
    (listed,) = forms_json([form("wuhan-2020")])
    assert set(listed["scorecards"]) == {"project", "overall", "project-summary", "overall-summary", "listing"}


@pytest.mark.parametrize(("cards", "fault"), [("projects", "projects"), ("overall", ""), ("made-listing", "")])
def test_a_heading_names_only_cards_that_there_are(tmp_path: Path, cards: str, fault: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    outline = f'outline = [{{ id = "附件", title = "附件", level = 1, kind = "attachment", cards = ["{cards}"] }}]'
    head = 'id = "own"\nname = "某县"\nregion = "某县"\nyear = 2021\nextends = "national-2021"\n'
    (folder / "form.toml").write_text(f"{head}{outline}\n", encoding="utf-8")
    if not fault:
        assert load_form("own", [TEMPLATES, tmp_path]).outline[-1].cards == (cards,)
        return
    with pytest.raises(FormError) as refused:
        load_form("own", [TEMPLATES, tmp_path])
    assert fault in str(refused.value) and "附件" in str(refused.value) and "form.toml" in str(refused.value)
