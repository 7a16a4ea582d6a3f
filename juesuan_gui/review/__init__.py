"""What a supervisor says about a published report: submissions, findings as stated, decisions, sign-off.

A review knows no form and no engine: it holds what an examination said, in the JSON of the contract, so that it
reads the same in ten years whatever the program checks by then.
"""

from juesuan_gui.review.comparing import Change, GoneFinding, compared
from juesuan_gui.review.content import Content, ReviewFinding, Side, Unread, content_of, kind_words
from juesuan_gui.review.decisions import Decision, DecisionError, SignOff, Verdict, decide, sign
from juesuan_gui.review.review import Judged, Review, Submission

__all__ = [
    "Change",
    "Content",
    "Decision",
    "DecisionError",
    "GoneFinding",
    "Judged",
    "Review",
    "ReviewFinding",
    "Side",
    "SignOff",
    "Submission",
    "Unread",
    "Verdict",
    "compared",
    "content_of",
    "decide",
    "kind_words",
    "sign",
]
