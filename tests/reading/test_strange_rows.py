"""A drawn table with a row that the form does not have: its sum is no false error, a mistake elsewhere is still found."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan_gui.cli_check import all_forms, function_codes
from juesuan_gui.examination import Examination, examine
from juesuan_gui.forms import Level
from juesuan_gui.reading import Limits
from juesuan_gui.reading.html.document import read_html_page

INCOME = ("一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入")
EXPENDITURE = (
    "一、一般公共服务支出",
    "二、外交支出",
    "三、国防支出",
    "四、公共安全支出",
    "五、教育支出",
    "六、科学技术支出",
    "七、文化旅游体育与传媒支出",
    "八、社会保障和就业支出",
    "九、卫生健康支出",
)


def examined(folder: Path, kinds: dict[str, str], total: str, carried: str) -> Examination:
    """A report whose total table has these rows of expenditure; its income is 100万元 in all."""
    left = [(name, "100.00" if place == 0 else "") for place, name in enumerate(INCOME)]
    right = list(kinds.items())
    left += [("", "")] * (len(right) - len(left))
    rows = [(*one, *other) for one, other in zip(left, right, strict=True)]
    rows += [
        ("本年收入合计", "100.00", "本年支出合计", total),
        ("使用非财政拨款结余", "", "结余分配", ""),
        ("年初结转和结余", "0.00", "年末结转和结余", carried),
        ("总计", "100.00", "总计", "100.00"),
    ]
    head = [("收入", "", "支出", ""), ("项目", "决算数", "项目", "决算数")]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (*head, *rows))
    above = "".join(
        f"<p>{words}</p>" for words in ("某区某局2021年度部门决算公开", "收入支出决算总表", "公开01表", "单位：万元")
    )
    path = folder / "report.html"
    path.write_text(f"<html><body>{above}<table>{cells}</table></body></html>", encoding="utf-8")
    return examine(read_html_page(path, Limits()), all_forms(), function_codes)


def errors(examination: Examination) -> set[str]:
    assert examination.result is not None
    told = (*examination.result.findings, *(item for item in examination.observations if item.kind == "sum"))
    return {finding.check for finding in told if finding.level is Level.ERROR}


def kinds(**strange: str) -> dict[str, str]:
    return {
        name: "60.00" if place == 0 else "30.00" if place == 7 else "" for place, name in enumerate(EXPENDITURE)
    } | strange


def test_without_a_strange_row_the_sum_is_judged(tmp_path: Path) -> None:
    assert not errors(examined(tmp_path, kinds(), "90.00", "10.00"))
    assert errors(examined(tmp_path, kinds(), "95.00", "5.00")) == {"T1-02"}


@pytest.mark.parametrize("name", ["某种新设的支出", "出十一、城乡社医"])
def test_a_sum_that_holds_the_figure_of_a_strange_row_is_no_error(tmp_path: Path, name: str) -> None:
    examination = examined(tmp_path, kinds(**{name: "5.00"}), "95.00", "5.00")
    assert not errors(examination)
    assert any(name in item.quote for item in examination.unread)
    assert [item.check for item in examination.held if item.kind == "sum"] == ["T1-02"]


def test_a_strange_row_in_the_place_of_one_of_the_form(tmp_path: Path) -> None:
    named = {name.replace("六、科学技术支出", "大科字技木"): figure for name, figure in kinds().items()}
    assert not errors(examined(tmp_path, named | {"大科字技木": "5.00"}, "95.00", "5.00"))


def test_a_mistake_beyond_the_next_sum_is_found(tmp_path: Path) -> None:
    assert errors(examined(tmp_path, kinds(某种新设的支出="5.00"), "95.00", "6.00")) == {"T1-04"}


@pytest.mark.parametrize(
    ("total", "carried", "found"),
    [
        ("95.00", "5.00", set()),
        ("90.00", "10.00", set()),
        ("92.00", "8.00", {"T1-02"}),
        ("95.00", "6.00", {"T1-04"}),
        ("95.01", "4.99", set()),
    ],
    ids=["with it", "without it", "with neither", "mistake beyond the sum", "rounded"],
)
@pytest.mark.parametrize("is_full", [True, False])
def test_a_sum_is_tried_with_and_without_the_strange_row(
    tmp_path: Path, total: str, carried: str, found: set[str], is_full: bool
) -> None:
    """Where all rows beside it have figures, and where one of the form may be the strange one."""
    rows = dict.fromkeys(EXPENDITURE, "10.00") if is_full else kinds()
    examination = examined(tmp_path, rows | {"某种新设的支出": "5.00"}, total, carried)
    assert errors(examination) == found
    wrong = [item for item in examination.observations if item.check == "T1-02"]
    assert [(item.stated, item.expected) for item in wrong] == ([(total, "90.00")] if total == "92.00" else [])


def test_one_last_digit_off_beyond_rounding_is_a_warning(tmp_path: Path) -> None:
    examination = examined(tmp_path, kinds(某种新设的支出="5.00"), "95.03", "4.97")
    assert [item.level for item in examination.observations if item.check == "T1-02"] == [Level.WARNING]


def test_a_strange_row_that_could_not_be_read_leaves_the_sum_unjudged(tmp_path: Path) -> None:
    examination = examined(tmp_path, kinds(某种新设的支出="约5"), "92.00", "8.00")
    assert not errors(examination)


def test_several_strange_rows_may_all_be_in_the_sum_or_some_of_them(tmp_path: Path) -> None:
    strange = {"某种新设的支出": "5.00", "另一种支出": "3.00"}
    for total, carried, found in (("98.00", "2.00", set()), ("93.00", "7.00", set()), ("96.00", "4.00", {"T1-02"})):
        assert errors(examined(tmp_path, kinds(**strange), total, carried)) == found


def test_a_row_printed_twice_leaves_the_rows_beside_it_alone(tmp_path: Path) -> None:
    """Its name says which row it is: no blank row of the form can be it."""
    rows = dict.fromkeys(EXPENDITURE[:-1], "10.00") | {EXPENDITURE[-1]: "", "十、教育支出": "5.00"}
    examination = examined(tmp_path, rows, "83.00", "17.00")
    assert errors(examination) == {"T1-02"}
    unread = {address.row for address, item in examination.sources.items() if item.stated.unread}
    assert unread == set()
