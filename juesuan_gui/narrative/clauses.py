"""Owns the reading of the words before one figure: its role, base, whole, direction and subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan_gui.narrative.model import Dimension, Literal, Role
from juesuan_gui.narrative.subjects import clean_subject
from juesuan_gui.narrative.words import (
    AVERAGE,
    BESIDE_GOAL,
    BUDGET,
    COMPARED,
    COMPARISON,
    COMPLETED,
    DIRECTION,
    FINAL_WORD,
    GRANTED,
    GREATER,
    INDEX,
    MOVED_FROM,
    MOVED_TO,
    OTHER_SCOPE,
    OVER_BUDGET,
    PRIOR,
    RATE_OF_YEAR,
    RATIO,
    REACHED,
    SAME_PERIOD,
    SHARE,
    TWO_WORDS,
    TWO_WORDS_BACK,
    UNCHOSEN,
    WITHIN_BUDGET,
    direction_of,
)

_AROUND = re.compile(
    r"相比较?|比较|相较|对比|比对|^之?比|同口径|可比|(?:(?:实际|总体|共|净|各|均|略有?|有所|同|两项|合计(?=各))+)$"
)
_EXCESS = re.compile(COMPARISON.pattern + "$")
_EXPENSE = re.compile(r"(?:支出|收入|经费|资金)$")
_WHOLE = re.compile(r"占(?P<whole>[^,，。;占]{2,40})$")
_OF_IT = re.compile(r"的(?:比重|比例|比率)?(?:为)?(?:约|近|超过?|不足|不到)?\d")
_POINTS = re.compile(r"(?P<word>高于|低于|高|低|收窄)(?:出)?(?:了)?[^,，。;:\d]{0,10}$")
_STATED = re.compile(r"(?:平均)?(?:达到|达|为|完成值|实现|是|约)$")
#: What marks a change whose two directions were both printed.
BOTH = "both"
#: What marks an amount as the whole of the share behind it: 占本年收入合计5万元的p%.
WHOLE = "占"
#: What marks a change whose alternatives the template left open.
OPEN = "open"
#: What marks a rate that says what a thing is of its base (为上年的120%), not what it grew by.
OF_BASE = "指数"
#: What marks a rate that another is compared with, and one that was reached: 由上年的92% 提高到95%.
RATE_BEFORE, RATE_NOW = "率由", "率至"
_AROUND_BASE = re.compile(r"^(?:的|其|之)|(?:的|相比|相|之)+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words before a figure say. ``subject`` is empty where they name nothing.

    ``explicit`` tells that a word of the field (支出决算, 执行数) marks a final figure; ``width`` is how many
    characters before the figure belong to it.
    """

    role: Role | None
    subject: str = ""
    base: str = ""
    whole: str = ""
    direction: int | None = None
    words: str = ""
    remark: str = ""
    explicit: bool = False
    width: int = 0


def last_comparison(text: str) -> re.Match[str] | None:
    """The last base that a text names: 比上年, 与2019年度相比, 较2020年度年初预算数."""
    found = None
    for found in COMPARED.finditer(text):  # noqa: B007  the last one counts
        pass
    return found


def base_in(text: str) -> str | None:
    """The base that a stretch of text sets for the changes after it; ``None`` where it sets none."""
    compared = last_comparison(text)
    period = None
    for period in SAME_PERIOD.finditer(text):  # noqa: B007  the last one counts
        pass
    if period is not None and (compared is None or period.start() > compared.start()):
        return "上年同期"
    return clean_base(compared["base"]) if compared is not None else None


def clean_base(base: str) -> str:
    """A base without the words around it."""
    return _AROUND_BASE.sub("", base).strip('“”"')


def read_near(near: str, literal: Literal, base: str, after: str = "") -> Reading:
    """The role that the words right before a figure give it; ``base`` is the comparison in force.

    ``after`` are the words behind the figure: 由80万元 is what something came from only where 增至 or the like follows.
    """
    if literal.dimension is Dimension.PERCENT:
        return _percent(near, after)
    if literal.dimension is Dimension.MONEY or literal.counted:
        moved = _moved(near, literal, after)
        if moved is not None:
            return moved
    changed = _change(near, base, Role.CHANGE)
    if changed is not None:
        return changed
    if literal.dimension is Dimension.POINTS:
        return _points(near)
    if literal.dimension is Dimension.COUNT:
        return _amount(near, Role.COUNT)
    return _amount(near, Role.FINAL)


def _points(near: str) -> Reading:
    """高3.1个百分点, 低于上年2个百分点: words that only points are told with."""
    match = _POINTS.search(near)
    if match is None:
        return Reading(None)
    direction = -1 if match["word"] in ("低", "收窄", "低于") else 1
    return Reading(Role.CHANGE, base=base_in(near) or "", direction=direction, words=match["word"], width=len(near))


def _moved(near: str, literal: Literal, after: str) -> Reading | None:
    """由上年的80万元 | 增加到100万元: the figure before and the one after; ``None`` for anything else."""
    whole = _WHOLE.search(near) if _OF_IT.match(after) else None
    if whole is not None and BUDGET.search(whole["whole"]) is None:
        plain = Role.FINAL if literal.dimension is Dimension.MONEY else Role.COUNT
        return Reading(plain, clean_subject(whole["whole"]), remark=WHOLE, width=len(whole.group()))
    reached = REACHED.search(near)
    if reached is not None:
        role = Role.FINAL if literal.dimension is Dimension.MONEY else Role.COUNT
        rest = SAME_PERIOD.sub("", COMPARED.sub("", near[: reached.start()]))
        return Reading(role, clean_subject(_AROUND.sub("", rest)), remark="至", width=len(reached.group()))
    origin = MOVED_FROM.search(near) if MOVED_TO.match(after) else None
    if origin is None:
        return None
    role = Role.BUDGET if "预算" in origin["base"] else Role.PRIOR
    subject = clean_subject(near[: origin.start()])
    return Reading(role, subject, clean_base(origin["base"]), remark="由", width=len(origin.group()))


def _percent(near: str, after: str) -> Reading:
    index = INDEX.search(near)
    if index is not None:
        width = len(index.group())
        return Reading(
            Role.CHANGE_RATE, clean_subject(near[: index.start()]), index["base"], remark=OF_BASE, width=width
        )
    origin = _rate_before(near, after)
    if origin is not None:
        return origin
    completed = COMPLETED.search(near)
    if completed is not None:
        base = completed["base"] or completed["of"] or completed["name"] or ""
        subject = clean_subject(near[: completed.start()])
        if not subject and "三公" in (completed["name"] or ""):
            # “三公”经费控制率 says itself what is measured.
            subject = "“三公”经费"
        return Reading(Role.COMPLETION, subject, clean_base(base), width=len(completed.group()))
    share = SHARE.search(near)
    if share is not None:
        whole = clean_subject(share["whole"] or "")
        return Reading(Role.SHARE, clean_subject(near[: share.start()]), whole=whole, width=len(share.group()))
    changed = _change(near, "", Role.CHANGE_RATE)
    if changed is not None:
        return changed
    over = OVER_BUDGET.search(near)
    if over is not None:
        base = clean_base(over["base"])
        subject = clean_subject(near[: over.start()])
        return Reading(Role.CHANGE_RATE, subject, base, direction=1, words=over.group(), width=len(over.group()))
    reached = REACHED.search(near)
    if reached is not None:
        return Reading(Role.RATIO, clean_subject(near[: reached.start()]), remark=RATE_NOW, width=len(near))
    ratio = RATIO.search(near)
    if ratio is not None:
        return Reading(Role.RATIO, clean_subject(ratio["name"]), width=len(ratio.group()))
    stated = _STATED.search(near)
    if stated is not None:
        return Reading(Role.RATIO, clean_subject(near[: stated.start()]) or stated.group(), width=len(near))
    return Reading(None)


def _rate_before(near: str, after: str) -> Reading | None:
    """由上年的92.1% | 提高到95.2%, 比上年的92.1%提高…, 上年为92.1%: the rate that another is compared with."""
    moved = MOVED_FROM.search(near) if MOVED_TO.match(after) else None
    if moved is not None:
        base = clean_base(moved["base"] or "")
        return Reading(Role.RATIO, clean_subject(near[: moved.start()]), base, remark=RATE_BEFORE, width=len(near))
    compared = last_comparison(near)
    goal = BESIDE_GOAL.search(near)
    if goal is not None:
        return Reading(Role.RATIO, base="目标值", remark=RATE_BEFORE, width=len(near))
    told = RATE_OF_YEAR.search(near)
    if compared is not None and compared.end() >= len(near.removesuffix("的")) and "预算" not in compared["base"]:
        return Reading(Role.RATIO, base=clean_base(compared["base"]), remark=RATE_BEFORE, width=len(near))
    if told is not None and told.start() == 0 and _change(near, "", Role.CHANGE_RATE) is None:
        if SHARE.search(near) or COMPLETED.search(near):
            return None
        return Reading(Role.RATIO, base=told["base"], remark=RATE_BEFORE, width=len(near))
    return None


def _change(near: str, base: str, role: Role) -> Reading | None:
    both = TWO_WORDS.search(near) or TWO_WORDS_BACK.search(near)
    if both is not None:
        return _changed(near, both, role, None, BOTH)
    unchosen = UNCHOSEN.search(near)
    if unchosen is not None:
        return _changed(near, unchosen, role, direction_of(unchosen["first"]), OPEN)
    match = DIRECTION.search(near)
    if match is None and base:
        shorter = _EXPENSE.sub("", near)
        match = DIRECTION.search(shorter) if shorter != near else None
    if match is None:
        return None
    word = match["word"]
    before = near[: match.start()]
    if len(word) == 1 and before and base_in(before) is None and not before.endswith(("同比", ",")):
        return None
    return _changed(near, match, role, direction_of(word), "")


def _changed(near: str, match: re.Match[str], role: Role, direction: int | None, remark: str) -> Reading:
    before = near[: match.start()]
    base = base_in(before)
    if OTHER_SCOPE.search(before):
        remark = "同口径"
    rest = SAME_PERIOD.sub("", COMPARED.sub("", before))
    subject = clean_subject(_AROUND.sub("", rest))
    width = len(near) - (near.find(before) + len(before)) if before else len(near)
    return Reading(role, subject, base or "", direction=direction, words=match.group(), remark=remark, width=width)


def _amount(near: str, plain: Role) -> Reading:
    """A figure without a direction: a printed base, a budget, a prior figure, an average or the amount itself."""
    excess = _EXCESS.search(near)
    if excess is not None:
        # 决算数大于预算数55.93万元
        direction = 1 if excess["word"] in GREATER else -1
        return Reading(
            Role.CHANGE, base=clean_base(excess["right"]), direction=direction, words=excess["word"], width=len(near)
        )
    compared = last_comparison(near)
    if compared is not None and compared.end() == len(near):
        base = clean_base(compared["base"])
        role = Role.BUDGET if "预算" in base else Role.PRIOR
        # 本年收入合计比上年80万元增加20万元: what is compared may be named here for the first time.
        subject = clean_subject(_AROUND.sub("", near[: compared.start()]))
        return Reading(role, subject, base, remark="比", width=len(compared.group()))
    within = WITHIN_BUDGET.search(near)
    if within is not None:
        subject = clean_subject(near[: within.start()])
        return Reading(Role.BUDGET, subject, clean_base(within["base"]), width=len(within.group()))
    over = OVER_BUDGET.search(near)
    if over is not None:
        subject = clean_subject(near[: over.start()])
        return Reading(Role.CHANGE, subject, clean_base(over["base"]), direction=1, words=near, width=len(near))
    average = AVERAGE.search(near)
    if average is not None:
        return Reading(Role.AVERAGE, average.group(), base=average["by"], width=len(average.group()))
    budget = BUDGET.search(near)
    if budget is not None:
        # 占年初预算10万元的80%: the verb names nothing.
        subject = clean_subject(near[: budget.start()].removesuffix("占"))
        return Reading(Role.BUDGET, subject, budget["name"], width=len(budget.group()))
    prior = PRIOR.search(near)
    if prior is not None:
        return Reading(Role.PRIOR, clean_subject(near[: prior.start()]), prior["name"], width=len(prior.group()))
    granted = GRANTED.search(near)
    if granted is not None and plain is Role.FINAL and not re.search(r"(?:支出|拨款)$", near[: granted.start()]):
        return Reading(Role.BUDGET, clean_subject(near[: granted.start()]), "预算", width=len(granted.group()))
    final = FINAL_WORD.search(near)
    if final is not None:
        return Reading(plain, clean_subject(near), explicit=True, width=len(near))
    return Reading(plain, clean_subject(near), width=len(near))
