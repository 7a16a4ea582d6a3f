"""Owns the proof that the program finds its own data however it was installed."""

import sys
from pathlib import Path

import pytest

from juesuan_gui import paths


def test_a_checkout_uses_the_folders_beside_main() -> None:
    root = Path(__file__).parents[1]
    assert paths.data_folder("resources") == root / "resources"
    assert paths.resource("codes", "function_codes.csv").is_file()


def test_a_frozen_program_uses_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates" / "national-2020").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.data_folder("templates") == tmp_path / "templates"


def test_a_file_of_a_form_is_looked_for_in_the_users_own_folder_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, bundled = tmp_path / "own", tmp_path / "bundled"
    monkeypatch.setattr(paths, "form_folders", lambda: [bundled, own])
    for folder, names in ((bundled, ("a", "b")), (own, ("b",))):
        for name in names:
            (folder / "甲").mkdir(parents=True, exist_ok=True)
            (folder / "甲" / name).write_text("", encoding="utf-8")
    assert paths.form_file("甲", "a") == bundled / "甲" / "a"
    assert paths.form_file("甲", "b") == own / "甲" / "b"
    assert paths.form_file("甲", "c") is None


def test_a_frozen_program_without_its_data_says_so_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(paths.MissingDataError, match=r"程序不完整：缺少 .*resources"):
        paths.resource("codes")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(paths.MissingDataError, match=r"缺少 .*nothing\.csv"):
        paths.resource("codes", "nothing.csv")
