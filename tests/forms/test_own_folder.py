"""A form in the user's own folder: whatever is broken in it is told in Chinese, with the file, the place and the key."""

from __future__ import annotations

import copy
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from juesuan_gui import paths
from juesuan_gui.forms import FormError, load_form
from juesuan_gui.forms.copying import toml_text
from juesuan_gui.narrative.drafting.proof import refuse_broken_words
from tests.generator.reports import TEMPLATES

#: Files of every kind: a whole form of its own, and one that says its differences.
FILES = (
    "national-2020/form.toml",
    "national-2020/tables/T1.toml",
    "national-2020/tables/T5.toml",
    "national-2020/tables/staff.toml",
    "national-2020/checks/T2.toml",
    "national-2020/checks/X.toml",
    "national-2020/scorecards/project.toml",
    "shanghai-2024/form.toml",
    "shanghai-2024/tables/T1.toml",
    "shanghai-2024/tables/T9.toml",
    "shanghai-2024/checks/X.toml",
)
#: Words of the libraries below, which nobody who edits a form can be expected to know.
FOREIGN = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+|Object|Expected|Error|None")
BREAKS = 12


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "templates"
    return Path(shutil.copytree(TEMPLATES, folder))


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key and every item of a list below this one."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        yield (*path, key)
        yield from places(value, (*path, key))


def broken(content: dict[str, Any], random: Random) -> tuple[dict[str, Any], str, str]:
    """The content with one thing broken; the key that was broken and how."""
    content = copy.deepcopy(content)
    path = random.choice(sorted(places(content), key=str))
    node: Any = content
    for key in path[:-1]:
        node = node[key]
    before, how = node[path[-1]], random.choice(("gone", "type", "unknown key", "nowhere"))
    if how == "gone":
        node.pop(path[-1])
    elif how == "type":
        node[path[-1]] = 12345 if isinstance(before, str) else "写错了"
    elif how == "unknown key":
        content["wrong_key"] = 1
    else:
        node[path[-1]] = "没有的东西"
    return content, next(str(key) for key in reversed(path) if isinstance(key, str)), how


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", FILES)
def test_whatever_is_broken_is_told_with_file_place_and_key(copied: Path, name: str) -> None:
    path = copied / name
    text = path.read_text(encoding="utf-8")
    random = Random(name)
    told = 0
    for _ in range(BREAKS):
        content, key, how = broken(tomllib.loads(text), random)
        path.write_text(toml_text(content), encoding="utf-8")
        try:
            load_form(name.split("/")[0], [copied])
        except FormError as error:
            told += 1
            said = f"{error.where}：{error.problem}"
            assert Path(error.file).is_relative_to(copied / name.split("/")[0]), (key, how, str(error))
            assert FOREIGN.search(said) is None, (key, how, said)
            assert re.search(r"[\u4e00-\u9fff]{2}", said), (key, how, said)
            if how == "unknown key":
                assert Path(error.file) == path, (key, how, said)
                assert "wrong_key" in said, (key, how, said)
            if how == "type":
                # What does not fit is refused where it stands, before it is mixed with anything.
                assert Path(error.file) == path, (key, how, said)
        else:
            assert how in ("gone", "nowhere"), (key, how)
        finally:
            path.write_text(text, encoding="utf-8")
    assert told >= BREAKS // 4
    load_form(name.split("/")[0], [copied])


WORDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a fact of no cell": (
        "facts.toml",
        '[[fact]]\nfigure = "三公情况.没有"\nheadings = ["三公"]\nwords = "保有量"\n',
        ("第 1 个 fact", "figure", "没有"),
    ),
    "a fact with an unknown key": ("facts.toml", '[[fact]]\nfigur = "三公情况.公务用车保有量"\n', ("figur",)),
    "a fact with a broken pattern": (
        "facts.toml",
        '[[fact]]\nfigure = "三公情况.公务用车保有量"\nheadings = ["三公"]\nwords = "保有(量"\n',
        ("第 1 个 fact", "words"),
    ),
    "a tie of no topic": (
        "ties.toml",
        '[[tie]]\nid = "x"\ncheck = "N1-01"\ntopics = ["没有"]\nfigures = ["T1.收入总计"]\n',
        ("tie x", "topics", "没有"),
    ),
    "a tie of no cell": (
        "ties.toml",
        '[[tie]]\nid = "x"\ncheck = "N1-01"\ntopics = ["总体"]\nfigures = ["T1.没有"]\n',
        ("tie x", "figures", "没有"),
    ),
    "a tie of no role": (
        "ties.toml",
        '[[tie]]\nid = "x"\ncheck = "N1-01"\ntopics = ["总体"]\nfigures = ["T1.收入总计"]\nrole = "概算"\n',
        ("tie x", "role", "概算"),
    ),
    "a chart of no section": (
        "charts.toml",
        '[[chart]]\nsection = "没有"\ntitle = "图"\n',
        ("第 1 个 chart", "section", "没有"),
    ),
    "a chart of no table": (
        "charts.toml",
        '[[chart]]\nsection = "总体"\ntitle = "图"\nrows = { table = "T99", column = "合计" }\n',
        ("第 1 个 chart", "table", "T99"),
    ),
    "a style of the wrong type": ("style.toml", 'decimals = "二"\n', ("decimals", "整数")),
    "a style of no unit": ("style.toml", 'unit = "百元"\n', ("unit", "百元")),
    "a template that is none": ("总体.j2", "本年\n{% if %}\n", ("第 2 行",)),
}


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Proves a form of the user's own that says this in this file of its narrative folder."""
    own = tmp_path / "ningxia-own"
    (own / "narrative").mkdir(parents=True)
    head = 'id = "ningxia-own"\nname = "自己的版式"\nregion = "宁夏"\nyear = 2020\nextends = "ningxia-2020"\n'
    (own / "form.toml").write_text(head, encoding="utf-8")
    monkeypatch.setattr(paths, "own_forms", lambda: tmp_path)

    def prove(name: str, text: str) -> None:
        (own / "narrative" / name).write_text(text, encoding="utf-8")
        refuse_broken_words(load_form("ningxia-own", paths.form_folders()))

    return prove


@pytest.mark.parametrize("case", WORDS, ids=list(WORDS))
def test_a_mistake_in_the_words_of_an_own_form_is_named(own_words: Callable[[str, str], None], case: str) -> None:
    name, text, words = WORDS[case]
    with pytest.raises(FormError) as raised:
        own_words(name, text)
    assert Path(raised.value.file).name == name
    assert "ningxia-own" in str(raised.value)
    assert FOREIGN.search(raised.value.problem) is None
    for word in words:
        assert word in f"{raised.value.where}：{raised.value.problem}"


def test_words_that_lead_somewhere_are_taken(own_words: Callable[[str, str], None]) -> None:
    own_words("facts.toml", '[[fact]]\nfigure = "三公情况.公务用车保有量"\nheadings = ["三公"]\nwords = "现有"\n')
    own_words("ties.toml", '[[tie]]\nid = "x"\ncheck = "N1-01"\ntopics = ["总体"]\nfigures = ["T1.收入总计"]\n')
