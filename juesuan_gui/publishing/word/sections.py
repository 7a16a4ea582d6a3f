"""Pages of a Word document: paper, margins, and the page numbers in the footers."""

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Pt

from juesuan_gui.document import Orientation, PageNumbering, Section
from juesuan_gui.publishing.typography import PAGE_NUMBER_DROP, PAGE_NUMBER_SIZE, paper_of
from juesuan_gui.publishing.word.xml import NAMESPACE, field, paragraph, run, spacer, twips

HEADER_DISTANCE = 42.5


def begin_section(word: WordDocument, section: Section, before: Section | None) -> None:
    """Sets up the last section of the file as this one; `before` is the section it follows."""
    if before is not None:
        word.add_section(WD_SECTION.NEW_PAGE)
        _drop_break_paragraph(word)
    current = word.sections[-1]
    paper = paper_of(section)
    landscape = section.orientation is Orientation.LANDSCAPE
    current.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    current.page_width, current.page_height = Pt(paper.width), Pt(paper.height)
    current.top_margin, current.bottom_margin = Pt(paper.top), Pt(paper.bottom)
    current.left_margin, current.right_margin = Pt(paper.left), Pt(paper.right)
    current.header_distance = Pt(min(HEADER_DISTANCE, paper.top / 2))
    # The number stands as far below the text area in Word as in the PDF.
    current.footer_distance = Pt(max(10.0, paper.bottom - PAGE_NUMBER_DROP - PAGE_NUMBER_SIZE * 1.25))
    properties = current._sectPr
    for tag in ("w:docGrid", "w:cols", "w:pgNumType", "w:titlePg"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    if section.numbering is PageNumbering.START:
        properties.append(parse_xml(f'<w:pgNumType {NAMESPACE} w:start="1"/>'))
    _number_pages(current, section, before)


def _number_pages(current: WordSection, section: Section, before: Section | None) -> None:
    numbered = section.numbering is not PageNumbering.NONE
    numbered_before = before is not None and before.numbering is not PageNumbering.NONE
    if numbered == numbered_before:
        return  # the footers of the section before go on
    for footer, odd in ((current.footer, True), (current.even_page_footer, False)):
        footer.is_linked_to_previous = False
        element = footer._element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(_footer(odd) if numbered else _with_namespace(spacer())))


def _footer(odd: bool) -> str:
    """Odd pages bear the number at the right, even ones at the left, one character in from the edge."""
    side = "right" if odd else "left"
    properties = f'<w:ind w:{side}Chars="100" w:{side}="{twips(PAGE_NUMBER_SIZE)}"/><w:jc w:val="{side}"/>'
    return _with_namespace(paragraph(f"{run('— ')}{field('PAGE', '1')}{run(' —')}", "Footer", properties))


def _with_namespace(xml: str) -> str:
    return xml.replace("<w:p>", f"<w:p {NAMESPACE}>", 1)


def _drop_break_paragraph(word: WordDocument) -> None:
    """Moves a section's end into its last paragraph: a paragraph of its own could need a page of its own."""
    break_paragraph = word.element.body.findall(qn("w:p"))[-1]
    section_end = break_paragraph.pPr.find(qn("w:sectPr"))
    previous = break_paragraph.getprevious()
    if previous is not None and previous.tag == qn("w:p") and previous.find(f".//{qn('w:sectPr')}") is None:
        previous.get_or_add_pPr().append(section_end)
        break_paragraph.getparent().remove(break_paragraph)
        return
    break_paragraph.pPr.insert(0, parse_xml(f'<w:pStyle {NAMESPACE} w:val="Spacer"/>'))
