"""Points, grade words and rounding of a report's scorecards: set beside its figures, judged and printed, undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from juesuan_gui.card_book import CardBook
from juesuan_gui.document.drawings import Label
from juesuan_gui.forms import CARD, Form, FormError, adjusted, adjustment_text, declaration_of
from juesuan_gui.forms.adjustments import AdjustmentError
from juesuan_gui.forms.adjustments_cards import CardSettings, labels_of, settings_of, with_settings
from juesuan_gui.forms.copying import copy_form
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.narrative.drafting.explanation import draft
from juesuan_gui.publishing.cards.project_picture import project_marks, project_picture
from juesuan_gui.report import CardKey, History, Report, adjust_form
from juesuan_gui.report.card_sheets import add_cards, set_card_text, starting_content
from juesuan_gui.storage import Options, ReportFile
from tests.cards.published import DATA, form, live_of, plain_cards, report_with

TEMPLATES = DATA.parents[2] / "templates"
Change = Callable[[CardSettings], CardSettings]


def text_of(base: Form, card: str, change: Change) -> str:
    """The adjustment that a change of the settings comes to."""
    layout = base.scorecards[card]
    wanted = with_settings(declaration_of(base, CARD + card), layout, change(settings_of(layout)))
    return adjustment_text(base, CARD + card, wanted)


def with_points(*points: str) -> Change:
    return lambda now: replace(now, points=points)


def changed(base: Form, card: str, change: Change) -> Form:
    return adjusted(base, {CARD + card: text_of(base, card, change)})


@pytest.mark.parametrize("name", ["national-2021", "national-2022", "wuhan-2020", "hebei-2021", "ningxia-2020"])
def test_what_is_set_as_it_is_changes_nothing(name: str) -> None:
    base = form(name)
    for card in base.scorecards:
        assert text_of(base, card, lambda now: now) == ""


def test_points_on_indicators_carry_the_prescribed_weights() -> None:
    made = changed(form("national-2021"), "project", with_points("10", "10", "10", "10", "30", "10", "10"))
    layout = made.scorecards["project"]
    assert dict(layout.weights) == {"产出指标": 40, "效益指标": 40, "满意度指标": 10}
    assert [block.weight for block in layout.blocks] == ["10", "10", "10", "10", "30", "10", "10"]
    # Another layout of the same form is left alone.
    assert dict(made.scorecards["overall"].weights)["产出指标"] == 50


def test_points_on_headings_carry_the_headings_above_and_the_goals() -> None:
    wuhan = changed(form("wuhan-2020"), "project", with_points("20", "10", "10", "20", "15", "5")).scorecards["project"]
    assert [block.first_weight for block in wuhan.blocks if block.first_weight] == ["60", "20"]
    overall = form("wuhan-2020").scorecards["overall"]
    points = ("10", "10", *settings_of(overall).points[2:-2], "4", "8")
    assert changed(form("wuhan-2020"), "overall", with_points(*points)).scorecards["overall"].goals == (
        *("20", "16", "16", "16", "12"),
    )
    hebei = form("hebei-2021")
    points = ("6", "4", *settings_of(hebei.scorecards["overall"]).points[2:])
    made = changed(hebei, "overall", with_points(*points)).scorecards["overall"]
    assert [block.second_weight for block in made.blocks[:3]] == ["10", "", "10"]
    assert labels_of(made)[0] == "投入·绩效目标指标管理·绩效目标科学性"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_points("10", "10", "10", "10", "20", "10", "10"), "还差 10 分"),
        (with_points("30", "10", "10", "10", "20", "10", "10"), "多出 10 分"),
        (with_points("二十", "10", "10", "10", "20", "10", "10"), "产出指标·数量指标"),
        (lambda now: replace(now, money_weight="20"), "合计 110 分"),
        (lambda now: replace(now, full_marks="0"), "大于 0"),
        (lambda now: replace(now, full_marks="一百"), "一百"),
        (lambda now: replace(now, money_weight="-10"), "-10"),
        (lambda now: replace(now, money_weight="NaN"), "NaN"),
        (lambda now: replace(now, grades=(("好", "60"), ("优", "90"), ("差", "0"))), "从高到低"),
        (lambda now: replace(now, grades=(("优", "90"), ("良", "80"))), "最后一级"),
        (lambda now: replace(now, grades=(("优", "90"), ("优", "0"))), "重复"),
        (lambda now: replace(now, grades=(("优", ""), ("差", "0"))), "最低分"),
        (lambda now: replace(now, grades=(("", "90"), ("差", "0"))), "名称"),
        (lambda now: replace(now, grades=(("优", "120"), ("差", "0"))), "超过"),
        (lambda now: replace(now, score_decimals=9), "小数位"),
    ],
)
def test_what_does_not_go_together_is_refused_with_a_word(change: Change, words: str) -> None:
    with pytest.raises(AdjustmentError, match=words):
        text_of(form("national-2021"), "project", change)


def test_an_adjustment_that_a_file_brings_is_looked_at_too() -> None:
    base = form("national-2021")
    for text, words in (('{"rows": []}', "rows"), ('{"money_weight": "30"}', "相加"), ("[]", "应为表")):
        with pytest.raises(FormError, match=words):
            adjusted(base, {f"{CARD}project": text})
    with pytest.raises(FormError, match="没有这种"):
        adjusted(base, {f"{CARD}gone": '{"money_weight": "20"}'})


def filled() -> Report:
    """A card of 三分之二 executed and 85 points, graded by the form."""
    report = Report(form("national-2021"))
    layout = report.form.scorecards["project"]
    report.apply(add_cards(report, layout, [starting_content(layout)], "x"))
    cells = [CardKey("1", "", "", "name"), CardKey("1", "money", "1", "budget"), CardKey("1", "money", "1", "executed")]
    for key, text in zip(cells, ("护林", "3", "2"), strict=True):
        report.apply(set_card_text(report, key, text))
    for line, score in enumerate(("20", "10", "10", "10", "15", "5", "5"), 1):
        report.apply(set_card_text(report, CardKey("1", "indicator", str(line), "score"), score))
        report.apply(set_card_text(report, CardKey("1", "indicator", str(line), "name"), f"指标{line}"))
    return report


def shown(report: Report) -> dict[str, str]:
    book = CardBook(live_of(report))
    card = book.shown("1")
    assert card is not None and card.total_row is not None
    money = {field: card.computed.get(card.key(field, "money", card.total_row), "") for field in ("rate", "score")}
    return {**money, "total": card.head("total_score"), "grade": card.head("grade")}


def found(report: Report) -> list[str]:
    book = CardBook(live_of(report))
    return sorted({item.check for item in book.findings().findings})


def test_rounding_and_points_are_worked_out_anew_judged_kept_and_undone(tmp_path: Path) -> None:
    report, history = filled(), History()
    before = shown(report)
    assert before == {"rate": "66.67%", "score": "6.67", "total": "81.67", "grade": ""}
    path = tmp_path / "a.jsgk"
    file = ReportFile.create(path, report, options=Options(backups=0))
    change = adjust_form(
        report,
        "绩效",
        {
            f"{CARD}project": text_of(
                report.form, "project", lambda now: replace(now, rate_decimals=0, score_decimals=1)
            )
        },
    )
    history.do(report, change)
    file.write(change)
    file.close()
    assert shown(report) == {"rate": "67%", "score": "6.7", "total": "81.7", "grade": ""}
    again = ReportFile.open(path, read_only=True)
    again.file.abandon()
    assert shown(again.report) == shown(report)
    history.undo(report)
    assert shown(report) == before
    # Other prescribed points, and every card made before is told.
    assert "P07" not in found(report)
    other = text_of(report.form, "project", with_points("10", "10", "10", "10", "30", "10", "10"))
    history.do(report, adjust_form(report, "绩效", {f"{CARD}project": other}))
    assert "P07" in found(report)


def test_own_grades_are_the_ones_that_a_printed_grade_is_held_against() -> None:
    report = Report(form("national-2021"))
    layout = report.form.scorecards["listing"]
    lines = [{"name": "护林", "score": "92"}, {"name": "护草", "score": "85", "grade": "优"}]
    report.apply(add_cards(report, layout, [({}, {"project": lines})], "x"))  # type: ignore[dict-item]
    assert "P13" in found(report)
    grades = (("优", "85"), ("良", "70"), ("合格", "60"), ("不合格", "0"))
    for card in ("listing", "project", "overall"):
        text = text_of(report.form, card, lambda now: replace(now, grades=grades))
        report.apply(adjust_form(report, "绩效", {CARD + card: text}))
    assert "P13" not in found(report)
    book = CardBook(live_of(report))
    card = book.shown("1")
    assert card is not None
    assert [card.shown("project", line, "grade") for line in card.sheet.lines("project")] == ["优", "优"]  # type: ignore[arg-type]


def test_a_form_of_ones_own_takes_the_settings_along(tmp_path: Path) -> None:
    base = form("national-2021")
    text = text_of(base, "project", lambda now: replace(now, rate_decimals=1))
    folder = copy_form(base, [TEMPLATES], tmp_path, {f"{CARD}project": text})
    from juesuan_gui.forms import load_form

    made = load_form(folder.name, [TEMPLATES, tmp_path])
    assert made.scorecards["project"].rate_decimals == 1
    assert made.scorecards["overall"].rate_decimals == 2


def test_own_grades_are_the_bands_that_the_text_and_the_picture_tell() -> None:
    report = report_with("beijing-2022", plain_cards("fengtai"))
    nationwide = bands_told(report)
    assert nationwide == [
        "90分（含90分）以上的14个",
        "80-90分（含80分）的0个",
        "60-80分（含60分）的0个",
        "60分以下的0个",
    ]
    grades = (("优", "97.5"), ("良", "95"), ("合格", "70"), ("不合格", "0"))
    text = text_of(report.form, "project", lambda now: replace(now, grades=grades))
    report.apply(adjust_form(report, "绩效", {CARD + "project": text}))
    # 92.1, 93.43 | 95.3, 96, 96.6 | the other nine.
    assert bands_told(report) == [
        "97.5分（含97.5分）以上的9个",
        "95-97.5分（含95分）的3个",
        "70-95分（含70分）的2个",
        "70分以下的0个",
    ]
    marks = project_marks(shown_cards(report))
    labels = [item.text for item in project_picture(marks).drawing.shapes if isinstance(item, Label)]
    assert [text for text in labels if text in ("0", "60", "70", "80", "90", "95", "97.5", "100")] == [
        *("0", "70", "95", "97.5", "100")
    ]


def bands_told(report: Report) -> list[str]:
    """What the explanation counts of the projects' scores."""
    text = "".join(paragraph.text for item in draft(live_of(report)) for paragraph in item.paragraphs)
    return re.findall(r"评价得分在([^，。]*个)", text)
