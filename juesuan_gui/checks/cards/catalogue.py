"""Owns the list of scorecard checks: id, title, level, kind and source (CHECKS.md, section P)."""

from __future__ import annotations

from juesuan_gui.checks.catalogue_entry import CatalogueEntry
from juesuan_gui.forms import Level


def _check(id_: str, title: str, level: Level, kind: str, basis: str) -> CatalogueEntry:
    return CatalogueEntry(id_, title, level, kind, basis)


_NATIONAL = "财预〔2020〕10号《项目支出绩效评价管理办法》自评表"

CARD_CHECKS: dict[str, CatalogueEntry] = {
    check.id: check
    for check in (
        _check("P01", "资金总额等于各项资金来源之和", Level.ERROR, "scorecard_sum", "自评表资金栏：总额=各来源之和"),
        _check("P02", "执行率等于全年执行数除以全年预算数", Level.ERROR, "scorecard_rate", "自评表表头：执行率（B/A）"),
        _check(
            "P03", "执行率得分等于分值乘以执行率", Level.WARNING, "scorecard_rate", "自评表表头：得分（分值×执行率）"
        ),
        _check("P04", "各项分值相加等于满分", Level.ERROR, "scorecard_sum", _NATIONAL + "：总分100分"),
        _check("P05", "各级指标的分值逐级相等", Level.ERROR, "scorecard_sum", _NATIONAL + "：上级分值为下级之和"),
        _check("P06", "总分等于各项得分之和，得分不超过分值", Level.ERROR, "scorecard_sum", _NATIONAL),
        _check(
            "P07",
            "各类指标的权重与规定一致",
            Level.INFO,
            "scorecard_logic",
            _NATIONAL + "：10、50、30、10，地方另定的从其规定",
        ),
        _check("P08", "指标是否完成与得分相符", Level.WARNING, "scorecard_logic", _NATIONAL + "：定量指标得分方法"),
        _check("P09", "定性指标的完成程度与得分相符", Level.WARNING, "scorecard_logic", _NATIONAL + "：定性指标分三档"),
        _check(
            "P10",
            "超额完成过多时说明指标值是否偏低",
            Level.INFO,
            "scorecard_logic",
            _NATIONAL + "：偏离较多的须说明并调减",
        ),
        _check(
            "P11", "扣分的写明原因和改进措施", Level.WARNING, "scorecard_logic", _NATIONAL + "：偏差原因分析及改进措施"
        ),
        _check(
            "P12",
            "指标值、完成值与名称和资金一致",
            Level.WARNING,
            "scorecard_logic",
            _NATIONAL + "：指标应明确、可衡量",
        ),
        _check("P13", "评价等级与得分所在区间一致", Level.ERROR, "scorecard_logic", _NATIONAL + "：优90、良80、中60"),
        _check("P14", "必备的二级指标齐全", Level.INFO, "structure", _NATIONAL + "：产出、效益、满意度"),
        _check(
            "P15",
            "项目执行数不超过决算表的项目支出",
            Level.WARNING,
            "cross_ref",
            "支出决算表项目支出；说明中的涉及资金",
        ),
        _check("P16", "说明中的个数与自评表一致", Level.ERROR, "cross_ref", "自评表、说明中的预算绩效情况"),
        _check("P17", "说明中的项目情况与自评表一致", Level.ERROR, "cross_ref", "自评表、说明中的自评综述"),
        _check("P18", "整体自评的支出与决算表一致", Level.WARNING, "cross_ref", "整体支出自评表；支出决算表"),
        _check(
            "P19",
            "整体自评的总分不应就是执行率",
            Level.WARNING,
            "scorecard_logic",
            "整体支出自评表：总分为各指标得分之和",
        ),
        _check("P20", "整体自评的比率由基础数据算得", Level.WARNING, "scorecard_rate", "整体支出自评表所印的公式"),
        _check("P21", "同名指标在各自评表中一致", Level.WARNING, "cross_ref", "项目自评表与整体自评表；年初批复的目标"),
        _check("P22", "完成时限合理", Level.INFO, "scorecard_logic", "时效指标：年度内完成，跨年的应扣分"),
        _check(
            "P23", "目标和指标与项目相符", Level.WARNING, "scorecard_logic", "目标应与项目内容对应，不得照抄别的项目"
        ),
        _check(
            "P24",
            "实际完成情况回应每一条目标",
            Level.WARNING,
            "scorecard_logic",
            "年度总体目标：预期目标与完成情况逐条对应",
        ),
        _check("P25", "项目清单的合计等于各项目之和", Level.ERROR, "scorecard_sum", "项目清单、汇总表：合计＝各行之和"),
    )
}
