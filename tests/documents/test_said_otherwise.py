"""The same report printed otherwise has the same findings: units, order of tables, ordinals, characters, digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from juesuan_gui.document import Block, Document, EdgeLine, Grid, Paragraph, TextStyle
from tests.documents.judging import examined, findings
from tests.generator.documents import make_published
from tests.generator.documents_changes import Change, make_change

FORM = "national-2020"
#: A report in 元 with decimals throughout, so that every amount is exact in 万元 with six.
SEED = 702
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)( ?)元")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_OLDER = str.maketrans(
    "万圆较减长总计收数预决额单经费财拨达实际项与对过发务业级结转余",
    "萬圓較減長總計收數預決額單經費財撥達實際項與對過發務業級結轉餘",
)


@cache
def wrong_report() -> Document:
    """A report with a wrong figure in a table and two wrong sentences."""
    published = make_published(SEED, FORM)
    style = published.style
    assert (style.unit, style.places, style.text_places, style.wide, style.trimmed) == ("元", 2, 2, False, False)
    kinds = (("cell", 3), ("change", 1), ("rate", 2))
    changes = [change for kind, seed in kinds if (change := make_change(published, kind, Random(seed)))]
    assert len(changes) > 1
    return merged(published.told(), changes)


def merged(base: Document, changes: list[Change]) -> Document:
    """The document with every change made to it."""
    sections = list(base.sections)
    for change in changes:
        for number, (before, after) in enumerate(zip(base.sections, change.document.sections, strict=True)):
            blocks = [
                new if new != old else kept
                for old, new, kept in zip(before.blocks, after.blocks, sections[number].blocks, strict=True)
            ]
            sections[number] = replace(sections[number], blocks=tuple(blocks))
    return replace(base, sections=tuple(sections))


def said(document: Document) -> Counter[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """What was found: level, check and the cells that it is about."""
    return Counter(
        (
            item["level"],
            item["check"],
            tuple(sorted((side["table"], side["row"], side["column"]) for side in item["places"] if side["table"])),
        )
        for item in findings(examined(document, "txt"))
        if item["level"] != "info"
    )


@cache
def as_printed() -> Counter[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """The findings of the report as it is."""
    return said(wrong_report())


def each_block(document: Document, change: Callable[[Block], Block]) -> Document:
    sections = (
        replace(section, blocks=tuple(change(block) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def with_words(change: Callable[[str], str]) -> Callable[[Document], Document]:
    """Every printed word changed: of paragraphs, cells, titles, lines above and below."""

    def paragraph(item: Paragraph) -> Paragraph:
        return replace(item, runs=tuple(replace(run, text=change(run.text)) for run in item.runs))

    def block(item: Block) -> Block:
        if isinstance(item, Paragraph):
            return paragraph(item)
        if not isinstance(item, Grid):
            return item
        return replace(
            item,
            cells=tuple(replace(cell, text=change(cell.text)) for cell in item.cells),
            title=paragraph(item.title) if item.title else None,
            lines=tuple(EdgeLine(*map(change, (line.left, line.middle, line.right))) for line in item.lines),
            notes=tuple(paragraph(note) for note in item.notes),
        )

    return lambda document: each_block(document, block)


def in_ten_thousands(text: str) -> str:
    """An amount in 元 in 万元, exactly."""
    return f"{Decimal(text.replace(',', '')) / 10_000:.6f}"


def another_unit(document: Document) -> Document:
    def block(item: Block) -> Block:
        if isinstance(item, Paragraph):
            text = _AMOUNT.sub(lambda match: f"{in_ten_thousands(match[1])}{match[2]}万元", item.text)
            return replace(item, runs=(replace(item.runs[0], text=text),))
        if not isinstance(item, Grid) or not any(cell.key for cell in item.cells):
            return item
        cells = (
            replace(cell, text=in_ten_thousands(cell.text)) if cell.key and re.search(r"\d", cell.text) else cell
            for cell in item.cells
        )
        lines = (replace(line, right=line.right.replace("元", "万元")) for line in item.lines)
        return replace(item, cells=tuple(cells), lines=tuple(lines))

    return each_block(document, block)


def other_order(document: Document) -> Document:
    """The tables between the first and the last the other way round."""
    places = [
        number
        for number, section in enumerate(document.sections)
        if any(isinstance(block, Grid) and re.fullmatch(r"T\d", block.key) for block in section.blocks)
    ][1:-1]
    sections = list(document.sections)
    for place, source in zip(places, reversed(places), strict=True):
        sections[place] = document.sections[source]
    return replace(document, sections=tuple(sections))


def without_ordinals(document: Document) -> Document:
    """Names of rows and headings of the text without 一、 and （一）."""

    def block(item: Block) -> Block:
        if isinstance(item, Paragraph) and item.style in (TextStyle.HEADING_1, TextStyle.HEADING_2):
            return replace(item, runs=(replace(item.runs[0], text=_ORDINAL.sub("", item.text)),))
        if isinstance(item, Grid):
            return replace(item, cells=tuple(replace(cell, text=_ORDINAL.sub("", cell.text)) for cell in item.cells))
        return item

    return each_block(document, block)


def other_ordinals(document: Document) -> Document:
    """Rows counted with digits in place of 一、."""

    def block(item: Block) -> Block:
        if not isinstance(item, Grid):
            return item
        cells = (
            replace(cell, text=f"{cell.row}.{_ORDINAL.sub('', cell.text)}") if _ORDINAL.match(cell.text) else cell
            for cell in item.cells
        )
        return replace(item, cells=tuple(cells))

    return each_block(document, block)


@pytest.mark.parametrize(
    "otherwise",
    [
        another_unit,
        other_order,
        without_ordinals,
        other_ordinals,
        with_words(lambda text: text.translate(_OLDER)),
        with_words(lambda text: text.translate(_WIDE)),
        with_words(lambda text: text.replace("，", ",").replace("（", "(").replace("）", ")")),
    ],
    ids=["万元", "表序", "无序号", "另编序号", "繁体", "全角数字", "半角标点"],
)
def test_the_same_said_otherwise_is_found_all_the_same(otherwise: Callable[[Document], Document]) -> None:
    document = otherwise(wrong_report())
    assert document != wrong_report()
    assert said(document) == as_printed()


def test_there_is_something_to_find() -> None:
    assert len(as_printed()) > 2
