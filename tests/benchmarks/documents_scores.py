"""What the proof of the reader found: one line a document in a file, and the tables printed of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.documents.judging import Verdict


@dataclass
class Judged:
    """One generated document: what was made of it as printed and with one thing changed."""

    seed: int
    form: str
    look: str
    kind: str
    figures: int = 0
    clean: Verdict = field(default_factory=Verdict)
    changed: Verdict | None = None
    broken: str = ""

    @property
    def name(self) -> str:
        """Which document this is."""
        return f"{self.seed} {self.form} {self.look} {self.kind}"

    @property
    def wrong(self) -> list[str]:
        """Everything that is not as it should be, a line each; hints are no findings."""
        said = [f"broken {self.broken}"] if self.broken else []
        said += [f"misread {item}" for item in self.clean.wrong_figures]
        said += [f"alarm {item}" for item in self.clean.alarms]
        if self.changed is not None:
            said += [f"missed {self.changed.missed}"] if self.changed.missed else []
            said += [f"unfounded {item}" for item in self.changed.unfounded]
        return said

    def line(self) -> str:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False)


def recorded(path: Path) -> dict[int, Judged]:
    """The documents of a file by seed; of those judged again the last verdict."""
    found: dict[int, Judged] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        said = json.loads(line)
        said["clean"] = Verdict(**said["clean"])
        said["changed"] = Verdict(**said["changed"]) if said["changed"] else None
        found[said["seed"]] = Judged(**said)
    return found


_COLUMNS = ("reports", "figures", "misread", "lost", "listed", "alarmed", "alarms", "hints", "changed", "found")


def _counted(item: Judged) -> Counter[str]:
    clean, changed = item.clean, item.changed
    return Counter(
        reports=1,
        broken=bool(item.broken),
        figures=item.figures,
        misread=len(clean.wrong_figures) - clean.lost_figures - clean.listed_figures,
        lost=clean.lost_figures,
        listed=clean.listed_figures,
        alarmed=bool(clean.alarms),
        alarms=len(clean.alarms),
        hints=len(clean.hints),
        changed=changed is not None,
        found=changed is not None and not changed.missed,
        unfounded=len(changed.unfounded) if changed else 0,
    )


def table(title: str, groups: Iterable[tuple[str, Judged]]) -> list[str]:
    """Counts by one way of dividing the documents. Figures are misread, lost without a word or listed as unread."""
    rows: dict[str, Counter[str]] = {}
    for name, item in groups:
        rows.setdefault(name, Counter()).update(_counted(item))
    lines = ["", f"{title:<18}" + "".join(f"{name:>9}" for name in (*_COLUMNS, "recall", "unfounded", "broken"))]
    for name in sorted(rows):
        row = rows[name]
        recall = f"{100 * row['found'] / row['changed']:.1f}%" if row["changed"] else "-"
        cells = [*(row[column] for column in _COLUMNS), recall, row["unfounded"], row["broken"]]
        lines.append(f"{name:<18}" + "".join(f"{cell:>9}" for cell in cells))
    return lines


def summary(found: Iterable[Judged], *, listing: int = 6) -> list[str]:
    """All tables, then every document with something wrong, so many lines of each."""
    found = sorted(found, key=lambda item: item.seed)
    lines = table("by form", ((item.form, item) for item in found))
    lines += table("by look", ((item.look, item) for item in found))
    lines += table("by change", ((item.kind, item) for item in found))
    lines += table("all", (("all", item) for item in found))
    lines.append("")
    for item in found:
        lines += [f"{item.name}: {said}" for said in item.wrong[:listing]]
    return lines
