"""The forms and rule books that the tests of checks share: both bundled forms and a variant with every rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan_gui.forms import load_form
from juesuan_gui.live import RuleBook
from tests.checks.desk import Desk
from tests.generator.reports import TEMPLATES
from tests.generator.settled import fiscal, rich
from tests.generator.variants import variant_form
from tests.generator.years import everything, load

FORMS = ("national-2020", "ningxia-2020", "variant-2020")


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RuleBook]:
    bundled = [load_form(form_id, [TEMPLATES]) for form_id in FORMS[:2]]
    return {form.id: RuleBook(form) for form in (*bundled, variant_form(tmp_path_factory.mktemp("forms")))}


@pytest.fixture(scope="session")
def desk_of(books: dict[str, RuleBook]) -> Callable[[str, str], Desk]:
    """(form, "rich", "fiscal" or "years": rich with last year, budget and 财决) → the report on its desk, made once: whoever changes it puts it back."""
    desks: dict[tuple[str, str], Desk] = {}
    ledgers = {"rich": rich, "fiscal": fiscal, "years": rich}

    def desk(form_id: str, ledger: str) -> Desk:
        if (form_id, ledger) not in desks:
            cells = ledgers[ledger]()
            desks[form_id, ledger] = desk = Desk(books[form_id], cells)
            if ledger == "years":
                desk.apply(load(desk.report, everything(cells)))
        return desks[form_id, ledger]

    return desk
