"""Owns P13: a grade (优, 良, 中, 差) and the score it goes with, by the form's own bounds or the nationwide ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from juesuan_gui.checks.cards.desk import Desk, named
from juesuan_gui.checks.cards.scores import float_text, number
from juesuan_gui.report.cards import Card, CardFigure, Printed

_GRADES = (
    ("优", re.compile(r"优秀?"), Fraction(90), None),
    ("良", re.compile(r"良好?"), Fraction(80), Fraction(90)),
    ("中", re.compile(r"中等?|合格|一般|及格"), Fraction(60), Fraction(80)),
    ("差", re.compile(r"较?差|不合格|不及格"), None, Fraction(60)),
)


def grade_bounds(
    grade: str, grades: Sequence[tuple[str, Decimal]] = ()
) -> tuple[Fraction | None, Fraction | None] | None:
    """The scores that a grade stands for: at least, below; ``None`` for a word that is no grade.

    ``grades`` are the form's own, from the best; without them the nationwide ones hold.
    """
    words = re.sub(r"\s", "", grade)
    told = _told_band(words)
    if told is not None:
        return told
    bands = _bands(grades)
    own = next(((low, high) for name, low, high in bands if name == words), None)
    # 优秀 for 优: another word of the same band.
    name = next((name for name, pattern, _, _ in _GRADES if pattern.fullmatch(words)), "")
    same = (item for item in bands if item[0] == name or _nationwide(item[0]) == name)
    return own or (next(((low, high) for _, low, high in same), None) if name else None)


_ABOVE = re.compile(r"(\d{2,3}(?:\.\d)?)分?(?:[(（][^()（）]*[)）])?以上")
_BELOW = re.compile(r"(\d{2,3}(?:\.\d)?)分?(?:[(（]不含[^()（）]*[)）])?以下")
_BETWEEN = re.compile(
    r"(\d{2,3}(?:\.\d)?)分?(?:[(（][^()（）]*[)）])?[-–—~～至](\d{2,3}(?:\.\d)?)分?(?:[(（][^()（）]*[)）])?"
)


def _told_band(words: str) -> tuple[Fraction | None, Fraction | None] | None:
    """The scores of a band told in numbers (90分（含）以上, 80-90分, 60分以下): its lower bound belongs to it."""
    if match := _ABOVE.fullmatch(words):
        return Fraction(match[1]), None
    if match := _BELOW.fullmatch(words):
        return None, Fraction(match[1])
    if match := _BETWEEN.fullmatch(words):
        low, high = sorted((Fraction(match[1]), Fraction(match[2])))
        # 80-89分: the next band begins a point above.
        return low, high + 1 if high % 10 == 9 else None if high >= 100 else high
    return None


def _bands(grades: Sequence[tuple[str, Decimal]]) -> list[tuple[str, Fraction | None, Fraction | None]]:
    """Grades from the best, each with the least score and the one that is too much; the worst has no least one."""
    if not grades:
        return [(name, low, high) for name, _, low, high in _GRADES]
    least = [Fraction(bound) for _, bound in grades]
    highs = [None, *least[:-1]]
    return [
        (word, low if at < len(grades) - 1 else None, high)
        for at, ((word, _), low, high) in enumerate(zip(grades, least, highs, strict=True))
    ]


def _nationwide(word: str) -> str:
    return next((name for name, pattern, _, _ in _GRADES if pattern.fullmatch(word)), "")


def check_grade(
    desk: Desk, subject: str, about: CardFigure | Printed, grade: str, score: CardFigure, words: str
) -> None:
    """P13: a grade and the score it goes with."""
    bounds, value = grade_bounds(grade, desk.facts.grades), number(score)
    if bounds is None or value is None:
        desk.skip(about, "等级或得分认不出，未能核对。")
        return
    low, high = bounds
    if (low is None or value >= low) and (high is None or value < high):
        desk.hold("P13", about)
        return
    bands = _bands(desk.facts.grades)
    right = next(
        name for name, least, below in bands if (least is None or value >= least) and (below is None or value < below)
    )
    desk.report(
        "P13",
        subject,
        about,
        f"{words}：得分 {float_text(value)}，等级写作“{grade}”，按得分应为“{right}”。",
        stated=grade,
        expected=right,
        formula="，".join(_band_text(*band) for band in bands),
        others=[score],
    )


def _band_text(name: str, low: Fraction | None, high: Fraction | None) -> str:
    """优≥90, 良80（含）–90, 差<60"""
    if high is None or low is None:
        return f"{name}≥{float_text(low)}" if low is not None else f"{name}<{float_text(high or Fraction(100))}"
    return f"{name}{float_text(low)}（含）–{float_text(high)}"


def check_printed_grades(desk: Desk, card: Card) -> None:
    """P13 for the grades that a card or the rows of a list print."""
    if card.grade is not None and card.total_score is not None:
        check_grade(desk, f"{card.name}|等级", card.grade, card.grade.text, card.total_score, named(card))
    for listed in card.projects:
        if listed.grade is not None and listed.score is not None and _is_grade(desk, listed.grade.text):
            name = listed.name.text.strip()
            check_grade(desk, f"{name}|等级", listed.grade, listed.grade.text.strip(), listed.score, f"“{name}”")


def _is_grade(desk: Desk, text: str) -> bool:
    return grade_bounds(text, desk.facts.grades) is not None
