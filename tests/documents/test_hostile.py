"""Hostile files on the command line: each is refused in Chinese, and the good one among them is still checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import started
from tests.generator.documents import make_published
from tests.generator.documents_files import write
from tests.reading.published_files import Page, make_pdf
from tests.reading.test_published_hostile import (
    bomb_docx,
    encrypted_pdf,
    entity_docx,
    good_docx,
    huge_sheet,
    long_pdf,
    truncated,
    written,
)


def scanned_pdf(folder: Path) -> Path:
    """A page with drawing on it and no text."""

    def draw(page: Page) -> None:
        page.bar(50, 50, 500, 700)

    return make_pdf(folder / "x.pdf", [draw])


BAD = {
    "加密": (encrypted_pdf, "密码"),
    "截断": (truncated(good_docx, 0.5), "不完整"),
    "扫描": (scanned_pdf, "没有文字"),
    "万页": (long_pdf, "10000 页"),
    "炸弹": (bomb_docx, "解压后"),
    "实体": (entity_docx, "实体"),
    "空": (written("x.docx", b""), "空文件"),
    "二进制": (written("x.txt", bytes(range(256)) * 20), "不是"),
    "图片": (written("x.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100)), "图片"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, dict[str, dict]]:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, (make, _) in BAD.items():
        own = folder / name
        own.mkdir()
        made = make(own)
        paths.append(made.rename(folder / f"{name}{made.suffix}"))
    good = write(make_published(600, "national-2020").told(), folder, "html", "好的").rename(folder / "好的.doc")
    sheet = huge_sheet(folder).rename(folder / "大表.xlsx")
    done = started("check", *paths[:4], good, *paths[4:], sheet, "--json", "-")
    contents = {Path(item["file"]).stem: item for item in json.loads(done.out)}
    return done.code, done.err, contents


@pytest.mark.parametrize("name", BAD)
def test_a_hostile_file_is_refused_in_words(name: str, told: tuple[int, str, dict[str, dict]]) -> None:  # type: ignore[type-arg]
    error = told[2][name]["error"]
    assert BAD[name][1] in error and name in error
    assert "Error" not in error and "Exception" not in error


def test_the_good_one_between_them_is_checked(told: tuple[int, str, dict[str, dict]]) -> None:  # type: ignore[type-arg]
    code, err, contents = told
    assert code == 2
    assert "Traceback" not in err
    good = contents["好的"]
    assert good["error"] is None
    assert len(good["read"]["tables"]) == 9
    assert [item for item in good["findings"] if item["level"] != "info"] == []


def test_a_sheet_that_claims_a_billion_cells_costs_nothing(told: tuple[int, str, dict[str, dict]]) -> None:  # type: ignore[type-arg]
    item = told[2]["大表"]
    assert "大表.xlsx" in item["error"]
    assert item["findings"] == []
