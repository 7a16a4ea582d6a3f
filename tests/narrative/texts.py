"""Owns small texts as documents, for the tests of the narrative room and of claims."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan_gui.checks.claims.findings import ClaimFinding
from juesuan_gui.checks.claims.judging import ClaimResult, judge_claims
from juesuan_gui.document import Block, Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.narrative import Passage, Statement, claims_of, passages, statements_of


def lines(*texts: str) -> Document:
    """A text file: one paragraph for each line with words, numbered from 1."""
    blocks = [Paragraph.of(text, place=Place(line=number)) for number, text in enumerate(texts, 1) if text.strip()]
    return Document("text", (Section(tuple(blocks)),))


def pages(*pages_of_lines: Iterable[str]) -> Document:
    """A PDF: one paragraph for each printed line, with its page from 1."""
    blocks = [
        Paragraph.of(text, place=Place(page=number)) for number, texts in enumerate(pages_of_lines, 1) for text in texts
    ]
    return Document("pages", (Section(tuple(blocks)),))


def with_cells(*texts: str) -> Document:
    """A grid of one column, as a text file has it."""
    cells = tuple(Cell(row, 0, text, place=Place(line=row + 1)) for row, text in enumerate(texts))
    block: Block = Grid("g", (Column(),), cells, place=Place(line=1))
    return Document("cells", (Section((block,)),))


def read(*texts: str) -> list[Passage]:
    """The passages of a text file."""
    return passages(lines(*texts))


def said(*texts: str) -> list[Statement]:
    """The statements of a text file."""
    return statements_of(read(*texts))


def judged(*texts: str) -> ClaimResult:
    """The judged claims of a text file."""
    return judge_claims(claims_of(said(*texts)))


def found(*texts: str) -> list[tuple[str, str, str | None, str | None]]:
    """The findings that follow from no other, as (level, kind, stated, expected)."""
    return [brief(finding) for finding in judged(*texts).findings if finding.root is None]


def brief(finding: ClaimFinding) -> tuple[str, str, str | None, str | None]:
    """One finding as (level, kind, stated, expected)."""
    return finding.level.value, finding.kind, finding.stated_text, finding.expected_text


def held(*texts: str) -> list[tuple[str, str]]:
    """What holds, as (kind, quoted figure's clause)."""
    return [(item.kind, item.place.quote) for item in judged(*texts).held]
