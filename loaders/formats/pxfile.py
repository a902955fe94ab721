"""PX files (PC-Axis), as SCB delivers ordered tables: keywords with quoted values, then the figures row by row."""

import codecs
import itertools
import re
from collections.abc import Iterator

from loaders.ground.errors import SourceChanged

_KEYWORD = re.compile(r'\s*([A-Z][A-Z0-9-]*)(?:\[(\w+)\])?(?:\("([^"]*)"\))?\s*=')
_QUOTED = re.compile(r'"([^"]*)"')


def is_px(body: bytes) -> bool:
    """Whether bytes begin as a PX file does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(CHARSET|AXIS-VERSION|CODEPAGE)\s*=", body) is not None


def rows(body: bytes, name: str) -> Iterator[tuple[str | None, ...]]:
    """A header row (variables and "value"), then a row per cell: the code of each variable, and the figure as written.

    Where a variable has no codes, its texts stand. Symbols ("..", "-") come as text. SourceChanged where keywords
    are lacking or there are not as many figures as cells.
    """
    stated, figures = _parsed(_text(body))
    variables = [*stated.get(("STUB", ""), ()), *stated.get(("HEADING", ""), ())]
    axes = [_codes(stated, variable) for variable in variables]
    if not variables or not all(axes):
        raise SourceChanged(f"{name}: the PX file names no variables in STUB and HEADING, or one has no VALUES")
    expected = 1
    for axis in axes:
        expected *= len(axis)
    if len(figures) != expected:
        raise SourceChanged(
            f"{name}: the PX file holds {len(figures)} figures and should have {expected}. It is cut off or damaged."
        )
    yield (*variables, "value")
    for key, figure in zip(itertools.product(*axes), figures, strict=True):
        yield (*key, figure)


def _text(body: bytes) -> str:
    if body.startswith(codecs.BOM_UTF8) or re.search(rb'CODEPAGE\s*=\s*"utf-8"', body[:4000], re.IGNORECASE):
        return body.decode("utf-8-sig", "replace")
    return body.decode("cp1252", "replace")


def _parsed(text: str) -> tuple[dict[tuple[str, str], tuple[str, ...]], list[str]]:
    """Values by (keyword, variable), Swedish or default language only; and the figures."""
    stated: dict[tuple[str, str], tuple[str, ...]] = {}
    at = 0
    while found := _KEYWORD.match(text, at):
        keyword, language, variable = found[1], found[2], found[3] or ""
        end = _end(text, found.end())
        if keyword == "DATA":
            figures = re.findall(r'"[^"]*"|[^\s;]+', text[found.end() : end])
            return stated, [figure.strip('"') for figure in figures]
        if language in (None, "sv"):
            stated[(keyword, variable)] = tuple(_QUOTED.findall(text[found.end() : end]))
        at = end + 1
    return stated, []


def _end(text: str, at: int) -> int:
    """Position of the semicolon that ends a statement, quoted ones apart."""
    inside = False
    for position in range(at, len(text)):
        if text[position] == '"':
            inside = not inside
        elif text[position] == ";" and not inside:
            return position
    return len(text)


def _codes(stated: dict[tuple[str, str], tuple[str, ...]], variable: str) -> tuple[str, ...]:
    values = stated.get(("VALUES", variable), ())
    codes = stated.get(("CODES", variable), ())
    return codes if len(codes) == len(values) else values
