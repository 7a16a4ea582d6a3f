"""Facts to sentences, and sentences to claims. Knows no file format and no table layout."""

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
from juesuan_gui.narrative.passages import passages
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
