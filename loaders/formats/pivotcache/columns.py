"""Turn the items of one field into a compact column: texts as codes into a growing list, numbers as float64.

A record holds a field either by its index among the field's shared items or as a value of its own; both kinds may
alternate. A column takes them as `Item`s one by one, or as whole arrays of bytes.
"""

import math
import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.formats.pivotcache.definition import Item, unescaped
from loaders.formats.pivotcache.scan import Spans

ReadAs = Literal["text", "number"]
Pair = tuple[str, str]
"""An `Item` or a plain tuple of the same two texts (they are equal; the parser makes millions)."""

MAX_DISTINCT = 250_000
"""Distinct texts of one field kept in memory."""

_MISSING = Item("m", "")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NUMBER_BYTES = np.zeros(256, dtype=bool)
_NUMBER_BYTES[list(b"0123456789+-.eE")] = True
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MAX_DIGITS = 15  # every integer of 15 digits is a float64


class Unreadable(Exception):
    """An item does not fit its field; `at` is its place in the block, from 0, where known. Never leaves the package."""

    def __init__(self, at: int | None, problem: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem


def _shown(item: Item) -> str:
    return f"<{item.kind}> {item.value[:40]!r}" if item.value else f"<{item.kind}>"


def _index(text: str) -> int:
    stripped = text.strip(" \t\r\n")
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) < 10 else -1


def number(text: str) -> float:
    """A finite decimal number as the file format writes it; NaN where the text is none."""
    stripped = text.strip(" \t\r\n")
    value = float(stripped) if _NUMBER.fullmatch(stripped) else math.nan
    return value if math.isfinite(value) else math.nan


def text_of(item: Item) -> str | None:
    """What an item reads as in a text column: None for missing, whole numbers without decimals."""
    if item.kind == "m":
        return None
    if item.kind == "s":
        return unescaped(item.value)
    if item.kind == "n":
        value = number(item.value)
        if math.isnan(value):
            return item.value
        return str(int(value)) if value == int(value) and abs(value) < 10**_MAX_DIGITS else repr(value)
    if item.kind == "b":
        return "true" if item.value.strip() in ("1", "true") else "false"
    return item.value


class TextColumn:
    """Texts of one field as int32 codes into `texts`; −1 is missing."""

    missing = -1

    def __init__(self, name: str, shared: Sequence[Item]) -> None:
        self.name = name
        self.texts: list[str] = []
        self._codes: dict[str, int] = {}
        self._by_item: dict[Pair, int] = {}
        self._array = pa.array([], pa.string())
        self._shared = np.array([self._code(item) for item in shared], dtype=np.int32)

    def _code(self, item: Item) -> int:
        text = text_of(item)
        if text is None:
            return -1
        code = self._codes.setdefault(text, len(self.texts))
        if code == len(self.texts):
            if code >= MAX_DISTINCT:
                raise Unreadable(None, f"holds more than {MAX_DISTINCT:,} different texts")
            self.texts.append(text)
        return code

    def _coded(self, item: Item, at: int) -> int:
        if item.kind == "x":
            index = _index(item.value)
            if not 0 <= index < len(self._shared):
                raise Unreadable(at, f"points at shared item {item.value!r} of {len(self._shared)}")
            return int(self._shared[index])
        return self._code(item)

    def take(self, items: Sequence[Pair]) -> np.ndarray:
        """Codes of items, one each."""
        known = self._by_item
        if len(known) > MAX_DISTINCT:
            known.clear()
        for at, item in enumerate(items):
            if item not in known:
                known[item] = self._coded(Item(*item), at)
        return np.fromiter(map(known.__getitem__, items), dtype=np.int32, count=len(items))

    def take_spans(self, spans: Spans) -> np.ndarray:
        """Codes of items given as byte spans."""
        out = np.full(len(spans.kinds), -1, dtype=np.int32)
        pointing = spans.kinds == ord("x")
        if pointing.any():
            out[pointing] = _looked_up(spans, pointing, self._shared)
        for kind in b"snbde":
            here = np.flatnonzero(spans.kinds == kind)
            if len(here):
                codes = _gathered(spans, here).dictionary_encode()
                texts = [self._code(Item(chr(kind), unreferenced(raw))) for raw in codes.dictionary.to_pylist()]
                out[here] = np.array(texts, dtype=np.int32)[codes.indices.to_numpy()]
        return out

    def finished(self, codes: np.ndarray) -> pa.DictionaryArray:
        """Codes as an Arrow dictionary array with indices as wide as `codes`."""
        if len(self._array) != len(self.texts):
            self._array = pa.array(self.texts, pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), self._array)

    def narrowest(self) -> np.dtype:
        """The smallest integer type that holds all codes so far."""
        return np.min_scalar_type(-max(len(self.texts), 1))


class NumberColumn:
    """Numbers of one field as float64; NaN stands for missing until the array is finished."""

    missing = math.nan

    def __init__(self, name: str, shared: Sequence[Item]) -> None:
        self.name = name
        self._items = tuple(shared)
        self._shared = np.array([number(item.value) if item.kind == "n" else math.nan for item in shared])
        self._blank = np.array([item.kind == "m" for item in shared], dtype=bool)

    def _valued(self, item: Item, at: int) -> float:
        if item.kind == "x":
            index = _index(item.value)
            if not 0 <= index < len(self._items):
                raise Unreadable(at, f"points at shared item {item.value!r} of {len(self._items)}")
            item = self._items[index]
        if item.kind == "m":
            return math.nan
        value = number(item.value) if item.kind == "n" else math.nan
        if math.isnan(value):
            raise Unreadable(at, f"holds {_shown(item)} where a number is declared")
        return value

    def take(self, items: Sequence[Pair]) -> np.ndarray:
        """Values of items, one each."""
        values = (self._valued(Item(*item), at) for at, item in enumerate(items))
        return np.fromiter(values, dtype=np.float64, count=len(items))

    def take_spans(self, spans: Spans) -> np.ndarray:
        """Values of items given as byte spans."""
        out = np.full(len(spans.kinds), math.nan)
        pointing = spans.kinds == ord("x")
        if pointing.any():
            positions = np.arange(len(self._items))
            indices = _looked_up(spans, pointing, positions)
            out[pointing] = self._shared[indices]
            wrong = np.isnan(out[pointing]) & ~self._blank[indices]
            if wrong.any():
                first = int(np.flatnonzero(wrong)[0])
                at = int(np.flatnonzero(pointing)[first])
                raise Unreadable(at, f"holds {_shown(self._items[indices[first]])} where a number is declared")
        here = np.flatnonzero(spans.kinds == ord("n"))
        if len(here):
            out[here] = _numbers(spans, here)
        other = np.flatnonzero(np.isin(spans.kinds, list(b"sbde")))
        if len(other):
            at = int(other[0])
            raise Unreadable(at, f"holds {_shown(_item(spans, at))} where a number is declared")
        return out

    def finished(self, values: np.ndarray) -> pa.DoubleArray:
        """Values as an Arrow float64 array with nulls."""
        return pa.array(values, mask=np.isnan(values))

    def narrowest(self) -> np.dtype:
        """Always float64."""
        return np.dtype(np.float64)


Column = TextColumn | NumberColumn


def unreferenced(raw: bytes) -> str:
    """Attribute bytes as text, the five named entities and character references read."""

    def character(match: re.Match[str]) -> str:
        hexadecimal, decimal, name = match.groups()
        if name in _ENTITIES:
            return _ENTITIES[name]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal) if decimal else 0
        if not (
            code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
        ):
            raise Unreadable(None, f"holds {match[0]!r}, which is no character")
        return chr(code)

    text = raw.decode("utf-8")
    return _REFERENCE.sub(character, text) if "&" in text else text


def _item(spans: Spans, at: int) -> Item:
    start = int(spans.starts[at])
    raw = spans.data[start : start + int(spans.lengths[at])].tobytes()
    return Item(chr(spans.kinds[at]), unreferenced(raw))


def _gathered(spans: Spans, here: np.ndarray) -> pa.Array:
    """The spans at `here` as one Arrow binary array."""
    lengths = spans.lengths[here]
    offsets = np.zeros(len(here) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    total = int(offsets[-1])
    where = np.repeat(spans.starts[here] - offsets[:-1], lengths) + np.arange(total)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(spans.data[where])]
    return pa.Array.from_buffers(pa.binary(), len(here), buffers)


def digits(spans: Spans, here: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Plain non-negative integers at `here` as int64, and where they are that (1 to 15 digits)."""
    starts, lengths = spans.starts[here], spans.lengths[here]
    plain = (lengths > 0) & (lengths <= _MAX_DIGITS)
    values = np.zeros(len(here), dtype=np.int64)
    for place in range(min(int(lengths.max(initial=0)), _MAX_DIGITS)):
        live = lengths > place
        digit = np.subtract(spans.data.take(starts + place, mode="clip"), 48, dtype=np.uint8)
        plain &= ~live | (digit <= 9)
        values = np.where(live, values * 10 + digit, values)
    return values, plain


def _looked_up(spans: Spans, pointing: np.ndarray, shared: np.ndarray) -> np.ndarray:
    here = np.flatnonzero(pointing)
    values, plain = digits(spans, here)
    for at in np.flatnonzero(~plain):
        values[at] = _index(_item(spans, int(here[at])).value)
    wrong = np.flatnonzero((values < 0) | (values >= len(shared)))
    if len(wrong):
        first = int(here[wrong[0]])
        raise Unreadable(first, f"points at shared item {_item(spans, first).value!r} of {len(shared)}")
    looked_up: np.ndarray = shared[values]
    return looked_up


def _numbers(spans: Spans, here: np.ndarray) -> np.ndarray:
    values, plain = digits(spans, here)
    out = values.astype(np.float64)
    rest = np.flatnonzero(~plain)
    if len(rest) == 0:
        return out
    parsed = _parsed(_gathered(spans, here[rest]))
    if parsed is not None:
        out[rest] = parsed
        return out
    for at in rest:
        item = _item(spans, int(here[at]))
        out[at] = number(item.value)
        if math.isnan(out[at]):
            raise Unreadable(int(here[at]), f"holds {_shown(item)} where a number is declared")
    return out


def _parsed(gathered: pa.Array) -> np.ndarray | None:
    """Decimal numbers all at once; None where one of them needs a closer look."""
    size = int(pc.sum(pc.binary_length(gathered)).as_py())
    if size == 0 or not _NUMBER_BYTES[np.frombuffer(gathered.buffers()[2], dtype=np.uint8, count=size)].all():
        return None
    try:
        parsed = pc.cast(gathered.cast(pa.string()), pa.float64()).to_numpy()
    except pa.ArrowInvalid:
        return None
    return parsed if np.isfinite(parsed).all() else None
