"""The one neutral document tree: what a report looks like, whoever fills it and whoever renders it.

Publishing renders it to Word, PDF and Excel; reading fills it from files, so that paragraphs and cells
know their `Place`. It holds no rule about reports and knows no form.
"""

from juesuan_gui.document.cells import Cell, CellRole, NumberFormat, Term
from juesuan_gui.document.chart_data import ChartData, ChartSeries
from juesuan_gui.document.drawings import Box, Drawing, Fill, Label, Shape, Stroke, hatch_of
from juesuan_gui.document.grids import Column, EdgeLine, Grid
from juesuan_gui.document.pages import (
    Block,
    Document,
    Margins,
    Metadata,
    Orientation,
    PageBreak,
    PageNumbering,
    PageSize,
    Section,
    TableOfContents,
    contents_entries,
    grids_of,
)
from juesuan_gui.document.places import PaperBox, Place
from juesuan_gui.document.radicals import RADICALS
from juesuan_gui.document.text import Alignment, Paragraph, Run, TextLink, TextStyle

__all__ = [
    "RADICALS",
    "Alignment",
    "Block",
    "Box",
    "Cell",
    "CellRole",
    "ChartData",
    "ChartSeries",
    "Column",
    "Document",
    "Drawing",
    "EdgeLine",
    "Fill",
    "Grid",
    "Label",
    "Margins",
    "Metadata",
    "NumberFormat",
    "Orientation",
    "PageBreak",
    "PageNumbering",
    "PageSize",
    "PaperBox",
    "Paragraph",
    "Place",
    "Run",
    "Section",
    "Shape",
    "Stroke",
    "TableOfContents",
    "Term",
    "TextLink",
    "TextStyle",
    "contents_entries",
    "grids_of",
    "hatch_of",
]
