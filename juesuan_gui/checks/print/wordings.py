"""Owns the wordings that are wrong wherever they stand: remains of a template, missing units, words that contradict.

Checks F08, F10, F22 and N5-05 of the catalogue. No wording here is that of one report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan_gui.forms import Level


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that is wrong wherever it stands; ``message`` may hold {词}, the words found.

    ``in_headings`` where headings and the lines of the contents are looked at too.
    """

    id: str
    check: str
    level: Level
    pattern: re.Pattern[str]
    message: str
    in_headings: bool = False


_UNIT_WORDS = "亿元|万元|元|年|月|日|%|个|人|辆|台|次|批|项|部门|单位|局|科目|项目"
#: What a template says in brackets to whoever fills it in.
_INSTRUCTIONS = (
    r"本(?:部分|节|项|条|段)(?:内容)?(?:改)?为[“\"]|的(?:单位|部门)[^()]{0,6}(?:保留|删除|不填|不列|填写|填列)"
    r"|请(?:自行|据实|如实|逐项|按实|删除|删去|补充|填写|填列)|自行(?:删减|增减|删除|调整|填写|补充)|(?:可|应)(?:删除|删去|不填)"
)
WORDINGS = (
    Wording(
        "占位",
        "F10",
        Level.ERROR,
        re.compile(rf"(?<![A-Za-z0-9])(?:[Xx]{{2,}}|×{{2,}}|\*{{2,}})(?:\.(?:[Xx]|×)+)?(?={_UNIT_WORDS})"),
        "模板里的“{词}”没有填。",
        in_headings=True,
    ),
    Wording(
        "占位原因",
        "F10",
        Level.ERROR,
        re.compile(r"(?:(?<=原因是)|(?<=原因为)|(?<=主要用于)|(?<=主要包括))(?:[Xx]{2,}|×{2,}|\*{2,})"),
        "模板里的“{词}”没有填。",
    ),
    Wording(
        "填写说明",
        "F10",
        Level.ERROR,
        re.compile(
            r"[(]?(?:填报说明|填写说明|如持平[^。;)]{0,12}表述|请根据实际[^。;)]{0,12}填写|根据实际情况填列)[)]?"
            rf"|[(][^()]{{0,40}}?(?:{_INSTRUCTIONS})[^()]{{0,40}}[)]"
        ),
        "这里留着模板的填写说明“{词}”，应当删去。",
        in_headings=True,
    ),
    Wording(
        "无原因",
        "F10",
        Level.ERROR,
        re.compile(r"(?:主要)?原因(?:是|为|:)+(?:[。;]|$)|主要原因[。;]"),
        "“{词}”后面没有写原因。",
    ),
    Wording(
        "缺数",
        "F10",
        Level.WARNING,
        re.compile(r"(?:增长|下降|增加|减少|(?:占|完成)[^,。;%\dXx×*()]{2,16}?的?)%(?!\d)"),
        "百分号前面没有数：“{词}”。",
    ),
    Wording(
        "缺百分号",
        "F08",
        Level.WARNING,
        re.compile(r"占(?:比)?(?:为)?\d{1,3}\.\d{1,2}(?=[,;。])"),
        "“{词}”：数后面缺百分号。",
    ),
    Wording(
        "缺单位",
        "F08",
        Level.WARNING,
        re.compile(
            r"(?:预算|决算)(?:数|额)?为(?!0+(?:\.0+)?[,;。])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[,;。](?!\d))"
        ),
        "“{词}”：数后面没有写单位。",
    ),
    Wording(
        "缺元",
        "F08",
        Level.INFO,
        re.compile(r"\d\.\d+万(?=[,;。()])"),
        "“{词}”：单位缺“元”字。",
    ),
    Wording(
        "大小",
        "N5-05",
        Level.ERROR,
        re.compile(r"决算数?(?:大小|小大|高低|低高)于(?:年初|全年)?预算数?|(?:大于小于|小于大于|高于低于|低于高于)"),
        "“{词}”：大于和小于同时写着，请按两数的大小保留一个。",
    ),
    Wording(
        "持平",
        "N5-05",
        Level.ERROR,
        # A comparison of its own before the comma may well differ from the one behind it.
        re.compile(
            r"(?<=[\u4e00-\u9fff])(?<![比较与同])(?:增加|减少|增长|下降|上升)(?:为|至|到)[\d,.]+(?:亿元|万元|元),?"
            r"(?:与|和|同|较|比)(?:上年|去年|20\d\d年)度?[^,。;]{0,8}持平"
        ),
        "“{词}”：增减和持平同时写着，请按两年的数保留一个。",
    ),
    Wording(
        "年份",
        "F06",
        Level.ERROR,
        re.compile(r"(?<![\d.,-])(?:20\d|20\d{3})(?=年(?:度|部门|单位|预算|决算|收入|支出|财政|一般公共))"),
        "“{词}年”：年份写得不完整或多写了数字。",
        in_headings=True,
    ),
    Wording(
        "设备",
        "F10",
        Level.WARNING,
        re.compile(r"单价50万元(?:[(]含[)])?(?:以上|及以上)[(]?(?:含)?[)]?的?专用设备"),
        "“{词}”：规定的口径是单价50万元以上的通用设备、单价100万元以上的专用设备。",
    ),
    Wording(
        "设备单位",
        "F08",
        Level.ERROR,
        re.compile(r"单(?:位|台)?(?:价值?|价格)(?:在|为)?(?:50|100)元(?:[(]含[)])?(?:以上|及以上)"),
        "“{词}”：规定的口径以万元计（单价50万元以上的通用设备、单价100万元以上的专用设备），像是漏了“万”字。",
    ),
    Wording(
        "倍数",
        "N5-05",
        Level.WARNING,
        re.compile(r"(?:下降|减少|降低|缩减|压减)(?:了|约|近)?[1-9]\d*(?:\.\d+)?倍"),
        "“{词}”：减少不会达到一倍，请核对是增长还是下降，或改写为百分比。",
    ),
    Wording(
        "各字",
        "F22",
        Level.INFO,
        re.compile(r"各(?:增加|减少|增长|下降)\d[\d,.]*(?:亿元|万元|元|%)[和、及]\d[\d,.]*(?:亿元|万元|元|%)"),
        "“{词}”：两个数不同，应当写“分别”，不写“各”。",
    ),
    Wording(
        "约数",
        "F22",
        Level.INFO,
        re.compile(r"(?:近|约|大约|将近)\d[\d,.]*(?:万|亿|千|百)?(?:余|多)(?=[\u4e00-\u9fff])"),
        "“{词}”：“近、约”与“余、多”不能同时用。",
    ),
    Wording(
        "零增减",
        "F22",
        Level.INFO,
        re.compile(r"(?<![)）])(?:增加|减少)0(?:\.0+)?(?:亿元|万元|元)(?:,?(?:增长|下降|增加|减少)0(?:\.0+)?%)?"),
        "“{词}”：没有变化，宜写“持平”。",
    ),
    Wording(
        "缺标点",
        "F22",
        Level.INFO,
        re.compile(r"[\u4e00-\u9fff](?=[二三四五六]是[^否以])(?<![第其十一二三四五六七八九])"),
        "“{词}”后面缺标点。",
    ),
)
