"""Lines of a source become passages: joined, with headings, comparable, and every quote unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui import narrative
from juesuan_gui.document import Document, Paragraph, Section
from juesuan_gui.narrative import Passage, passages
from juesuan_gui.narrative.headings import ordinal_of
from tests.narrative.texts import pages, read, with_cells


def texts(found: list[Passage]) -> list[str]:
    return [passage.text for passage in found if not passage.is_heading]


def test_a_sentence_broken_at_a_page_end_is_one_passage_and_its_quote_keeps_the_break() -> None:
    (passage,) = read(
        "3. 对个人和家庭的补助3000元，较2020年度年初预算数", "", "增加0元，增长0%；较2019年度决算数增加3000元。"
    )
    assert "年初预算数增加0元" in passage.text
    start = passage.text.index("年初预算数增加0元")
    assert passage.quote(start, start + len("年初预算数增加0元")) == "年初预算数\n\n增加0元"
    assert passage.place(passage.text.index("增加0元")).line == 3


def test_numbered_paragraphs_and_headings_are_never_joined() -> None:
    found = read("全年预算资金总体支出17,559.64万元", "2.效果指标实现情况分析", "（1）经济效益明显，群众满意。")
    assert [passage.text for passage in found] == [
        "全年预算资金总体支出17,559.64万元",
        "2.效果指标实现情况分析",
        "(1)经济效益明显,群众满意。",
    ]


def test_headings_stand_above_what_follows_outermost_first() -> None:
    found = read(
        "第三部分 2020年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        "2020年度收入合计 1 万元。",
        "二、收入决算情况说明",
        "（一）总体情况",
        "1.财政拨款收入",
        "收入合计 2 万元，均为财政拨款。",
        "（二）其他",
        "没有其他收入，合计0元。",
    )
    above = {p.text: p.headings for p in found if not p.is_heading}
    assert above["2020年度收入合计1万元。"] == ("第三部分2020年度部门决算情况说明", "一、收入支出决算总体情况说明")
    assert above["收入合计2万元,均为财政拨款。"][1:] == ("二、收入决算情况说明", "(一)总体情况", "1.财政拨款收入")
    assert above["没有其他收入,合计0元。"][1:] == ("二、收入决算情况说明", "(二)其他")


def test_a_run_in_heading_is_a_heading_of_its_own_paragraph() -> None:
    (passage,) = read("1. 社会保障和就业支出(类)。年初预算为 9.66 万元，支出决算为 9 万元。")
    assert passage.headings == ("1.社会保障和就业支出(类)",)


def test_contents_are_no_text() -> None:
    found = read(
        "目  录",
        "一、部门职责 ........ 3",
        "二、收入决算情况说明",
        "一、部门职责",
        "负责医疗保障工作，共10人。",
        "二、收入决算情况说明",
    )
    assert [p.text for p in found] == ["一、部门职责", "负责医疗保障工作,共10人。", "二、收入决算情况说明"]


def test_page_numbers_are_not_glued_to_figures() -> None:
    found = passages(
        pages(["按照统一口径，2020年度本部门各项收入合计", "—5—"], ["6", "100万元，全部为财政拨款收入，没有其他收入。"])
    )
    assert "收入合计100万元" in "".join(texts(found))
    assert "5" not in "".join(texts(found)).replace("100", "") and "6" not in "".join(texts(found))


def test_full_lines_of_a_page_go_on_also_behind_a_full_stop() -> None:
    full = "一般公共预算财政拨款支出合计为一百元整，与上一年度相比没有变化，均为财政拨款。"
    found = passages(pages([full] * 5 + ["与2023年度相比，支出减少5万元。", "二、收入决算情况说明"]))
    assert len(texts(found)) == 1
    assert texts(found)[0].endswith("支出减少5万元。")


def test_a_running_head_is_no_text() -> None:
    head = "某某市某某局2020年度部门决算"
    found = passages(pages(*[[head, f"第{n}段文字，金额为{n}万元，没有变化的情况。", str(n)] for n in range(1, 5)]))
    assert not any(head in text for text in texts(found))


def test_sentences_alike_but_for_their_figures_are_no_running_lines() -> None:
    amounts = ("161.62", "187.75", "450.52", "62.29")
    lines = [
        [
            f"{amount}万元，支出决算为{amount}万元，完成年初预算的100.00%，",
            "决算数与预算数持平，用于某项工作，年初预算为",
        ]
        for amount in amounts
    ]
    text = "".join(texts(passages(pages(*lines))))
    assert all(text.count(f"{amount}万元") == 2 for amount in amounts)


def test_a_running_line_may_hold_the_number_of_its_page() -> None:
    found = passages(
        pages(*[[f"某局决算报告 {n}", f"第{n}段文字，金额为{n}万元，没有变化的情况。"] for n in range(1, 5)])
    )
    assert not any("决算报告" in text for text in texts(found))


def test_full_width_traditional_and_justified_text_becomes_comparable() -> None:
    (passage,) = read("經 费 总预 算 安 排 ３７，５４ 元，占比５．５％，为合計的“全部”。")
    assert passage.text == "经费总预算安排37，54元,占比5.5%,为合计的“全部”。"
    position = passage.text.index("5.5%")
    assert passage.quote(position, position + 4) == "５．５％"


def test_markup_of_text_sources_is_no_text() -> None:
    (passage,) = read("落实**厉行节约**要求，<br>支出10万元&nbsp;，详见<b>附件</b>。")
    assert passage.text == "落实厉行节约要求,支出10万元,详见附件。"


def test_cells_with_sentences_count_and_other_cells_do_not() -> None:
    document = with_cells(
        "1.08", "项目名称", "年度绩效目标：全年预算数为100万元，执行数为50万元，完成预算的50%。用于保障工作。"
    )
    (passage,) = passages(document)
    assert passage.text.startswith("年度绩效目标:全年预算数为100万元")
    assert passage.place(0).line == 3


def test_paragraphs_without_a_place_are_read_too_and_never_joined() -> None:
    # A Word file or web page knows no lines.
    blocks = (Paragraph.of("2022年度支出合计10万元，比上年增加2万元"), Paragraph.of("增长25%，主要原因是人员增加。"))
    found = passages(Document("word", (Section(blocks),)))
    assert len(texts(found)) == 2
    assert found[0].quote(0, 6) == "2022年度"


def test_ordinals_of_every_rank() -> None:
    cases = {
        "第三部分说明": (0, 3),
        "十二、其他": (1, 12),
        "(三)结构": (2, 3),
        "10.其他": (3, 10),
        "(2)乙": (4, 2),
        "④可持续": (5, 4),
    }
    for text, (rank, value) in cases.items():
        ordinal = ordinal_of(text)
        assert ordinal is not None and (ordinal.rank, ordinal.value) == (rank, value)
    assert ordinal_of("2.5万元") is None


@given(st.lists(st.text(alphabet="收入支出合计（）％，。 1２3.　\t", min_size=1, max_size=30), min_size=1, max_size=6))
def test_every_character_leads_back_to_the_source(printed: list[str]) -> None:
    # A lone number is a page number and no part of the text around it.
    for passage in read(*(f"文{line}" for line in printed)):
        for position in range(len(passage.text)):
            line, offset = passage.origins[position]
            assert passage.lines[line].text[offset] is not None
        assert passage.quote(0, len(passage.text)).strip() in "\n".join(f"文{line}" for line in printed)


def test_every_name_that_the_room_offers_is_there_when_asked_for() -> None:
    assert all(callable(getattr(narrative, name)) for name in narrative.__all__)
    with pytest.raises(AttributeError):
        narrative.nothing_of_the_kind  # noqa: B018
