"""The workbook PxWeb makes of a table (*Spara som Excel*): title, headings above the figures, stubs before them.

Source: Tillväxtanalys' export "Konkurser och anställda berörda av konkurs 1996-", downloaded 2024-06-27.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from loaders.formats.cube import Cube
from loaders.formats.flatsheet import Cell, Row, all_rows
from loaders.ground import places
from loaders.ground.errors import SourceChanged
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.panels import NULL_MEANS
from loaders.pxweb.running_numbers import period_code

_TIME = "Tid"
_TEXT_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,](?:\d{1,2}|\d{4,}))?")
"""A figure kept as text. Three digits after one sign may be thousands or decimals, so they are not read."""
_SUM = re.compile(r"(summa|totalt?|total|sum)\b", re.IGNORECASE)
_CODE = re.compile(r"\d{1,4}|[A-Z][A-Z0-9+-]{0,9}")


@dataclass(frozen=True, slots=True)
class Known:
    """A variable that may be in a workbook: its code, its kind (``region``, ``content`` or ``other``), and whether a
    text is one of its declared values."""

    code: str
    kind: str
    holds: Callable[[str], bool]


def read_export(path: Path, known: Sequence[Known]) -> tuple[Metadata, Cube]:
    """The workbook as a table of its own: codes are the texts in it.

    known: the variables that may be in it. Time is known by its form, places by their numbers, the others by the title
    or by their declared values; codes in a column of their own are left out. Figures kept as text are read.
    SourceChanged, with row and cell, for what is neither figure nor sign, or if the sheet has another layout;
    SourceError where the file is damaged.
    """
    rows = [row for row in all_rows(path) if any(cell is not None for cell in row.cells)]
    first, stubs = _first_figures(rows, path.name)
    alone = (row.cells[0] for row in rows[:first] if row.cells[0] is not None and not any(row.cells[1:]))
    title = next((cell for cell in alone if isinstance(cell, str)), "")
    heads = [row for row in rows[:first] if any(row.cells[stubs:])]
    _refuse_figures_above(heads, stubs, path.name)
    width = max(len(row.cells) for row in rows[first:])
    axes = [_filled(row.cells[stubs:width], width - stubs) for row in heads]
    body = [row for row in rows[first:] if any(cell is not None for cell in row.cells[stubs:])]
    _refuse_sums(body, stubs, path.name, known)
    columns = _with_codes([_filled([row.cells[at] for row in body], len(body)) for at in range(stubs)])
    axes = _with_codes(axes)
    content = next((one for one in known if one.kind == "content"), None)
    only = re.split(r"\s+efter\s+", title, flags=re.IGNORECASE)[0]
    if (
        content
        and content.holds(only)
        and not any(map(content.holds, {text for axis in [*columns, *axes] for text in axis}))
    ):
        axes = [*[axis for axis in axes if len(set(axis)) > 1], [only] * (width - stubs)]
    names = _named([*columns, *axes], title, known, path.name)

    codes = {name: tuple(dict.fromkeys(texts)) for name, texts in zip(names, [*columns, *axes], strict=True)}
    at = {name: {text: n for n, text in enumerate(texts)} for name, texts in codes.items()}
    values = np.full(tuple(len(texts) for texts in codes.values()), np.nan)
    held = np.zeros(values.shape, bool)
    status, symbols = np.zeros(values.shape, np.uint8), {"": 0}
    for number, row in enumerate(body):
        for column, cell in enumerate(row.cells[stubs:width]):
            key = [texts[number] for texts in columns] + [texts[column] for texts in axes]
            place = tuple(at[name][text] for name, text in zip(names, key, strict=True))
            if cell is None:
                continue
            if held[place]:
                raise SourceChanged(f"{path.name}, row {row.number}: {', '.join(key)} comes twice. Nothing was read.")
            held[place] = True
            value = _value(cell)
            if value is None:
                sign = _symbol(str(cell), f"{path.name}, row {row.number}, cell {_letter(stubs + column)}{row.number}")
                status[place] = symbols.setdefault(sign, len(symbols))
            else:
                values[place] = value
    metadata = _metadata(title, codes, {one.code: one.kind for one in known})
    return metadata, _cube(metadata, values, status, tuple(symbols), held)


def _first_figures(rows: Sequence[Row], where: str) -> tuple[int, int]:
    """Position of the first row with figures, and how many columns of text stand before them."""
    starts = [next((n for n, cell in enumerate(row.cells) if _is_number(cell)), None) for row in rows]
    found = [start for start in starts if start]
    if not found:
        blank = [next((n for n, cell in enumerate(row.cells) if cell is not None), 0) for row in rows]
        found = [start for start in blank[:-1] if start][:1]  # all figures are texts: as many stubs as no heading has
    if not found:
        raise SourceChanged(
            f"{where} holds no figures with text before them: it is no table saved from PxWeb. Save it as Excel anew, "
            "with all variables in it."
        )
    stubs = min(found)
    for n, row in enumerate(rows):
        if len(row.cells) > stubs and row.cells[stubs - 1] is not None and any(map(_is_figure, row.cells[stubs:])):
            return n, stubs
    raise SourceChanged(f"{where}: no row has both texts and figures. Nothing was read; save the table as Excel anew.")


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _value(cell: Cell) -> float | None:
    """The figure in a cell, as number or text; None if it is no figure."""
    if isinstance(cell, str):
        text = cell.strip()
        plain = re.sub(r"\s", "", text).replace("−", "-").replace(",", ".")
        return float(plain) if _TEXT_NUMBER.fullmatch(text) else None
    return float(cell) if _is_number(cell) and cell is not None else None


def _is_figure(cell: Cell) -> bool:
    return _value(cell) is not None or (isinstance(cell, str) and bool(_sign(cell)) and _sign(cell) in NULL_MEANS)


def _sign(cell: str) -> str:
    return cell.strip().replace("–", "-").replace("…", "...")


def _symbol(cell: str, where: str) -> str:
    if _sign(cell) not in NULL_MEANS:
        signs = " ".join(sign for sign in NULL_MEANS if sign)
        raise SourceChanged(
            f"{where}: '{cell.strip()}' stands where a figure should, and none of the signs {signs}. Nothing was read. "
            "Write the figure as a number in the cell, or see the table's notes for what the sign means."
        )
    return _sign(cell)


def _letter(column: int) -> str:
    """Name of a column of a sheet: 0 is A, 26 is AA."""
    return (_letter(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


def _refuse_figures_above(heads: Sequence[Row], stubs: int, where: str) -> None:
    """A row above the first figures that begins with a period is no heading: its figures are not readable as such."""
    for row in heads:
        if any(isinstance(cell, str) and period_code(cell) for cell in row.cells[:stubs]):
            at, cell = next((n, cell) for n, cell in enumerate(row.cells[stubs:], stubs) if cell is not None)
            _symbol(str(cell), f"{where}, row {row.number}, cell {_letter(at)}{row.number}")


def _refuse_sums(body: Sequence[Row], stubs: int, where: str, known: Sequence[Known]) -> None:
    for row in body:
        sums = (cell for cell in row.cells[:stubs] if isinstance(cell, str) and _SUM.match(cell.strip()))
        told = next(sums, None)
        if told is not None and not any(one.holds(told) for one in known):
            raise SourceChanged(
                f"{where}, row {row.number}: '{told}' is a sum, which the publisher's table does not have. Nothing was "
                "read. Take the row out, or save the table without sums."
            )


def _with_codes(axes: Sequence[list[str]]) -> list[list[str]]:
    """Axes with codes and their texts joined: the texts, with the code before a place's name."""
    kept: list[list[str]] = []
    for texts in axes:
        codes = kept[-1] if kept else []
        pairs = set(zip(codes, texts, strict=True)) if len(codes) == len(texts) else set()
        one_to_one = len(pairs) == len(set(codes)) == len(set(texts))
        if not (pairs and one_to_one and all(map(_CODE.fullmatch, codes)) and not all(map(_CODE.fullmatch, texts))):
            kept.append(texts)
        elif all(code in places.all_places() and text[:1].isalpha() for code, text in pairs):
            kept[-1] = [f"{code} {text}" for code, text in zip(codes, texts, strict=True)]
        else:
            kept[-1] = texts
    return kept


def _filled(cells: Sequence[Cell], length: int) -> list[str]:
    """Texts with gaps filled from before: outer stubs and merged headings are written once."""
    texts, last = [], ""
    for cell in [*cells, *[None] * (length - len(cells))]:
        last = " ".join(str(cell).split()) if cell not in (None, "") else last
        texts.append(last)
    return texts


def _named(axes: Sequence[Sequence[str]], title: str, known: Sequence[Known], where: str) -> tuple[str, ...]:
    """A variable for each column of stubs and row of headings."""
    by = re.search(r"\befter\s+(.+?)(\.|$)", title, re.IGNORECASE)
    said = [_plain(part) for part in re.split(r",\s*|\s+och\s+", by[1])] if by else []
    region = [one.code for one in known if one.kind == "region"]
    names = []
    for place, texts in enumerate(axes):
        named = said[place] if len(said) == len(axes) else ""
        if all(period_code(text) for text in texts):
            names.append(_TIME)
        elif region and all(re.match(r"(\d{2}|\d{4}) \D", text) for text in texts):
            names.append(region[0])
        else:
            titled = next((one.code for one in known if _plain(one.code) == named), "")
            valued = next((one.code for one in known if any(map(one.holds, texts))), "")
            names.append(titled or valued or named or f"[{place}]")
    if _TIME not in names or len(set(names)) != len(names):
        raise SourceChanged(
            f"{where}: the title '{title}' and the columns ({', '.join(texts[0] for texts in axes if texts)}) do not "
            f"tell which variables it has; found {', '.join(names)}. Save the whole table as Excel anew."
        )
    return tuple(names)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _metadata(title: str, codes: dict[str, tuple[str, ...]], kinds: dict[str, str]) -> Metadata:
    return Metadata(
        table=title,
        label=title,
        updated=None,
        source="",
        notes=(),
        variables=tuple(
            Variable(
                code=name,
                label=name,
                codes=texts,
                labels={text: text for text in texts},
                is_time=name == _TIME,
                is_content=kinds.get(name) == "content",
            )
            for name, texts in codes.items()
        ),
    )


def _cube(
    metadata: Metadata, values: np.ndarray, status: np.ndarray, symbols: tuple[str, ...], held: np.ndarray
) -> Cube:
    variables = metadata.variables
    return Cube(
        ids=tuple(variable.code for variable in variables),
        codes={variable.code: variable.codes for variable in variables},
        labels={variable.code: variable.labels for variable in variables},
        dimension_labels={variable.code: variable.label for variable in variables},
        units={},
        roles={"time": (_TIME,)},
        eliminable={variable.code: False for variable in variables},
        codelists={variable.code: () for variable in variables},
        updated=None,
        source="",
        label=metadata.label,
        table="",
        notes=(),
        values=values,
        status=status if len(symbols) > 1 else None,
        symbols=symbols,
        undelivered=None if held.all() else ~held,
    )
