"""Every slot and value comes back from its text exactly, and no other text is accepted."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan_gui.figures import Figure
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    CodedRow,
    FormAdjustment,
    Note,
    Origin,
    Setting,
    Slot,
    SlotKind,
    Stated,
    TableMark,
    Text,
    Value,
)
from juesuan_gui.storage.codec import (
    MARKS,
    ORIGINS,
    CodecError,
    decode_number,
    decode_slot,
    decode_value,
    encode_number,
    encode_slot,
    encode_value,
)

# What a JSON text can hold; a lone surrogate cannot be typed, pasted or read from a file.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
numbers = st.integers() | st.fractions()
figures = st.builds(Figure, numbers, numbers.map(abs), st.booleans())
stated = st.builds(Stated, st.none() | figures, st.sampled_from(Origin), words, words)
VALUES: dict[SlotKind, st.SearchStrategy[Value]] = {
    SlotKind.FIGURE: stated,
    SlotKind.ROW: st.builds(CodedRow, words, words, st.none() | st.integers(-(2**63), 2**63 - 1)),
    SlotKind.TEXT: st.builds(Text, words),
    SlotKind.SETTING: st.builds(Setting, words),
    SlotKind.TABLE: st.sampled_from(TableMark),
    SlotKind.NOTE: st.builds(Note, words, words, words),
    SlotKind.FORM: st.builds(FormAdjustment, words),
    SlotKind.CARD: st.builds(Text, words),
}
KEY_PARTS = {SlotKind.FIGURE: 7, SlotKind.ROW: 6, SlotKind.TABLE: 5, SlotKind.CARD: 4}


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    kind = draw(st.sampled_from(SlotKind))
    length = KEY_PARTS.get(kind, 1)
    parts = draw(st.lists(words, min_size=length, max_size=length))
    return Slot(kind, Address(*parts) if kind is SlotKind.FIGURE else tuple(parts))


@given(slots())
def test_a_slot_comes_back(slot: Slot) -> None:
    found = decode_slot(*encode_slot(slot))
    assert found == slot
    assert type(found.key) is type(slot.key)


@given(st.sampled_from(SlotKind).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_a_value_comes_back(pair: tuple[SlotKind, Value]) -> None:
    kind, value = pair
    assert decode_value(kind, encode_value(value)) == value


@given(numbers)
def test_a_number_keeps_value_and_type(number: int | Fraction) -> None:
    found = decode_number(encode_number(number))
    assert (found, type(found)) == (number, type(number))


@given(numbers, numbers)
def test_equal_texts_mean_equal_numbers(left: int | Fraction, right: int | Fraction) -> None:
    same = (left, type(left)) == (right, type(right))
    assert (encode_number(left) == encode_number(right)) == same


def test_every_origin_and_mark_has_its_own_word() -> None:
    assert set(ORIGINS) == set(Origin)
    assert set(MARKS) == set(TableMark)
    assert len(set(ORIGINS.values())) == len(Origin)


def test_a_typed_figure_is_short() -> None:
    assert encode_value(Stated(Figure(122448))) == '{"value":"122448"}'


@pytest.mark.parametrize(
    "text", ["", "1.5", "007", "-0", "+1", "1/0", "2/4", "1/-2", "1/", "١", "1e5", " 1", "1\n", "1" * 5000, "nan"]
)
def test_no_other_spelling_of_a_number(text: str) -> None:
    with pytest.raises(CodecError):
        decode_number(text)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("macro", '["a"]'),
        ("text", '["a","b"]'),
        ("text", '[ "a"]'),
        ("text", '["\\u0061"]'),
        ("text", "[1]"),
        ("text", "{}"),
        ("text", "["),
        ("text", b'["a"]'),
        ("figure", '["T1"]'),
        (None, None),
        (1, 2),
    ],
)
def test_no_other_slot(kind: object, key: object) -> None:
    with pytest.raises(CodecError):
        decode_slot(kind, key)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (SlotKind.FIGURE, '{"value":1.5}'),
        (SlotKind.FIGURE, '{"value":"1.5"}'),
        (SlotKind.FIGURE, '{"value":"1","step":"-1"}'),
        (SlotKind.FIGURE, '{"step":"2"}'),
        (SlotKind.FIGURE, '{"exact":false}'),
        (SlotKind.FIGURE, '{"value":"1","origin":"录入"}'),
        (SlotKind.FIGURE, '{"value":"1","colour":"red"}'),
        (SlotKind.FIGURE, "[" * 100_000),
        (SlotKind.FIGURE, None),
        (SlotKind.FIGURE, 5),
        (SlotKind.ROW, '{"code":"201"}'),
        (SlotKind.ROW, '{"code":"201","name":"x","order":1.5}'),
        (SlotKind.TABLE, '{"mark":"full"}'),
        (SlotKind.TEXT, '{"text":null}'),
        (SlotKind.NOTE, "{}"),
    ],
)
def test_no_other_value(kind: SlotKind, text: object) -> None:
    with pytest.raises(CodecError):
        decode_value(kind, text)
