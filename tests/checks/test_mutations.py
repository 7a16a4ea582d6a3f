"""Every check stays silent on a consistent report, fires on its mutation, and finds the mutated cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan_gui.checks import Finding
from juesuan_gui.live import RuleBook
from juesuan_gui.relations import Address
from tests.checks.conftest import FORMS
from tests.checks.desk import Desk, asks_for_more
from tests.checks.mutations import MUTATIONS, Mutation

DeskOf = Callable[[str, str], Desk]


def exists(book: RuleBook, mutation: Mutation) -> bool:
    """Whether the form has the rule (optional ones fall away with their rows and columns)."""
    check = book.form.checks.get(mutation.check)
    return check is not None and mutation.rule <= len(check.rules)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_rule_of_the_form_has_a_mutation(books: dict[str, RuleBook], form_id: str) -> None:
    rules = {
        (check.id, number): rule
        for check in books[form_id].form.checks.values()
        for number, rule in enumerate(check.rules, 1)
    }
    covered = {(mutation.check, mutation.rule) for mutation in MUTATIONS if exists(books[form_id], mutation)}
    assert (
        {place for place, rule in rules.items() if not asks_for_more(rule) and place[0][0] != "S"}
        <= covered
        <= set(rules)
    )


@pytest.mark.parametrize("ledger", ["rich", "fiscal", "years"])
@pytest.mark.parametrize("form_id", FORMS)
def test_the_reports_have_no_finding_before(desk_of: DeskOf, form_id: str, ledger: str) -> None:
    assert desk_of(form_id, ledger).findings() == ()


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda item: item.name)
def test_mutation_fires_its_check_and_its_cell_is_the_root(
    books: dict[str, RuleBook], desk_of: DeskOf, mutation: Mutation, form_id: str
) -> None:
    if not exists(books[form_id], mutation):
        pytest.skip("the form has no such rule")
    desk = desk_of(form_id, mutation.ledger)
    with desk.prepared(mutation):
        assert desk.findings() == ()
        with desk.mutated(mutation) as cell:
            fired = [
                item
                for item in desk.findings()
                if (item.check, item.instance.rule + 1) == (mutation.check, mutation.rule)
            ]
            assert fired, f"{mutation.check} did not fire"
            assert {item.level for item in fired} == {books[form_id].form.checks[mutation.check].level}
            for finding in fired:
                assert_root(desk.root_of(finding), cell, mutation)
            culprits = {item.culprit for item in desk.findings() if item.culprit is not None}
            assert culprits <= {cell}, "no other cell is to blame"
        assert desk.findings() == ()


def assert_root(root: Finding, cell: Address, mutation: Mutation) -> None:
    if mutation.named:
        assert root.culprit == cell
    else:
        assert root.culprit in (None, cell)
        assert cell == root.subject or cell in {item.address for item in root.operands}
