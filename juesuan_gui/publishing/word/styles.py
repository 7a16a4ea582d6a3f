"""The named styles of a Word document, its font table and its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from juesuan_gui.document import Alignment, Orientation, TextStyle
from juesuan_gui.publishing.pdf.linebreak import UNITS
from juesuan_gui.publishing.typography import (
    DEFAULT_MARGINS,
    FORMATS,
    PAGE_NUMBER_SIZE,
    POINTS_PER_MILLIMETRE,
    FontRole,
    TextFormat,
)
from juesuan_gui.publishing.word.xml import ALIGNMENTS, NAMESPACE, twips


@dataclass(frozen=True, slots=True)
class WordFont:
    """A font's name in Word, the name of what may stand in for it, and its kind."""

    name: str
    stand_in: str
    family: str = "roman"


@dataclass(frozen=True, slots=True)
class StyleName:
    """A style's identifier and the name that Word shows."""

    identifier: str
    name: str


FONTS = {
    FontRole.TITLE: WordFont("方正小标宋简体", "方正小标宋_GBK", "script"),
    FontRole.HEI: WordFont("黑体", "SimHei", "modern"),
    FontRole.KAI: WordFont("楷体_GB2312", "楷体", "modern"),
    FontRole.FANG: WordFont("仿宋_GB2312", "仿宋", "modern"),
    FontRole.SONG: WordFont("宋体", "SimSun", "auto"),
}
STYLE_NAMES = {
    TextStyle.COVER_TITLE: StyleName("CoverTitle", "封面标题"),
    TextStyle.COVER_LINE: StyleName("CoverLine", "封面文字"),
    TextStyle.CONTENTS_TITLE: StyleName("ContentsTitle", "目录标题"),
    TextStyle.PART_TITLE: StyleName("Heading1", "heading 1"),
    TextStyle.HEADING_1: StyleName("Heading2", "heading 2"),
    TextStyle.HEADING_2: StyleName("Heading3", "heading 3"),
    TextStyle.HEADING_3: StyleName("Heading4", "heading 4"),
    TextStyle.BODY: StyleName("BodyIndented", "公文正文"),
    TextStyle.BODY_FLUSH: StyleName("BodyFlush", "公文正文（顶格）"),
    TextStyle.SIGNATURE: StyleName("SignatureLine", "落款"),
    TextStyle.CAPTION: StyleName("Caption", "caption"),
    TextStyle.TABLE_TITLE: StyleName("TableTitle", "表标题"),
    TextStyle.TABLE_LINE: StyleName("TableLine", "表头文字"),
    TextStyle.TABLE_NOTE: StyleName("TableNote", "表注"),
}
CUSTOM = ' w:customStyle="1"'
BUILT_IN = ("Heading1", "Heading2", "Heading3", "Heading4", "Caption")
STYLE_OUTLINE = {
    TextStyle.PART_TITLE: 0,
    TextStyle.HEADING_1: 1,
    TextStyle.HEADING_2: 2,
    TextStyle.HEADING_3: 3,
    TextStyle.TABLE_TITLE: 1,
}
CELL_STYLES = {
    "TableHead": ("表头", TextFormat(FontRole.HEI, 10, 12, Alignment.CENTER)),
    "TableText": ("表格文字", TextFormat(FontRole.SONG, 10, 12, Alignment.LEFT)),
    "TableFigure": ("表格数字", TextFormat(FontRole.SONG, 10, 12, Alignment.RIGHT)),
}


LATIN = "Times New Roman"
#: Marks that begin or end no line: Word's standard lists for Chinese, which a list of one's own takes the place of.
_NEVER_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_NEVER_LAST = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"


def styles_xml(language: str, contents: Mapping[int, TextFormat]) -> str:
    """All styles, nothing else: no theme fonts and no styles that the document does not use.

    ``contents`` are the looks of the contents by level: kept in styles, they stay when Word makes the list anew.
    """
    parts = [f"<w:styles {NAMESPACE}>{_defaults(language)}"]
    parts.append(
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr>'
        "</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    for style, looks in FORMATS.items():
        name = STYLE_NAMES[style]
        outline = STYLE_OUTLINE.get(style)
        extra = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
        parts.append(_style(name.identifier, name.name, looks, extra, custom=name.identifier not in BUILT_IN))
    for identifier, (shown, looks) in CELL_STYLES.items():
        parts.append(_style(identifier, shown, looks, "", custom=True))
    margins = DEFAULT_MARGINS[Orientation.PORTRAIT]
    right = twips((210 - margins.left - margins.right) * POINTS_PER_MILLIMETRE)
    for level, looks in contents.items():
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
        indented = TextFormat(looks.font, looks.size, looks.leading)
        left = twips(looks.first_line * looks.size)
        indent = f'<w:ind w:leftChars="{looks.first_line * 100}" w:left="{left}"/>'
        parts.append(_style(f"TOC{level}", f"toc {level}", indented, "", tabs=tabs, indent=indent))
    number = TextFormat(FontRole.SONG, PAGE_NUMBER_SIZE, 18)
    # The one place where digits are those of 宋体 (GB/T 9704-2012, 7.5).
    parts.append(_style("Footer", "footer", number, "", digits=FONTS[FontRole.SONG].name))
    parts.append(
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Spacer"><w:name w:val="间隔"/>'
        '<w:basedOn w:val="Normal"/><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '</w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )
    parts.append("</w:styles>")
    return "".join(parts)


def font_properties(role: FontRole, digits: str = LATIN) -> str:
    """The font of a run: Chinese in the role's typeface, digits and Latin in Times New Roman or the font given.

    Every machine has it or a metric twin, so amounts keep their width where a 公文 font is missing and a
    substitute with wider digits would wrap them.
    """
    name = FONTS[role].name
    return f'<w:rFonts w:ascii="{digits}" w:hAnsi="{digits}" w:eastAsia="{name}" w:cs="{LATIN}"/>'


def font_table_xml() -> str:
    """The fonts, each with the name that may stand in for it on machines that lack it."""
    entries = "".join(
        f'<w:font w:name="{font.name}"><w:altName w:val="{font.stand_in}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{font.family}"/><w:pitch w:val="variable"/></w:font>'
        for font in FONTS.values()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACE}>{entries}</w:fonts>'


def settings_xml(language: str) -> str:
    """The settings: odd and even pages differ, and nothing asks to be updated on opening.

    That no line begins with a unit (ECMA-376 part 1, noLineBreaksBefore) keeps figure and unit together without a
    mark in the text that would come back from it.
    """
    never_first = escape(_NEVER_FIRST + "".join(sorted(UNITS)))
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="{language}" w:val="{escape(_NEVER_LAST)}"/>'
        f'<w:noLineBreaksBefore w:lang="{language}" w:val="{never_first}"/>'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="en-US" w:eastAsia="{language}"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _defaults(language: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font_properties(FontRole.FANG)}"
        f'<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="{language}" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )


def _style(
    identifier: str,
    name: str,
    looks: TextFormat,
    outline: str,
    *,
    custom: bool = False,
    tabs: str = "",
    indent: str = "",
    digits: str = LATIN,
) -> str:
    if looks.first_line:
        indent = (
            f'<w:ind w:firstLineChars="{looks.first_line * 100}" w:firstLine="{twips(looks.first_line * looks.size)}"/>'
        )
    keep = "<w:keepNext/>" if looks.keep_with_next else ""
    size = round(looks.size * 2)
    tracking = f'<w:spacing w:val="{twips(looks.tracking)}"/>' if looks.tracking else ""
    return (
        f'<w:style w:type="paragraph"{CUSTOM if custom else ""} w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{tabs}'
        f'<w:spacing w:before="{twips(looks.before)}" w:after="{twips(looks.after)}" '
        f'w:line="{twips(looks.leading)}" w:lineRule="exact"/>{indent}'
        f'<w:jc w:val="{ALIGNMENTS[looks.alignment]}"/>{outline}</w:pPr>'
        f"<w:rPr>{font_properties(looks.font, digits)}{'<w:b/>' if looks.bold else ''}{tracking}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
