"""PX files (PC-Axis), as SCB delivers ordered tables: ``KEYWORD[language]("subkey", …)=value;``, then the figures.

Which keywords there are does not matter: those that say how the figures lie are read, all others are passed over,
whatever their subkeys. Any bytes end as rows or as SourceChanged, in time linear in their size.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.formats.bounds import DOWNLOADED
from loaders.formats.delimited import from_code_page
from loaders.formats.flatsheet import Row
from loaders.ground.errors import BeyondBounds, SourceChanged

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*[A-Z][A-Z0-9_-]*\s*(?:\[[^\]\n]*\]\s*)?(?:\([^)\n]*\)\s*)?=\s*(?:[\"\d]|YES|NO|TLIST)"
)
_TOKEN = re.compile(r'"[^"]*"|[;=]|[^";=]+|"')
_HEAD = re.compile(r'\s*([^\s\[\]()"]+)\s*(?:\[([^\]]*)\])?')
_VALUE = re.compile(r'"[^"]*"|,|[^\s",]+')
_FIGURE = re.compile(r'"[^"]*"|[^\s";]+|[;"]')
_KEYED_FIGURE = re.compile(r'"[^"]*"|[^\s",;]+|[;"]')
_CODE_PAGE = re.compile(rb'CODEPAGE\s*=\s*"((?:windows-125|cp125|iso-8859-)\d{1,2}|cp\d{3})"', re.IGNORECASE)
_LAYOUT = ("STUB", "HEADING", "VALUES", "CODES", "KEYS")
"""Keywords that say how the figures lie."""

_Key = tuple[str, str, str]
"""Keyword, language ("" for the file's own), and subkey ("" without one)."""
_Stated = dict[_Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Axis:
    """A variable: its name, the code of each value, and what a row of the sparse form calls it (none in the dense)."""

    name: str
    codes: tuple[str, ...]
    keys: tuple[str, ...] = ()


def is_px(body: bytes) -> bool:
    """Whether bytes begin as a PX file does: with a keyword in capitals and what it equals."""
    return _START.match(body[:4096]) is not None


def rows(body: bytes, name: str, most: int = DOWNLOADED.cells) -> Iterator[Row]:
    """A header row (variables and "value"), then a row per cell: the code of each variable, and the figure as written.

    Rows have the line of their figure in the file. Where a variable has no codes, its texts stand; variables have
    their Swedish names where the file has such. Symbols ("..", "-") come as text. SourceChanged, with the line or what
    is lacking, where the file says too little, ends too early, has not as many figures as cells, or more than ``most``.
    """
    text = _text(body)
    stated, at, line = _statements(text, name)
    axes = _axes(stated, name)
    yield Row(1, (*(axis.name for axis in axes), "value"))
    expected = math.prod(len(axis.codes) for axis in axes)
    if expected > most:
        raise BeyondBounds(
            f"{name}: the PX file should have more than {most} figures. Ask for fewer values of its variables.",
            f"{name}: PX-filen ska ha mer än {most} tal. Välj färre värden i dess variabler.",
        )
    if any(axis.keys for axis in axes):
        yield from _sparse(text, at, line, axes, name)
        return
    figures = list(_figures(_FIGURE, text, at, line, name))
    if len(figures) != expected:
        parted = list(_figures(_KEYED_FIGURE, text, at, line, name))  # commas may stand between figures
        figures = parted if len(parted) == expected else figures
    if len(figures) != expected:
        raise SourceChanged(
            f"{name}: the PX file holds {len(figures)} figures and should have {expected}. It is cut off or damaged: "
            "fetch it again."
        )
    for key, (at_line, figure) in zip(itertools.product(*(axis.codes for axis in axes)), figures, strict=True):
        yield Row(at_line, (*key, figure))


def _text(body: bytes) -> str:
    """UTF-8 where it is that; else by CODEPAGE, or Windows' Western code page. Signs that it lacks become U+FFFD."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = _CODE_PAGE.search(body[:8192])
    try:
        return body.decode(page[1].decode("ascii"), "replace") if page else from_code_page(body)
    except LookupError:
        return from_code_page(body)


def _statements(text: str, name: str) -> tuple[_Stated, int, int]:
    """What the keywords of _LAYOUT say, and position and line where the figures begin."""
    stated: _Stated = {}
    head: list[str] = []
    value: list[str] | None = None
    line = begun = 1
    keyword = ""
    for token in _TOKEN.finditer(text):
        found = token[0]
        if found == '"':
            raise SourceChanged(
                f"{name}, line {line}: a text begins with a quotation mark and is never closed, so the PX file is cut "
                "off or damaged. Fetch it again."
            )
        if not head and value is None and found.strip():
            begun = line + found[: len(found) - len(found.lstrip())].count("\n")
        line += found.count("\n")
        if value is None and found == "=":
            keyword = _keyword(head, f"{name}, line {begun}")
            if keyword == "DATA":
                return stated, token.end(), line
            value = []
        elif found == ";":
            if value is not None:
                _state(stated, head, value, f"{name}, line {begun}")
            elif "".join(head).strip():
                raise SourceChanged(f"{name}, line {begun}: {_short(head)} is no statement of a PX file (no =)")
            head, value = [], None
        else:
            (head if value is None else value).append(found)
    last = f"It ends in {keyword}. " if keyword else ""
    raise SourceChanged(f"{name}, line {line}: the PX file has no DATA. {last}It is cut off: fetch it again.")


def _keyword(head: list[str], where: str) -> str:
    found = _HEAD.match("".join(head))
    if found is None:
        raise SourceChanged(f"{where}: no keyword stands before =, but {_short(head)}. Fetch the PX file again.")
    return found[1].upper()


def _short(head: list[str]) -> str:
    return repr(" ".join("".join(head).split())[:60])


def _state(stated: _Stated, head: list[str], value: list[str], where: str) -> None:
    """Note a statement on how the figures lie; any other is passed over, as nothing in it can change a figure."""
    whole = "".join(head)
    found = _HEAD.match(whole)
    if found is None or found[1].upper() not in _LAYOUT:
        return
    keyword, language, rest = found[1].upper(), (found[2] or "").strip().strip('"'), whole[found.end() :]
    subkeys = [" ".join(one[1:-1].split()) for one in re.findall(r'"[^"]*"', rest)]
    outside = re.sub(r'"[^"]*"', "", rest).strip()
    if (outside and not re.fullmatch(r"\(\s*\)", outside)) or len(subkeys) > 1:
        raise SourceChanged(f"{where}: keyword {_short(head)} is not understood. Ask for the table as CSV instead.")
    key = (keyword, language, subkeys[0] if subkeys else "")
    listed = _listed("".join(value))
    if stated.setdefault(key, listed) != listed:
        raise SourceChanged(f"{where}: {_short(head)} stands twice and says two things. Ask for the file anew.")


def _listed(text: str) -> tuple[str, ...]:
    """Values with a comma between; texts without one are one text that goes on, as on the next line."""
    listed: list[list[str]] = []
    goes_on = False
    for token in _VALUE.findall(text):
        if token == ",":
            goes_on = False
        elif token.startswith('"') and goes_on:
            listed[-1].append(token[1:-1])
        else:
            listed.append([token[1:-1] if token.startswith('"') else token])
            goes_on = token.startswith('"')
    return tuple(" ".join("".join(parts).split()) for parts in listed)


def _axes(stated: _Stated, name: str) -> list[_Axis]:
    own = _variables(stated, "")
    swedish = next((code for _, code, _ in stated if code.lower().partition("-")[0] == "sv"), "")
    named = _variables(stated, swedish)
    if len(named) != len(own):
        named = own
    if not own:
        raise SourceChanged(f"{name}: the PX file names no variables in STUB and HEADING. Ask for the table as CSV.")
    axes = [_axis(stated, names, swedish, name) for names in zip(own, named, strict=True)]
    keyed = [bool(axis.keys) for axis in axes]
    if any(keyed) and sorted(keyed, reverse=True) != keyed:
        raise SourceChanged(
            f"{name}: KEYS (the sparse form) of other variables than the first ones is not read. "
            "Ask for the table as PX without KEYS, or as CSV."
        )
    return axes


def _variables(stated: _Stated, language: str) -> tuple[str, ...]:
    return (*stated.get(("STUB", language, ""), ()), *stated.get(("HEADING", language, ""), ()))


def _axis(stated: _Stated, names: tuple[str, str], swedish: str, file: str) -> _Axis:
    """A variable by its name in the file's own language and in Swedish, which may be the same."""
    own, named = names

    def said(keyword: str) -> tuple[str, ...]:
        return stated.get((keyword, swedish, named)) or stated.get((keyword, "", own)) or ()

    values, codes = said("VALUES"), said("CODES")
    if not values and not codes:
        raise SourceChanged(f"{file}: the PX file has no VALUES of '{own}'. It is cut off or damaged: fetch it again.")
    if values and codes and len(values) != len(codes):
        raise SourceChanged(
            f"{file}: '{own}' has {len(values)} VALUES and {len(codes)} CODES in the PX file, so which is which cannot "
            "be told. Ask for the file anew."
        )
    form = stated.get(("KEYS", "", own), ())
    if not form:
        return _Axis(named, codes or values)
    keys = stated.get((form[0].upper(), "", own), ())
    if form[0].upper() not in ("CODES", "VALUES") or len(keys) != len(codes or values):
        raise SourceChanged(
            f"{file}: KEYS (the sparse form) of '{own}' is {form[0]}, which the PX file does not have. "
            "Ask for the table as PX without KEYS, or as CSV."
        )
    return _Axis(named, codes or values, keys)


def _figures(pattern: re.Pattern[str], text: str, at: int, line: int, name: str) -> Iterator[tuple[int, str]]:
    """Line and text of every figure up to the semicolon that ends them."""
    before = at
    end = len(text)
    for token in pattern.finditer(text, at):
        line += text.count("\n", before, token.start())
        before = token.start()
        if token[0] == ";":
            return
        if token[0] == '"' or token.end() == end:
            raise SourceChanged(f"{name}, line {line}: the PX file is cut off within its figures. Fetch it again.")
        yield line, token[0].strip('"').strip()


def _sparse(text: str, at: int, line: int, axes: list[_Axis], name: str) -> Iterator[Row]:
    """Rows of the form with KEYS: the key of each keyed variable, then the figures of the others.

    A file that leaves rows out is refused: nothing says whether they are nought, hidden or not known.
    """
    keyed = [axis for axis in axes if axis.keys]
    codes: list[Mapping[str, str]] = [dict(zip(axis.keys, axis.codes, strict=True)) for axis in keyed]
    free = [axis.codes for axis in axes[len(keyed) :]]
    if math.prod(map(len, free)) > len(text):
        raise SourceChanged(f"{name}: the PX file has fewer figures than one row should have. Fetch it again.")
    across = list(itertools.product(*free))
    found = _figures(_KEYED_FIGURE, text, at, line, name)
    seen: set[tuple[str, ...]] = set()
    while head := list(itertools.islice(found, len(keyed))):
        row_line = head[0][0]
        for axis, known, (_, written) in zip(keyed, codes, head, strict=False):
            if written not in known:
                raise SourceChanged(
                    f"{name}, line {row_line}: '{written}' is no key of '{axis.name}'. The PX file (with KEYS) is "
                    "damaged: fetch it again, or ask for the table without KEYS."
                )
        figures = list(itertools.islice(found, len(across)))
        if len(head) < len(keyed) or len(figures) < len(across):
            raise SourceChanged(f"{name}, line {row_line}: the PX file is cut off within a row. Fetch it again.")
        key = tuple(known[written] for known, (_, written) in zip(codes, head, strict=True))
        if key in seen:
            raise SourceChanged(f"{name}, line {row_line}: {' '.join(key)} stands twice. Ask for the file anew.")
        seen.add(key)
        for rest, (figure_line, figure) in zip(across, figures, strict=True):
            yield Row(figure_line, (*key, *rest, figure))
    expected = math.prod(len(axis.codes) for axis in keyed)
    if len(seen) != expected:
        raise SourceChanged(
            f"{name}: the PX file has KEYS (the sparse form) and leaves out {expected - len(seen)} of {expected} rows, "
            "and does not say whether they are nought or hidden. Ask for the table as PX without KEYS, or as CSV."
        )
