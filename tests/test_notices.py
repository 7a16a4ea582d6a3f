"""Owns the proof that what the project says of its dependencies is complete."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_dependency_stands_in_the_third_party_notice() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=]", text)[0] for text in project["dependencies"]]
    notice = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if name not in notice] == []
