"""Facts to sentences, and sentences to claims. Knows no file format and no table layout.

Most of the names below are loaded when they are first asked for: all rules of reading at once would hold up the start
page, beside which they are loaded one after the other.
"""

from typing import TYPE_CHECKING

from juesuan_gui.names_on_demand import names_on_demand

# At once, because its module has the same name.
from juesuan_gui.narrative.passages import passages

if TYPE_CHECKING:
    from juesuan_gui.narrative.claiming.claim import Claim, Relation, Way
    from juesuan_gui.narrative.claiming.claims import claims_of
    from juesuan_gui.narrative.model import (
        ClaimKind,
        Dimension,
        Listing,
        Literal,
        Passage,
        Role,
        SourceLine,
        Statement,
    )
    from juesuan_gui.narrative.statements import statements_of
    from juesuan_gui.narrative.unread import UnreadFigure, unread_of

__all__ = [
    "Claim",
    "ClaimKind",
    "Dimension",
    "Listing",
    "Literal",
    "Passage",
    "Relation",
    "Role",
    "SourceLine",
    "Statement",
    "UnreadFigure",
    "Way",
    "claims_of",
    "passages",
    "statements_of",
    "unread_of",
]

#: The module of the package that each name comes from.
_HOMES = {
    "Claim": "claiming.claim",
    "ClaimKind": "model",
    "Dimension": "model",
    "Listing": "model",
    "Literal": "model",
    "Passage": "model",
    "Relation": "claiming.claim",
    "Role": "model",
    "SourceLine": "model",
    "Statement": "model",
    "UnreadFigure": "unread",
    "Way": "claiming.claim",
    "claims_of": "claiming.claims",
    "statements_of": "statements",
    "unread_of": "unread",
}

__getattr__ = names_on_demand(__name__, _HOMES)
