"""A user's own Word template: what it asks for is filled, everything else is untouched, what is not understood is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from juesuan_gui.publishing.compose import compose
from juesuan_gui.publishing.errors import PublishingError
from juesuan_gui.publishing.fonts import FontBook
from juesuan_gui.publishing.own_template import filling as own_template
from juesuan_gui.publishing.own_template.filling import fill_template
from juesuan_gui.publishing.own_template.told import FilledTemplate
from juesuan_gui.report import Report, set_text
from tests.narrative.drafted import form_named, full_report, live_of

from .reading_back import plain, word_tables


def template(folder: Path, *lines: str, header: str = "") -> Path:
    """A template with a look of its own: a red run, a header, a landscape page at the end."""
    word = docx.Document()
    word.core_properties.author = "办公室"
    for line in lines:
        run = word.add_paragraph().add_run(line)
        run.font.size, run.font.color.rgb = Pt(15), RGBColor(200, 0, 0)
    if header:
        word.sections[0].header.paragraphs[0].text = header
    word.sections[-1].orientation = WD_ORIENTATION.LANDSCAPE
    path = folder / "模板.docx"
    word.save(str(path))
    return path


def filled(folder: Path, *lines: str, report: Report | None = None, header: str = "") -> tuple[Path, FilledTemplate]:
    live = live_of(report or full_report("wuhan-2020"))
    path = template(folder, *lines, header=header)
    return folder / "成文.docx", fill_template(live, path, folder / "成文.docx", fonts=FontBook())


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_names_cells_and_expressions_become_words_in_the_looks_of_their_place(tmp_path: Path) -> None:
    path, result = filled(
        tmp_path,
        "{{ 单位 }}{{年度}}年度收入总计{{ T1.收入总计 }}，占{{ 占(数(“T5[合计].合计”), 数(“T3[合计].本年支出合计”)) }}",
        header="{{ 单位 }}",
    )
    (line,) = texts(path)
    assert line.startswith("某市某某局2020年度收入总计1,093.37万元，占") and line.endswith("%")
    assert result.filled == 5 and result.not_understood == () and result.needs == ()
    word = docx.Document(str(path))
    assert word.paragraphs[0].runs[0].font.color.rgb == RGBColor(200, 0, 0)
    assert word.sections[0].header.paragraphs[0].text == "某市某某局"


def test_a_placeholder_cut_into_runs_by_word_is_one(tmp_path: Path) -> None:
    source = template(tmp_path, "前{{ 单")
    word = docx.Document(str(source))
    word.paragraphs[0].add_run("位 }}后，{{ 年").bold = True
    word.paragraphs[0].add_run("度 }}尾")
    word.save(str(source))
    fill_template(live_of(full_report("wuhan-2020")), source, tmp_path / "a.docx", fonts=FontBook())
    paragraph = docx.Document(str(tmp_path / "a.docx")).paragraphs[0]
    assert paragraph.text == "前某市某某局后，2020尾"
    assert [run.text for run in paragraph.runs if run.bold] == ["后，2020"]


def test_sections_tables_and_charts_take_the_place_of_their_paragraph(tmp_path: Path) -> None:
    report = full_report("wuhan-2020")
    path, result = filled(tmp_path, "前", "{{ 说明.收入 }}", "{{ 表.T5 }}", "{{ 图.总体 }}", "后", report=report)
    assert result.not_understood == () and result.filled == 3
    said = [text for text in texts(path) if text]
    assert said[0] == "前" and said[-1] == "后" and any("收入合计" in text for text in said)
    (table,) = word_tables(path)
    grids = [b for s in compose(live_of(report)).sections for b in s.blocks if getattr(b, "key", "") == "T5"]
    expected = {plain(cell.text) for cell in grids[0].cells if cell.text}  # type: ignore[union-attr]
    assert expected <= set(table.values())
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/media/juesuan1.png").startswith(b"\x89PNG")
    word = docx.Document(str(path))
    (picture,) = word.element.body.iter(qn("a:blip"))
    assert word.part.related_parts[picture.get(qn("r:embed"))].partname == "/word/media/juesuan1.png"


def test_free_words_with_a_heading_and_a_table_stand_in_the_body_as_such(tmp_path: Path) -> None:
    report = full_report("wuhan-2020")
    report.apply(set_text(report, "说明.职能", "（一）工作\n负责某事。\n# 项目\n| 项目 | 金额 |\n| 某系统 | 12.00 |"))
    path, result = filled(tmp_path, "{{ 说明.职能 }}", report=report)
    assert result.not_understood == ()
    word = docx.Document(str(path))
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["项目", "金额"], ["某系统", "12.00"]]
    looks = {p.text: (any(run.bold for run in p.runs), p.paragraph_format.keep_with_next) for p in word.paragraphs}
    assert looks["（一）工作"] == looks["项目"] == (True, True)
    assert looks["负责某事。"] == (False, None)


def test_a_table_of_free_words_is_lines_where_no_table_can_stand(tmp_path: Path) -> None:
    report = full_report("wuhan-2020")
    report.apply(set_text(report, "说明.职能", "| 项目 | 金额 |\n| 某系统 | 12.00 |"))
    source = template(tmp_path, "前")
    word = docx.Document(str(source))
    word.add_table(1, 1).rows[0].cells[0].paragraphs[0].add_run("{{ 说明.职能 }}")
    word.save(str(source))
    result = fill_template(live_of(report), source, tmp_path / "a.docx", fonts=FontBook())
    assert result.not_understood == ()
    (cell,) = docx.Document(str(tmp_path / "a.docx")).tables[0].rows[0].cells
    assert [p.text for p in cell.paragraphs if p.text] == ["项目　金额", "某系统　12.00"] and not cell.tables


def test_the_whole_explanation_and_all_tables(tmp_path: Path) -> None:
    path, result = filled(tmp_path, "{{ 说明 }}", "{{ 表 }}")
    assert result.not_understood == ()
    word = docx.Document(str(path))
    styles = {
        p.style.name
        for p in word.paragraphs
        if p.style is not None and p.text.startswith("一、") and p.text.endswith("说明")
    }
    assert styles == {"Heading 2"}
    assert len(word.tables) == 9


@pytest.mark.parametrize(
    "asked", ["没有的名称", "T99.没有", "表.没有", "说明.没有", "图.名词解释", "().__class__", "自评表"]
)
def test_what_is_not_understood_stays_and_is_told(tmp_path: Path, asked: str) -> None:
    path, result = filled(tmp_path, "{{ " + asked + " }}", "{{ 单位 }}")
    assert texts(path)[0] == "{{ " + asked + " }}"
    (item,) = result.not_understood
    assert item.text == asked and item.reason
    assert any(asked in sentence for sentence in result.sentences())


def test_a_table_in_a_sentence_a_header_or_a_cell_is_told(tmp_path: Path) -> None:
    source = template(tmp_path, "见{{ 表.T1 }}", header="{{ 表.T1 }}")
    word = docx.Document(str(source))
    word.add_table(1, 1).cell(0, 0).text = "{{ 表.T1 }}"
    word.save(str(source))
    result = fill_template(live_of(full_report("wuhan-2020")), source, tmp_path / "a.docx", fonts=FontBook())
    assert len(result.not_understood) == 3 and result.filled == 0


def test_what_the_report_lacks_is_visible_and_told(tmp_path: Path) -> None:
    path, result = filled(tmp_path, "{{ T1.收入总计 }}", report=Report(form_named("wuhan-2020")))
    assert texts(path)[0].startswith("【待填：") and len(result.needs) == 1


def test_parts_without_placeholders_are_the_same_bytes(tmp_path: Path) -> None:
    path, _ = filled(tmp_path, "{{ 单位 }}")
    with zipfile.ZipFile(tmp_path / "模板.docx") as before, zipfile.ZipFile(path) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


def test_a_section_end_in_the_placeholders_paragraph_is_kept(tmp_path: Path) -> None:
    source = template(tmp_path, "甲")
    word = docx.Document(str(source))
    word.add_paragraph("{{ 说明.收入 }}")
    word.add_section()
    word.add_paragraph("末")
    word.save(str(source))
    count = len(docx.Document(str(source)).sections)
    fill_template(live_of(full_report("wuhan-2020")), source, tmp_path / "a.docx", fonts=FontBook())
    made = docx.Document(str(tmp_path / "a.docx"))
    assert len(made.sections) == count and any("收入合计" in p.text for p in made.paragraphs)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"text"])
def test_what_is_no_word_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "坏.docx"
    source.write_bytes(content)
    with pytest.raises(PublishingError, match="坏"):
        fill_template(live_of(full_report("wuhan-2020")), source, tmp_path / "a.docx", fonts=FontBook())
    assert not (tmp_path / "a.docx").exists()


def test_a_bomb_and_a_foreign_zip_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_template, "_LARGEST", 1_000_000)
    for name, size in (("word/document.xml", 2_000_000), ("other.txt", 3)):
        source = tmp_path / "包.docx"
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b" " * size)
        with pytest.raises(PublishingError, match="包"):
            fill_template(live_of(full_report("wuhan-2020")), source, tmp_path / "a.docx", fonts=FontBook())
