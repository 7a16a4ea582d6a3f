"""Builds accounts.xls: a 财决 workbook of a small ledger in the Excel 97-2003 format, as 久其 exports it.

Needs LibreOffice (soffice), which no test does, so its result is kept. Run from the checkout:

python -m tests.reading.samples.build_accounts_xls
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from random import Random

import openpyxl

from juesuan_gui.forms import load_codes
from tests.generator.ledger import Shape, make_ledger, tables
from tests.generator.reports import ROOT, codes
from tests.reading.accounts_book import write_accounts

#: The sheets that the nine published tables are filled from, and one detail table that fills none.
SHEETS = ("Z01 ", "Z01_1 ", "Z03 ", "Z04 ", "Z05_2 ", "Z07 ", "Z08_1 ", "Z09 ", "Z11 ", "F03 ")


def keep_needed(book: openpyxl.Workbook) -> None:
    for sheet in list(book.worksheets):
        if not sheet.title.startswith(SHEETS):
            book.remove(sheet)


def main() -> None:
    random = Random(97)
    entries = make_ledger(random, 7, shape=Shape(other_sources=True, other_funds=True, carry_over=True))
    cells = tables(entries, random)
    economic = load_codes(ROOT / "resources" / "codes" / "economic_codes.csv", 2020)
    with tempfile.TemporaryDirectory() as folder:
        made = write_accounts(Path(folder) / "accounts.xlsx", entries, cells, codes(), economic, keep_needed)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        target = str(Path(__file__).parent)
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", target, str(made)], check=True
        )


if __name__ == "__main__":
    main()
