"""Own words: kept as templates whose figures stay live, stale when what they were written against changes, reverted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.figures import Figure
from juesuan_gui.live import LiveReport
from juesuan_gui.narrative.drafting.explanation import (
    DraftedSection,
    draft,
    draft_section,
    glossary_of,
    template_source,
)
from juesuan_gui.narrative.drafting.free_text import ParagraphForm, cells_of, row_of
from juesuan_gui.narrative.drafting.glossary import LEFT_OUT, LISTED, term_choice
from juesuan_gui.narrative.drafting.paragraphs import DraftedParagraph
from juesuan_gui.narrative.drafting.wording import (
    FIGURES_CHANGED,
    WORDS_CHANGED,
    Piece,
    as_template,
    basis_of,
    confirm,
    own_paragraph,
    own_wording,
    pieces_of,
    pieces_of_all,
    revert,
    reword,
    template_of,
    template_text,
)
from juesuan_gui.relations import Address
from juesuan_gui.report import Report, set_figure, set_text
from tests.narrative.drafted import answered, form_named, full_report, live_of

YEAR = 2020


def section(live: LiveReport, name: str) -> DraftedSection:
    return next(item for item in draft(live) if item.section.id == name)


def reworded(report: Report, name: str, *added: Piece, number: int = 0) -> DraftedParagraph:
    """Reword a paragraph by adding pieces at its end; returns the form's paragraph."""
    said = section(live_of(report), name).paragraphs[number]
    template = template_of([*pieces_of(said), *added], [said], YEAR)
    report.apply(reword(report, own_paragraph(name, said.key), template, basis_of([said], YEAR), "改写"))
    return said


@pytest.mark.parametrize("form_id", ["ningxia-2020", "wuhan-2020", "beijing-2022", "shanghai-2024"])
def test_every_paragraph_taken_over_unchanged_prints_the_same_and_is_not_stale(form_id: str) -> None:
    report = full_report(form_id)
    before = draft(answered(report))
    year = report.form.year
    for item in before:
        for paragraph in item.paragraphs:
            if paragraph.key:
                template = template_of(pieces_of(paragraph), [paragraph], year)
                wording = own_paragraph(item.section.id, paragraph.key)
                report.apply(reword(report, wording, template, basis_of([paragraph], year), ""))
    after = draft(live_of(report))
    for one, other in zip(before, after, strict=True):
        assert [item.text for item in one.paragraphs] == [item.text for item in other.paragraphs]
        assert [item.spans for item in one.paragraphs] == [item.spans for item in other.paragraphs]
        assert not any(item.stale or item.problem for item in other.paragraphs)
        assert not other.orphans


def test_a_whole_section_taken_over_prints_the_same_and_its_figures_follow() -> None:
    report = full_report("national-2020")
    item = section(answered(report), "一般公共具体")
    template = template_of(pieces_of_all(item.paragraphs, with_number=True), item.paragraphs, YEAR)
    report.apply(reword(report, own_wording("一般公共具体"), template, basis_of(item.paragraphs, YEAR), ""))
    own = section(live_of(report), "一般公共具体")
    assert own.is_own and not own.stale
    assert [paragraph.text for paragraph in own.paragraphs] == [paragraph.text for paragraph in item.paragraphs]
    assert [len(paragraph.spans) for paragraph in own.paragraphs] == [len(part.spans) for part in item.paragraphs]


def test_figures_follow_and_typed_ones_make_the_wording_stale() -> None:
    report = full_report("national-2020")
    said = reworded(report, "支出", Piece("（自己的话）"))
    cell = Address("T3", "合计", "项目支出")
    figure = report.stated(cell)
    assert figure is not None and figure.figure is not None

    def change() -> DraftedParagraph:
        now = report.stated(cell)
        assert now is not None and now.figure is not None
        report.apply(set_figure(report, cell, Figure(now.figure.value + 700_000_000)))
        return section(live_of(report), "支出").paragraphs[0]

    after = change()
    assert after.is_own and after.text.endswith("（自己的话）") and after.text[:-6] != said.text
    assert not after.stale
    reworded_again = section(live_of(report), "支出").form_paragraphs[0]
    template = template_of([*pieces_of(reworded_again), Piece("另有5.00万元。")], [reworded_again], YEAR)
    wording = own_paragraph("支出", reworded_again.key)
    report.apply(reword(report, wording, template, basis_of([reworded_again], YEAR), ""))
    assert not section(live_of(report), "支出").paragraphs[0].stale
    assert change().stale == FIGURES_CHANGED
    said_now = section(live_of(report), "支出").form_paragraphs[0]
    report.apply(confirm(report, wording, basis_of([said_now], YEAR), ""))
    assert not section(live_of(report), "支出").paragraphs[0].stale


def test_another_direction_makes_own_words_stale() -> None:
    report = full_report("national-2020")
    last = Address("T1", "收入总计", "决算数", period="上年")
    report.apply(set_figure(report, last, Figure(100)))
    reworded(report, "总体", Piece("自己的话。"))
    assert "增加" in section(live_of(report), "总体").paragraphs[0].text
    report.apply(set_figure(report, last, Figure(10**13)))
    assert section(live_of(report), "总体").paragraphs[0].stale == WORDS_CHANGED


def test_a_figure_typed_as_it_is_printed_follows_its_cell() -> None:
    report = full_report("national-2020")
    said = section(live_of(report), "支出").paragraphs[0]
    figure = said.text[said.spans[0].start : said.spans[0].end]
    template = as_template(f"{YEAR}年全年花了{figure}，{YEAR - 1}年另算；1{figure}不是它。", [said], YEAR)
    assert template.count("{{") == 3
    report.apply(set_text(report, own_wording("支出"), template))
    (paragraph,) = section(live_of(report), "支出").paragraphs
    assert paragraph.text == f"2020年全年花了{figure}，2019年另算；1{figure}不是它。"
    assert [span.addresses for span in paragraph.spans] == [said.spans[0].addresses]


def test_reverting_leaves_nothing_behind() -> None:
    report = full_report("national-2020")
    before = dict(report.slots())
    said = reworded(report, "支出", Piece("甲。"))
    report.apply(revert(report, [own_paragraph("支出", said.key)], ""))
    assert dict(report.slots()) == before


def test_own_words_of_a_paragraph_that_is_gone_are_told_and_kept() -> None:
    report = full_report("national-2020")
    name = own_paragraph("支出", "T3[没有].这一段")
    report.apply(set_text(report, name, "还要用的话。"))
    item = section(live_of(report), "支出")
    assert item.orphans == (name,)
    assert report.text(name) == "还要用的话。"


def test_own_words_that_cannot_be_used_are_printed_as_they_are_and_said() -> None:
    report = full_report("national-2020")
    said = section(live_of(report), "支出").paragraphs[0]
    report.apply(set_text(report, own_paragraph("支出", said.key), "花了{{ 没有这个 }}。"))
    paragraph = section(live_of(report), "支出").paragraphs[0]
    assert paragraph.problem and paragraph.text == "花了{{ 没有这个 }}。"


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30))
def test_typed_words_are_printed_as_typed(words: str) -> None:
    report = Report(form_named("national-2020"))
    report.apply(set_text(report, own_wording("支出"), as_template(f"甲{words}乙", (), YEAR)))
    item = section(live_of(report), "支出")
    kept = "".join(letter for letter in words if not "\ue000" <= letter <= "\ue00f")
    assert not item.problem
    assert "\n".join(paragraph.text for paragraph in item.paragraphs) == f"甲{kept}乙"


def test_free_words_become_headings_items_and_tables_and_can_be_taken_up_again() -> None:
    report = full_report("national-2020")
    words = "# 职责\n负责某事。\n- 甲\n- 乙\n| 项目 | 金额 |\n| 丙 | 5.00 |\n完。"
    report.apply(set_text(report, own_wording("职能"), words))
    item = section(live_of(report), "职能")
    kinds = [paragraph.form for paragraph in item.paragraphs]
    form = ParagraphForm
    assert kinds == [form.HEADING, form.BODY, form.ITEM, form.ITEM, form.TABLE, form.BODY]
    assert item.paragraphs[0].text == "职责" and item.paragraphs[2].text == "• 甲"
    assert item.paragraphs[4].rows == (("项目", "金额"), ("丙", "5.00"))
    again = "".join(piece.text for piece in pieces_of_all(item.paragraphs, with_number=True))
    assert again == words


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_row_keeps_its_cells(cells: list[str]) -> None:
    expected = tuple(" ".join(cell.replace("|", "／").split()) for cell in cells)
    assert cells_of(row_of(cells)) == expected


# -- templates and terms ---------------------------------------------------------------------------


def test_a_template_of_the_report_wins_and_keeps_the_blank_lines_of_files() -> None:
    report = full_report("national-2020")
    source = template_source(live_of(report), "支出")
    assert source is not None and source.path is not None
    text = '甲{{ 数("T3[合计].本年支出合计") }}\n一直是同一段。\n\n乙'
    report.apply(set_text(report, template_text("支出"), text))
    item = section(live_of(report), "支出")
    assert [paragraph.text[:1] for paragraph in item.paragraphs] == ["甲", "乙"]
    assert item.paragraphs[0].text.endswith("元一直是同一段。")
    kept = template_source(live_of(report), "支出")
    assert kept is not None and kept.path is None and kept.text == text


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("甲\n\n\n{{ 没有的词 }}", 4, "没有的词"),
        ("{% if 数('T1.收入总计').有 %}\n甲", 1, "没有结束"),
        ("甲\n{{ 数('T99.没有') }}", 2, "T99"),
        ("甲\n{{ 数( }}", 2, "不该有"),
        ("{{ ().__class__ }}", 1, "不能用"),
        ("{{ 数 }}", 1, "括号"),
        ("甲\n\n{{ 增减(数('T1.收入总计')) }}", 3, "少写了一项"),
        ("{% import '_没有.j2' as 句 %}", 1, "_没有.j2"),
    ],
)
def test_what_is_wrong_in_a_template_is_said_with_its_line(template: str, line: int, words: str) -> None:
    item = draft_section(live_of(full_report("national-2020")), "支出", template)
    assert words in item.problem and "Traceback" not in item.problem
    # Where a tag is never closed, the line is that of its end or of its beginning.
    assert item.fault_line == line or (words == "没有结束" and item.fault_line == 2)
    assert item.paragraphs[0].text.startswith("【待填")


def test_terms_say_why_they_are_listed_and_follow_what_was_chosen() -> None:
    report = full_report("national-2020")
    live = live_of(report)
    terms = {term.name: term for term in glossary_of(live, draft(live))}
    assert all(term.is_listed == bool(term.why) for term in terms.values())
    used = next(term for term in terms.values() if "不为零" in term.why)
    unused = next((term for term in terms.values() if not term.why), None)
    report.apply(set_text(report, term_choice(used.name), LEFT_OUT))
    if unused is not None:
        report.apply(set_text(report, term_choice(unused.name), LISTED))
    text = "\n".join(paragraph.text for paragraph in section(live_of(report), "名词解释").paragraphs)
    assert f"{used.name}：" not in text
    assert unused is None or f"{unused.name}：" in text


def test_the_codes_of_the_report_are_listed_where_that_is_wanted() -> None:
    report = full_report("national-2020")
    report.apply(set_text(report, term_choice("使用的支出功能分类科目（到项级）"), LISTED))
    last = section(live_of(report), "名词解释").paragraphs[-1].text
    assert "（类）" in last and "（项）" in last and last.endswith("。")
