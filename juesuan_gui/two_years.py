"""Owns the examination of a published report beside last year's of the same department (XY-01 to XY-04)."""

from __future__ import annotations

from dataclasses import replace

from juesuan_gui.checks import Audit
from juesuan_gui.checks.observations import numbered, without_repeats
from juesuan_gui.checks.text.prior_text import judge_prior
from juesuan_gui.examination import Examination
from juesuan_gui.forms import Level
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.statements import statements_of
from juesuan_gui.narrative.tied import tied
from juesuan_gui.narrative.ties import load_ties
from juesuan_gui.next_year import prior_year

#: Asks for a reason; a published text has its say about it, so it is no more than a hint there.
_ASKS_FOR_REASON = "XY-04"


def is_last_year_of(last: Examination, examined: Examination) -> bool:
    """Whether one source is the report of the same department for the year before."""
    names = ["".join(one.unit_name.split()) for one in (last, examined)]
    return (
        bool(names[0])
        and names[0] == names[1]
        and last.year is not None
        and examined.year is not None
        and last.year + 1 == examined.year
    )


def with_last_year(examined: Examination, last: Examination) -> Examination:
    """The same examination with last year's published figures beside it.

    Last year's tables become the 上年 figures of this one (in its own report, nothing is kept), and what the text
    says of last year is held against them. Without tables on both sides nothing changes.
    """
    live, wording = examined.live, examined.wording
    if live is None or wording is None or last.live is None or examined.form is None or examined.year is None:
        return examined
    live.apply(prior_year(last.live, live.report).change)
    audit = Audit(live)
    audit.run()
    result = audit.result()
    findings = tuple(
        replace(item, level=Level.INFO) if item.check == _ASKS_FOR_REASON else item for item in result.findings
    )
    text = passages(examined.source.document)
    statements = statements_of(text)
    met = tied(statements, load_ties(examined.form), live, examined.unit_name, examined.year)
    said = "".join(passage.text for passage in text)
    differing, agreeing = judge_prior(met, statements, live, wording, examined.year, said)
    return replace(
        examined,
        result=replace(result, findings=findings),
        table_held=tuple(audit.held()),
        observations=tuple(without_repeats(numbered([*examined.observations, *differing]))),
        held=(*examined.held, *agreeing),
    )
