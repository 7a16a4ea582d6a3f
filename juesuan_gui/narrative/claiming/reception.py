"""Owns what is spent on visitors of the country, told apart from all that is spent on visitors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan_gui.narrative.claiming.claim import Claim, Facts, Relation, Way, is_money, printed, quantity
from juesuan_gui.narrative.claiming.three_kinds import RECEPTION, only_figure, sections_of
from juesuan_gui.narrative.model import ClaimKind, Role

_HOME = re.compile(r"^国内(?:公务)?接待(?:费|支出|经费|$)")
_PART = re.compile(r"国内|国\(境\)外|外宾|外事")


def reception_claims(facts: Facts) -> Iterator[Claim]:
    """公务接待费0.50万元。国内公务接待8批次,共计支出0.80万元: a part is no more than the whole (check N7-02).

    A list that is judged against its total is left to that; so are sections that tell of two whole figures.
    """
    for statements in sections_of(facts):
        money = [s for s in statements if is_money(s) and s.role is Role.FINAL]
        home = [s for s in money if _HOME.search(s.subject)]
        whole = only_figure([s for s in money if _PART.search(s.subject) is None], RECEPTION)
        if whole is None or len({quantity(s) for s in home}) != 1:
            continue
        if home[0].listing is not None and home[0].listing.total == whole.frame:
            continue
        way = Way((whole,), quantity(whole), f"不超过{printed(whole)}")
        yield Claim("N7-02", ClaimKind.IDENTITY, Relation.AT_MOST, home[0], quantity(home[0]), (way,))
