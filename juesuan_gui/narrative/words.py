"""Owns the words of the field that the grammar knows: directions, bases, budgets, measures. No place, no department."""

from __future__ import annotations

import re

_UP = (
    "增加",
    "增长",
    "上升",
    "提高",
    "提升",
    "回升",
    "上涨",
    "增支",
    "增收",
    "增幅",
    "多支出",
    "多收入",
    "调增",
    "净增",
    "增",
    "超支",
    "超出",
    "多",
    "扩大",
)
_DOWN = (
    "负增长",
    "减少",
    "下降",
    "降低",
    "压缩",
    "压减",
    "减支",
    "减收",
    "缩减",
    "回落",
    "下滑",
    "减低",
    "压降",
    "节约",
    "节支",
    "减幅",
    "降幅",
    "调减",
    "核减",
    "净减",
    "少支出",
    "少收入",
    "缩小",
    "少",
    "减",
    "降",
)
_UP_SET = frozenset(_UP)
_WORD = "|".join(sorted({*_UP, *_DOWN}, key=len, reverse=True))
_TAIL = r"(?:了|额|率|幅度|幅|比例|数额|数|金额|资金)*(?:分别)?(?:各)?(?:为|是|达到|达|约|共|至)?[:]?"
#: A direction word right before a figure.
DIRECTION = re.compile(rf"(?P<word>{_WORD}){_TAIL}$")
#: 增加(减少)5万元, 增长(下降)3%: the template's alternatives were not chosen between.
UNCHOSEN = re.compile(rf"(?P<first>{_WORD})(?:[(/](?P<second>{_WORD})[)]?){_TAIL}$")
#: 增加减少5万元: two opposite words.
TWO_WORDS = re.compile(rf"(?P<first>增加|增长|上升|提高|上涨|(?<![新净调递激倍])增)(?P<second>减少|下降|降低){_TAIL}$")
TWO_WORDS_BACK = re.compile(
    rf"(?P<first>减少|下降|降低|(?<![调缩压削递核净精裁加扣])减)(?P<second>增加|增长|上升|提高|上涨){_TAIL}$"
)

#: What a rate is told roughly with; the words before it say what it is.
ROUGHLY = re.compile(r"(?:大约|大概|将近|(?<![节预契制履违])约|接近|(?<![最远邻附临就切])近|超过?|逾|突破|不足|不到)$")

_YEAR_BASE = r"(?:\d{4}年度?|上年末|年初(?!预算)|上一?年度?|去年|前一?年度?|上年同期|去年同期|同期)(?:同期)?"
#: 与 and 和 also stand within a name (文化和旅游局2020年度, 和平区2020年度): an office or a place right before the
#: year is no base, unless 相比 follows; nor is the rest of an item's name (社会保障和就业支出2021年度).
_BUDGET_BASE = r"(?:年初|全年|调整后?的?|当年|本年度?|年度|批复的?|部门)*预算(?:数|金额|额|安排数?|批复数?)?"
_IN_NAME = (
    r"(?![^,，。;:()\d]{1,24}?(?:[局厅部委院办会队所站校署馆府室处心团社行园司庭台区县市镇乡道位门学](?:本级|机关|本部)?"
    r"|(?:支出|收入|事务|管理|服务)[“”\"]?)"
    rf"(?:{_YEAR_BASE})(?![^,，。;:()\d]{{0,16}}(?:相比|比较|相较|对比)))"
)
#: 社会保障和就业支出年初预算 | 192万元: nor does 和 within the name of what is budgeted compare.
_NO_NAME = rf"(?![^,，。;:()\d]{{1,24}}?(?:支出|收入){_BUDGET_BASE}(?:为|是)?(?:\d|$))"
_PREPOSITION = (
    r"(?:(?<!经)相?比(?!如)较?|(?<!经比)相?较(?![大小多少高低好快强为])于?|"
    rf"(?:与|同|(?<!商品)(?<!个人)和{_NO_NAME}){_IN_NAME}|对比|比对)"
)
#: 比上年, 与2019年度相比, 较2020年度年初预算数: what something is compared with.
COMPARED = re.compile(
    rf"(?P<word>{_PREPOSITION})(?P<base>[^,，。;:()\d]{{0,24}}?(?:{_YEAR_BASE})[^,，。;:()\d]{{0,30}}?"
    rf"|[^,，。;:()\d]{{0,24}}?{_BUDGET_BASE}(?:的(?=\d|$))?)"
    rf"(?=相比|比较|相较|对比|比|,|{_WORD}|基本|持平|无|没有|\d|$|(?:同口径|可比)|(?:净|各|均|实际|总体|共|略|有所|多|少))"
)
SAME_PERIOD = re.compile(r"同比|同期相?比|较同期|环比")
#: Rates that are not on the printed totals.
OTHER_SCOPE = re.compile(r"同口径|可比口径|剔除|扣除|还原|可比增长|自然口径|年均|平均每年|累计增")
#: 剔除机构划转因素,支出同比下降8%: what is told right behind is not on the printed totals either.
OTHER_SCOPE_BEFORE = re.compile(r"(?:剔除|扣除|不考虑|不含|还原)[^,，。;:%]{1,40}[,，][^,，。;:]{0,40}$")
#: 由上年的80万元 增加到100万元: what a thing came from, and the words that lead to what it became.
MOVED_FROM = re.compile(
    rf"(?:由|从)(?P<base>(?:{_YEAR_BASE}|[^,，。;:()\d]{{0,6}}预算)?[^,，。;:()\d]{{0,8}}?)(?:的|为)?$"
)
_MOVED = rf"(?:{_WORD}|压降|变)(?:了)?(?:到|至|为)"
MOVED_TO = re.compile(_MOVED)
#: 比上年增加5万元,增至25万元: the amount that was reached, not a change.
REACHED = re.compile(rf"(?:{_WORD})(?:了)?(?:到|至)(?:了)?(?:本年度?|今年|当年|\d{{4}}年度?)?的?$")
#: 超预算0.50万元, 超出年初预算数0.50万元.
OVER_BUDGET = re.compile(rf"(?<![未不])(?<!没有)(?:超出?|超过)(?:了)?(?P<base>{_BUDGET_BASE})$")
#: 未超过预算20万元: the budget itself.
WITHIN_BUDGET = re.compile(rf"(?:[未不]|没有)(?:超出?|超过|突破)(?:了)?(?P<base>(?:\d{{4}}年度?)?{_BUDGET_BASE})$")
#: 为上年的120%, 相当于2020年决算数的98%: what a thing is of another year's, not what it grew by.
INDEX = re.compile(
    r"(?:为|是|达到?|相当于|等于|仅为|只有|仅占|占)(?P<base>(?:上一?年度?|去年|前一?年度?|\d{4}年度?)(?:同期)?)"
    r"(?:同期)?(?:实际)?(?:支出|收入)?(?:决算|实际|执行|完成)?(?:支出|收入)?(?:总?数|总?额|金额)?的$"
)
#: 比目标值95%高3.6个百分点.
BESIDE_GOAL = re.compile(r"(?:比|较|与)(?:年初|年度|绩效|预定|预期|既定|计划)*(?:目标|指标|计划|预期)值?(?:的)?$")
#: 上年为, 2020年的: the year that a rate is told of.
RATE_OF_YEAR = re.compile(
    r"(?P<base>上一?年度?|去年|前一?年度?|上年同期|去年同期|年初(?:目标值?|目标)?|目标值|\d{4}年度?)[^,，。;:\d]{0,12}?(?:为|是|的|达到?|:)?$"
)
#: 年初预算为, 预算数: a budget, and not the 预算 of 一般公共预算 and its sisters (to 2014 公共财政预算, 一般预算).
BUDGET = re.compile(
    r"(?P<name>(?:年初|全年|调整后?的?|当年|本年度?|年度|批复|部门|追加后)*(?<!公共)(?<!公共财政)(?<!一般)(?<!基金)(?<!经营)预算)"
    r"(?:收入|支出|安排|批复|下达)?(?:的)?(?:总额度|总金额|总额|总数|金额|合计|资金|指标|数额|数|额)*"
    r"(?:为|是|共计|共|计|达|约|合计)?[:]?$"
)
GRANTED = re.compile(
    r"(?:资金)?(?:实际)?(?:下达|到位|批复|拨付到位|安排资金|安排)(?:资金|金额|数|总额)*(?:为|共计|共|计)?$"
)
PRIOR = re.compile(
    r"(?P<name>(?:上一?年度?|去年|上年同期|去年同期|(?<![一-龥])年初))(?:支出|收入)?(?:决算|实际)?(?:支出|收入)?(?:数|金额|额|执行数)?"
    r"(?:为|是|的)?[:]?$"
)
FINAL_WORD = re.compile(
    r"(?:(?:实际)?(?:支出|收入)?(?:决算|执行)(?:数|额|金额|支出|收入)?|实际支出(?:总?金额|总额|资金|数)?|"
    r"(?:实际)?执行资金|支出(?:资金|金额)|实际(?:采购|使用|发生)(?:金额|资金|支出|数|额)?)(?:为|是|共计|共|计|达)?[:]?$"
)
COMPLETED = re.compile(
    r"(?:完成(?P<base>[^,，。;]{0,20}?预算[^,，。;]{0,6}?)(?:的)?(?:比例|百分比)?(?:为|达到|达)?|"
    r"^(?P<bare>完成)(?:了)?(?:比例|率)?(?:为)?$|"
    r"(?:为|是|占|达到?|相当于|等于|只有)(?P<of>(?:年初|全年|调整后?的?|当年|本年度?|年度|批复)*预算(?:数|安排数?|指标|金额)?)的?(?:比例|比重)?(?:为)?|"
    r"(?P<name>(?:预算)?(?:执行|完成)(?:率|进度|比例)|支出进度|支出率|执行率|[“”]*三公[“”]*经费(?:支出)?控制率)(?:分别)?(?:为|达到|达|是|约)?)[:]?$"
)
SHARE = re.compile(
    r"占(?:比|(?P<whole>[^,，。;占]{0,40}?)(?:的)?(?:比重|比例|比率|百分比|比)?)(?:分别)?(?:为|是|达到|达|约)?[:]?(?:各)?$"
)
AVERAGE = re.compile(
    r"(?P<by>车均|人均|次均|批均|户均|均次|平均每[辆人次批户个车台]|每[辆人次批户](?:平均)?|单车)(?P<what>[^,，。;]{0,24})$"
)
RATIO = re.compile(
    r"(?P<name>[一-龥“”\"()]{1,24}?(?:率|比率|比例|比值|比重|差异|覆盖面|进度|满意度|知晓度))(?:分别)?(?:为|是|达到|达|约|超过)?[:]?$"
)
EVEN = re.compile(r"(?:基本)?(?:持平|一致|相同|无变化|无增减(?:变化)?|没有变化|无增减变动)")
#: 决算数大于预算数, 支出决算小于年初预算数: a claim about two figures stated before.
COMPARISON = re.compile(
    r"(?P<left>(?:支出|收入)?(?:决算数?|执行数))(?P<word>大于|高于|多于|超过|小于|低于|少于|等于)"
    r"(?P<right>(?:年初|全年|调整后?的?|当年|支出|收入)*预算数?)"
)
#: 决算数未超过预算数: no more than, and perhaps less.
NOT_OVER = re.compile(
    r"(?P<left>(?:支出|收入)?(?:决算数?|执行数))(?:[未不]|没有)(?:超过|超出|突破|高于|大于)"
    r"(?P<right>(?:\d{4}年度?)?(?:年初|全年|调整后?的?|当年|支出|收入)*预算数?)"
)
#: 决算数与年初预算数持平; 基本持平 leaves room for any difference and is no claim.
EVEN_WITH_BUDGET = re.compile(
    r"(?:支出|收入)?(?:决算数?|执行数)(?:与|和|同)(?:年初|全年|调整后?的?|当年|支出|收入)*预算数?(?:持平|一致|相同|相等)"
)
GREATER = frozenset({"大于", "高于", "多于", "超过"})
LESS = frozenset({"小于", "低于", "少于"})
#: What opens a list of parts.
OPENER = re.compile(
    r"其中|(?<!主要)(?<!不)包括(?=:)|(?<=[,，])包括(?=[^,，。;:、等]{3,16}$)|(?:主要)?用于(?:以下|下列)(?:几个)?方面|具体(?:支出|收入)?情况(?:说明)?(?:如下|为)|(?:具体|情况|分别|分项)如下|分项情况(?:是|为)(?=:)|"
    r"分别(?:是|为)(?=:)|构成(?:情况)?(?:如下|为)?(?=:)|按[^,，。;:]{1,16}(?:划分|分类|分|看|统计)|按[^,，。;:]{2,12}(?=:)|从[^,，。;:]{1,16}(?:看|划分)"
)
#: These never say that the parts are all there are.
LOOSE_OPENER = re.compile(r"主要(?:是|为|有|包括|用于)(?!以下|下列)|不含|不包括|包含|(?<!内)(?<!包)含")
#: Words that name nothing of their own.
GENERIC = re.compile(
    r"(?:(?:已|共|实际|累计|一共|分别|其中?|等|该项|该)*(?:支出|收入|决算|执行|费用|经费|资金|金额|总额|数额|数)*|"
    r"(?:本年度?|今年|当年|全年|本期)(?:(?:支出|收入)?(?:决算|执行|实际完成)数?)?|"
    r"合计|共计|总计|组成|构成|实际(?:采购|使用|发生)(?:金额|资金|支出|数|额)*|已?完成(?:了)?|该?项目|单位|部门|(?:支出|收入)?决算(?:支出|收入|总额)?数?|项目(?:资金|经费)?)"
)
#: What begins a reason; figures in it belong to no list and carry no subject.
REASON = re.compile(r"原因|由于|因为|主要是(?!:)|是因|系(?=[^统列数])|其中原因")


def direction_of(word: str) -> int:
    """+1 for a word of growth, −1 for a word of decline."""
    return 1 if word in _UP_SET else -1
