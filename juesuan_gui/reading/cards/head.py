"""Owns reading the rows above a scorecard's money: the project, who keeps it, check boxes, amounts beside the money."""

from __future__ import annotations

import re
from dataclasses import replace

from juesuan_gui.reading.cards.lines import Line, LineCell
from juesuan_gui.reading.cards.numbers import figure
from juesuan_gui.reading.cards.words import (
    AMOUNT_LABEL,
    CHOICE_LABEL,
    CONTACT_LABEL,
    HEAD_LABEL,
    HEAD_TOTAL_LABEL,
    NAME_LABEL,
    unit_in,
    words,
)
from juesuan_gui.reading.normal import display_name
from juesuan_gui.report.cards import Attribute, Card, Measured, Printed
from juesuan_gui.report.cards_targets import plain

_PERSON = re.compile(
    rf"(?P<label>{CONTACT_LABEL.pattern}):\s*(?P<said>[^:,。;]{{1,30}}?)\s*(?=$|(?:{CONTACT_LABEL.pattern}):)"
)
_TAG = re.compile(r"<[^<>]{0,60}>")
_OPTION = re.compile(r"\d+[、.．]")
_TICKED = re.compile(r"<input[^>]*\bchecked|[☑√■✓✔☒]")
_UNTICKED = re.compile(r"<input[^>]*>|[☐□○]")


def with_unit(card: Card, text: str) -> Card:
    """The card with the money unit that words name (单位：元, 项目资金(万元)); as it was where they name none."""
    unit = unit_in(text)
    return card if unit is None else replace(card, unit=unit)


def with_head_row(card: Card, line: Line) -> Card:
    """The card with what a row of labels and values says of it."""
    cells = line.cells
    position = 0
    while position < len(cells):
        label = words(cells[position].text)
        value = cells[position + 1] if position + 1 < len(cells) else None
        if CHOICE_LABEL.fullmatch(label):
            options = _options(" ".join(cell.text for cell in cells[position + 1 :]))
            return replace(card, attributes=(*card.attributes, Attribute(label, options)))
        if CONTACT_LABEL.fullmatch(label):
            if value is not None and not _is_label(value) and _person(value.text):
                card = replace(card, people=(*card.people, (label, Printed(_person(value.text), value.place))))
                position += 1
            position += 1
        elif value is None or _is_label(value):
            position += 1
        else:
            card = _with_value(card, label, value)
            position += 2 if _is_label(cells[position]) else 1
    return card


def with_people(card: Card, cell: LineCell) -> Card:
    """The card with the persons and telephones that a line outside its grid names: 填报人：某某  联系电话：…"""
    found = [
        (match["label"], Printed(_person(match["said"]), cell.place))
        for match in _PERSON.finditer(cell.text.replace("：", ":"))
    ]
    return replace(card, people=(*card.people, *found)) if found else card


def _is_label(cell: LineCell) -> bool:
    label = words(cell.text)
    patterns = (NAME_LABEL, HEAD_LABEL, HEAD_TOTAL_LABEL, CONTACT_LABEL, AMOUNT_LABEL, CHOICE_LABEL)
    return any(pattern.fullmatch(label) for pattern in patterns)


def _with_value(card: Card, label: str, value: LineCell) -> Card:
    if NAME_LABEL.fullmatch(label):
        return card if card.name else replace(card, name=_name(value.text), label=Printed(value.text, value.place))
    if AMOUNT_LABEL.fullmatch(label):
        amount = figure(value.text, value.place, Measured.MONEY, card.unit)
        return card if amount is None else replace(card, amounts=(*card.amounts, (label, amount)))
    if HEAD_TOTAL_LABEL.fullmatch(label):
        total = figure(value.text, value.place, Measured.SCORE)
        return card if total is None or total.number is None else replace(card, total_score=total)
    if not HEAD_LABEL.fullmatch(label) or not _name(value.text):
        return card
    card = replace(card, heads=(*card.heads, (label, Printed(_name(value.text), value.place))))
    return replace(card, department=_name(value.text)) if not card.department or "实施" in label else card


def _options(text: str) -> tuple[tuple[str, bool], ...]:
    """The options of a line of check boxes, each with whether it is ticked."""
    starts = [match.end() for match in _OPTION.finditer(text)]
    ends = [*[match.start() for match in _OPTION.finditer(text)][1:], len(text)]
    if not starts:
        return ()
    found: list[tuple[str, bool]] = []
    for start, end in zip(starts, ends, strict=True):
        piece = text[start:end]
        name = plain(_UNTICKED.sub("", _TICKED.sub("", re.sub(r"<input[^>]*>", "", piece))))
        found.append((name, bool(_TICKED.search(piece))))
    return tuple(found)


def _name(text: str) -> str:
    return display_name(_TAG.sub("", text))


def _person(text: str) -> str:
    """A person or telephone in one line; between the two characters of a justified name stands nothing."""
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", " ".join(_TAG.sub("", text).split()))
