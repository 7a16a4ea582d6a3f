"""Owns the heading of a form's outline: what stands under it, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

#: What a heading says of scorecards besides kinds and layouts: the list of projects, written from their cards.
MADE_LISTING = "made-listing"


class SectionKind(Enum):
    """What stands under a heading."""

    PART = "part"
    TEXT = "text"
    TABLE = "table"
    SCORECARD = "scorecard"
    GLOSSARY = "glossary"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One heading of the report.

    ``number`` is printed before the title ("第一部分 ", "（二）", "" for none); ``level`` is 1 for a part.
    ``title`` may hold {单位}, {年度}, {文种}. ``tables`` are the tables whose figures the section prints or
    tells about; the headings of single tables are counted in below their part. ``cards`` are the kinds and layouts
    of scorecards printed below the heading (MADE_LISTING: the list of projects written from their cards, where the
    report has none). ``required`` sections are missed when a published report lacks them (CHECKS F03).
    """

    id: str
    number: str
    title: str
    level: int
    kind: SectionKind
    required: bool = True
    tables: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
