"""A department's report is the sum of its units' (XU-01); what they paid each other may be missing from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from juesuan_gui.cli import main
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin, Stated, compose, state_figure
from juesuan_gui.units_sum import sum_observations
from tests.generator.ledger import Cells, Shape
from tests.generator.reports import TEMPLATES, generated, live_of, report_of

YUAN, WAN = "ningxia-2020", "national-2020"
NAMES = ("本级", "某中心")
#: Nobody pays anybody of the same department.
APART = Shape(other_sources=False)


def added(*parts: Cells) -> Cells:
    """Cell by cell, as a clerk would."""
    return {place: sum(part.get(place, 0) for part in parts) for place in {place for part in parts for place in part}}


def units(shape: Shape = APART) -> list[Cells]:
    return [generated(seed, 8, shape) for seed in (11, 12)]


def reports(parts: Sequence[Cells], whole: Cells, form_id: str = YUAN) -> tuple[LiveReport, list[LiveReport]]:
    form = load_form(form_id, [TEMPLATES])
    department, *others = (live_of(report_of(form, cells)) for cells in (whole, *parts))
    return department, others


def differing(parts: Sequence[Cells], whole: Cells, form_id: str = YUAN) -> dict[str, tuple[str | None, str | None]]:
    department, others = reports(parts, whole, form_id)
    return {item.key: (item.stated, item.expected) for item in sum_observations(department, others, NAMES)}


def changed(cells: Cells, changes: Mapping[tuple[str, str, str], int]) -> Cells:
    return {**cells, **{place: cells.get(place, 0) + by for place, by in changes.items()}}


@pytest.mark.parametrize("form_id", [YUAN, WAN])
def test_a_true_sum_has_no_finding_and_rounding_is_none(form_id: str) -> None:
    parts = units()
    assert differing(parts, added(*parts), form_id) == {}


@pytest.mark.parametrize(
    "place",
    [
        ("T5", "合计", "项目支出"),
        ("T1", "年末结转和结余", "决算数"),
        ("T4", "收入总计", "金额"),
        ("T6", "301", "金额"),
        ("T7", "金额", "决算合计"),
    ],
)
def test_one_cell_that_is_no_sum_is_found(place: tuple[str, str, str]) -> None:
    parts = units()
    found = differing(parts, changed(added(*parts), {place: 123_456}))
    assert set(found) == {f"XU-01|{place[0]}[{place[1]}].{place[2]}"}


def test_a_code_that_only_a_unit_has_counts() -> None:
    parts = units()
    whole = added(*parts)
    for column in ("合计", "项目支出"):
        parts[0] = changed(parts[0], {("T5", "2069999", column): 500})
    assert set(differing(parts, whole)) == {"XU-01|T5[2069999].合计", "XU-01|T5[2069999].项目支出"}


def test_what_they_paid_each_other_may_be_missing_but_nothing_may_be_more() -> None:
    parts = units()
    paid = 7_000_000
    parts[1] = changed(
        parts[1],
        {
            ("T1", "上级补助收入", "决算数"): paid,
            ("T1", "本年收入合计", "决算数"): paid,
            ("T1", "收入总计", "决算数"): paid,
        },
    )
    without = changed(
        added(*parts),
        {
            ("T1", "上级补助收入", "决算数"): -paid,
            ("T1", "本年收入合计", "决算数"): -paid,
            ("T1", "收入总计", "决算数"): -paid,
        },
    )
    assert differing(parts, without) == {}
    more = changed(without, {("T1", "本年收入合计", "决算数"): 2 * paid})
    assert set(differing(parts, more)) == {"XU-01|T1[本年收入合计].决算数"}
    # Grants are no payments among units.
    less = changed(without, {("T5", "合计", "合计"): -paid})
    assert set(differing(parts, less)) == {"XU-01|T5[合计].合计"}


def test_a_blank_is_none_and_an_unread_cell_is_left_out() -> None:
    parts = units()
    whole = added(*parts)
    department, others = reports(parts, whole)
    cell = Address("T5", "合计", "项目支出")
    before = department.shown(cell)
    assert before is not None and before.value
    department.apply(compose("空", [state_figure(department.report, cell, Stated(None, Origin.IMPORTED))]))
    (item,) = sum_observations(department, others, NAMES)
    assert (item.stated, item.spot.column) == ("空", "项目支出")
    unread = Stated(None, Origin.IMPORTED, unread="看不清")
    department.apply(compose("看不清", [state_figure(department.report, cell, unread)]))
    assert sum_observations(department, others, NAMES) == []
    department.apply(compose("对", [state_figure(department.report, cell, Stated(exact_money(int(before.value))))]))
    assert sum_observations(department, others, NAMES) == []


def test_the_command_line_holds_the_first_file_against_the_others(tmp_path: Path) -> None:
    table = ["2020年度一般公共预算财政拨款支出决算表", "部门：{name}", "金额单位：万元", "",
             "项目\t\t本年支出合计\t基本支出\t项目支出", "功能分类科目编码\t科目名称\t\t\t", "栏次\t\t1\t2\t3",
             "\t合计\t{sum}\t{sum}\t0.00", "201\t一般公共服务支出\t{sum}\t{sum}\t0.00", ""]  # fmt: skip
    files = []
    for name, amount in (("某局汇总", "160.00"), ("某局本级", "100.00"), ("某中心", "50.00")):
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(table).format(name=name, sum=amount), encoding="utf-8")
        files.append(str(path))
    out = tmp_path / "out.json"
    main(["check", *files, "--sum", "--json", str(out)])
    first, *others = json.loads(out.read_text(encoding="utf-8"))
    found = [item for item in first["findings"] if item["check"] == "XU-01"]
    assert {(item["stated"], item["expected"], item["level"]) for item in found} == {("160.00", "150.00", "error")}
    assert not [item for other in others for item in other["findings"] if item["check"] == "XU-01"]
