"""The sheet of all projects without a window: columns of every layout, what may be written, pasted blocks of rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.forms import CardPart
from juesuan_gui.live.cards import ShownCard, shown_cards
from juesuan_gui.live.project_paste import ProjectPaste, paste_projects
from juesuan_gui.live.project_sheet import (
    ColumnSort,
    SheetColumn,
    differs,
    has_reasons,
    is_unread,
    may_write,
    project_layouts,
    sheet_columns,
    text_in,
)
from juesuan_gui.report import CardKey, Report, compose
from juesuan_gui.report.card_sheets import BOOKS, set_card_text
from juesuan_gui.report.cards import CardKind
from tests.cards.published import PUBLISHED, form, published


def projects(report: Report) -> list[ShownCard]:
    return [shown for shown in shown_cards(report) if shown.layout.kind == CardKind.PROJECT]


def columns_of(report: Report) -> dict[str, SheetColumn]:
    return {item.key: item for item in sheet_columns(project_layouts(report.form), projects(report))}


def paste(report: Report, text: str, at: int | None = None, column: int = 0) -> ProjectPaste:
    cards = projects(report)
    columns = sheet_columns(project_layouts(report.form), cards)
    rows = [line.split("\t") for line in text.split("\n")]
    layout = project_layouts(report.form)[0]
    made = paste_projects(report, layout, cards, columns, rows, len(cards) if at is None else at, column)
    report.apply(compose("粘贴", made.edits))
    return made


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name != "gaoyi"])
def test_every_published_card_shows_what_it_prints(name: str) -> None:
    report = published(name)
    columns = columns_of(report)
    for shown in projects(report):
        total = shown.total_row
        assert total is not None
        assert text_in(shown, columns["name"]) == shown.head("name")
        for field in ("budget", "executed", "rate"):
            assert text_in(shown, columns[field]) == shown.shown(CardPart.MONEY, total, field)
        if "total_score" in columns:
            scores = [text_in(shown, item) for item in columns.values() if item.sort is ColumnSort.BLOCK]
            assert any(scores)
            assert text_in(shown, columns["total_score"]) == shown.head("total_score")


def test_a_rate_rounded_as_printed_does_not_differ_and_a_wrong_one_does() -> None:
    report = published("fengtai")
    rate = columns_of(report)["rate"]
    by_name = {shown.head("name"): shown for shown in projects(report)}
    # 39.88 / 43.32 is 92.06 %, printed as 92 %; 172.80 / 191 is 90.47 %, printed as 91 %.
    assert not differs(by_name["档案库房租赁经费"], rate)
    assert differs(by_name["打击欺诈骗保专项工作经费"], rate)


def test_money_added_up_from_its_sources_is_not_written_over() -> None:
    report = published("fengtai")
    columns = columns_of(report)
    first = projects(report)[0]
    assert not may_write(first, columns["budget"])
    made = paste(report, "9999", at=0, column=list(columns).index("budget"))
    assert made.locked == 1 and not made.edits


def test_a_block_with_headings_changes_known_projects_and_adds_the_others() -> None:
    report = published("hanyang")
    names = [shown.head("name") for shown in projects(report)]
    made = paste(
        report,
        f"序号\t项目名称\t全年预算数（元）\t支出数\t备注\n1\t{names[2]}\t60000\t3\tx\n2\t新的项目\t120000\t6\t\n合计\t合计\t1\t1\t",
    )
    assert (made.added, made.changed, made.totals) == (1, 1, 1)
    assert made.left_columns == ["备注"]
    after = projects(report)
    assert [shown.head("name") for shown in after] == [*names, "新的项目"]
    columns = columns_of(report)
    assert text_in(after[2], columns["budget"]) == "60000元"
    assert text_in(after[-1], columns["rate"]) == "50%"
    assert text_in(after[2], columns["rate"]) == after[2].sheet.lines(CardPart.MONEY)[0].text("rate")


def test_two_lines_of_headings_are_read_as_one() -> None:
    report = Report(form("beijing-2021"))
    made = paste(report, "项目名称\t项目资金（万元）\t\t执行率\n\t年初预算数\t全年预算数\t\n清淤\t10\t12\t")
    assert made.added == 1
    (shown,) = projects(report)
    columns = columns_of(report)
    assert [text_in(shown, columns[key]) for key in ("initial", "budget")] == ["10", "12"]


def test_names_that_come_twice_are_both_kept_and_told() -> None:
    report = Report(form("beijing-2021"))
    made = paste(report, "项目名称\t全年预算数\n清淤\t1\n清淤\t2")
    assert made.repeated == ["清淤"] and made.has_loss
    columns = columns_of(report)
    assert [text_in(shown, columns["budget"]) for shown in projects(report)] == ["1", "2"]


def test_words_where_a_number_belongs_are_kept_marked_and_told() -> None:
    report = Report(form("beijing-2021"))
    made = paste(report, "项目名称\t全年预算数\t全年执行数\n清淤\t约十万\t—")
    assert made.no_numbers == ["约十万"]
    (shown,) = projects(report)
    columns = columns_of(report)
    assert text_in(shown, columns["budget"]) == "约十万" and is_unread(shown, columns["budget"])
    assert not is_unread(shown, columns["executed"])


def test_without_headings_rows_fall_where_the_cell_is() -> None:
    report = Report(form("beijing-2021"))
    columns = list(columns_of(report))
    assert paste(report, "1\t甲项目\n2\t乙项目").added == 2
    made = paste(report, "5\t4\n6\t6", at=0, column=columns.index("budget"))
    assert (made.added, made.changed, made.written) == (0, 2, 4)
    by_key = columns_of(report)
    assert [text_in(shown, by_key["rate"]) for shown in projects(report)] == ["80%", "100%"]


def test_a_pasted_rate_that_the_card_works_out_anyway_follows_later_changes() -> None:
    report = Report(form("beijing-2021"))
    paste(report, "项目名称\t全年预算数\t全年执行数\t执行率\t总分\n甲\t10\t5\t50%\t93.5\n乙\t10\t5\t70\t")
    one, two = projects(report)
    columns = columns_of(report)
    assert not differs(one, columns["rate"]) and differs(two, columns["rate"])
    assert text_in(two, columns["rate"]) == "70%"
    assert text_in(one, columns["total_score"]) == "93.5"
    total = one.total_row
    assert total is not None
    report.apply(set_card_text(report, one.key("executed", CardPart.MONEY, total), "8"))
    assert text_in(projects(report)[0], columns["rate"]) == "80%"


def test_only_known_books_are_taken() -> None:
    report = Report(form("beijing-2021"))
    made = paste(report, "项目名称\t资金账户\n甲\t转移支付\n乙\t本部门\n丙\t小金库")
    assert made.no_books == ["小金库"] and made.added == 3
    assert [shown.sheet.text(BOOKS) for shown in projects(report)] == ["转移支付", "", ""]


def test_lost_points_want_a_reason() -> None:
    report = published("fengtai")
    shown = projects(report)[0]
    assert has_reasons(shown) is False
    assert has_reasons(projects(report)[1]) is None
    for line in shown.sheet.lines(CardPart.INDICATOR):
        report.apply(set_card_text(report, CardKey(shown.sheet.id, CardPart.INDICATOR, line.id, "reason"), "因疫情"))
    assert has_reasons(projects(report)[0]) is True


_cells = st.sampled_from(["", "甲", "12.5", "约3", "合计", "90%", "项目名称", "全年预算数", "转移支付", "1,000元", "2"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(_cells, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 9))
def test_any_block_is_one_change_that_undo_takes_back_whole(rows: list[list[str]], at: int, column: int) -> None:
    report = Report(form("beijing-2021"))
    paste(report, "项目名称\t全年预算数\n甲\t5\n乙\t6")
    before = [shown.sheet for shown in projects(report)]
    cards = projects(report)
    columns = sheet_columns(project_layouts(report.form), cards)
    layout = project_layouts(report.form)[0]
    change = compose(
        "粘贴", paste_projects(report, layout, cards, columns, rows, min(at, 2), min(column, len(columns) - 1)).edits
    )
    report.apply(change)
    assert len(projects(report)) >= 2
    report.apply(change.inverse())
    assert [shown.sheet for shown in projects(report)] == before
