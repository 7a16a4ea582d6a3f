"""Owns the text form of slots and values: figures exact, every decoding strict."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, TypeVar

import msgspec

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


class CodecError(ValueError):
    """A stored text that is not what this program writes; the message says what is wrong with it."""


class _Stored(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """Base of what a value looks like in the file. The defaults here are part of the file format."""


class _StoredStated(_Stored, frozen=True):
    value: str | None = None
    step: str | None = None
    exact: bool = True
    origin: str = "typed"
    text: str = ""
    unread: str = ""


class _StoredRow(_Stored, frozen=True):
    code: str
    name: str
    order: int | None = None


class _StoredText(_Stored, frozen=True):
    text: str


class _StoredSetting(_Stored, frozen=True):
    value: str


class _StoredAdjustment(_Stored, frozen=True):
    text: str


class _StoredMark(_Stored, frozen=True):
    mark: str


class _StoredNote(_Stored, frozen=True):
    decision: str
    text: str
    fingerprint: str


# The words in the file are these and not the enums' own, which are free to change with the wording.
ORIGINS: Final = {
    Origin.TYPED: "typed",
    Origin.IMPORTED: "imported",
    Origin.APPROVED: "approved",
    Origin.PUBLISHED: "published",
}
MARKS: Final = {TableMark.IMPORTED: "imported", TableMark.EMPTY: "empty"}
_ORIGIN_OF: Final = {word: origin for origin, word in ORIGINS.items()}
_MARK_OF: Final = {word: mark for mark, word in MARKS.items()}
_KEY_LENGTHS: Final = {
    SlotKind.FIGURE: len(Address._fields),
    SlotKind.ROW: 6,
    SlotKind.TABLE: 5,
    SlotKind.TEXT: 1,
    SlotKind.SETTING: 1,
    SlotKind.NOTE: 1,
    SlotKind.FORM: 1,
    SlotKind.CARD: 4,
}
_NUMBER: Final = re.compile(r"-?[0-9]{1,4000}(?:/[0-9]{1,4000})?")
_S = TypeVar("_S", bound=_Stored)


def encode_number(number: int | Fraction) -> str:
    """An exact number; a whole fraction keeps its slash, because its type means another step."""
    if isinstance(number, Fraction):
        return f"{number.numerator}/{number.denominator}"
    return str(int(number))


def _encode_step(step: int | Fraction) -> str | None:
    """Money to the 分 and counts have the step 1, which goes without saying."""
    text = encode_number(step)
    return None if text == "1" else text


def decode_number(text: str) -> int | Fraction:
    """The number of a text; raises CodecError for any spelling but the one ``encode_number`` gives."""
    if not _NUMBER.fullmatch(text):
        raise CodecError(f"“{text[:40]}”不是数字")
    number: int | Fraction
    if "/" in text:
        numerator, denominator = text.split("/")
        if int(denominator) == 0:
            raise CodecError(f"“{text[:40]}”的分母是零")
        number = Fraction(int(numerator), int(denominator))
    else:
        number = int(text)
    if encode_number(number) != text:
        raise CodecError(f"“{text[:40]}”不是规范的数字")
    return number


def encode_slot(slot: Slot) -> tuple[str, str]:
    """Kind and key of a slot as stored; equal slots give equal texts."""
    return slot.kind.value, msgspec.json.encode(list(slot.key)).decode()


def decode_slot(kind: object, key: object) -> Slot:
    """The slot of a stored row; raises CodecError."""
    if not isinstance(kind, str) or not isinstance(key, str):
        raise CodecError("种类和键应是文字")
    try:
        slot_kind = SlotKind(kind)
    except ValueError:
        raise CodecError(f"不认识的种类“{kind[:40]}”") from None
    try:
        parts = msgspec.json.decode(key, type=list[str])
    except (msgspec.MsgspecError, UnicodeError):
        raise CodecError("键不是文字的列表") from None
    if len(parts) != _KEY_LENGTHS[slot_kind]:
        raise CodecError(f"键有 {len(parts)} 段，应有 {_KEY_LENGTHS[slot_kind]} 段")
    # One spelling per slot: two spellings would be two rows for one slot.
    if msgspec.json.encode(parts).decode() != key:
        raise CodecError("键的写法不规范")
    return Slot(slot_kind, Address(*parts) if slot_kind is SlotKind.FIGURE else tuple(parts))


def encode_value(value: Value) -> str:
    """A value as stored."""
    return msgspec.json.encode(_stored(value)).decode()


def _stored(value: Value) -> _Stored:
    match value:
        case Stated(figure, origin, text, unread):
            word = ORIGINS[origin]
            if figure is None:
                return _StoredStated(origin=word, text=text, unread=unread)
            return _StoredStated(
                encode_number(figure.value), _encode_step(figure.step), figure.exact, word, text, unread
            )
        case CodedRow(code, name, order):
            return _StoredRow(code, name, order)
        case Text(text):
            return _StoredText(text)
        case Setting(choice):
            return _StoredSetting(choice)
        case Note(decision, text, fingerprint):
            return _StoredNote(decision, text, fingerprint)
        case FormAdjustment(text):
            return _StoredAdjustment(text)
        case TableMark():
            return _StoredMark(MARKS[value])


def decode_value(kind: SlotKind, text: object) -> Value:
    """The value of a slot of this kind; raises CodecError."""
    if not isinstance(text, str):
        raise CodecError("内容应是文字")
    match kind:
        case SlotKind.FIGURE:
            return _stated(_decode(text, _StoredStated))
        case SlotKind.ROW:
            row = _decode(text, _StoredRow)
            return CodedRow(row.code, row.name, row.order)
        case SlotKind.TEXT | SlotKind.CARD:
            return Text(_decode(text, _StoredText).text)
        case SlotKind.SETTING:
            return Setting(_decode(text, _StoredSetting).value)
        case SlotKind.TABLE:
            return _known(_MARK_OF, _decode(text, _StoredMark).mark)
        case SlotKind.FORM:
            return FormAdjustment(_decode(text, _StoredAdjustment).text)
        case SlotKind.NOTE:
            note = _decode(text, _StoredNote)
            return Note(note.decision, note.text, note.fingerprint)


def _decode(text: str, shape: type[_S]) -> _S:
    try:
        return msgspec.json.decode(text, type=shape)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise CodecError(f"内容不合格式：{str(error)[:120]}") from None


def _stated(stored: _StoredStated) -> Stated:
    figure = None
    if stored.value is not None:
        step = decode_number(stored.step) if stored.step else 1
        figure = Figure(decode_number(stored.value), step, stored.exact)
        if figure.step < 0:
            raise CodecError("末位的单位是负数")
    elif stored.step is not None or not stored.exact:
        raise CodecError("没有数值却有精度")
    return Stated(figure, _known(_ORIGIN_OF, stored.origin), stored.text, stored.unread)


_T = TypeVar("_T")


def _known(words: dict[str, _T], word: str) -> _T:
    try:
        return words[word]
    except KeyError:
        raise CodecError(f"不认识的词“{word[:40]}”") from None
