"""Builds the sample workbooks of scorecards: fengtai-2021, hanyang-2020, guyuan-2020 and gaoyi-2021, 绩效自评表.

    python resources/samples/build_cards.py

Every figure and indicator is as published (tests/data/cards); what was written in sentences is replaced by words of
ours, and no person or telephone is named. Each card stands on a sheet in the layout of its form. The finished
workbooks are read again by the tests and compared.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from juesuan_gui.publishing.cards.files import card_document  # noqa: E402
from juesuan_gui.publishing.excel.render import render_excel  # noqa: E402
from tests.cards.published import PUBLISHED, everything  # noqa: E402

YEARS = {"fengtai": "2021", "hanyang": "2020", "guyuan": "2020", "gaoyi": "2021"}
KINDS = ("project", "overall", "summary", "listing")
BUILT = datetime.datetime(2022, 10, 1, tzinfo=datetime.UTC)


def target(name: str) -> Path:
    """Where the workbook of a published report is kept."""
    return Path(__file__).with_name(f"{name}-{YEARS[name]}-cards.xlsx")


def main() -> None:
    """Build them all."""
    for name in PUBLISHED:
        report = everything(name)
        words = {"单位": "某区某局", "年度": YEARS[name]}
        # Only what was published: a list that the program makes of the cards is none of it.
        kinds = KINDS if name == "gaoyi" else KINDS[:-1]
        render_excel(card_document(report, words, kinds), target(name), created=BUILT)
        print(target(name))


if __name__ == "__main__":
    main()
