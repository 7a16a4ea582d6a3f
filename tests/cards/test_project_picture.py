"""The one-page picture of all projects: the lowest first, every project on it, nothing outside the page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan_gui.document import Alignment
from juesuan_gui.document.drawings import Box, Fill, Label
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.publishing.cards.project_picture import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ProjectMark,
    project_marks,
    project_picture,
    words_width,
)
from tests.cards.published import published


def marks(count: int) -> list[ProjectMark]:
    return [ProjectMark(str(n), f"项目{n}", Decimal(n % 101), Decimal(60 + n % 40)) for n in range(count)]


def test_the_lowest_score_comes_first_and_cards_without_one_last() -> None:
    found = project_marks(shown_cards(published("fengtai")))
    assert len(found) == 14
    assert [mark.score for mark in found] == sorted(mark.score for mark in found if mark.score is not None)
    assert found[0].name == "打击欺诈骗保专项工作经费" and found[0].rate == Decimal(91)


def test_the_bars_are_as_long_as_their_figures_and_differ_without_colour() -> None:
    picture = project_picture([ProjectMark("1", "甲", Decimal(50), Decimal(40), Decimal(80))])
    bars = [item for item in picture.drawing.shapes if isinstance(item, Box)]
    rate, score = (next(box for box in bars[2:] if box.fill is fill) for fill in (Fill.HATCHED, Fill.DARK))
    # 50 % executed, and 40 of 80 points: the same length on the common scale, told apart by the ground alone.
    assert rate.width == pytest.approx(score.width)
    words = [item.text for item in picture.drawing.shapes if isinstance(item, Label)]
    assert "50%" in words and "40分" in words


@pytest.mark.parametrize("count", [1, 14, 60, 140])
def test_every_project_has_its_line_on_the_page(count: int) -> None:
    picture = project_picture(marks(count))
    assert [row.card for row in picture.rows] == [mark.card for mark in marks(count)]
    assert picture.left_out == 0
    assert picture.drawing.width <= PAGE_WIDTH and picture.drawing.height <= PAGE_HEIGHT + 2
    for one in picture.rows:
        assert one.x >= 0 and one.x + one.width <= PAGE_WIDTH + 0.01 and one.y + one.height <= PAGE_HEIGHT + 0.01
        assert [row.card for row in picture.rows if row.holds(one.x + 1, one.y + one.height / 2)] == [one.card]


def test_nothing_written_or_drawn_reaches_over_the_edge() -> None:
    long = [
        ProjectMark(str(n), "关于进一步加强某某领域综合治理工作的专项补助资金项目" * 2, None, None) for n in range(90)
    ]
    for mark_list in (long, marks(140)):
        picture = project_picture(mark_list)
        for item in picture.drawing.shapes:
            if isinstance(item, Box):
                assert item.x >= -0.01 and item.x + item.width <= PAGE_WIDTH + 0.01
            elif isinstance(item, Label) and item.alignment is Alignment.LEFT:
                assert item.x + words_width(item.text, item.size) <= PAGE_WIDTH + 0.01


def test_what_finds_no_room_is_counted_on_the_page() -> None:
    picture = project_picture(marks(400))
    assert picture.left_out == 400 - len(picture.rows) > 0
    assert any(str(picture.left_out) in item.text for item in picture.drawing.shapes if isinstance(item, Label))


def test_a_rate_over_a_hundred_ends_with_the_scale_and_a_missing_one_has_no_bar() -> None:
    over = project_picture([ProjectMark("1", "甲", Decimal(150), None)])
    full = project_picture([ProjectMark("1", "甲", Decimal(100), None)])
    none = project_picture([ProjectMark("1", "甲", None, None)])

    def bars(drawn: object) -> list[float]:
        return [item.width for item in drawn.drawing.shapes if isinstance(item, Box)][1:]  # type: ignore[attr-defined]

    assert bars(over) == bars(full) and len(bars(over)) == 1
    assert bars(none) == []
