"""Find the items of pivot cache records in raw bytes with numpy, or say that the bytes are unusual.

Recognised is exactly what Excel writes: ``<r>``, one empty element per field with nothing but ``v="…"``, ``</r>``,
and white space between elements. Anything else (prefixes, more attributes, comments, single quotes, children) makes
`scanned` answer None, and the caller goes on with a real XML parser from the same byte.
"""

import re
from dataclasses import dataclass

import numpy as np

RECORD_END = b"</r>"

_REFERENCE = re.compile(rb"&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")
_OTHER, _OPEN, _CLOSE, _BARE, _VALUED = range(5)
_CLASS = np.zeros(256, dtype=np.uint8)
_CLASS[ord("r")] = _OPEN
_CLASS[ord("/")] = _CLOSE
_CLASS[ord("m")] = _BARE
_CLASS[list(b"xnsbde")] = _VALUED
_SPACE = np.zeros(256, dtype=bool)
_SPACE[list(b" \t\r\n")] = True


@dataclass(frozen=True, slots=True)
class Spans:
    """Items of one field, a row each: `kinds` uint8 (element name), value bytes ``data[start:start + length]``."""

    kinds: np.ndarray
    data: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray


@dataclass(frozen=True, slots=True)
class Scan:
    """All items of a run of whole records, in arrays of shape (records, fields)."""

    kinds: np.ndarray
    data: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray

    def field(self, position: int) -> Spans:
        """The items of one field."""
        return Spans(
            np.ascontiguousarray(self.kinds[:, position]),
            self.data,
            np.ascontiguousarray(self.starts[:, position]),
            np.ascontiguousarray(self.lengths[:, position]),
        )


def scanned(chunk: bytes, fields: int) -> Scan | None:
    """Items of a chunk that ends with a record; None where anything in it is not as Excel writes it.

    Answers only what an XML parser would: but for references to forbidden characters, the chunk is well-formed then.
    """
    if not (chunk.isascii() or _is_utf8(chunk)) or chunk.count(b"&") != len(_REFERENCE.findall(chunk)):
        return None
    data = np.frombuffer(chunk, dtype=np.uint8)
    opening = np.flatnonzero(data == ord("<"))
    closing = np.flatnonzero(data == ord(">"))
    if len(opening) != len(closing) or len(opening) % (fields + 2) or not _alternate(opening, closing):
        return None
    classes = _CLASS[data[opening + 1]]
    if not _elements_are_plain(data, opening, closing, classes) or not _gaps_are_blank(data, opening, closing):
        return None
    valued = classes == _VALUED
    if np.count_nonzero(data == ord('"')) != 2 * np.count_nonzero(valued):
        return None
    shape = (-1, fields + 2)
    rows = classes.reshape(shape)
    inner = rows[:, 1:-1]
    if (rows[:, 0] != _OPEN).any() or (rows[:, -1] != _CLOSE).any() or (inner < _BARE).any():
        return None
    starts = opening.reshape(shape)[:, 1:-1] + 6
    lengths = np.where(inner == _VALUED, closing.reshape(shape)[:, 1:-1] - 2 - starts, 0)
    return Scan(data[opening + 1].reshape(shape)[:, 1:-1], data, starts, lengths)


def _is_utf8(chunk: bytes) -> bool:
    try:
        text = chunk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in text and "\uffff" not in text


def _alternate(opening: np.ndarray, closing: np.ndarray) -> bool:
    return bool((opening < closing).all() and (closing[:-1] < opening[1:]).all())


def _elements_are_plain(data: np.ndarray, opening: np.ndarray, closing: np.ndarray, classes: np.ndarray) -> bool:
    """Each tag is ``<r>``, ``</r>``, ``<m/>`` or ``<? v="…"/>`` to the byte."""
    size = closing - opening
    expected = np.array([0, 2, 3, 3, 0])[classes]  # distance from < to > of r, /r, m/
    fixed = expected > 0
    if (classes == _OTHER).any() or (size[fixed] != expected[fixed]).any():
        return False
    second = data[opening + 2]
    if (second[classes == _CLOSE] != ord("r")).any() or (second[classes == _BARE] != ord("/")).any():
        return False
    valued = classes == _VALUED
    first, last = opening[valued], closing[valued]
    if len(first) == 0:
        return True
    if (size[valued] < 8).any():
        return False
    return all(
        (data[first + offset] == byte).all() for offset, byte in zip((2, 3, 4, 5), b' v="', strict=True)
    ) and all((data[last - offset] == byte).all() for offset, byte in ((1, ord("/")), (2, ord('"'))))


def _gaps_are_blank(data: np.ndarray, opening: np.ndarray, closing: np.ndarray) -> bool:
    """Between elements there is white space or nothing, and no control character stands anywhere else."""
    before = np.concatenate(([0], closing[:-1] + 1))
    gaps = opening - before
    controls = int(np.count_nonzero(data < 0x20))
    total = int(gaps.sum())
    if total == 0:
        return controls == 0
    offsets = np.cumsum(gaps) - gaps
    between = data[np.repeat(before - offsets, gaps) + np.arange(total)]
    return bool(_SPACE[between].all()) and int(np.count_nonzero(between < 0x20)) == controls
