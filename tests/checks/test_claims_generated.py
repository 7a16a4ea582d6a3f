"""Sentences written from facts in many variants hold; one changed figure gives its finding and no other.

The figures are worked out here, by plain fractions and half-up rounding, not by the program's own arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.narrative.texts import found, judged

SIZES = {"元": 100, "万元": 10**6, "亿元": 10**10}
UPS, DOWNS = ("增加", "上升", "增长"), ("减少", "下降", "降低", "压缩")
RATE_UPS, RATE_DOWNS = ("增长", "上升", "增幅为"), ("下降", "降低", "降幅为", "减少")
SUBJECTS = ("收、支总计", "本年收入合计", "一般公共预算财政拨款支出", "机关运行经费支出", "公务接待费支出")


@dataclass(frozen=True)
class Style:
    """How a report prints: unit, decimals, thousands commas, decimals of rates, spaces, full-width digits."""

    unit: str
    decimals: int
    commas: bool
    rate_decimals: int
    space: str = ""
    wide: bool = False

    def money(self, fen: int) -> str:
        scaled = Decimal(fen) / SIZES[self.unit]
        rounded = scaled.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        text = f"{rounded:,.{self.decimals}f}" if self.commas else f"{rounded:.{self.decimals}f}"
        if self.wide:
            text = text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
        return f"{self.space}{text}{self.space}{self.unit}"

    def rate(self, part: int, whole: int, *, off: Decimal = Decimal(0)) -> str:
        exact = Fraction(part, whole) * 100
        rounded = (Decimal(exact.numerator) / exact.denominator).quantize(
            Decimal(1).scaleb(-self.rate_decimals), ROUND_HALF_UP
        )
        return f"{rounded + off:.{self.rate_decimals}f}%"


styles = st.builds(
    Style,
    unit=st.sampled_from(["元", "万元", "亿元"]),
    decimals=st.integers(0, 2),
    commas=st.booleans(),
    rate_decimals=st.integers(0, 2),
    space=st.sampled_from(["", " "]),
    wide=st.booleans(),
)
fine = st.builds(
    Style,
    unit=st.sampled_from(["元", "万元"]),
    decimals=st.just(2),
    commas=st.booleans(),
    rate_decimals=st.integers(1, 2),
    space=st.sampled_from(["", " "]),
)
amounts = st.integers(10**7, 10**12)


def change_sentence(style: Style, subject: str, now: int, before: int, form: int, word: int, off: Decimal) -> str:
    up = now >= before
    direction = (UPS if up else DOWNS)[word % (3 if up else 4)]
    rate_word = (RATE_UPS if up else RATE_DOWNS)[word % (3 if up else 4)]
    amount, moved, base = style.money(now), style.money(abs(now - before)), style.money(before)
    rate = style.rate(abs(now - before), before, off=off)
    forms = (
        f"2022年度{subject}{amount}，比上年{direction}{moved}，{rate_word}{rate}。",
        f"2022年度{subject}{amount}。与2021年度相比，{subject}{direction}{moved}，{rate_word}{rate}，主要原因是人员变动。",
        f"2022年{subject}为{amount}，较2021年度决算数{direction}了{moved}，{rate_word}{rate}。",
        f"2022年{subject}{amount}，比2021年度{base}{direction}{moved}，{rate_word}{rate}。",
        f"2022年{subject}{amount}，较上年{direction}{moved}（{rate}）。",
        f"2022年{subject}{amount}，与上年相比，{direction}{moved}，{rate_word}{rate}。主要原因：调整。",
    )
    return forms[form % len(forms)]


@settings(max_examples=40)
@given(
    style=styles,
    subject=st.sampled_from(SUBJECTS),
    now=amounts,
    before=amounts,
    form=st.integers(0, 5),
    word=st.integers(0, 11),
)
def test_a_true_change_is_never_found(style: Style, subject: str, now: int, before: int, form: int, word: int) -> None:
    assume(now != before)
    assume(before * 4 > 3 * SIZES[style.unit])
    assert found(change_sentence(style, subject, now, before, form, word, Decimal(0))) == []


@settings(max_examples=40)
@given(
    style=fine,
    subject=st.sampled_from(SUBJECTS),
    now=amounts,
    before=amounts,
    form=st.integers(0, 5),
    word=st.integers(0, 11),
)
def test_a_false_rate_gives_exactly_its_finding(
    style: Style, subject: str, now: int, before: int, form: int, word: int
) -> None:
    assume(abs(now - before) * 50 > before and before * 50 > now)
    text = change_sentence(style, subject, now, before, form, word, Decimal("3.3"))
    ((level, kind, _, expected),) = found(text)
    assert (level, kind) == ("error", "growth_rate")
    assert (
        expected is not None and expected.lstrip("-") == style.rate(abs(now - before), before)
    ) or style.unit == "万元"


@settings(max_examples=40)
@given(
    style=styles,
    parts=st.lists(st.integers(0, 10**11), min_size=2, max_size=6),
    whole_words=st.sampled_from(["占", "占支出合计的", "占本年支出", "占本年支出合计的比重为"]),
    mark=st.sampled_from(["；", "，"]),
)
def test_true_parts_and_shares_are_never_found(style: Style, parts: list[int], whole_words: str, mark: str) -> None:
    assume(sum(parts) > SIZES[style.unit] * 3)
    names = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "其他支出"]
    items = mark.join(
        f"{name}{style.money(part)}，{whole_words}{style.rate(part, sum(parts))}"
        for name, part in zip(names, parts, strict=False)
    )
    assert found(f"2022年度本年支出合计{style.money(sum(parts))}，其中：{items}。") == []


@settings(max_examples=40)
@given(style=fine, parts=st.lists(st.integers(10**8, 10**11), min_size=3, max_size=6), place=st.integers(0, 5))
def test_a_false_part_gives_exactly_one_finding(style: Style, parts: list[int], place: int) -> None:
    names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    wrong = [part + (5 * 10**7 if number == place % len(parts) else 0) for number, part in enumerate(parts)]
    items = "；".join(f"{name}{style.money(part)}" for name, part in zip(names, wrong, strict=False))
    ((level, kind, stated, _),) = found(f"本年收入合计{style.money(sum(parts))}，其中：{items}。")
    assert (level, kind) == ("error", "sum")
    assert stated is not None and stated in style.money(sum(parts))


@settings(max_examples=40)
@given(style=styles, budget=amounts, final=amounts, form=st.integers(0, 3))
def test_a_true_completion_is_held(style: Style, budget: int, final: int, form: int) -> None:
    assume(budget > SIZES[style.unit] * 3)
    rate = style.rate(final, budget)
    forms = (
        f"教育支出（类）。年初预算为{style.money(budget)}，支出决算为{style.money(final)}，完成年初预算的{rate}。",
        f"项目全年预算数为{style.money(budget)}，执行数为{style.money(final)}，完成预算的{rate}。",
        f"2022年全年预算数{style.money(budget)}。资金总体支出{style.money(final)}。预算执行率为{rate}。",
        f"年初预算批复{style.money(budget)}。截至12月底支出{style.money(final)}，预算执行率为{rate}。",
    )
    result = judged(forms[form])
    assert result.findings == ()
    assert [held.kind for held in result.held] == ["completion"]


@settings(max_examples=40)
@given(style=fine, budget=amounts, final=amounts, form=st.integers(0, 2))
def test_a_false_completion_is_found(style: Style, budget: int, final: int, form: int) -> None:
    assume(final * 20 > budget and budget >= 10**9)
    exact = Fraction(final, budget) * 100
    wrong = f"{(Decimal(exact.numerator) / exact.denominator + Decimal('2.5')):.{style.rate_decimals}f}%"
    forms = (
        f"教育支出（类）。年初预算为{style.money(budget)}，支出决算为{style.money(final)}，完成年初预算的{wrong}。",
        f"项目全年预算数为{style.money(budget)}，执行数为{style.money(final)}，完成预算的{wrong}。",
        f"2022年全年预算数{style.money(budget)}。资金总体支出{style.money(final)}。预算执行率为{wrong}。",
    )
    assert [finding[:2] for finding in found(forms[form])] == [("error", "completion")]


@settings(max_examples=40)
@given(text=st.text(alphabet="收支总计增加减少占其中万元%，。；：（）0123456789.、与比上年2021", max_size=120))
def test_any_text_is_read_without_fault(text: str) -> None:
    judged(text, text[::-1])
