"""The workbook PxWeb makes of a table (*Spara som Excel*): title, headings above the figures, stubs before them.

Source: Tillväxtanalys' export "Konkurser och anställda berörda av konkurs 1996-", downloaded 2024-06-27.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from loaders.formats.cube import Cube
from loaders.formats.flatsheet import Cell, Row, all_rows
from loaders.ground.errors import SourceChanged
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.running_numbers import period_code

_SYMBOLS = frozenset({".", "..", "...", "-", "–", "*", ""})
_TIME = "Tid"


def read_export(path: Path, known: Iterable[tuple[str, str]]) -> tuple[Metadata, Cube]:
    """The workbook as a table of its own: codes are the texts in it.

    known: (code, kind) of the variables that may be in it, kind ``region``, ``content`` or ``other``. Time is known by
    its form, places by their numbers or the title, the others by the title. SourceChanged if the sheet has another
    layout; SourceError where the file is damaged.
    """
    rows = [row for row in all_rows(path) if any(cell is not None for cell in row.cells)]
    title = next((cell for row in rows for cell in row.cells if isinstance(cell, str)), "")
    first, stubs = _first_figures(rows, path.name)
    heads = [row for row in rows[:first] if not any(row.cells[:stubs]) and any(row.cells[stubs:])]
    width = max(len(row.cells) for row in rows[first:])
    axes = [_filled(row.cells[stubs:width], width - stubs) for row in heads]
    body = [row for row in rows[first:] if len(row.cells) > stubs and any(map(_is_figure, row.cells[stubs:]))]
    columns = [_filled([row.cells[at] for row in body], len(body)) for at in range(stubs)]
    names = _named([*columns, *axes], title, tuple(known), path.name)

    codes = {name: tuple(dict.fromkeys(texts)) for name, texts in zip(names, [*columns, *axes], strict=True)}
    at = {name: {text: n for n, text in enumerate(texts)} for name, texts in codes.items()}
    values = np.full(tuple(len(texts) for texts in codes.values()), np.nan)
    held = np.zeros(values.shape, bool)
    status, symbols = np.zeros(values.shape, np.uint8), {"": 0}
    for number, row in enumerate(body):
        for column, cell in enumerate(row.cells[stubs:width]):
            key = [columns[n][number] for n in range(stubs)] + [texts[column] for texts in axes]
            place = tuple(at[name][text] for name, text in zip(names, key, strict=True))
            if cell is None:
                continue
            if held[place]:
                raise SourceChanged(f"{path.name}, row {row.number}: {', '.join(key)} comes twice. Nothing was read.")
            held[place] = True
            if isinstance(cell, str):
                status[place] = symbols.setdefault(_symbol(cell, path.name, row), len(symbols))
            else:
                values[place] = float(cell)
    metadata = _metadata(title, codes, dict(known))
    return metadata, _cube(metadata, values, status, tuple(symbols), held)


def _first_figures(rows: Sequence[Row], where: str) -> tuple[int, int]:
    """Position of the first row with figures, and how many columns of text stand before them."""
    starts = [next((n for n, cell in enumerate(row.cells) if _is_number(cell)), None) for row in rows]
    found = [start for start in starts if start]
    if not found:
        raise SourceChanged(
            f"{where} holds no figures with text before them: it is no table saved from PxWeb. Save it as Excel anew, "
            "with all variables in it."
        )
    stubs = min(found)
    for n, row in enumerate(rows):
        if len(row.cells) > stubs and row.cells[stubs - 1] is not None and any(map(_is_figure, row.cells[stubs:])):
            return n, stubs
    return starts.index(stubs), stubs


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_figure(cell: Cell) -> bool:
    return _is_number(cell) or (isinstance(cell, str) and cell.strip() in _SYMBOLS and cell.strip() != "")


def _symbol(cell: str, where: str, row: Row) -> str:
    text = cell.strip().replace("–", "-")
    if text not in _SYMBOLS:
        raise SourceChanged(f"{where}, row {row.number}: '{cell}' stands where a figure should. Nothing was read.")
    return text


def _filled(cells: Sequence[Cell], length: int) -> list[str]:
    """Texts with gaps filled from before: outer stubs and merged headings are written once."""
    texts, last = [], ""
    for cell in [*cells, *[None] * (length - len(cells))]:
        last = " ".join(str(cell).split()) if cell not in (None, "") else last
        texts.append(last)
    return texts


def _named(axes: Sequence[Sequence[str]], title: str, known: Sequence[tuple[str, str]], where: str) -> tuple[str, ...]:
    """A variable for each column of stubs and row of headings."""
    by = re.search(r"\befter\s+(.+?)(\.|$)", title, re.IGNORECASE)
    said = [_plain(part) for part in re.split(r",\s*|\s+och\s+", by[1])] if by else []
    region = [code for code, kind in known if kind == "region"]
    names = []
    for place, texts in enumerate(axes):
        named = said[place] if len(said) == len(axes) else ""
        if all(period_code(text) for text in texts):
            names.append(_TIME)
        elif region and all(re.match(r"(\d{2}|\d{4}) \D", text) for text in texts):
            names.append(region[0])
        else:
            names.append(next((code for code, _ in known if _plain(code) == named), named or f"[{place}]"))
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
