"""Owns the list of the checks of text and print: id, title, level, kind and source (CHECKS.md, sections F and N)."""

from __future__ import annotations

from juesuan_gui.checks.catalogue_entry import CatalogueEntry
from juesuan_gui.forms import Level

TEXT_CHECKS: dict[str, CatalogueEntry] = {
    check.id: check
    for check in (
        CatalogueEntry("F01", "应公开的表齐全", Level.ERROR, "structure", "财预〔2016〕143号；各年部门决算公开版式"),
        CatalogueEntry(
            "F02", "目录与正文标题、页码一致", Level.WARNING, "structure", "部门决算公开版式：目录与正文一致"
        ),
        CatalogueEntry(
            "F03", "各部分齐全", Level.INFO, "structure", "部门决算公开的内容要求：概况、决算表、情况说明、名词解释"
        ),
        CatalogueEntry(
            "F04", "空表有说明", Level.WARNING, "structure", "部门决算公开版式：没有数据的表以空表列示并说明"
        ),
        CatalogueEntry("F05", "写明空表的表里没有数", Level.ERROR, "structure", "空表说明与表内数应当一致"),
        CatalogueEntry("F06", "年度前后一致", Level.ERROR, "structure", "表题、标题中的年度应为报告年度"),
        CatalogueEntry("F07", "单位名称前后一致", Level.ERROR, "structure", "表头的部门（单位）名称应与封面一致"),
        CatalogueEntry("F08", "金额单位写明并一致", Level.ERROR, "unit", "各表应标明金额单位"),
        CatalogueEntry(
            "F09", "小数位、千分位写法前后一致", Level.INFO, "structure", "部门决算公开版式：金额保留两位小数"
        ),
        CatalogueEntry("F10", "没有模板残留", Level.ERROR, "wording", "公开文本应是定稿"),
        CatalogueEntry("F11", "文种用词一致", Level.WARNING, "wording", "部门决算公开版式：文种前后一致"),
        CatalogueEntry(
            "F12", "科目编码的层级和顺序", Level.WARNING, "structure", "科目按类、款、项逐级列示，编码由小到大"
        ),
        CatalogueEntry("F13", "同一科目在各表中名称相同", Level.WARNING, "structure", "政府收支分类科目"),
        CatalogueEntry("F14", "功能分类各行的序号", Level.WARNING, "structure", "收入支出总表的行表"),
        CatalogueEntry("F15", "行次、栏次和表注公式", Level.WARNING, "structure", "表内行次、栏次和表注公式"),
        CatalogueEntry(
            "F16", "经济科目印在所属的一栏", Level.ERROR, "structure", "部门预算支出经济分类科目；公开06表的栏目"
        ),
        CatalogueEntry("F17", "收支没有负数", Level.WARNING, "structure", "收入、支出一般不为负；结转和结余可以为负"),
        CatalogueEntry("F18", "数字合理可读", Level.WARNING, "unit", "数字应清楚、单位应正确"),
        CatalogueEntry(
            "F20", "保密审查、审签栏已填", Level.WARNING, "structure", "政府信息公开保密审查；印有审签栏的地方版式"
        ),
        CatalogueEntry(
            "F21", "写明的自评表和自评报告在文件里", Level.WARNING, "structure", "绩效自评结果随部门决算公开"
        ),
        CatalogueEntry("F22", "用词、标点和序号", Level.INFO, "wording", "公文用语"),
        CatalogueEntry("F23", "没有不应公开的个人信息", Level.WARNING, "wording", "个人信息保护；政府信息公开审查"),
        CatalogueEntry("F24", "文件不带修订和批注", Level.WARNING, "structure", "公开的文件应是定稿"),
        CatalogueEntry(
            "F25",
            "数与科目对得上，没有错行错栏",
            Level.ERROR,
            "structure",
            "各表同一科目的数互相印证；各表按科目逐行列示",
        ),
        CatalogueEntry("N1-01", "收支总体情况与收入支出总表一致", Level.ERROR, "table_vs_text", "收入支出决算总表"),
        CatalogueEntry("N1-02", "与上年相比的增减额和增减率", Level.ERROR, "growth_rate", "增减率=增减额÷上年数"),
        CatalogueEntry("N2-01", "收入情况与收入表一致", Level.ERROR, "table_vs_text", "收入决算表"),
        CatalogueEntry("N3-01", "支出情况与支出表一致", Level.ERROR, "table_vs_text", "支出决算表"),
        CatalogueEntry("N3-02", "各项占比之和为100%", Level.INFO, "share", "构成完整划分时，占比之和为100%"),
        CatalogueEntry(
            "N4-01", "财政拨款收支情况与财政拨款总表一致", Level.ERROR, "table_vs_text", "财政拨款收入支出决算总表"
        ),
        CatalogueEntry(
            "N5-01",
            "一般公共预算财政拨款支出与支出表一致",
            Level.ERROR,
            "table_vs_text",
            "一般公共预算财政拨款支出决算表",
        ),
        CatalogueEntry("N5-02", "按类的结构与占比", Level.ERROR, "share", "一般公共预算财政拨款支出决算表各类"),
        CatalogueEntry(
            "N5-03", "各科目的决算数与支出表一致", Level.ERROR, "table_vs_text", "一般公共预算财政拨款支出决算表各行"
        ),
        CatalogueEntry(
            "N5-04",
            "与年初预算相比的增减和完成率",
            Level.ERROR,
            "growth_rate",
            "完成率=决算数÷年初预算数；基数为零没有比率",
        ),
        CatalogueEntry("N5-05", "大于、小于、持平、增减用语与数一致", Level.ERROR, "wording", "用语应与数字一致"),
        CatalogueEntry(
            "N5-06", "差异写明原因", Level.INFO, "wording", "部门决算公开要求：预决算差异和增减变化要说明原因"
        ),
        CatalogueEntry("N5-07", "各项之和等于总数", Level.WARNING, "sum", "说明中的总数与分项"),
        CatalogueEntry("N5-08", "原因与所说的差异相符", Level.WARNING, "wording", "预决算差异的原因不是同比变化的原因"),
        CatalogueEntry(
            "N6-01", "基本支出情况与基本支出表一致", Level.ERROR, "table_vs_text", "一般公共预算财政拨款基本支出决算表"
        ),
        CatalogueEntry("N7-01", "“三公”经费情况与表一致", Level.ERROR, "table_vs_text", "“三公”经费支出决算表"),
        CatalogueEntry(
            "N8-01", "政府性基金情况与表一致", Level.ERROR, "table_vs_text", "政府性基金预算财政拨款收入支出决算表"
        ),
        CatalogueEntry(
            "N9-01", "国有资本经营预算情况与表一致", Level.ERROR, "table_vs_text", "国有资本经营预算财政拨款支出决算表"
        ),
        CatalogueEntry("N10-02", "机关运行经费的同比", Level.ERROR, "growth_rate", "增减率=增减额÷上年数"),
        CatalogueEntry("N13-01", "同一指标各处一致", Level.WARNING, "cross_ref", "同一指标应取值一致"),
        CatalogueEntry("N13-02", "增减额等于各项增减之和", Level.ERROR, "sum", "总数的增减等于各项增减之和"),
        CatalogueEntry("S11", "原因写的是今年的情况", Level.INFO, "wording", "原因应说明当年的实际情况，不照抄上年"),
        CatalogueEntry("N13-04", "科目用途不串科目", Level.WARNING, "wording", "政府收支分类科目的说明"),
        CatalogueEntry(
            "S07",
            "不同科目的金额不完全相同",
            Level.INFO,
            "structure",
            "合理性审核：同一金额在多科目重复出现，可能是复制错行",
        ),
        CatalogueEntry("S10", "不用旧的科目名称", Level.WARNING, "wording", "政府收支分类科目各年修订"),
        CatalogueEntry("S11", "原因与年度相符", Level.INFO, "wording", "合理性审核：跨年复制的原因与年度不符"),
        CatalogueEntry(
            "S12", "没有他单位的名称残留", Level.WARNING, "wording", "合理性审核：沿用别的单位的文字，单位名没有改"
        ),
        CatalogueEntry("T7-08", "“三公”经费预算数口径一致", Level.INFO, "wording", "“三公”经费支出决算表表注"),
        CatalogueEntry(
            "XU-01",
            "部门汇总等于所属各单位之和",
            Level.ERROR,
            "sum",
            "部门决算由本级和所属单位决算汇总并抵销内部往来形成",
        ),
        CatalogueEntry(
            "XU-02", "单位个数与列出的单位一致", Level.WARNING, "cross_ref", "部门决算公开版式：纳入编制范围的单位"
        ),
        CatalogueEntry(
            "XY-03",
            "说明里用的上年数与上年公开数一致",
            Level.ERROR,
            "cross_ref",
            "上年已公开的部门决算；同一数在两年的公开文件里应当一致",
        ),
        CatalogueEntry(
            "XY-05",
            "由正文推算的上年数前后一致",
            Level.WARNING,
            "cross_ref",
            "上年总计=上年支出+本年年初结转（+上年结余分配）",
        ),
    )
}
