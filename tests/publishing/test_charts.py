"""The charts: every figure on them is the report's, the same shapes in PDF and Word, nothing hidden where it lacks."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import docx
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from juesuan_gui.document import (
    Box,
    Document,
    Drawing,
    Fill,
    Label,
    Orientation,
    Paragraph,
    Section,
    Stroke,
    TextStyle,
    hatch_of,
)
from juesuan_gui.narrative.drafting.charts import ALL, GAP, NONE, SETTING, Chart, ChartBar, ChartFigure, charts_of
from juesuan_gui.publishing.chart_shapes import WIDTH, drawing_of
from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.drawing_image import DOTS_PER_INCH, drawing_png
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pdf.render import render_pdf
from juesuan_gui.publishing.typography import DEFAULT_MARGINS, FORMATS, POINTS_PER_MILLIMETRE
from juesuan_gui.publishing.word.render import render_word
from juesuan_gui.report import Report, set_setting
from tests.narrative.drafted import form_named, full_report, live_of

from .conftest import CREATED
from .reading_back import plain
from .test_pdf import page_texts


def chart(*bars: ChartBar, series: tuple[str, ...] = ("今年",), compared: bool = False) -> Chart:
    return Chart("总体", "图1：题", series, bars, compared)


def bar(name: str, *values: int | None, note: str = "") -> ChartBar:
    figures = tuple(ChartFigure(None if v is None else Fraction(v), GAP if v is None else f"{v}元") for v in values)
    return ChartBar(name, figures, note)


def test_the_form_says_which_charts_there_are_and_the_report_may_want_all_or_none() -> None:
    report = full_report("wuhan-2020")
    own = charts_of(live_of(report))
    assert [item.section for item in own] == ["总体", "收入", "支出", "财政拨款总体"]
    report.apply(set_setting(report, SETTING, ALL))
    every = charts_of(live_of(report))
    assert [item.caption[:3] for item in every] == [f"图{number}：" for number in range(1, 7)]
    report.apply(set_setting(report, SETTING, NONE))
    assert charts_of(live_of(report)) == ()


@pytest.mark.parametrize("form_id", ["wuhan-2020", "beijing-2022", "shanghai-2024", "hebei-2021"])
def test_every_form_can_draw_all_charts_of_an_empty_and_of_a_full_report(form_id: str) -> None:
    for report in (Report(form_named(form_id)), full_report(form_id)):
        report.apply(set_setting(report, SETTING, ALL))
        for item in charts_of(live_of(report)):
            drawn = drawing_of(item)
            assert {label.text.split("，")[0] for label in drawn.shapes if isinstance(label, Label)} >= {
                figure.text for group in item.bars for figure in group.figures
            }


def test_a_chart_shows_the_reports_figures_and_marks_those_that_are_not_known() -> None:
    report = full_report("wuhan-2020")
    report.apply(set_setting(report, SETTING, ALL))
    live = live_of(report)
    found = {item.caption.partition("：")[2]: item for item in charts_of(live)}
    income = found["收入决算结构"]
    shown = sum(figure.value or 0 for group in income.bars for figure in group.figures)
    total = live.shown(next(iter(income.bars[0].figures[0].addresses))._replace(column="本年收入合计"))
    assert total is not None and shown == total.value
    completion = found["财政拨款支出年初预算和决算（按类）"]
    assert completion.series[0] == "年初预算" and all(len(group.figures) == 2 for group in completion.bars)
    empty = charts_of(live_of(Report(form_named("wuhan-2020"))))
    assert {figure.text for item in empty for group in item.bars for figure in group.figures} == {GAP}


names = st.text(alphabet="一般公共服务支出（类）", min_size=1, max_size=30)
amounts = st.one_of(st.none(), st.integers(-(10**13), 10**13))


@given(st.lists(st.tuples(names, amounts, amounts), min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_bars_are_as_long_as_their_figures_and_nothing_leaves_the_picture(
    groups: list[tuple[str, int | None, int | None]], compared: bool
) -> None:
    drawn = drawing_of(
        chart(*(bar(name, one, two) for name, one, two in groups), series=("去年", "今年"), compared=compared)
    )
    boxes = [shape for shape in drawn.shapes if isinstance(shape, Box)][2:]  # behind the two of the legend
    values = [abs(value) for _, *pair in groups for value in pair if value]
    assert len(boxes) == len(values)
    lengths = [box.height if compared else box.width for box in boxes]
    for length, value in zip(lengths, values, strict=True):
        assert length * max(values) == pytest.approx(max(lengths) * value)
    for box in boxes:
        assert box.x >= 0 and box.y >= 0 and box.x + box.width <= WIDTH and box.y + box.height <= drawn.height


@given(st.floats(1, 200), st.floats(1, 200))
@settings(max_examples=40, deadline=None)
def test_a_hatch_stays_inside_its_box(width: float, height: float) -> None:
    for stroke in hatch_of(Box(10, 20, width, height, Fill.HATCHED)):
        for x, y in ((stroke.x1, stroke.y1), (stroke.x2, stroke.y2)):
            assert 10 - 1e-6 <= x <= 10 + width + 1e-6 and 20 - 1e-6 <= y <= 20 + height + 1e-6
    assert list(hatch_of(Box(0, 0, width, height, Fill.DARK))) == []


def test_two_series_differ_without_colour() -> None:
    drawn = drawing_of(chart(bar("甲", 3, 4), series=("去年", "今年"), compared=True))
    fills = {shape.fill for shape in drawn.shapes if isinstance(shape, Box)}
    assert len(fills) == 2


def test_pdf_and_word_print_the_chart_in_its_section_with_the_caption_on_the_same_page(
    fonts: FontBook, tmp_path: Path
) -> None:
    report = full_report("wuhan-2020")
    document = compose(live_of(report), with_formulas=False)
    drawings = [block for section in document.sections for block in section.blocks if isinstance(block, Drawing)]
    assert len(drawings) == 4
    pages = render_pdf(document, tmp_path / "a.pdf", fonts=fonts, created=CREATED)
    texts = [plain(text) for text in page_texts(tmp_path / "a.pdf")]
    for item in drawings:
        assert item.caption is not None
        (page,) = [text for text in texts if plain(item.caption.text) in text]
        # Its figures are words of the page, so the picture is vector.
        assert all(plain(label.text) in page for label in item.shapes if isinstance(label, Label))
    render_word(document, tmp_path / "a.docx", heading_pages=pages, fonts=fonts, created=CREATED)
    word = docx.Document(str(tmp_path / "a.docx"))
    after = [p.text for p, q in zip(word.paragraphs[1:], word.paragraphs, strict=False) if q._p.xpath(".//pic:pic")]
    assert after == [item.caption.text for item in drawings if item.caption is not None]
    told = word.element.body.xpath(".//wp:docPr/@descr")
    assert told == [item.words for item in drawings]
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        picture = Image.open(io.BytesIO(archive.read("word/media/image1.png")))
    assert picture.width == round(drawings[0].width / 72 * DOTS_PER_INCH)


def test_a_drawing_higher_than_what_is_left_goes_to_the_next_page_with_its_heading(
    fonts: FontBook, tmp_path: Path
) -> None:
    picture = Drawing(100, 300, (Stroke(0, 0, 100, 300), Label(5, 5, "图中字")), Paragraph.of("图1：题"))
    body = tuple(Paragraph.of("文" * 200) for _ in range(3))
    document = Document("题", (Section((*body, Paragraph.of("头", keep_with_next=True), picture)),))
    render_pdf(document, tmp_path / "a.pdf", fonts=fonts, created=CREATED)
    first, second = [plain(text) for text in page_texts(tmp_path / "a.pdf")]
    assert "头" not in first and "头" in second and "图中字" in second and "图1：题" in second


@pytest.mark.parametrize("has_caption", [True, False])
def test_a_drawing_takes_as_much_room_in_word_as_in_the_pdf(
    fonts: FontBook, tmp_path: Path, *, has_caption: bool
) -> None:
    caption = Paragraph.of("图1", TextStyle.CAPTION) if has_caption else None
    drawing = Drawing(200.0, 80.0, (Stroke(0, 0, 10, 10),), caption, "图")
    after = Paragraph.of("之后")
    path = tmp_path / "d"
    document = Document("题", (Section((drawing, after)),))
    render_pdf(document, path.with_suffix(".pdf"), fonts=fonts, created=CREATED)
    with pdfplumber.open(path.with_suffix(".pdf")) as pdf:
        (word,) = [word for word in pdf.pages[0].extract_words() if word["text"] == "之后"]
    looks, body = FORMATS[TextStyle.CAPTION], FORMATS[TextStyle.BODY]
    render_word(document, path.with_suffix(".docx"), fonts=fonts, created=CREATED)
    picture = docx.Document(str(path.with_suffix(".docx"))).paragraphs[0]
    shape = picture.paragraph_format
    assert shape.space_before is not None and shape.space_after is not None
    # Below a picture Word leaves what the letters of its line take: those of one point, next to nothing.
    assert picture.runs[0].font.size is not None and picture.runs[0].font.size.pt <= 1
    room = shape.space_before.pt + drawing.height + shape.space_after.pt
    room += looks.before + looks.leading + looks.after if has_caption else 0.0
    top = DEFAULT_MARGINS[Orientation.PORTRAIT].top * POINTS_PER_MILLIMETRE
    assert float(word["top"]) - top == pytest.approx(room + (body.leading - body.size) / 2, abs=2.0)


def test_the_picture_of_word_is_the_same_every_time_and_not_white(fonts: FontBook) -> None:
    drawn = drawing_of(chart(bar("甲", 3), bar("喆堃祎昇", -4)))
    once = drawing_png(drawn, fonts)
    assert once == drawing_png(drawn, FontBook())
    image = Image.open(io.BytesIO(once))
    assert image.getextrema() == (0, 255)
