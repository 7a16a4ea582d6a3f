"""What an explanation says beside the tables fills the supplementary tables of a report of ours, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.document import Document, Section
from juesuan_gui.examination import examine
from juesuan_gui.figures import exact_count
from juesuan_gui.forms import CodeCatalogue, Form, FormShelf, load_codes, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.reading.importing import import_change, import_preview
from juesuan_gui.reading.intake import recognise_with
from juesuan_gui.reading.source import Source
from juesuan_gui.reading.tables.recognised import Recognised
from juesuan_gui.reading.text.file import text_blocks
from juesuan_gui.reading.text_facts import with_text_facts
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import Origin, Report, set_figure
from juesuan_gui.report_files import as_report

ROOT = Path(__file__).resolve().parents[2]


@cache
def form_of(form_id: str) -> Form:
    return load_form(form_id, [ROOT / "templates"])


@cache
def codes() -> CodeCatalogue:
    return load_codes(ROOT / "resources" / "codes" / "function_codes.csv", 2020)


def source_of(lines: Sequence[str]) -> Source:
    return Source("某局.txt", Document("某局.txt", (Section(tuple(text_blocks(lines))),)))


def taken(lines: Sequence[str], form_id: str = "national-2020") -> Recognised:
    source, form = source_of(lines), form_of(form_id)
    return with_text_facts(recognise_with(source, form, codes()), source, form, codes())


def facts(lines: Sequence[str], form_id: str = "national-2020") -> dict[str, int | Fraction]:
    """Every figure found, by "[basis ]table row column"."""
    return {
        " ".join([*([cell.basis] if cell.basis != Basis.FINAL else []), cell.table, cell.row, cell.column]): value
        for table in taken(lines, form_id).tables
        for item in table.figures
        if item.stated.figure is not None
        for cell, value in [(item.address, item.stated.figure.value)]
    }


T7 = "七、一般公共预算财政拨款“三公”经费支出决算情况说明"
PROCUREMENT, ASSETS = "（二）政府采购支出情况", "（三）国有资产占用情况"
YI = 100_000_000


@pytest.mark.parametrize(
    ("heading", "sentence", "expected"),
    [
        (
            T7,
            "全年因公出国（境）团组2个，累计8人次。当年购置公务用车1辆，截至2020年12月31日，"
            "开支财政拨款的公务用车保有量为3辆。全年公务接待12批次、96人次。",
            {
                "三公情况 因公出国（境）团组 数量": 2,
                "三公情况 因公出国（境）人次 数量": 8,
                "三公情况 公务用车购置数 数量": 1,
                "三公情况 公务用车保有量 数量": 3,
                "三公情况 公务接待批次 数量": 12,
                "三公情况 公务接待人次 数量": 96,
            },
        ),
        (
            T7,
            "全年共接待国内来访团组45个、来宾315人次（不包括陪同人员）。",
            {"三公情况 公务接待批次 数量": 45, "三公情况 公务接待人次 数量": 315},
        ),
        (
            T7,
            "国内公务接待５批次，３０人次（不包括陪同人员），其中外事接待1批次，6人次。",
            {
                "三公情况 公务接待批次 数量": 5,
                "三公情况 公务接待人次 数量": 30,
                "三公情况 外事接待批次 数量": 1,
                "三公情况 外事接待人次 数量": 6,
            },
        ),
        (
            T7,
            "共安排国内公务接待61批次（其中：外事接待2批次），接待人次418人（其中：外事接待人次5人）。",
            {
                "三公情况 公务接待批次 数量": 61,
                "三公情况 公务接待人次 数量": 418,
                "三公情况 外事接待批次 数量": 2,
                "三公情况 外事接待人次 数量": 5,
            },
        ),
        (
            PROCUREMENT,
            "2020年度政府采购支出总额10万元，其中：政府采购货物支出3万元、政府采购工程支出0万元、政府采购服务支出7万元。"
            "授予中小企业合同金额6万元，占政府采购支出总额的60%，其中：授予小微企业合同金额4万元。",
            {
                "政府采购 总额 金额": 10_000_000,
                "政府采购 货物 金额": 3_000_000,
                "政府采购 工程 金额": 0,
                "政府采购 服务 金额": 7_000_000,
                "政府采购 中小企业 金额": 6_000_000,
                "政府采购 小微企业 金额": 4_000_000,
            },
        ),
        (
            ASSETS,
            "截至2020年12月31日，本部门房屋面积49.76平方米，共有车辆3辆，其中：主要领导干部用车1辆、其他用车2辆；"
            "单价50万元（含）以上通用设备0台（套），单价100万元（含）以上专用设备1台（套）。",
            {
                "国有资产 房屋 面积": Fraction("49.76"),
                "国有资产 车辆 数量": 3,
                "国有资产 主要领导干部用车 数量": 1,
                "国有资产 其他用车 数量": 2,
                "国有资产 通用设备 数量": 0,
                "国有资产 专用设备 数量": 1,
            },
        ),
        (
            "三、人员构成情况",
            "行政编制8名，实际7人；事业编制40名，实际39人；离退休人员4人，其中：离休0人，行政退休3人，事业退休1人。",
            {
                "人员 行政 编制": 8,
                "人员 行政 实有": 7,
                "人员 事业 编制": 40,
                "人员 事业 实有": 39,
                "人员 离退休 实有": 4,
                "人员 离休 实有": 0,
                "人员 退休 实有": 4,
            },
        ),
        (
            "（一）机关运行经费支出情况",
            "2020年度机关运行经费支出2.00万元，比上年增加1.00万元，增长100%。",
            {"机关运行经费 机关运行经费 金额": 2_000_000},
        ),
    ],
)
def test_sentences_fill_their_cells(heading: str, sentence: str, expected: dict[str, int | Fraction]) -> None:
    assert facts([heading, sentence]) == expected


@pytest.mark.parametrize(
    "lines",
    [
        # Words of another part, of the past, a threshold, an amount where a count is meant.
        ["八、其他", "全年公务接待12批次、96人次。"],
        [T7, "公务接待费0万元，完成预算的0%。"],
        [ASSETS, "单价100万元以上的设备未购置。"],
        ["三、人员构成情况", "2020年召开会议8人参加。"],
    ],
)
def test_other_figures_fill_nothing(lines: list[str]) -> None:
    assert facts(lines) == {}


TABLE = [
    "2020年度一般公共预算财政拨款支出决算表", "部门：某局", "金额单位：万元", "",
    "项目\t\t本年支出合计\t基本支出\t项目支出", "功能分类科目编码\t科目名称\t\t\t", "栏次\t\t1\t2\t3",
    "\t合计\t150.00\t100.00\t50.00", "208\t社会保障和就业支出\t150.00\t100.00\t50.00",
    "20805\t行政事业单位养老支出\t150.00\t100.00\t50.00",
    "2080505\t机关事业单位基本养老保险缴费支出\t100.00\t100.00\t0.00", "2080501\t行政单位离退休\t50.00\t0.00\t50.00", "",
]  # fmt: skip
LIST = "五、一般公共预算财政拨款支出决算情况说明"


def test_budgets_of_items_are_taken_and_adjusted_ones_are_not() -> None:
    lines = [
        *TABLE,
        LIST,
        "1.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。年初预算为110.00万元，支出决算为100.00万元，完成年初预算的90.91%。",
        "2.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。全年预算为60.00万元，支出决算为50.00万元。",
    ]
    found = {name: value for name, value in facts(lines).items() if name.startswith("年初预算")}
    assert found == {"年初预算 T5 2080505 合计": 110_000_000}


def test_an_import_leaves_alone_what_the_text_does_not_say_and_is_one_step() -> None:
    report = Report(form_of("national-2020"))
    kept = Address("人员", "行政", "编制")
    report.apply(set_figure(report, kept, exact_count(9), Origin.TYPED))
    recognised = taken(["三、人员构成情况", "年末在职实有人数6人，其中：行政6人。"])
    assert import_preview(report, recognised).conflicts == ()
    change = import_change(report, recognised)
    report.apply(change)
    assert report.stated(kept) is not None
    stated = report.stated(Address("人员", "行政", "实有"))
    assert stated is not None and stated.figure == exact_count(6) and stated.origin is Origin.IMPORTED
    report.apply(change.inverse())
    assert report.stated(Address("人员", "行政", "实有")) is None


def test_a_total_alone_needs_no_parts_but_must_agree_with_those_there() -> None:
    def findings(sentence: str) -> set[str]:
        report = Report(form_of("national-2020"))
        report.apply(import_change(report, taken([ASSETS, sentence])))
        audit = Audit(LiveReport(report, codes()))
        audit.run()
        return {item.check for item in audit.result().findings}

    assert findings("共有车辆2辆。") == set()
    assert findings("共有车辆2辆，其中：其他用车2辆。") == set()
    assert findings("共有车辆2辆，其中：其他用车1辆。") == {"N12-01"}


TRAVEL_TABLE = [
    "2020年度一般公共预算财政拨款“三公”经费支出决算表", "部门：某局", "金额单位：万元", "",
    "预算数\t\t\t\t\t\t决算数\t\t\t\t\t",
    "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费",
    "\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t",
    "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12",
    "20.00\t0.00\t19.00\t0.00\t19.00\t1.00\t{total}\t0.00\t{cars}\t0.00\t{cars}\t1.00", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("cars", "sentence", "expected"),
    [
        ("8.00", "公务用车保有量2辆。公务接待3批次、20人次。", set()),
        ("12.00", "公务用车保有量2辆。", {"T7-06"}),
        ("8.00", "公务用车保有量0辆。", {"T7-06"}),
        ("8.00", "公务接待0批次、0人次。", {"T7-07"}),
        # What the text does not say is not none.
        ("8.00", "公务接待3批次。", set()),
    ],
)
def test_published_counts_are_held_against_the_published_amounts(cars: str, sentence: str, expected: set[str]) -> None:
    total = str(Decimal(cars) + 1)
    table = [line.replace("{cars}", cars).replace("{total}", total) for line in TRAVEL_TABLE]
    result = examine(
        source_of([*table, T7, sentence]), FormShelf.of([form_of("national-2020")]), lambda form: codes()
    ).result
    assert result is not None
    assert {item.check for item in result.findings if item.check in ("T7-05", "T7-06", "T7-07")} == expected


def test_what_was_examined_becomes_a_report_with_the_texts_figures_and_without_the_checks_marks() -> None:
    source = source_of([*TABLE, T7, "截至2020年12月31日，开支财政拨款的公务用车保有量为3辆。"])
    examined = examine(source, FormShelf.of([form_of("national-2020")]), lambda form: codes())
    intake = as_report(examined)
    assert intake is not None
    counts = {
        (cell.row, bool(stated.unread)) for cell, stated in intake.report.figures().items() if cell.table == "三公情况"
    }
    assert counts == {("公务用车保有量", False)}
    # Everything is one step of its history.
    assert intake.history.undo(intake.report) is not None
    assert not intake.report.figures()
    assert as_report(examine(source_of(["情况说明", "没有表。"]), FormShelf.of([]), lambda form: codes())) is None
