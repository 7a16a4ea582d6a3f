"""A setting decides which rules compute and which are checked, and takes effect at once."""

from pathlib import Path

from juesuan_gui.figures import exact_money
from juesuan_gui.forms import CodeCatalogue, load_form
from juesuan_gui.report import Report, TableKey, insert_code, set_figure, set_setting
from juesuan_gui.session import Session

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_parents_of_secret_codes_are_typed_not_summed() -> None:
    session = Session(Report(load_form("ningxia-2020", [TEMPLATES])))
    key = TableKey("T5")
    parent = key.cell("210", "基本支出")
    session.do(insert_code(session.report, key, "2101501", "行政运行", CodeCatalogue({})))
    session.do(set_figure(session.report, key.cell("2101501", "基本支出"), exact_money(700)))
    assert session.live.is_computed(parent)
    assert session.live.shown(parent) == exact_money(700)
    session.do(set_setting(session.report, "涉密科目不公开", "是"))
    assert not session.live.is_computed(parent)
    assert session.live.shown(parent) is None
    session.do(set_figure(session.report, parent, exact_money(900)))
    # 900 holds more than the one 项 that may be shown; the parents still blank do not.
    assert parent not in {item.subject for item in session.audit.result().findings}
    session.undo()
    session.undo()
    assert session.live.shown(parent) == exact_money(700)
