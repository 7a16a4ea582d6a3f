"""预算收入 = 预算支出, where a text itself says that the two are balanced."""

from __future__ import annotations

import pytest

from tests.narrative.texts import found, held


@pytest.mark.parametrize(
    "words",
    [
        "2022年部门预算收入{a}万元，部门预算支出{b}万元，收支平衡。",
        "全年预算收入合计{a}万元，预算支出合计{b}万元，预算收支平衡。",
    ],
)
def test_sides_that_are_said_to_be_balanced(words: str) -> None:
    wrong = found(words.format(a="1200.50", b="1250.50"))
    assert [(level, stated) for level, _, stated, _ in wrong] == [("warning", "1250.50")]
    assert not found(words.format(a="1200.50", b="1200.5"))
    assert held(words.format(a="1200.50", b="1200.50"))


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年部门预算收入1200.50万元，部门预算支出1250.50万元。",
        "2022年部门预算收入1200.50万元，上年结转50万元，部门预算支出1250.50万元，收支平衡。",
        "2022年部门预算收入1200.50万元，部门预算支出1250.50万元。我们坚持收支平衡的原则。",
        "2022年部门预算支出1250.50万元，收支平衡。",
        "2022年部门预算收入XX万元，部门预算支出1250.50万元，收支平衡。",
    ],
)
def test_sides_that_need_not_be_equal(sentence: str) -> None:
    assert not found(sentence)
