"""Justified text: nothing lost, marks set closer before a long figure, no character or two left on a last line."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juesuan_gui.document import Paragraph, TextStyle
from juesuan_gui.publishing.fitting import paragraph_lines
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.justifying import (
    HANG,
    SEEMLY_HANG,
    SQUEEZE,
    WIDEST_SPACING,
    justified_lines,
    squeezable,
)
from juesuan_gui.publishing.pdf.linebreak import HANGING, NEVER_FIRST, NEVER_LAST
from juesuan_gui.publishing.pdf.paragraphs import line_words
from juesuan_gui.publishing.typography import FORMATS

PIECES = [
    "收入合计",
    "支出",
    "4,300,085.06",
    "元，",
    "增长",
    "12.5%",
    "（类）",
    "。",
    "；",
    "其中：",
    "\n",
    "“三公”",
    " ",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
LOOKS = FORMATS[TextStyle.BODY]


def advance(sign: str) -> float:
    """Chinese takes one, the rest half."""
    return 0.5 if sign.isascii() else 1.0


@given(TEXTS, st.integers(8, 28), st.sampled_from([0.0, 2.0]))
@example("4,300,085.0612.5%", 8, 0.0)
@example("4,300,085.064,300,085.06", 8, 2.0)
@settings(max_examples=120)
def test_nothing_is_lost_and_every_line_fits_once_its_marks_are_closer(text: str, width: int, indent: float) -> None:
    lines = justified_lines(text, width, advance, 1.0, indent)
    assert "".join("".join(text[line.start : line.end].split()) for line in lines) == "".join(text.split())
    for line in lines:
        words = text[line.start : line.end]
        begins = line.start == 0 or text[line.start - 1] == "\n"
        room = width - (indent if begins else 0.0) + (HANG if words[-1:] in HANGING else 0.0)
        wide = sum(map(advance, words.rstrip()))
        assert wide <= room + SQUEEZE * len(squeezable(words)) + 1e-6
    for line, following in pairwise(lines):
        if not line.last and text[line.start : line.end].strip():
            assert text[line.end - 1] not in NEVER_LAST or not text[line.end - 1].strip()
            assert text[following.start] not in NEVER_FIRST


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # The figure comes into the line whose marks give up the width that it needs.
        ("甲，乙，丙，丁，戊，123456元增长，增加。", 13.0, ["甲，乙，丙，丁，戊，123456元", "增长，增加。"]),
        (
            "国国国国国国国国国国国国国国国国国国国国国国收。",
            22.0,
            ["国国国国国国国国国国国国国国国国国国国国", "国国收。"],
        ),
        # Word lets a mark stand beyond the line's end as a whole, and carries a bracket over with its word.
        ("国国国国国国国国国国，国国国。", 10.0, ["国国国国国国国国国国，", "国国国。"]),
        ("国国国国国国国国国（国）国国国", 11.7, ["国国国国国国国国国", "（国）国国国"]),
        # Where the line before would become too loose, both stay as they are.
        ("国国国国国国收。", 6.0, ["国国国国国国", "收。"]),
    ],
)
def test_last_lines_and_long_figures(text: str, width: float, expected: list[str]) -> None:
    lines = justified_lines(text, width, advance, 1.0)
    assert [text[line.start : line.end] for line in lines] == expected


@pytest.mark.parametrize(("marks", "hangs"), [("，，", False), ("国国", True)])
def test_a_mark_at_the_end_hangs_out_by_its_blank_half_where_the_line_has_others(marks: str, *, hangs: bool) -> None:
    fonts, width = FontBook(), 442.2
    first, last = marks
    paragraph = Paragraph.of(
        f"国国国国国国{first}国国国国国国国国国国国{last}国国国国国国国。国国国国国国", TextStyle.BODY
    )
    line = paragraph_lines(paragraph.text, LOOKS, width, fonts)[0]
    assert paragraph.text[line.end - 1] == "。"
    end = list(line_words(paragraph, LOOKS, line, 0.0, width, 700.0, fonts))[-1]
    reach = end.x + fonts.width(LOOKS.font, end.text, LOOKS.size) + end.spacing * (len(end.text) - 1)
    assert (reach > width + SEEMLY_HANG * LOOKS.size + 0.5) is hangs
    assert reach <= width + HANG * LOOKS.size + 0.5


@given(st.lists(st.sampled_from(PIECES[:10]), min_size=12, max_size=40).map("".join))
@settings(max_examples=25, deadline=None)
def test_what_is_printed_stays_within_the_margins_and_is_never_stretched_far(text: str) -> None:
    fonts = FontBook()
    width, left = 442.2, 79.4
    paragraph = Paragraph.of(text)
    for line in paragraph_lines(text, LOOKS, width, fonts):
        words = list(line_words(paragraph, LOOKS, line, left, width, 700.0, fonts))
        assert "".join(item.text for item in words) == text[line.start : line.end]
        last = words[-1]
        end = last.x + fonts.width(LOOKS.font, last.text, LOOKS.size) + last.spacing * (len(last.text) - 1)
        hang = HANG * LOOKS.size if last.text[-1] in HANGING else 0.0
        assert end <= left + width + hang + 0.5
        assert all(item.spacing <= LOOKS.tracking + WIDEST_SPACING * LOOKS.size + 1e-6 for item in words)
        for one, following in pairwise(words):
            # Closer, but never one sign over another: at most the blank half of a mark.
            reach = one.x + fonts.width(LOOKS.font, one.text, LOOKS.size) + one.spacing * len(one.text)
            assert following.x >= reach - (SQUEEZE * 2 + 0.05) * LOOKS.size
