"""A Word template as an office has it: text boxes in both writings, controls, notes, comments, fields, a seal, a chart."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.shared import Mm

from juesuan_gui.document import Box, Drawing, Fill
from juesuan_gui.publishing.drawing_image import drawing_png
from juesuan_gui.publishing.fonts import FontBook

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMESPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RED = '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:color w:val="C00000"/><w:sz w:val="44"/></w:rPr>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def text(words: str, looks: str = "") -> str:
    """One run."""
    return f'<w:r>{looks}<w:t xml:space="preserve">{words}</w:t></w:r>'


def text_box(words: str) -> str:
    """A text box in both writings that Word keeps of it, as a paragraph."""
    inner = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text(words, _RED)}</w:p></w:txbxContent>'
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" '
        'distR="0"><wp:extent cx="5000000" cy="900000"/><wp:docPr id="41" name="封面文本框"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape "
        f'style="width:390pt;height:70pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )


def control(words: str, *, whole: bool = False, bound: bool = False) -> str:
    """A content control, inside a paragraph or around one; ``bound`` to the title of the file."""
    binding = (
        '<w:dataBinding w:prefixMappings="xmlns:ns0=\'http://purl.org/dc/elements/1.1/\'" w:xpath="/ns0:title[1]" '
        'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
        if bound
        else ""
    )
    inner = f"<w:p>{text(words)}</w:p>" if whole else text(words)
    made = (
        f'<w:sdt><w:sdtPr><w:id w:val="77{len(words)}"/>{binding}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )
    return made if whole else f"<w:p>{made}</w:p>"


def split(*stretches: str) -> str:
    """A paragraph cut into runs, as Word leaves it after spelling and editing."""
    mark = '<w:proofErr w:type="gramStart"/>'
    bold = "<w:rPr><w:b/></w:rPr>"
    return f"<w:p>{mark.join(text(part, bold if at % 2 else '') for at, part in enumerate(stretches))}</w:p>"


def fields(words: str) -> str:
    """A paragraph with words and the number of the page."""
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    page = f"{begin}<w:r><w:instrText> PAGE </w:instrText></w:r>{end}"
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text(words)}{page}</w:p>'


def noted(words: str) -> str:
    """A paragraph with a footnote and a comment."""
    return (
        f'<w:p><w:commentRangeStart w:id="0"/>{text(words)}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )


def sealed(words: str) -> str:
    """A paragraph of words whose seal hangs on it; the picture is in the file already."""
    return f"<w:p>{text(words)}{{SEAL}}</w:p>"


def office_template(folder: Path, body: str, *, header: str = "", note: str = "", title: str = "") -> Path:
    """The template with these paragraphs in its body; the footnote and the comment say ``note``."""
    word = docx.Document()
    word.core_properties.title = title
    word.core_properties.author = "办公室"
    section = word.sections[0]
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer.paragraphs[0].text = "页脚"
    section.header.paragraphs[0].text = "页眉"
    seal = Drawing(60, 60, (Box(0, 0, 60, 60, Fill.DARK),))
    word.add_picture(io.BytesIO(drawing_png(seal, FontBook())), width=Mm(20))
    plain = io.BytesIO()
    word.save(plain)
    path = folder / "办公室模板.docx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "word/document.xml":
                assert isinstance(content, str)
                drawing = content[content.index("<w:drawing") : content.index("</w:drawing>") + len("</w:drawing>")]
                start, end = content.index("<w:body>") + len("<w:body>"), content.index("<w:sectPr")
                content = content[:start] + body.replace("{SEAL}", f"<w:r>{drawing}</w:r>") + content[end:]
                content = _declared(content, "<w:document")
            elif name.startswith("word/header"):
                content = f'<?xml version="1.0" encoding="UTF-8"?><w:hdr {_NAMESPACES}>{header or "<w:p/>"}</w:hdr>'
            elif name.startswith("word/footer"):
                content = f'<?xml version="1.0" encoding="UTF-8"?><w:ftr {_NAMESPACES}>{fields("第")}</w:ftr>'
            elif name == "[Content_Types].xml":
                parts = "".join(
                    f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{part}+xml"/>'
                    for part in ("footnotes", "comments")
                )
                content = str(content).replace("</Types>", f"{parts}</Types>")
            elif name == "word/_rels/document.xml.rels":
                links = "".join(
                    f'<Relationship Id="rIdNote{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
                    for part in ("footnotes", "comments")
                )
                content = str(content).replace("</Relationships>", f"{links}</Relationships>")
            made.writestr(name, content)
        made.writestr(
            "word/comments.xml",
            f'<w:comments {_W}><w:comment w:id="0" w:author="办公室"><w:p>{text(note)}</w:p></w:comment></w:comments>',
        )
        ends = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in enumerate(("separator", "continuationSeparator"))
        )
        made.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {_W}>{ends}<w:footnote w:id="2"><w:p>{text(note)}</w:p></w:footnote></w:footnotes>',
        )
    return path


def _declared(content: str, element: str) -> str:
    """The root with the namespaces of text boxes, and the word that old programs may pass them over."""
    end = content.index(">", content.index(element))
    root = content[:end]
    for name in _NAMESPACES.split(" "):
        if name.split("=")[0] + "=" not in root:
            root += f" {name}"
    if "mc:Ignorable" not in root:
        root += ' mc:Ignorable="wps"'
    return root + content[end:]
