# ruff: noqa: T201  it talks to a console
"""Compare the claims of a text report with a gold list: `python tests/narrative/try_gold.py REPORT.txt [GOLD.json]`.

Prints every finding, and with a gold list the errors and holding relations inside the text that are not met.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from juesuan_gui.checks.claims.judging import ClaimResult, judge_claims
from juesuan_gui.narrative import claims_of, passages, statements_of
from juesuan_gui.reading.limits import Limits
from juesuan_gui.reading.text.file import read_text

_KINDS = {"growth_rate", "share", "sum", "completion", "average", "identity", "cross_ref", "unit", "wording"}


def judged(path: Path) -> ClaimResult:
    """The judged claims of a text file."""
    return judge_claims(claims_of(statements_of(passages(read_text(path, Limits()).document))))


def lines_of(gold: dict[str, object], text: str) -> set[int]:
    """The lines that a gold entry stands on."""
    if gold.get("line"):
        return {int(str(gold["line"])) + step for step in (-1, 0, 1)}
    where, found, start = str(gold["where"]), set(), 0
    while (start := text.find(where, start)) >= 0:
        line = text.count("\n", 0, start) + 1
        found |= set(range(line - 1, line + where.count("\n") + 2))
        start += 1
    return found


def main() -> None:
    """Print the comparison."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8")
    result = judged(path)
    for finding in result.findings:
        line = finding.place.passage.place(finding.place.start).line
        print(line, finding.level.value, finding.check, finding.kind, finding.stated_text, "->", finding.expected_text)
        print("    ", finding.message)
    print(len(result.held), "held")
    if len(sys.argv) < 3:
        return
    gold = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    found = {p.passage.place(p.start).line for f in result.findings for p in f.places}
    stands = {h.place.passage.place(h.place.start).line for h in result.held} | found
    tables = re.compile(r"\t")
    for name, lines in (("failures", found), ("holds", stands)):
        entries = [g for g in gold[name] if g["kind"] in _KINDS and not tables.search(str(g["where"]))]
        missed = [g for g in entries if not lines_of(g, text) & lines]
        print(name, len(entries) - len(missed), "of", len(entries))
        for entry in missed:
            print(
                "   MISSED",
                entry.get("severity", ""),
                entry["id"],
                entry["kind"],
                str(entry["where"])[:70],
                "|",
                entry["formula"][:90],
            )


if __name__ == "__main__":
    main()
