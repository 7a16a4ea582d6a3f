"""Owns when a printed list of parts is known to be complete: divisions of the field, 其他 at the end, full shares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from juesuan_gui.figures import bounds
from juesuan_gui.narrative.claiming.catalogue import is_performance
from juesuan_gui.narrative.claiming.claim import quantity, total
from juesuan_gui.narrative.lists import GUESSED, MADE_OF
from juesuan_gui.narrative.model import Listing, Role, Statement

# Divisions that the accounts themselves make; each part matches one stem of the division.
_DIVISIONS: tuple[tuple[str, ...], ...] = (
    (r"基本支出", r"项目支出", r"上缴上级", r"经营支出", r"对附属单位", r"其他支出"),
    (r"人员(?:经费|支出)", r"(?:日常)?公用(?:经费|支出)"),
    (r"货物", r"工程", r"服务"),
    (r"因公出国", r"公(?:务用)?车(?!购置费|运行)|^购置(?:费)?[及和与]运行", r"公务接待"),
    (r"购置(?!及|和|与)", r"运行(?:维护)?费"),
    (r"财政拨款收入", r"上级补助", r"事业收入", r"经营收入", r"附属单位上缴", r"其他收入"),
    (r"一般公共预算", r"政府性基金", r"国有资本经营"),
    (r"离休", r"退休"),
    (r"行政", r"事业", r"工勤|工人|后勤", r"参照|参公", r"其[他它]"),
    (r"优", r"良", r"中$|合格|及格", r"差|不合格"),
    (r"本年(?:收入|支出)|^(?:收入|支出)合计", r"结转|结余", r"分配"),
    (r"工资福利", r"商品和服务", r"对个人和家庭", r"资本性"),
    (r"在职", r"离休|退休"),
    (r"一级项目", r"二级项目"),
    (r"国内.*接待|国内公务接待", r"国\(境\)外|外宾|外事"),
)
_STEMS = tuple(tuple(map(re.compile, division)) for division in _DIVISIONS)
#: The kinds of vehicles by which the accounts (财决附03) count them all; two of them may be examples.
_VEHICLES = re.compile(
    r"领导(?:干部)?(?:人)?用车|公务用车|机要通信|应急保障|执法执勤|特种专业技术|离退休|其[他它](?:用车|车)"
)
_SPECIAL_VEHICLES = re.compile(r"执法执勤|特种专业技术")
_FEW_KINDS = 2
#: Divisions whose parts may be told in sentences of their own behind 其中, and of what.
_SPENDING_DIVISIONS = (_DIVISIONS[1], _DIVISIONS[3])
_KIND_NAMES = ("因公出国", "用车", "公务接待")
#: 无因公出国(境)团组: nothing was spent on it, and its part need not be told.
NOT_ABROAD = re.compile(r"(?:无|没有|未(?:发生|安排|组织)?)(?:人员)?因公(?:临时)?出国")
_SPENT = re.compile(r"基本支出|三公")
_FOREIGN = re.compile(r"外事|外宾")
_ABROAD = re.compile(r"国\(境\)外")
_SOURCES = re.compile(r"中央|自治区|省级?|市级?|区级?|县级?|州级|盟级|旗级|本级|上年结转|其他资金|地方|自筹")
_LAST = re.compile(r"^其[他它余]|其他(?:收入|支出|资金|用车|人员)$")
_COMPLETE_OPENER = re.compile(r"方面|分别|按|从|具体(?:支出|收入)情况")
_CLASSES = re.compile(r"\((?:类|款|项)\)")


def is_complete(listing: Listing, parts: Sequence[Statement], shares: Sequence[Statement], whole: str = "") -> bool:
    """Whether the parts of a list must make up its total; ``whole`` is the total's subject."""
    if listing.opener.startswith(GUESSED):
        return False
    if len(parts) < 2:
        return listing.spans_passages and bool(parts) and _CLASSES.search(parts[0].subject) is not None
    names = [part.subject for part in parts]
    if _ABROAD.search(" ".join(names)) and "国内" in whole:
        # 国内公务接待85批次,其中:国内外事接待0批次;国(境)外公务接待0批次: told beside it, no parts of it.
        return False
    if _lacks_a_kind(listing, parts):
        return False
    if _matching_names(names):
        return is_named_division(names)
    if len(names) > _FEW_KINDS and all(map(_VEHICLES.search, names)) and any(map(_SPECIAL_VEHICLES.search, names)):
        return True
    if _LAST.search(names[-1]) or _COMPLETE_OPENER.search(listing.opener) or listing.opener == MADE_OF:
        return True
    if listing.spans_passages and (listing.opener == "其中" or all(_CLASSES.search(name) for name in names)):
        # Paragraphs behind 情况如下 may tell of anything; behind 其中 they are the parts.
        return not is_performance(parts[0].passage)
    if len(names) >= 3 and all(_SOURCES.search(name) for name in names):
        return True
    return len(shares) == len(parts) and is_hundred(shares)


def is_named_division(names: Sequence[str]) -> bool:
    """Whether the names are those of one division of the accounts, with what every such division has first."""
    return any(any(re.search(stem, " ".join(names)) for stem in division[:2]) for division in _matching_names(names))


def is_division(parts: Sequence[Statement], whole: str) -> bool:
    """Whether two parts are 购置 and 运行 of the vehicles that they stand behind, as their names tell."""
    buying, running = _DIVISIONS[4]
    first, second = (part.subject for part in parts)
    both = re.search(r"购置.{0,6}运行", whole) is not None
    return both and re.search(buying, first) is not None and re.search(running, second) is not None


def _lacks_a_kind(listing: Listing, parts: Sequence[Statement]) -> bool:
    """Whether a list of the three kinds of 三公 leaves one out that the text around it does give."""
    names = [part.subject for part in parts]
    kinds = _DIVISIONS[3]
    if not all(any(re.search(kind, name) for kind in kinds) for name in names):
        return False
    missing = [kind for kind in kinds if not any(re.search(kind, name) for name in names)]
    if kinds[0] in missing and NOT_ABROAD.search(parts[0].passage.text):
        missing.remove(kinds[0])
    if listing.spans_passages:
        return kinds[2] in missing
    return any(word in parts[0].passage.text for kind, word in zip(kinds, _KIND_NAMES, strict=True) if kind in missing)


def missing_stems(names: Sequence[str], whole: str) -> list[str]:
    """The stems of a division of spending that no name of a list has yet, where the list is one of that division."""
    if _SPENT.search(whole) is None:
        return []
    for division in _SPENDING_DIVISIONS:
        own = [stem for stem in division if any(re.search(stem, name) for name in names)]
        if own and all(any(re.search(stem, name) for stem in division) for name in names):
            return [stem for stem in division if stem not in own]
    return []


def _matching_names(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        division
        for division, stems in zip(_DIVISIONS, _STEMS, strict=True)
        if all(any(stem.search(name) for stem in stems) for name in names)
    ]


def is_hundred(shares: Sequence[Statement]) -> bool:
    """Whether printed shares may add up to 100, give or take one last digit each."""
    if not shares or any(share.literal.about is not None for share in shares):
        return False
    low, high = bounds(total([quantity(share) for share in shares]))
    slack = len(shares) * max(share.literal.figure.step for share in shares)
    return low - slack <= 100 <= high + slack


def without_included(parts: Sequence[Statement]) -> list[Statement]:
    """The parts without those that another may include; empty where there is none such.

    国内接待 of the national form includes 外事接待 (visitors from abroad, received at home); elsewhere the two are
    told side by side.
    """
    foreign = [part for part in parts if _FOREIGN.search(part.subject)]
    rest = [part for part in parts if part not in foreign]
    return rest if foreign and any("国内" in part.subject for part in rest) else []


def is_rest(part: Statement, whole: str) -> bool:
    """Whether an item is what was left over, and so no part of what was spent."""
    if "总计" in whole or re.search(r"结转|结余", whole):
        # Income and expenditure in all include what is carried over, and what is carried over has parts of its own.
        return False
    return "支出" in whole + part.subject and re.search(r"结余|结转|剩余|未支付|未支出|收回", part.subject) is not None


def used_role(listing: Listing, parts: Sequence[Statement]) -> Role:
    """The role in which the parts make up the total: its own, or plain amounts where they carry no other word."""
    if any(part.role is listing.role for part in parts):
        return listing.role
    return Role.FINAL if any(part.role is Role.FINAL for part in parts) else Role.COUNT
