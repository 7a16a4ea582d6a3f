"""What a report of a place and year looks like, read and validated from templates/; code catalogues."""

from juesuan_gui.forms.adjust import CARD, FORM_ITSELF, RawTable, adjusted, adjustment_text, declaration_of
from juesuan_gui.forms.codes import CodeCatalogue, CodeEntry, load_codes, parent_code
from juesuan_gui.forms.correspondence import Correspondence
from juesuan_gui.forms.declarations import read_declared
from juesuan_gui.forms.errors import FormError
from juesuan_gui.forms.headings import MADE_LISTING, OutlineSection, SectionKind
from juesuan_gui.forms.layout import CellRole, CodeRow, PrintedCell, PrintedTable, fields_of, lay_out
from juesuan_gui.forms.load import form_from_snapshot, form_ids, load_form
from juesuan_gui.forms.model import (
    TOTAL_ROW,
    Block,
    Check,
    Coded,
    Column,
    ColumnKind,
    Each,
    Field,
    FieldRole,
    FooterCell,
    Form,
    Level,
    Row,
    Rule,
    Table,
)
from juesuan_gui.forms.names import FormResolver
from juesuan_gui.forms.scorecards import CardPart, CardRow, Scorecard
from juesuan_gui.forms.shelf import FormHead, FormShelf

__all__ = [
    "CARD",
    "FORM_ITSELF",
    "MADE_LISTING",
    "TOTAL_ROW",
    "Block",
    "CardPart",
    "CardRow",
    "CellRole",
    "Check",
    "CodeCatalogue",
    "CodeEntry",
    "CodeRow",
    "Coded",
    "Column",
    "ColumnKind",
    "Correspondence",
    "Each",
    "Field",
    "FieldRole",
    "FooterCell",
    "Form",
    "FormError",
    "FormHead",
    "FormResolver",
    "FormShelf",
    "Level",
    "OutlineSection",
    "PrintedCell",
    "PrintedTable",
    "RawTable",
    "Row",
    "Rule",
    "Scorecard",
    "SectionKind",
    "Table",
    "adjusted",
    "adjustment_text",
    "declaration_of",
    "fields_of",
    "form_from_snapshot",
    "form_ids",
    "lay_out",
    "load_codes",
    "load_form",
    "parent_code",
    "read_declared",
]
