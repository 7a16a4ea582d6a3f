"""Tables of reports without a form of their own year: shared header rows, the place's neighbouring year, new codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Section
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import FormShelf, load_codes
from juesuan_gui.reading import Limits
from juesuan_gui.reading.intake import choose_fit
from juesuan_gui.reading.pdf.reader import read_pdf
from juesuan_gui.reading.source import Source
from juesuan_gui.relations import Address
from tests.examination.texts import ROOT, form_of, source_of
from tests.generator.documents_files import make_font, write_plain_pdf

SHELF = FormShelf.in_folders([ROOT / "templates"])
Row = Sequence[str]


def examined(source: Source, year: int = 2024, form_id: str = "shanghai-2024") -> Examination:
    codes = load_codes(ROOT / "resources" / "codes" / "function_codes.csv", year)
    return examine(source, FormShelf.of([form_of(form_id)]), lambda form: codes)


#: Below 本年支出 the parts stand in the row of 合计.
SHARED = (
    ("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"),
    ("功能分类科目编码", "科目名称", "", "", "", "", "", ""),
)


def fund_table(rows: Sequence[Row], header: Sequence[Row] = SHARED) -> list[str]:
    """政府性基金表 as a text has it."""
    return [
        "某局2024年度部门决算",
        "政府性基金预算财政拨款收入支出决算表",
        "单位：万元",
        *("\t".join(row) for row in (*header, *rows)),
        "",
    ]


#: 105.00 万元 in 分.
WHOLE = 105_0000_00
TOTAL = ("合计", "", "", "105.00", "合计", "基本支出", "项目支出", "")


def spent(code: str, name: str, project: str = "105.00") -> Row:
    return (code, name, "", "105.00", "105.00", "", project, "")


def figure(found: Examination, row: str, column: str) -> int | None:
    item = found.sources.get(Address("T8", row, column))
    return None if item is None or item.stated.figure is None else int(item.stated.figure.value)


RIGHT = (
    TOTAL,
    spent("212", "城乡社区支出"),
    spent("21208", "国有土地使用权出让收入安排的支出"),
    spent("2120899", "其他国有土地使用权出让收入安排的支出"),
)


@pytest.mark.parametrize(("heading", "read"), [("科目编金额码", []), ("科目编码", ["金额"])], ids=["torn", "whole"])
def test_figures_behind_a_column_that_was_not_known_are_nobodys(heading: str, read: list[str]) -> None:
    """金额 of the second block ran into 科目编码 of the third: the figures beyond belong to either."""
    lines = [
        "某局2022年度部门决算",
        "一般公共预算财政拨款基本支出决算表",
        "单位：万元",
        "人员经费\t\t\t公用经费\t\t\t\t" + "\t" * bool(read),
        "科目编码\t科目名称\t金额\t科目编码\t科目名称\t" + "金额\t" * bool(read) + f"{heading}\t科目名称\t金额",
        *(
            f"{one}\t9.00\t{two}\t" + "\t" * bool(read) + f"{three}\t5.00"
            for one, two, three in (
                ("301\t工资福利支出", "302\t商品和服务支出", "310\t资本性支出"),
                ("30101\t基本工资", "30201\t办公费", "31002\t办公设备购置"),
            )
        ),
        "",
    ]
    found = examined(source_of(lines), 2022, "national-2022")
    told = [found.sources.get(Address("T6", row, "金额")) for row in ("301", "302", "310")]
    assert [item is not None and item.quote == "9.00" for item in told[:1]] == [True]
    assert told[1] is None or told[1].stated.figure is None
    assert ["金额" for item in told[2:] if item is not None and item.quote == "5.00"] == read
    assert any("金额" in item.quote for item in found.unread) is not bool(read)


def test_a_title_printed_again_over_the_rows_makes_no_empty_table() -> None:
    title = "政府性基金预算财政拨款收入支出决算表"
    blank = ("",) * 7
    head = ("", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余")
    found = examined(source_of(fund_table(RIGHT, ((title, *head[1:]), (title, *blank), *SHARED))))
    assert figure(found, "合计", "本年收入") == WHOLE


def test_headings_in_the_total_row_head_their_columns() -> None:
    found = examined(source_of(fund_table(RIGHT)))
    assert [figure(found, "2120899", column) for column in ("本年支出", "基本支出", "项目支出")] == [
        WHOLE,
        None,
        WHOLE,
    ]
    assert figure(found, "合计", "本年收入") == WHOLE
    assert found.result is not None
    assert [item.check for item in found.result.findings if item.subject and item.subject.table == "T8"] == []


def test_a_total_whose_place_a_heading_takes_is_unread_not_blank() -> None:
    found = examined(source_of(fund_table(RIGHT)))
    item = found.sources[Address("T8", "合计", "项目支出")]
    assert item.stated.figure is None
    assert item.stated.unread


def test_an_error_below_a_shared_header_is_found() -> None:
    found = examined(source_of(fund_table((*RIGHT[:3], spent("2120899", "其他支出", "100.00")))))
    assert found.result is not None
    assert "T8-02" in {item.check for item in found.result.findings}


def test_an_empty_table_with_a_shared_header_has_nothing_unread() -> None:
    empty = ("合计", "", "", "", "合计", "基本支出", "项目支出", "")
    found = examined(source_of(fund_table((empty,))))
    table = found.recognised and found.recognised.table("T8")
    assert table is not None
    assert (table.row_keys, table.unread) == (("合计",), ())


def test_one_word_among_figures_is_no_heading() -> None:
    """Near miss: a single word in the total row is a slip of its own and heads no column."""
    header = (SHARED[0], ("功能分类科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""))
    total = ("合计", "", "", "105.00", "105.00", "基本支出", "105.00", "")
    found = examined(source_of(fund_table((total, *RIGHT[1:]), header)))
    assert figure(found, "合计", "项目支出") == WHOLE
    assert found.sources[Address("T8", "合计", "基本支出")].stated.unread


def grid_of(key: str, rows: Sequence[Row]) -> Grid:
    cells = (Cell(number, place, text) for number, row in enumerate(rows) for place, text in enumerate(row))
    return Grid(key=key, columns=(Column(),) * len(rows[0]), cells=tuple(cells))


def test_a_shared_header_in_a_pdf(tmp_path: Path) -> None:
    make_font()
    grid = grid_of("T8", (*SHARED, *RIGHT))
    lines = ("某局2024年度部门决算", "政府性基金预算财政拨款收入支出决算表", "单位：万元")
    document = Document("报告", (Section((*(Paragraph.of(line) for line in lines), grid)),))
    found = examined(read_pdf(write_plain_pdf(document, tmp_path / "报告.pdf"), Limits()))
    assert figure(found, "2120899", "项目支出") == WHOLE
    assert figure(found, "合计", "本年收入") == WHOLE


def test_a_table_of_the_form_in_a_print_is_judged_once(tmp_path: Path) -> None:
    """Cells of one page differ by their boxes alone: those that the form read are not judged a second time."""
    make_font()
    halves = ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费")
    rows = (
        ("预算数", *[""] * 5, "决算数", *[""] * 5),
        halves * 2,
        ("", "", "小计", "公务用车购置费", "公务用车运行费", "") * 2,
        tuple(map(str, range(1, 13))),
        ("6.00", "0.00", "5.00", "0.00", "5.00", "1.00", "5.90", "0.00", "4.50", "0.00", "4.50", "1.00"),
    )
    above = ("某局2022年度部门决算", "政府性基金预算财政拨款收入支出决算表", "单位：万元")
    blocks = (*map(Paragraph.of, above), grid_of("T8", (*SHARED, *RIGHT)))
    blocks += (*map(Paragraph.of, ("财政拨款“三公”经费支出决算表", "单位：万元")), grid_of("T7", rows))
    document = Document("表", (Section(blocks),))
    found = examined(read_pdf(write_plain_pdf(document, tmp_path / "表.pdf"), Limits()))
    told = [item.check for item in (*(found.result.findings if found.result else ()), *found.observations)]
    assert told.count("T7-01") == 1


# -- which form ----------------------------------------------------------------------------------------


def three_public(place: str, year: int, header: Sequence[Row], figures: Row) -> Source:
    lines = [
        f"{place}某局{year}年度部门决算",
        "财政拨款“三公”经费支出决算表",
        "单位：万元",
        *("\t".join(row) for row in (*header, figures)),
        "",
    ]
    return source_of(lines, "报告.txt")


PAIRED = (
    ("合计", "", "因公出国（境）费", "", "公务用车购置及运行维护费", "", "", "", "", "", "公务接待费", ""),
    ("", "", "", "", "小计", "", "公务用车购置费", "", "公务用车运行维护费", "", "", ""),
    ("预算数", "决算数") * 6,
)
FIGURES = ("31.47", "19.86", "", "", "30.67", "19.56", "", "", "30.67", "19.56", "0.80", "0.30")


@pytest.mark.parametrize(
    ("place", "year", "form_id"),
    [
        ("上海市", 2025, "shanghai-2024"),
        ("上海市", 2023, "shanghai-2024"),
        ("江西省", 2022, "jiangxi-2021"),
        ("湖北省武汉市", 2021, "wuhan-2020"),
        ("浙江省", 2025, "national-2025"),
        # A city tells its province; a street that is called after one does not.
        ("南昌市东湖区", 2022, "jiangxi-2021"),
        ("临江市北京西路街道", 2022, "national-2022"),
    ],
)
def test_the_form_of_the_places_nearest_year(place: str, year: int, form_id: str) -> None:
    fit = choose_fit(three_public(place, year, PAIRED, FIGURES), SHELF)
    assert fit is not None
    assert fit.form.id == form_id
    assert fit.found is not None and not fit.found.tables[0].unmatched_columns
    values = {item.address.column: item.stated.figure for item in fit.found.tables[0].figures}
    assert values["决算公务用车运行费"] is not None and values["决算公务用车运行费"].value == 195_600_00


def test_numbers_of_columns_are_no_figures_though_two_stand_in_one_cell() -> None:
    numbers = ("1", "2", "3", "4", "5", "6  7", "", "8", "9", "10", "11", "12")
    fit = choose_fit(three_public("浙江省", 2025, (*PAIRED, numbers), FIGURES), SHELF)
    assert fit is not None and fit.found is not None
    quotes = [item.quote for item in fit.found.tables[0].figures if item.stated.figure is not None]
    assert sorted(quotes) == sorted(filter(None, FIGURES))


def test_a_place_that_is_only_mentioned_lends_no_form() -> None:
    source = three_public("浙江省", 2025, PAIRED, FIGURES)
    told = [Paragraph.of(f"第{number}次赴上海市考察学习，支出0.30万元。") for number in "一二三四"]
    section = source.document.sections[0]
    document = Document(source.document.title, (Section((*told, *section.blocks)),))
    fit = choose_fit(Source("报告.txt", document), SHELF)
    assert fit is not None
    assert fit.form.id == "national-2025"
    assert not fit.is_own


def test_where_nothing_else_tells_the_place_is_that_of_the_first_lines_then_the_one_named_most() -> None:
    section = three_public("某县", 2023, PAIRED, FIGURES).document.sections[0]
    for first, told, form_id in (
        ("上海市财政局监制", "赴北京市、浙江省、浙江省学习，支出0.30万元。", "shanghai-2024"),
        ("", "按照上海市有关规定，参照上海市的标准，赴北京市学习，支出0.30万元，已按规定公开。", "shanghai-2024"),
        ("", "按照上海市有关规定，参照北京市的标准，支出0.30万元，已按规定公开，并说明了原因。", "national-2023"),
    ):
        lines = [Paragraph.of(line) for line in (first, told) if line]
        fit = choose_fit(Source("报告.txt", Document("", (Section((*lines, *section.blocks)),))), SHELF)
        assert fit is not None
        assert fit.form.id == form_id, told


# -- codes that the lists do not know --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "is_told"),
    [("2219899", False), ("2209799", False), ("2210201", True)],
)
def test_a_code_that_is_not_listed_has_no_fund(code: str, is_told: bool) -> None:
    """A listed code of another fund is told; of one that no list has nothing is known, whatever its 类."""
    rows = (TOTAL, spent(code[:3], "某支出"), spent(code[:5], "某安排的支出"), spent(code, "其他某支出"))
    found = examined(source_of(fund_table(rows)))
    assert found.result is not None
    assert ("T8-04" in {item.check for item in found.result.findings}) is is_told


# -- the items of “三公” downwards -----------------------------------------------------------------------

DOWNWARDS = (
    ("项 目", "预算数", "决算数"),
    ("合计", "246.00", "167.37"),
    ("因公出国（境）费", "0", ""),
    ("公务接待费", "1.00", "2.14"),
    ("公务用车购置及运行维护费", "245.00", "165.23"),
    ("其中：公务用车运行维护费", "165.00", "87.07"),
    ("公务用车购置费", "80.00", "78.16"),
)


def downwards(rows: Sequence[Row]) -> Source:
    lines = [
        "某局2022年度部门决算",
        "财政拨款“三公”经费支出决算表",
        "单位：万元",
        *("\t".join(row) for row in rows),
        "",
    ]
    return source_of(lines, "报告.txt")


def test_items_of_three_public_listed_downwards_are_read() -> None:
    found = examined(downwards(DOWNWARDS), 2022, "national-2022")
    assert found.recognised is not None and found.result is not None
    (table,) = found.recognised.tables
    values = {item.address.column: item.stated.figure for item in table.figures}
    lines = {item.address.column: item.place.line for item in table.figures}
    assert {name: figure.value for name, figure in values.items() if figure is not None and figure.value} == {
        "预算合计": 246_0000_00,
        "预算公务接待费": 1_0000_00,
        "预算公务用车小计": 245_0000_00,
        "预算公务用车运行费": 165_0000_00,
        "预算公务用车购置费": 80_0000_00,
        "决算合计": 1_673_700_00,
        "决算公务接待费": 214_00_00,
        "决算公务用车小计": 1_652_300_00,
        "决算公务用车运行费": 870_700_00,
        "决算公务用车购置费": 781_600_00,
    }
    assert (lines["预算合计"], lines["决算公务用车购置费"]) == (5, 10)
    assert not [item for item in found.result.findings if item.level.value == "error"]


def test_a_slip_in_a_table_downwards_is_found_and_another_table_is_left_alone() -> None:
    wrong = [
        (name, plan, "88.07" if "运行维护费" in name and "购置" not in name else spent)
        for name, plan, spent in DOWNWARDS
    ]
    found = examined(downwards(wrong), 2022, "national-2022")
    assert found.result is not None
    assert {item.check for item in found.result.findings if item.level.value == "error"} == {"T7-02"}
    # A further column is no table of this kind: it is not turned.
    wider = [(*row, "增减") for row in DOWNWARDS]
    told = examined(downwards(wider), 2022, "national-2022")
    assert told.sources[Address("T7", "金额", "决算公务接待费")].stated.unread


# -- the kinds of “三公” as rows -------------------------------------------------------------------------

ITEMS = ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", "", "")
CARS = ("", "", "", "小计", "公务用车购置费", "公务用车运行维护费")
PLANNED = ("375.00", "", "5.00", "370.00", "60.00", "310.00")
SPENT = ("358.33", "", "1.94", "356.39", "58.73", "297.66")
OVER_ALL = "一般公共预算财政拨款安排的“三公”经费"


def kinds_beside(planned: Row = PLANNED, spent: Row = SPENT, *further: Row) -> list[Row]:
    """The layout of 陕西: 预算数 and 决算数 as rows, meetings and training behind the items."""
    return [
        ("项目", "“三公”经费", "", "", "", "", "", "会议费", "培训费"),
        ("", *ITEMS, "", ""),
        ("", *CARS, "", ""),
        ("栏次", "1", "2", "3", "4", "5", "6", "7", "8"),
        *further,
        ("预算数", *planned, "4.00", "40.00"),
        ("决算数", *spent, "2.15", "36.82"),
    ]


def with_a_sum_of_all(planned: Row = PLANNED, spent: Row = SPENT) -> list[Row]:
    """The same with one more column: the sum of meetings and training too."""
    head = ("项目", "合计", OVER_ALL, "", "", "", "", "", "会议费", "培训费")
    return [
        head,
        ("", "", "小计", *ITEMS[1:], "", ""),
        ("", "", *CARS, "", ""),
        ("预算数", "419.00", *planned, "4.00", "40.00"),
        ("决算数", "397.30", *spent, "2.15", "36.82"),
    ]


def kinds_in_blocks(planned: Row = PLANNED, spent: Row = SPENT) -> list[Row]:
    """A block for 预算数 and one for 决算数 below it."""
    blank = ("",) * 5
    return [("预算数", *blank), ITEMS, CARS, planned, ("决算数", *blank), ITEMS, CARS, spent]


def figures_of(found: Examination) -> list[str]:
    """The figures of the table in the form's order, with what is unread as “?”."""
    columns = [f"{kind}{item}" for kind in ("预算", "决算") for item in ("合计", "公务接待费", "公务用车小计")]
    items = [found.sources.get(Address("T7", "金额", column)) for column in columns]
    return ["" if item is None else "?" if item.stated.unread else item.quote for item in items]


@pytest.mark.parametrize("layout", [kinds_beside, with_a_sum_of_all, kinds_in_blocks])
def test_kinds_as_rows_are_read_and_a_slip_in_them_is_found(layout: Callable[..., list[Row]]) -> None:
    found = examined(downwards(layout()), 2022, "national-2022")
    assert figures_of(found) == ["375.00", "5.00", "370.00", "358.33", "1.94", "356.39"]
    assert found.result is not None and not found.result.findings
    assert not [item for item in found.observations if item.check.startswith("T7")]
    slipped = examined(downwards(layout(PLANNED, ("358.33", "", "1.94", "356.30", *SPENT[4:]))), 2022, "national-2022")
    assert slipped.result is not None
    assert {item.check for item in slipped.result.findings if item.level.value == "error"} == {"T7-01", "T7-02"}


@pytest.mark.parametrize(
    ("budget", "figures", "wrong"),
    [
        (PLANNED, ["375.00", "5.00", "370.00"], 0),
        (("390.00", "", "6.00", "384.00", "60.00", "324.00"), ["?", "?", "?"], 0),
        (("391.00", "", "6.00", "384.00", "60.00", "324.00"), ["?", "?", "?"], 1),
    ],
    ids=["the same", "another", "another with a wrong sum"],
)
def test_of_two_budgets_that_differ_none_is_taken_but_both_are_judged(
    budget: Row, figures: list[str], wrong: int
) -> None:
    rows = [("年初预算数", *row[1:]) if row[0] == "预算数" else row for row in kinds_beside(budget)]
    rows.insert(-1, ("全年预算数", *PLANNED, "4.00", "40.00"))
    found = examined(downwards(rows), 2022, "national-2022")
    assert figures_of(found) == [*figures, "358.33", "1.94", "356.39"]
    assert [item.check for item in found.observations if item.level.value == "error"] == ["T7-01"] * wrong
    assert bool([item for item in found.unread if item.quote == budget[0]]) is (figures[0] == "?")


@pytest.mark.parametrize("row", [("上年决算数", *SPENT, "1.00", "1.00"), ("决算数", *PLANNED, "1.00", "1.00")])
def test_with_a_row_of_another_kind_nothing_of_the_table_is_guessed(row: Row) -> None:
    found = examined(downwards(kinds_beside(PLANNED, SPENT, row)), 2022, "national-2022")
    assert set(figures_of(found)) == {"?"}
    assert found.result is not None and not found.result.findings


def test_a_heading_that_two_columns_share_leaves_both_unread() -> None:
    """One group of headings and two groups of figures: of which kind they are is not known."""
    rows = [("项目", *ITEMS), ("", *CARS), ("金额", *SPENT), ("其中：本级", *SPENT)]
    found = examined(downwards(rows), 2022, "national-2022")
    assert set(figures_of(found)) == {"?"}
    assert found.result is not None and not found.result.findings
