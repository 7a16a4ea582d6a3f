"""Deadlines: dates and spans of time compared as departments word them, the score proposed for each."""

from __future__ import annotations

import pytest

from juesuan_gui.forms import CardPart
from juesuan_gui.live.card_scores import propose
from juesuan_gui.live.cards import shown_cards
from juesuan_gui.report.cards_deadlines import deadline_kept
from tests.cards.published import report_with
from tests.checks.cards_bench import BEIJING, NATIONAL, found, held, judged

KEPT = """
2021年12月底前 | 2021年12月 | yes
2021年12月底前 | 11月 | yes
12月底前 | 12月20日 | yes
12月31日前 | 12月 | yes
12月15日前 | 12月 |
12月15日前 | 12月20日 | no
2021年12月31日前 | 2022年1月 | no
2021年12月31日前 | 2021年10月15日完成 | yes
12月底前 | 次年3月 | no
12月底前 | 次年 | no
年底前 | 10月 | yes
2021年内 | 2021年9月 | yes
当年完成 | 次年2月 | no
上半年 | 6月底 | yes
上半年 | 7月 | no
第三季度 | 9月 | yes
第三季度 | 四季度 | no
6月底前 | 6月中旬 | yes
6月中旬前 | 6月 |
5个工作日内 | 3个工作日 | yes
5个工作日完成 | 7个工作日 | no
30天内 | 30天 | yes
30天内 | 5个工作日 |
12个月 | 5个月 | yes
及时 | 及时 |
按时完成 | 12月 |
12月底前 | 已完成 |
2022年6月前 | 2022年3月至5月 |
"""


def rows(table: str) -> list[tuple[str, str, bool | None]]:
    parts = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
    return [(target, actual, {"yes": True, "no": False, "": None}[said]) for target, actual, said in parts]


@pytest.mark.parametrize(("target", "actual", "kept"), rows(KEPT))
def test_kept_or_not(target: str, actual: str, kept: bool | None) -> None:
    outcome = deadline_kept(target, actual)
    assert (outcome.kept if outcome is not None else None) is kept


def test_a_bare_number_is_a_month_where_the_name_speaks_of_months() -> None:
    outcome = deadline_kept("12", "11", "在12月底之前拨付")
    assert outcome is not None and outcome.kept
    assert deadline_kept("12", "次年", "在12月底之前拨付") is not None
    assert deadline_kept("12", "11", "办结天数") is None


@pytest.mark.parametrize(
    ("target", "actual", "score", "high"),
    [
        ("12月底前", "11月", "20", ""),
        ("12月底前", "次年3月", "", "16"),
        ("5个工作日内", "8个工作日", "12.5", ""),
        ("5个工作日内", "5个工作日", "20", ""),
        ("及时", "及时", "20", ""),
        ("及时", "基本及时", "", "20"),
    ],
)
def test_the_score_of_a_deadline(target: str, actual: str, score: str, high: str) -> None:
    report = report_with("beijing-2021", [BEIJING.changed(2, target=target, actual=actual)])
    shown = next(iter(shown_cards(report)))
    proposal = propose(shown, shown.sheet.lines(CardPart.INDICATOR)[2])
    assert proposal is not None and proposal.reason
    assert (proposal.score, proposal.high) == (score, high)


def test_a_late_date_with_full_marks_is_a_hint() -> None:
    assert ("P22", "info") in found(judged(BEIJING.changed(2, target="6月底前", actual="9月")))
    assert held(judged(BEIJING), "P22") == 1 and not [item for item in found(judged(NATIONAL)) if item[0] == "P22"]
    assert not [item for item in found(judged(BEIJING.changed(2, actual="大部分完成"))) if item[0] == "P22"]
