"""docs/next-year-form.md, walked as it is written: its examples load, and its mistakes are told with a way out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from juesuan_gui.forms import Form, FormError, fields_of, form_ids, load_form
from tests.generator.reports import ROOT, TEMPLATES

GUIDE = (ROOT / "docs" / "next-year-form.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^ *```toml\n(.*?)^ *```", GUIDE, re.DOTALL | re.MULTILINE)
HEAD = 'id = "{id}"\nname = "2026年度部门决算公开"\nregion = "{region}"\nyear = 2026\nextends = "{extends}"\n'


def example(words: str) -> str:
    return next(text for text in EXAMPLES if words in text)


def write(folder: Path, files: dict[str, str], extends: str = "national-2025") -> Form:
    home = folder / "own-2026"
    shutil.rmtree(home, ignore_errors=True)
    for name, text in {"form.toml": HEAD.format(id="own-2026", region="本县", extends=extends), **files}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return load_form("own-2026", [TEMPLATES, folder])


def test_a_line_goes_and_a_line_comes(tmp_path: Path) -> None:
    gone = write(tmp_path, {"tables/T1.toml": example('[edit.row."抗疫特别国债安排的支出"]')}).table("T1")
    assert "抗疫特别国债安排的支出" not in gone.rows
    heights = {len(block.rows) for block in gone.blocks}
    assert len(heights) == 1, "the totals of both sides are level"
    come = 'id = "T1"\nrenumber_lines = true\nrenumber_labels = ["功能支出"]\n' + example('key = "新科目支出"')
    table = write(tmp_path, {"tables/T1.toml": come}).table("T1")
    assert table.rows["新科目支出"].label == "二十三、新科目支出"
    assert len({len(block.rows) for block in table.blocks}) == 1


def test_an_extra_table_adds_itself_up(tmp_path: Path) -> None:
    files = {
        "tables/training.toml": example('id = "会议培训"'),
        "checks/training.toml": example('id = "LT-会议培训"'),
    }
    made = write(tmp_path, files, "shanghai-2024")
    assert made.table("会议培训").title == "会议费、培训费支出情况表"
    assert [rule.computes for rule in made.checks["LT-会议培训"].rules] == [True]
    assert made.printed_tables[-1].id == "会议培训"


def test_a_column_goes_once_its_checks_are_written_anew(tmp_path: Path) -> None:
    column = 'id = "T2"\nrenumber_columns = true\n[edit.column."经营收入"]\nremove = true\n'
    checks = example('id = "T2-01"')
    told: list[str] = []
    for _ in range(9):
        try:
            made = write(tmp_path, {"tables/T2.toml": column, "checks/own.toml": checks})
        except FormError as error:
            # What the guide says to do with each: its formula is told, or it is switched off.
            assert "原来的公式：relation = " in error.problem
            told.append(error.where.removeprefix("审核 "))
            checks += f'[[check]]\nid = "{told[-1]}"\noff = true\n'
        else:
            break
    assert "T2-01" not in told and len(told) == len(set(told))
    assert "经营收入" not in {item.column for item in fields_of(made.table("T2"))}


@pytest.mark.parametrize("form_id", ["shanghai-2024", "national-2022"])
def test_a_folder_copied_whole_is_told_which_files_to_delete(form_id: str, tmp_path: Path) -> None:
    home = tmp_path / "own-2026"
    shutil.copytree(TEMPLATES / form_id, home)
    (home / "form.toml").write_text(HEAD.format(id="own-2026", region="本县", extends=form_id), encoding="utf-8")
    for _ in range(40):
        try:
            made = load_form("own-2026", [TEMPLATES, tmp_path])
        except FormError as error:
            assert "一模一样" in error.problem
            Path(error.file).unlink()
        else:
            break
    assert dict(made.tables) == dict(load_form(form_id, [TEMPLATES]).tables)


def test_a_line_that_is_not_blank_is_never_taken_for_one(tmp_path: Path) -> None:
    with pytest.raises(FormError) as told:
        write(tmp_path, {"tables/T1.toml": 'id = "T1"\n[edit.line."26"]\nremove = true\n'}, "shanghai-2024")
    assert "没有行次为“26”的空行" in told.value.problem
    assert "、24" in told.value.problem


def test_a_wrong_name_is_answered_with_the_right_ones(tmp_path: Path) -> None:
    for text, right in (('[edit.row."外交"]', "外交支出"), ('[edit.column."合计"]', "决算数")):
        with pytest.raises(FormError) as told:
            write(tmp_path, {"tables/T1.toml": f'id = "T1"\n{text}\nremove = true\n'})
        assert right in told.value.problem


def test_every_form_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"`((?:national|hunan|jiangxi|shanghai)-20\d\d)", GUIDE)) - {"national-2026", "hunan-2025"}
    assert named and named <= set(form_ids([TEMPLATES]))
