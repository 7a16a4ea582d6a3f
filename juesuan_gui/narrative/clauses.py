"""Owns the reading of the words before one figure: its role, base, whole, direction and subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan_gui.narrative.model import Dimension, Literal, Role
from juesuan_gui.narrative.subjects import clean_subject
from juesuan_gui.narrative.words import (
    AVERAGE,
    BUDGET,
    COMPARED,
    COMPARISON,
    COMPLETED,
    DIRECTION,
    FINAL_WORD,
    GRANTED,
    GREATER,
    MOVED_FROM,
    MOVED_TO,
    OTHER_SCOPE,
    OVER_BUDGET,
    PRIOR,
    RATIO,
    REACHED,
    SAME_PERIOD,
    SHARE,
    TWO_WORDS,
    TWO_WORDS_BACK,
    UNCHOSEN,
    direction_of,
)

_AROUND = re.compile(
    r"相比较?|比较|相较|^之?比|同口径|可比|(?:(?:实际|总体|共|净|各|均|略有?|有所|同|两项|合计(?=各))+)$"
)
_EXCESS = re.compile(COMPARISON.pattern + "$")
_EXPENSE = re.compile(r"(?:支出|收入|经费|资金)$")
_WHOLE = re.compile(r"占(?P<whole>[^,，。;占]{2,40})$")
_OF_IT = re.compile(r"的(?:比重|比例)?(?:为)?\d")
_STATED = re.compile(r"(?:平均)?(?:达到|达|为|完成值|实现|是|约)$")
#: What marks a change whose two directions were both printed.
BOTH = "both"
#: What marks an amount as the whole of the share behind it: 占本年收入合计5万元的p%.
WHOLE = "占"
#: What marks a change whose alternatives the template left open.
OPEN = "open"


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
    return re.sub(r"^(?:的|其|之)|(?:的|相比|相|之)+$", "", base).strip('“”"')


def read_near(near: str, literal: Literal, base: str, after: str = "") -> Reading:
    """The role that the words right before a figure give it; ``base`` is the comparison in force.

    ``after`` are the words behind the figure: 由80万元 is what something came from only where 增至 or the like follows.
    """
    if literal.dimension is Dimension.PERCENT:
        return _percent(near)
    if literal.dimension is Dimension.MONEY or literal.counted:
        moved = _moved(near, literal, after)
        if moved is not None:
            return moved
    changed = _change(near, base, Role.CHANGE)
    if changed is not None:
        return changed
    if literal.dimension is Dimension.POINTS:
        return Reading(None)
    if literal.dimension is Dimension.COUNT:
        return _amount(near, Role.COUNT)
    return _amount(near, Role.FINAL)


def _moved(near: str, literal: Literal, after: str) -> Reading | None:
    """由上年的80万元 | 增加到100万元: the figure before and the one after; ``None`` for anything else."""
    whole = _WHOLE.search(near) if _OF_IT.match(after) else None
    if whole is not None and "预算" not in whole["whole"] and literal.dimension is Dimension.MONEY:
        return Reading(Role.FINAL, clean_subject(whole["whole"]), remark=WHOLE, width=len(whole.group()))
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


def _percent(near: str) -> Reading:
    completed = COMPLETED.search(near)
    if completed is not None:
        base = completed["base"] or completed["of"] or completed["name"] or ""
        return Reading(
            Role.COMPLETION, clean_subject(near[: completed.start()]), clean_base(base), width=len(completed.group())
        )
    share = SHARE.search(near)
    if share is not None:
        whole = clean_subject(share["whole"] or "")
        return Reading(Role.SHARE, clean_subject(near[: share.start()]), whole=whole, width=len(share.group()))
    changed = _change(near, "", Role.CHANGE_RATE)
    if changed is not None:
        return changed
    ratio = RATIO.search(near)
    if ratio is not None:
        return Reading(Role.RATIO, clean_subject(ratio["name"]), width=len(ratio.group()))
    stated = _STATED.search(near)
    if stated is not None:
        return Reading(Role.RATIO, clean_subject(near[: stated.start()]) or stated.group(), width=len(near))
    return Reading(None)


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
        return Reading(role, "", base, remark="比", width=len(compared.group()))
    over = OVER_BUDGET.search(near)
    if over is not None:
        subject = clean_subject(near[: over.start()])
        return Reading(Role.CHANGE, subject, clean_base(over["base"]), direction=1, words=near, width=len(near))
    average = AVERAGE.search(near)
    if average is not None:
        return Reading(Role.AVERAGE, average.group(), base=average["by"], width=len(average.group()))
    budget = BUDGET.search(near)
    if budget is not None:
        return Reading(Role.BUDGET, clean_subject(near[: budget.start()]), budget["name"], width=len(budget.group()))
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
