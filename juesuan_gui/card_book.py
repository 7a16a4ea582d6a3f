"""Owns the scorecards of one open report: shown values and findings that follow every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards_in_steps
from juesuan_gui.checks.observations import Observation
from juesuan_gui.document import Document, Paragraph, Place, Section, TextStyle
from juesuan_gui.forms import CardPart, Form, FormError
from juesuan_gui.live import LiveReport
from juesuan_gui.live.card_scores import departs
from juesuan_gui.live.card_values import card_of, key_of
from juesuan_gui.live.cards import ShownCard
from juesuan_gui.narrative.drafting.explanation import DraftedSection, draft_in_steps, own_wording
from juesuan_gui.narrative.passages import passages
from juesuan_gui.narrative.ties import Ties, load_ties
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.relations import Address, Unread
from juesuan_gui.report import CardKey, Change, Report, SlotKind
from juesuan_gui.report.card_sheets import CardSheet, place_among, sheet
from juesuan_gui.report.cards import Card, CardFigure, CardKind, CardStatement, CardUnread, money_figure
from juesuan_gui.steps import Steps, completed

__all__ = ["CardBook", "CardFindings", "CardNotice"]


@dataclass(frozen=True, slots=True)
class CardNotice:
    """Something to be seen to in a cell of a card: what could not be read or checked, or asks for a reason."""

    key: CardKey | None
    text: str


@dataclass(frozen=True, slots=True)
class CardFindings:
    """What the checks P01–P25 say of the report's cards, and what could not be checked."""

    findings: tuple[Observation, ...]
    notices: tuple[CardNotice, ...]

    def of_card(self, card: str) -> list[Observation]:
        """The findings that point at a card."""
        return [item for item in self.findings if item.spot.place.sheet == card]

    def of_cell(self, key: CardKey) -> list[Observation]:
        """The findings that point at a cell, at first or among what is compared."""
        return [item for item in self.findings if key in {key_of(spot.place) for spot in (item.spot, *item.others)}]


class CardBook:
    """The cards of one report. ``follow`` is told every change; ``findings`` judges anew only when something changed.

    A card is worked out again only when it changed, so that a hundred and forty of them stay live.
    """

    def __init__(self, live: LiveReport) -> None:
        self._live = live
        self._ties: Ties | None = None
        self._shown: dict[str, ShownCard] = {}
        self._cards: dict[str, tuple[Card, list[CardUnread]]] = {}
        self._departures: dict[str, list[CardNotice]] = {}
        self._findings: CardFindings | None = None
        self._judged: tuple[CardFacts, CardFindings] | None = None
        self._is_changed = True
        self._said: tuple[tuple[tuple[str, str, str], ...], tuple[CardStatement, ...]] = ((), ())
        self._look()

    @property
    def report(self) -> Report:
        """The report whose cards these are."""
        return self._live.report

    @property
    def form(self) -> Form:
        """The form of the report."""
        return self.report.form

    def follow(self, change: Change) -> frozenset[str]:
        """Take in a change that was applied to the report; returns the cards that it touched."""
        touched = frozenset(edit.slot.key[0] for edit in change.edits if edit.slot.kind is SlotKind.CARD)
        for card in touched:
            self._cards.pop(card, None)
            self._departures.pop(card, None)
        if touched:
            self._look()
        self._is_changed |= bool(touched)
        # Figures and texts are what cards are held against; an explanation of a finding is not.
        if any(edit.slot.kind is not SlotKind.NOTE for edit in change.edits):
            self._findings = None
        return touched

    def _look(self) -> None:
        self._shown = {item.sheet.id: item for item in self._live.shown_cards()}

    def shown(self, card: str) -> ShownCard | None:
        """A card with its computed cells; ``None`` for one that is not there or has no layout in this form."""
        return self._shown.get(card)

    def all_shown(self) -> list[ShownCard]:
        """Every card in printed order."""
        return list(self._shown.values())

    def without_layout(self) -> list[CardSheet]:
        """Cards whose layout the form does not have any more; their words are kept, but cannot be shown."""
        lost = [sheet(self.report, card) for card in self.report.card_ids() if card not in self._shown]
        return sorted(lost, key=lambda item: place_among(item.id, item.fields))

    @property
    def is_judged(self) -> bool:
        """Whether nothing that the checks look at changed since they were last asked."""
        return self._findings is not None

    def findings(self, *, quick: bool = False) -> CardFindings:
        """What the checks say now; ``quick`` holds the cards against the explanation as it was drafted last.

        Drafting takes longer than judging the cards: who follows the typing does it in a longer pause.
        """
        return completed(self.findings_in_steps(quick=quick))

    def findings_in_steps(
        self, sections: Sequence[DraftedSection] | None = None, *, quick: bool = False
    ) -> Steps[CardFindings]:
        """The same as ``findings``, with pauses; to be dropped when the report changed in one.

        ``sections`` is the explanation where it has just been drafted for somebody else.
        """
        if self._findings is None:
            found = yield from self._judge(sections, quick=quick)
            if quick:
                return found
            self._findings = found
        return self._findings

    def _judge(self, sections: Sequence[DraftedSection] | None, *, quick: bool) -> Steps[CardFindings]:
        shown = self.all_shown()
        if not shown:
            return CardFindings((), ())
        if not quick:
            yield from self._listen(sections)
        facts = self._facts(shown, self._said[1])
        if self._judged is not None and not self._is_changed and self._judged[0] == facts:
            return self._judged[1]
        findings = yield from self._judge_against(facts, shown)
        self._judged, self._is_changed = (facts, findings), False
        return findings

    def _judge_against(self, facts: CardFacts, shown: Sequence[ShownCard]) -> Steps[CardFindings]:
        year = self.form.year
        for item in shown:
            if item.sheet.id not in self._cards:
                yield
                self._cards[item.sheet.id] = card_of(item, year)
                self._departures[item.sheet.id] = list(_departures(item))
        read = [self._cards[item.sheet.id] for item in shown]
        cards = [card for card, _ in read]
        found, _, unchecked = yield from judge_cards_in_steps(cards, facts)
        yield
        unread = [entry for _, entries in read for entry in entries]
        notices = [CardNotice(key_of(entry.place), f"{entry.quote}：{entry.why}") for entry in (*unread, *unchecked)]
        notices += [*_empty(shown), *_same_names(shown)]
        notices += [notice for item in shown for notice in self._departures[item.sheet.id]]
        return CardFindings(tuple(found), tuple(dict.fromkeys(notices)))

    def _facts(self, shown: Sequence[ShownCard], statements: tuple[CardStatement, ...]) -> CardFacts:
        amounts = self._amounts()
        # Prescribed weights hold for one layout; cards of several layouts are each right in their own way.
        layouts = {item.layout.id: item.layout for item in shown if item.layout.kind == CardKind.PROJECT}
        weights = next(iter(layouts.values())).weights if len(layouts) == 1 else ()
        grades = {item.layout.grades for item in shown if item.layout.grades}
        return CardFacts(
            amounts.get("project_expenditure"),
            amounts.get("basic_expenditure"),
            amounts.get("total_expenditure"),
            statements,
            weights=weights,
            grades=grades.pop() if len(grades) == 1 else (),
            other_totals=tuple(figure for name, figure in amounts.items() if name.startswith("other_")),
            bases=tuple(amounts.items()),
        )

    def _listen(self, sections: Sequence[DraftedSection] | None) -> Steps[None]:
        """Take in what the explanation says of the cards, as it would be printed now: drafted or in own words."""
        try:
            if sections is None:
                sections = yield from draft_in_steps(self._live)
        except FormError:
            # The style of the form's texts cannot be read; whoever prints is told. The cards are judged without them.
            sections = ()
        lines = tuple(
            (own_wording(item.section.id), key, line)
            for item in sections
            for key, line in (("", item.heading), *((paragraph.key, paragraph.text) for paragraph in item.paragraphs))
        )
        if lines != self._said[0]:
            # A place in the explanation is named as the text that the user may word himself.
            blocks = tuple(
                Paragraph.of(line, TextStyle.BODY, key=f"line-{at}", place=Place(sheet=section, cell=key or None))
                for at, (section, key, line) in enumerate(lines)
            )
            yield
            text = passages(Document("", (Section(blocks),)))
            yield
            self._said = lines, tuple(card_statements(text))

    def _amounts(self) -> Mapping[str, CardFigure]:
        """The amounts of the tables that cards are held against, as the tables show them."""
        if self._ties is None:
            self._ties = load_ties(self.form)
        found: dict[str, CardFigure] = {}
        for name in self._ties.facts:
            address = self._ties.fact(name, self._live)
            figure = self._amount(address) if address is not None else None
            if figure is not None:
                found[name] = figure
        return found

    def _amount(self, address: Address) -> CardFigure | None:
        try:
            figure = self._live.shown(address)
        except Unread:
            return None
        if figure is None:
            return None
        label = self.form.table(address.table).title
        return money_figure(figure.value, figure.step, self.form.unit, f"{label}：{address.text}", Place())


def _empty(shown: Sequence[ShownCard]) -> Iterator[CardNotice]:
    """Indicators that were begun and not filled in, and cards without a name."""
    part = CardPart.INDICATOR
    for item in shown:
        if item.layout.kind == CardKind.PROJECT and not item.head("name").strip():
            yield CardNotice(item.key("name"), "这张自评表没有项目名称，请填写。")
        fields = item.layout.fields(part)
        for line in item.sheet.lines(part):
            name = line.text("name").strip()
            if not name and any(line.text(field) for field in ("target", "actual", "score")):
                yield CardNotice(item.key("name", part, line), "三级指标没有名称，请填写。")
            elif name and "target" in fields and not line.text("target").strip():
                yield CardNotice(item.key("target", part, line), f"“{name}”没有指标值，请填写。")


def _same_names(shown: Sequence[ShownCard]) -> Iterator[CardNotice]:
    seen: dict[tuple[str, str], ShownCard] = {}
    for item in shown:
        name = "".join(item.head("name").split())
        key = (item.layout.kind, name)
        if name and key in seen:
            yield CardNotice(item.key("name"), f"有两张“{item.head('name')}”的自评表，请改名或删去一张。")
        seen.setdefault(key, item)


def _departures(item: ShownCard) -> Iterator[CardNotice]:
    """Scores that are not the proposed ones and have no written reason."""
    for line in item.sheet.lines(CardPart.INDICATOR):
        said = departs(item, line)
        if said:
            yield CardNotice(item.key("score", CardPart.INDICATOR, line), f"“{line.text('name')}”{said}")
