"""The model carries what later forms bring, as data alone: a supplementary table, a prior-year figure, a
年初预算 figure, a scorecard's money block in 万元, a variant of a form, and checks that span them."""

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan_gui.checks import Audit, Wording
from juesuan_gui.figures import Figure, Unit, exact_count, exact_money, printed_money
from juesuan_gui.forms import CodeCatalogue, Form, load_form
from juesuan_gui.live import LiveReport
from juesuan_gui.report import Report, TableKey, insert_code, set_figure

BASE = {
    "form.toml": """
id = "base"
name = "基本"
region = "某地"
year = 2020
[numbers]
unit = "元"
""",
    "tables/T3.toml": """
id = "T3"
title = "支出决算表"
label = "公开03表"
bases = ["决算", "年初预算"]
columns = [{ key = "合计" }, { key = "基本支出" }, { key = "项目支出" }]
[coded]
[[blocks]]
fields = [
  { role = "code", header = ["科目编码"] }, { role = "name", header = ["科目名称"] },
  { role = "figure", header = ["合计"], column = "合计" },
  { role = "figure", header = ["基本支出"], column = "基本支出" },
  { role = "figure", header = ["项目支出"], column = "项目支出" },
]
""",
    "tables/staff.toml": """
id = "人员"
title = "人员情况"
supplementary = true
where_found = "基本数字表"
columns = [{ key = "人数", kind = "count" }]
[[blocks]]
name = "人员"
fields = [{ role = "name", header = ["项目"] }, { role = "figure", header = ["人数"], column = "人数" }]
[rows]
"人员" = [{ key = "编制" }, { key = "在职" }, { key = "行政", groups = ["在职"] }, { key = "事业", groups = ["在职"] }]
""",
    "tables/card.toml": """
id = "绩效"
title = "项目支出绩效自评表"
repeated = true
columns = [{ key = "年初预算数" }, { key = "全年预算数" }, { key = "全年执行数" }, { key = "执行率", kind = "percent" }]
[numbers]
unit = "万元"
[[blocks]]
name = "资金"
fields = [
  { role = "name", header = ["资金"] },
  { role = "figure", header = ["年初预算数"], column = "年初预算数" },
  { role = "figure", header = ["全年预算数"], column = "全年预算数" },
  { role = "figure", header = ["全年执行数"], column = "全年执行数" },
  { role = "figure", header = ["执行率"], column = "执行率" },
]
[rows]
"资金" = [
  { key = "年度资金总额" }, { key = "财政拨款", groups = ["来源"] }, { key = "上年结转", groups = ["来源"] },
  { key = "其他资金", groups = ["来源"] },
]
""",
    "checks/all.toml": """
[[check]]
id = "T3-02"
level = "error"
kind = "sum"
title = "逐级汇总"
basis = "样表"
message = "{位置}：{左}，下级 {右}，差 {差}。"
[[check.rule]]
each = { tables = ["T3"], rows = ["上级"], columns = ["*"] }
relation = "T3[本行].本列 = Σ T3[下级].本列"
computes = true

[[check]]
id = "人员-01"
level = "error"
kind = "identity"
title = "在职人数等于分项之和"
basis = "样表"
message = "{位置}：{左}，分项 {右}。"
[[check.rule]]
relation = "人员.在职 = Σ 人员[@在职].人数"
computes = true

[[check]]
id = "P01"
level = "error"
kind = "scorecard_sum"
title = "年度资金总额等于来源之和"
basis = "样表"
message = "{位置}：{左}，来源 {右}。"
[[check.rule]]
each = { tables = ["绩效"], rows = ["年度资金总额"], columns = ["年初预算数", "全年预算数", "全年执行数"] }
relation = "绩效[本卡].本行.本列 = Σ 绩效[本卡].@来源.本列"

[[check]]
id = "P02"
level = "error"
kind = "scorecard_rate"
title = "执行率等于执行数除以全年预算数"
basis = "样表"
message = "{位置}：{左}，应为 {右}。"
[[check.rule]]
each = { tables = ["绩效"], rows = ["年度资金总额"] }
relation = "绩效[本卡].本行.执行率 = 绩效[本卡].本行.全年执行数 / 绩效[本卡].本行.全年预算数"
when = "绩效[本卡].本行.全年预算数 > 0"

[[check]]
id = "P15"
level = "warning"
kind = "cross_table"
title = "项目执行数不超过项目支出"
basis = "样表"
message = "{位置}：{左}，项目支出 {右}。"
[[check.rule]]
relation = "Σ 绩效[*].年度资金总额.全年执行数 <= T3[合计].项目支出"

[[check]]
id = "跨表"
level = "warning"
kind = "cross_table"
title = "基本支出、上年数、年初预算与人数一致"
basis = "样表"
message = "{位置}：{左} 对 {右}。"
[[check.rule]]
relation = "T3[合计].基本支出 + Σ 绩效[*].年度资金总额.年初预算数 <= 年初预算.T3[合计].基本支出 + 上年.T3[合计].合计 + 人员.在职 × 1万元"
""",
}
VARIANT = {
    "form.toml": 'id = "variant"\nname = "某县"\nregion = "某县"\nyear = 2020\nextends = "base"\n[numbers]\nunit = "万元"\n',
    "tables/T3.toml": """
id = "T3"
label = "表3"
columns = [{ key = "合计", label = "小计" }, { key = "基本支出" }, { key = "项目支出" }, { key = "经营支出" }]
[[blocks]]
fields = [
  { role = "code", header = ["编码"] }, { role = "name", header = ["名称"] },
  { role = "figure", header = ["支出", "小计"], column = "合计" },
  { role = "figure", header = ["支出", "基本支出"], column = "基本支出" },
  { role = "figure", header = ["支出", "项目支出"], column = "项目支出" },
  { role = "figure", header = ["支出", "经营支出"], column = "经营支出" },
]
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for form_id, files in (("base", BASE), ("variant", VARIANT)):
        for name, text in files.items():
            path = tmp_path / form_id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path


class Draft:
    """A report with live values and checks."""

    def __init__(self, form: Form) -> None:
        self.report = Report(form)
        self.live = LiveReport(self.report, CodeCatalogue({}))
        self.audit = Audit(self.live)
        self.audit.run()

    def put(self, key: TableKey, row: str, column: str, figure: Figure) -> None:
        self.audit.follow(self.live.apply(set_figure(self.report, key.cell(row, column), figure)))

    def code(self, key: TableKey, code: str) -> None:
        self.audit.follow(self.live.apply(insert_code(self.report, key, code, "科目", CodeCatalogue({}))))

    def checks(self) -> set[str]:
        return {finding.check for finding in self.audit.result().findings}


def wan(text: str, decimals: int = 2) -> Figure:
    return printed_money(Decimal(text), Unit.WAN_YUAN, decimals)


def filled(form: Form) -> Draft:
    draft = Draft(form)
    this, prior, budget = TableKey("T3"), TableKey("T3", "上年"), TableKey("T3", basis="年初预算")
    for key in (this, prior, budget):
        draft.code(key, "2101501")
        draft.put(key, "2101501", "基本支出", exact_money(1_000_000))
        draft.put(key, "2101501", "项目支出", exact_money(50_000_000))
    draft.put(prior, "合计", "合计", exact_money(51_000_000))
    draft.put(TableKey("人员"), "行政", "人数", exact_count(7))
    draft.put(TableKey("人员"), "事业", "人数", exact_count(5))
    for name in ("信息化", "宣传"):
        card = TableKey("绩效", instance=name)
        for column in ("年初预算数", "全年预算数", "全年执行数"):
            draft.put(card, "年度资金总额", column, wan("20.00"))
            draft.put(card, "财政拨款", column, wan("15.00"))
            draft.put(card, "上年结转", column, wan("5.00"))
        draft.put(card, "年度资金总额", "执行率", Figure(1, 0))
    return draft


@pytest.mark.parametrize("form_id", ["base", "variant"])
def test_a_consistent_report_has_no_finding(folder: Path, form_id: str) -> None:
    draft = filled(load_form(form_id, [folder]))
    assert draft.checks() == set()
    assert draft.live.shown(TableKey("人员").cell("在职", "人数")) == exact_count(12)


def test_counts_cards_and_prior_year_fire_their_checks(folder: Path) -> None:
    draft = filled(load_form("base", [folder]))
    card = TableKey("绩效", instance="宣传")
    draft.put(card, "上年结转", "全年执行数", wan("5.30"))
    assert draft.checks() == {"P01"}
    draft.put(card, "上年结转", "全年执行数", wan("5.00"))
    draft.put(card, "年度资金总额", "执行率", Figure(0))
    assert draft.checks() == {"P02"}
    draft.put(card, "年度资金总额", "执行率", Figure(1))
    draft.put(card, "年度资金总额", "全年执行数", wan("40.00"))
    assert draft.checks() == {"P01", "P02", "P15"}


def test_the_spanning_check_reads_every_kind_of_figure(folder: Path) -> None:
    draft = filled(load_form("base", [folder]))
    draft.put(TableKey("T3"), "2101501", "基本支出", exact_money(2_000_000_000))
    assert "跨表" in draft.checks()
    # Twenty thousand more people at 1 万元 each outweigh it again.
    draft.put(TableKey("人员"), "行政", "人数", exact_count(20_007))
    assert "跨表" not in draft.checks()


def test_a_table_in_wan_yuan_is_an_interval_beside_exact_yuan(folder: Path) -> None:
    draft = filled(load_form("base", [folder]))
    for name in ("信息化", "宣传"):
        draft.put(TableKey("绩效", instance=name), "年度资金总额", "全年执行数", wan("25.00"))
    # Two printed 25.00 万元 stand for up to 500,100 元 together; 500,000 元 of 项目支出 is within them.
    assert "P15" not in draft.checks()
    draft.put(TableKey("绩效", instance="宣传"), "年度资金总额", "全年执行数", wan("25.02"))
    assert "P15" in draft.checks()


def test_a_variant_changes_names_and_columns_only(folder: Path) -> None:
    base, variant = load_form("base", [folder]), load_form("variant", [folder])
    assert [column.key for column in variant.table("T3").columns][:3] == [c.key for c in base.table("T3").columns]
    assert set(variant.checks) == set(base.checks)
    draft = filled(variant)
    draft.put(TableKey("T3"), "210", "经营支出", exact_money(5))
    finding = draft.audit.result().findings[0]
    assert finding.check == "T3-02"
    assert Wording(draft.live).place(TableKey("T3").cell("210", "合计")).startswith("表3")
