"""Line breaking: nothing lost, nothing too wide, no forbidden mark at a line's edge."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.document import Paragraph, Run, TextStyle
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.linebreak import (
    NEVER_FIRST,
    NEVER_LAST,
    atoms,
    balanced_lines,
    break_lines,
)
from juesuan_gui.publishing.pdf.paragraphs import line_words
from juesuan_gui.publishing.typography import FORMATS

TEXTS = st.text(alphabet="国预算收支总计，。、；：？！（）《》“”‘’〔〕—…%％￥ 　0123456789,.-+aZ\n", max_size=120)


def advance(character: str) -> float:
    """Chinese takes one, the rest half."""
    return 0.5 if character.isascii() else 1.0


def lines_of(text: str, width: float, hanging: float = 0.0) -> list[str]:
    """The lines as text."""
    return [text[line.start : line.end] for line in break_lines(text, width, advance, hanging=hanging)]


@given(TEXTS, st.floats(3, 30), st.floats(0, 2))
def test_nothing_but_blanks_and_line_ends_is_lost(text: str, width: float, indent: float) -> None:
    lines = break_lines(text, width, advance, first_indent=indent)
    assert "".join("".join(text[line.start : line.end].split()) for line in lines) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(lines))


@given(TEXTS, st.floats(3, 30))
def test_a_line_is_too_wide_or_badly_edged_only_where_no_break_is_allowed(text: str, width: float) -> None:
    widest = max((sum(map(advance, text[start:end])) for start, end in atoms(text)), default=0)
    lines = break_lines(text, width, advance)
    if widest > width:
        return
    for position, line in enumerate(lines):
        words = text[line.start : line.end]
        assert line.width <= width + 1e-6
        goes_on = position + 1 < len(lines) and "\n" not in text[line.end : lines[position + 1].start]
        if words and goes_on:
            assert words[-1] not in NEVER_LAST
            assert text[lines[position + 1].start] not in NEVER_FIRST


@given(st.text(alphabet="国预算收入支出其中：（）1", min_size=1, max_size=24), st.floats(3, 12))
def test_balanced_lines_are_as_many_and_no_wider(text: str, width: float) -> None:
    plain = break_lines(text, width, advance)
    balanced = balanced_lines(text, width, advance)
    assert len(balanced) == len(plain)
    assert "".join(text[line.start : line.end] for line in balanced) == text


def test_balanced_lines_are_of_like_length() -> None:
    lines = balanced_lines("甲乙丙丁戊己庚辛壬癸", 90.0, lambda _sign: 10.0)
    assert [line.end - line.start for line in lines] == [5, 5]


def test_amounts_and_percentages_stay_whole_with_their_units() -> None:
    assert lines_of("收入194,099,326.54元，占99.99%。", 9) == ["收入", "194,099,326.54元，", "占99.99%。"]


_FIGURES = ("1,234.56", "0.3", "2020", "-85.06", "194,099,326.54")
_AFTER = ("万元", "亿元", "元", " 万元", "年", "%", "‰", "元，")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("收入", "其中：", "（类）年初", "")), st.sampled_from(_FIGURES), st.sampled_from(_AFTER)
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(12, 28),
)
@settings(max_examples=100)
def test_a_figure_and_its_unit_never_part_and_no_line_is_overfull(
    parts: list[tuple[str, str, str]], width: int
) -> None:
    text = "".join(f"{words}{figure}{unit}。" for words, figure, unit in parts)
    together = set()
    end = 0
    for words, figure, unit in parts:
        start = end + len(words)
        end = start + len(figure) + len(unit) + 1
        together |= set(range(start + 1, end))
    for line in break_lines(text, width, advance):
        assert line.start not in together
        assert line.width <= width


def test_a_closing_mark_may_hang_out_by_half() -> None:
    assert lines_of("国国国国，国", 4.5) == ["国国国", "国，国"]
    assert lines_of("国国国国，国", 4.5, hanging=0.5) == ["国国国国，", "国"]


def test_a_line_break_of_the_text_is_kept() -> None:
    assert lines_of("甲\n\n乙", 5) == ["甲", "", "乙"]


def test_a_number_wider_than_the_line_is_cut_rather_than_lost() -> None:
    assert lines_of("1234567890", 2) == ["1234", "5678", "90"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("上级补助收入", 4, ["上级补助", "收入"]),
        ("其中：教育收费", 4, ["其中：", "教育收费"]),
        ("附属单位上缴收入", 5, ["附属单位", "上缴收入"]),
        ("科目编码", 3, ["科目", "编码"]),
    ],
)
def test_heads_break_between_words(text: str, width: float, lines: list[str]) -> None:
    assert [text[line.start : line.end] for line in balanced_lines(text, width, advance)] == lines


@given(
    st.lists(st.tuples(st.sampled_from(["收入合计", "4,300,085.06", "元，增长", "12", "%"]), st.booleans()), min_size=8)
)
@settings(max_examples=40)
def test_a_justified_line_fills_its_width_and_stretches_no_number(runs: list[tuple[str, bool]]) -> None:
    fonts = FontBook()
    looks = FORMATS[TextStyle.BODY]
    paragraph = Paragraph(tuple(Run(text, bold=bold) for text, bold in runs), TextStyle.BODY)
    width, left = 440.0, 30.0
    lines = break_lines(paragraph.text, width, lambda sign: fonts.width(looks.font, sign, looks.size) + looks.tracking)
    for line in lines:
        words = list(line_words(paragraph, looks, line, left, width, 700.0, fonts))
        assert "".join(item.text for item in words) == paragraph.text[line.start : line.end]
        numbers = [item for item in words if len(item.text) > 1 and item.text.isascii()]
        assert all(item.spacing == looks.tracking for item in numbers)
        if max(item.spacing for item in words) > looks.tracking:
            last = words[-1]
            end = last.x + fonts.width(looks.font, last.text, looks.size) + last.spacing * (len(last.text) - 1)
            assert end == pytest.approx(left + width)
