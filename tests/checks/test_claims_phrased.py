"""Sentences as clerks of many places write them: said right they give no finding, with one slip they do.

The sentences stand in ``tests/data/claims_phrased.txt``, those that tempt to a false alarm in ``claims_quiet.txt``;
all are invented. ``¶`` ends a paragraph.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan_gui.checks.claims.observations import audit_text
from juesuan_gui.checks.observations import Observation
from juesuan_gui.forms import Level
from juesuan_gui.narrative import statements_of
from tests.narrative.texts import read

_SLIP = re.compile(r"\[([^\[\]→]*)→([^\[\]]*)\]")
_DATA = Path(__file__).parents[1] / "data" / "claims_phrased.txt"
QUIET = (_DATA.parent / "claims_quiet.txt").read_text("utf-8").splitlines()
SENTENCES = [line for line in _DATA.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def said(sentence: str, alternative: int) -> str:
    """A sentence with its marked figure right (1) or slipped (2)."""
    return _SLIP.sub(lambda match: match[alternative], sentence)


def findings(*sentences: str) -> list[Observation]:
    """What is said about sentences that stand under headings of their own, but for hints."""
    texts = [text for number, one in enumerate(sentences, 1) for text in (f"{number}、情况说明", *one.split("¶"))]
    text = read("2021年度部门决算公开", *texts)
    return [item for item in audit_text(text, statements_of(text)).observations if item.level is not Level.INFO]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_said_right_and_with_one_slip(sentence: str) -> None:
    assert _SLIP.search(sentence) is not None
    assert not findings(said(sentence, 1))
    assert findings(said(sentence, 2))


@pytest.mark.parametrize("sentence", [line for line in QUIET if line and not line.startswith("#")])
def test_a_sentence_that_only_looks_wrong(sentence: str) -> None:
    assert not findings(sentence)


# -- names that hold words of the grammar ----------------------------------------------------------------------

NAMES = (
    "人力资源和社会保障局",
    "文化和旅游局",
    "和平区教育局",
    "增城区财政局",
    "防灾减灾中心",
    "决算审核中心",
    "比如县公安局",
    "占城镇人民政府",
    "第一人民医院",
    "12345热线管理中心",
    "上年庄街道办事处",
    "平均乡人民政府",
    "分宜县水利局",
    "年丰镇人民政府",
    "结余村镇建设管理站",
    "政府采购中心",
    "住房保障中心",
    "教育局",
)
OF_AN_OFFICE = (
    "{N}2021年度收入总计、支出总计均为1465.88万元。与2020年度相比，收入总计、支出总计各增加675.46万元，增长[85.46→93.25]%。",
    "{N}2021年度财政拨款收入总计1465.88万元，比上年增加675.46万元，增长[85.46→93.25]%。",
    "2021年，{N}支出总计1231.77万元，较上年减少477.18万元，下降[27.92→72.92]%。",
    "{N}本年收入合计1000.00万元，其中：财政拨款收入900.00万元，占[90.00→92.00]%；其他收入100.00万元，占10.00%。",
    "{N}2021年度基本支出1000.00万元，其中：人员经费800.00万元，公用经费[200.00→300.00]万元。",
    "2021年度{N}机关运行经费支出120.00万元，比2020年减少30.00万元，下降[20.0→18.0]%。",
    "{N}2021年一般公共预算财政拨款支出年初预算为500.00万元，支出决算为450.00万元，完成年初预算的[90.00→95.00]%。",
    "{N}2021年度“三公”经费财政拨款支出预算为20.00万元，支出决算为10.00万元，完成预算的[50.00→60.00]%。",
    "2021年度{N}政府采购支出总额300.00万元，其中：政府采购货物支出100.00万元、政府采购工程支出100.00万元、"
    "政府采购服务支出[100.00→50.00]万元。",
    "{N}2021年度公务接待费支出5.00万元，比上年增加1.00万元，增长[25.00→35.00]%。",
    "与2020年相比，{N}收入总计增加675.46万元，增长[85.46→93.25]%，达到1465.88万元。",
    "{N}本年支出合计2000.00万元，其中：基本支出1500.00万元，占本年支出的[75.00→70.00]%；项目支出500.00万元，占25.00%。",
    "{N}2021年度支出年初预算为80.00万元，支出决算为[80.00→90.00]万元，决算数与年初预算数持平。",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_an_office_hides_a_claim_or_makes_one(name: str) -> None:
    told = [sentence.replace("{N}", f"临江市{name}") for sentence in OF_AN_OFFICE]
    wrong = findings(*(said(sentence, 2) for sentence in told))
    missed = [
        sentence
        for number, sentence in enumerate(told)
        if not any(item.spot.place.line == 3 + 2 * number for item in wrong)
    ]
    assert not missed
    assert not findings(*(said(sentence, 1) for sentence in told))


@pytest.mark.parametrize(
    "compared", ["与2020年度相比，", "和2020年度相比，", "同2020年度相比，", "较2020年度", "比2020年度"]
)
def test_a_year_to_compare_with_is_no_name(compared: str) -> None:
    sentence = f"{compared}收入总计增加675.46万元，增长[85.46→93.25]%，达到1465.88万元。"
    assert not findings(said(sentence, 1))
    assert findings(said(sentence, 2))
