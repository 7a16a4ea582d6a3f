"""The headings of a document in order, each with the key that contents, links and page lists use."""

from collections.abc import Iterator
from dataclasses import dataclass

from juesuan_gui.document import Block, Document, Grid, Paragraph


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the outline; ``text`` as the contents name it."""

    key: str
    level: int
    text: str


def heading_of(block: Block) -> Paragraph | None:
    """The paragraph by which a block stands in the outline, if it does."""
    paragraph = block.title if isinstance(block, Grid) else block
    return paragraph if isinstance(paragraph, Paragraph) and paragraph.level is not None else None


def key_of(block: Block, ordinal: int) -> str:
    """The heading's own key, else that of its grid, else one made of its ordinal."""
    paragraph = heading_of(block)
    if paragraph is not None and paragraph.key:
        return paragraph.key
    return block.key if isinstance(block, Grid) else f"标题{ordinal}"


def headings_of(document: Document) -> Iterator[Heading]:
    """Every heading, in order."""
    ordinal = 0
    for section in document.sections:
        for block in section.blocks:
            paragraph = heading_of(block)
            if paragraph is not None and paragraph.level is not None:
                ordinal += 1
                text = paragraph.in_contents or paragraph.text.replace("\n", "")
                yield Heading(key_of(block, ordinal), paragraph.level, text)
