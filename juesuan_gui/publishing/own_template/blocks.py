"""Makes the paragraphs, tables and pictures that a user's own Word template asks for, in that template's own looks."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from juesuan_gui.document import Drawing, EdgeLine, Grid, Paragraph, TextStyle
from juesuan_gui.publishing.fitting import fit_grid
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.pauses import Pause, no_pause
from juesuan_gui.publishing.typography import FontRole, Paper
from juesuan_gui.publishing.word.grid import grid_xml
from juesuan_gui.publishing.word.styles import font_properties
from juesuan_gui.publishing.word.xml import NAMESPACE, NOT_ALLOWED, twips

Element = etree._Element
#: How the cells of our own styles stand, where the template has no such styles.
_SIDES: Final = {"TableHead": "center", "TableFigure": "right", "TableText": "left"}
#: Small headings of running text, which the contents and the template's styles do not know.
_HEADINGS: Final = (TextStyle.HEADING_1, TextStyle.HEADING_2, TextStyle.HEADING_3)
_POINTS = 20  # twentieths of a point to a point
_USUAL_PAPER: Final = Paper(595.3, 841.9, 104.9, 99.2, 79.4, 73.7)


@dataclass(frozen=True, slots=True)
class Looks:
    """What paragraphs take over from the one that held the placeholder, and the template's heading styles by level."""

    paragraph: Element | None
    run: Element | None
    headings: dict[int, str]


def paper_at(place: Element) -> Paper:
    """The page on which an element of the body stands: that of the next section end behind it."""
    following = place.xpath("(descendant-or-self::*|following::*)[local-name()='sectPr'][1]")
    found = following if isinstance(following, list) else []
    return _paper(found[0]) if found and isinstance(found[0], etree._Element) else _USUAL_PAPER


def _paper(section: Element) -> Paper:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def points(element: Element | None, name: str, usual: float) -> float:
        text = element.get(qn(f"w:{name}")) if element is not None else None
        try:
            return abs(float(text)) / _POINTS if text is not None else usual
        except ValueError:
            return usual

    return Paper(
        points(size, "w", _USUAL_PAPER.width),
        points(size, "h", _USUAL_PAPER.height),
        points(margins, "top", _USUAL_PAPER.top),
        points(margins, "bottom", _USUAL_PAPER.bottom),
        points(margins, "left", _USUAL_PAPER.left),
        points(margins, "right", _USUAL_PAPER.right),
    )


def paragraph_element(block: Paragraph, looks: Looks, *, alignment: str = "") -> Element:
    """A paragraph that looks like the placeholder's; a heading has the template's heading style, else is bold."""
    made = _element("p")
    level = block.level
    style = looks.headings.get(level) if level is not None else None
    if style is not None:
        properties = etree.SubElement(made, qn("w:pPr"))
        etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), style)
    elif looks.paragraph is not None:
        made.append(_without_section(looks.paragraph))
    if alignment:
        _align(made, alignment)
    run = etree.SubElement(made, qn("w:r"))
    if looks.run is not None and style is None:
        run.append(deepcopy(looks.run))
    if style is None and (level is not None or block.style in _HEADINGS):
        found = run.find(qn("w:rPr"))
        bold = found if found is not None else etree.SubElement(run, qn("w:rPr"))
        if bold.find(qn("w:b")) is None:
            bold.insert(_place_of_bold(bold), _element("b"))
    text = etree.SubElement(run, qn("w:t"))
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = NOT_ALLOWED.sub("", block.text.replace("\n", ""))
    if block.keep_with_next:
        _keep_with_next(made)
    return made


def _place_of_bold(properties: Element) -> int:
    """Where the schema wants bold: behind the style and the fonts."""
    before = [qn("w:rStyle"), qn("w:rFonts")]
    return sum(1 for child in properties if child.tag in before)


def grid_elements(grid: Grid, paper: Paper, looks: Looks, fonts: FontBook, pause: Pause = no_pause) -> list[Element]:
    """Title, lines, table and notes of a grid, as wide as the page of the template."""
    found: list[Element] = []
    if grid.title is not None:
        found.append(paragraph_element(grid.title, looks, alignment="center"))
    found += [_edge_line(line, paper) for line in grid.lines]
    for above in found:
        _keep_with_next(above)
    if grid.cells:
        fit = fit_grid(grid, paper, fonts)
        for part in map(parse_xml, grid_xml(grid, fit, paper.text_height, pause)):
            if part.tag == qn("w:tbl"):
                for inner in part.iter(qn("w:p")):
                    _own_looks(inner)
            found.append(part)
    notes = [_small(note.text, "left") for note in grid.closing_paragraphs]
    return [*found, *(notes or [_small("", "left")])]


def picture_elements(drawing: Drawing, relation: str, ordinal: int, looks: Looks) -> list[Element]:
    """A picture that is already in the file, with its caption."""
    from juesuan_gui.publishing.word.drawing import picture_paragraph

    picture = parse_xml(picture_paragraph(drawing, relation, ordinal, style=""))
    _align(picture, "center")
    caption = [paragraph_element(drawing.caption, looks, alignment="center")] if drawing.caption is not None else []
    return [picture, *caption]


def _own_looks(inner: Element) -> None:
    """A cell's paragraph without our style, which the template has not got: its side, no indent of its own, and the
    typeface that its width was reckoned in, or the template's might break an amount over two lines."""
    properties = inner.find(qn("w:pPr"))
    if properties is None:
        return
    style = properties.find(qn("w:pStyle"))
    name = style.get(qn("w:val"), "") if style is not None else ""
    for run in inner.iter(qn("w:r")):
        _set_in(run, FontRole.HEI if name == "TableHead" else FontRole.SONG)
    if style is not None:
        properties.remove(style)
    spacing = properties.find(qn("w:spacing"))
    if spacing is not None:
        spacing.set(qn("w:before"), "0")
        spacing.set(qn("w:after"), "0")
        indent = properties.find(qn("w:ind"))
        if indent is None:
            indent = _element("ind")
            spacing.addnext(indent)
        indent.set(qn("w:firstLine"), "0")
        indent.set(qn("w:firstLineChars"), "0")
    if properties.find(qn("w:jc")) is None:
        _align(inner, _SIDES.get(name, "left"))


def _set_in(run: Element, role: FontRole) -> None:
    """Give a run the typeface of a role."""
    looks = run.find(qn("w:rPr"))
    if looks is None:
        looks = _element("rPr")
        run.insert(0, looks)
    looks.insert(0, parse_xml(font_properties(role).replace("<w:rFonts", f"<w:rFonts {NAMESPACE}")))


def _edge_line(line: EdgeLine, paper: Paper) -> Element:
    """The words above a table at their sides: 部门 at the left, the unit of money at the right."""
    if not line.left and not line.middle:
        return _small(line.right, "right")
    made = _small("", "left")
    properties, run = made[0], made[1]
    tabs = _element("tabs")
    properties.insert(0, tabs)
    for side, place in (("center", paper.text_width / 2), ("right", paper.text_width)):
        tab = etree.SubElement(tabs, qn("w:tab"))
        tab.set(qn("w:val"), side)
        tab.set(qn("w:pos"), str(twips(place)))
    run.remove(run[-1])
    for at, words in enumerate((line.left, line.middle, line.right)):
        if at:
            etree.SubElement(run, qn("w:tab"))
        etree.SubElement(run, qn("w:t")).text = NOT_ALLOWED.sub("", words)
    return made


def _keep_with_next(made: Element) -> None:
    """What stands above a table stays on its page."""
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = _element("pPr")
        made.insert(0, properties)
    if properties.find(qn("w:keepNext")) is None:
        properties.insert(1 if properties.find(qn("w:pStyle")) is not None else 0, _element("keepNext"))


def _small(text: str, side: str) -> Element:
    """A line of small words beside a table."""
    made = _element("p")
    properties = etree.SubElement(made, qn("w:pPr"))
    spacing = etree.SubElement(properties, qn("w:spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "260"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    indent = etree.SubElement(properties, qn("w:ind"))
    indent.set(qn("w:firstLine"), "0")
    indent.set(qn("w:firstLineChars"), "0")
    etree.SubElement(properties, qn("w:jc")).set(qn("w:val"), side)
    run = etree.SubElement(made, qn("w:r"))
    size = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:sz"))
    size.set(qn("w:val"), "18")
    etree.SubElement(run, qn("w:t")).text = NOT_ALLOWED.sub("", text)
    return made


def _without_section(properties: Element) -> Element:
    """Paragraph properties without the section end that they may hold."""
    copied = deepcopy(properties)
    for section in copied.findall(qn("w:sectPr")):
        copied.remove(section)
    return copied


def _align(made: Element, side: str) -> None:
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = _element("pPr")
        made.insert(0, properties)
    found = properties.find(qn("w:jc"))
    if found is None:
        found = _element("jc")
        behind = [qn(f"w:{name}") for name in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl")]
        behind += [qn(f"w:{name}") for name in ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange")]
        first = next((child for child in properties if child.tag in behind), None)
        if first is None:
            properties.append(found)
        else:
            first.addprevious(found)
    found.set(qn("w:val"), side)
    indent = properties.find(qn("w:ind"))
    if indent is not None and side == "center":
        for name in ("firstLine", "firstLineChars"):
            indent.attrib.pop(qn(f"w:{name}"), "")


def _element(tag: str) -> Element:
    return etree.Element(qn(f"w:{tag}"), nsmap={"w": qn("w:p")[1:].partition("}")[0]})
