"""Running numbers made codes: what a px file without codes calls 0, 1, 2 … is found in its value texts. Pure.

``20 Dalarnas län`` is 20, ``2380 Östersund`` is 2380, ``2024M05`` is itself, ``2024Q2`` is 2024K2 as SCB writes it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from loaders.formats.cube import Cube
from loaders.ground import places
from loaders.ground.declarations import OWN_SUM, Level
from loaders.ground.errors import SourceChanged
from loaders.pxweb.metadata import Metadata, Variable
from loaders.pxweb.selection import Selection

SUM_CODE = "sum"
NIL = "-"
_MONTH = re.compile(r"(\d{4})\s?[M-]?\s?(0[1-9]|1[0-2])", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})\s?-?(?:[QK]|kv(?:artal)?)\.?\s?([1-4])", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_TOTAL = re.compile(r"(totalt?|samtliga|alla|hela)\b", re.IGNORECASE)


def period_code(text: str) -> str | None:
    """A period in any of the forms met, as SCB's time code; None if it is none."""
    text = " ".join(text.split())
    if found := _QUARTER.fullmatch(text):
        return f"{found[1]}K{found[2]}"
    if _YEAR.fullmatch(text):
        return text
    found = _MONTH.fullmatch(text)
    return f"{found[1]}M{found[2]}" if found else None


@dataclass(frozen=True, slots=True)
class Recoding:
    """How one table's codes are read.

    metadata: with our codes for places and periods, and the sums added. theirs: variable → our code → the
    publisher's, for the variables recoded. sums: variables whose sum is made here, with the publisher's codes.
    """

    metadata: Metadata
    theirs: Mapping[str, Mapping[str, str]]
    sums: Mapping[str, tuple[str, ...]]

    def selection(self, ours: Mapping[str, Iterable[str]]) -> Selection:
        """What to ask the publisher for: its own codes, and every value of what is summed."""
        asked = {}
        for name, codes in ours.items():
            back = self.theirs.get(name, {})
            if SUM_CODE in codes and name in self.sums:
                asked[name] = self.sums[name]
            else:
                asked[name] = tuple(back.get(code, code) for code in codes)
        return asked

    def cube(self, cube: Cube) -> Cube:
        """An answer in our codes, sums added. Its own codes may be fewer than the table's."""
        codes, labels = dict(cube.codes), dict(cube.labels)
        for name, back in self.theirs.items():
            if name in codes:
                ours = {code: our for our, code in back.items()}
                codes[name] = tuple(ours.get(code, code) for code in cube.codes[name])
                labels[name] = {ours.get(code, code): text for code, text in cube.labels[name].items()}
        made = replace(cube, codes=codes, labels=labels)
        for name in self.sums:
            if name in made.ids:
                made = _with_sum(made, name, set(self.sums[name]))
        return made


def recoded(
    metadata: Metadata, regions: Iterable[str], levels: Iterable[Level], summed: Iterable[str] = (), source: str = ""
) -> Recoding:
    """Read a table's places and periods out of its value texts.

    regions: the region variables. levels: those the table's places are declared to have. summed: variables to add up
    where the table has no total of its own. SourceChanged for a place or period nobody knows, and for one twice.
    """
    theirs, sums, variables = {}, {}, []
    regions, summed = set(regions), set(summed)
    for variable in metadata.variables:
        if variable.code in regions:
            ours = _places(variable, tuple(levels), metadata.table, source)
        elif variable.is_time:
            ours = _periods(variable, metadata.table)
        else:
            if variable.code in summed and not any(_TOTAL.match(text) for text in variable.labels.values()):
                sums[variable.code] = variable.codes
                labels = {**variable.labels, SUM_CODE: OWN_SUM}
                variable = replace(variable, codes=(*variable.codes, SUM_CODE), labels=labels)
            variables.append(variable)
            continue
        theirs[variable.code] = {our: code for code, our in ours.items()}
        if len(theirs[variable.code]) != len(ours):
            twice = sorted({our for our in ours.values() if [*ours.values()].count(our) > 1})
            raise SourceChanged(f"table {metadata.table}: '{variable.code}' has {', '.join(twice)} twice")
        labels = {our: variable.labels[code] for code, our in ours.items()}
        variables.append(replace(variable, codes=tuple(ours.values()), labels=labels))
    return Recoding(replace(metadata, variables=tuple(variables)), theirs, sums)


def _places(variable: Variable, levels: tuple[Level, ...], table: str, source: str) -> dict[str, str]:
    """The publisher's code → our place code; those of no known place keep theirs in brackets, and are never asked."""
    named = {code: " ".join(variable.labels[code].split()) for code in variable.codes}
    residual = {code for code, text in named.items() if places.is_residual(re.sub(r"^\d+\s*", "", text))}
    level = levels[0] if len(set(levels) - {Level.NATION}) == 1 and Level.NATION not in levels else None
    numbered = {text for text in named.values() if re.match(r"(\d{2}|\d{4})\b", text)}
    try:
        found = places.by_names((t for c, t in named.items() if c not in residual and t in numbered), source=source)
        bare = [t for c, t in named.items() if c not in residual and t not in numbered]
        nation = [text for text in bare if _is_nation(text)]
        found |= places.by_names(nation, source=source)
        found |= places.by_names((t for t in bare if t not in nation), level=level, source=source)
    except SourceChanged as unknown:
        raise SourceChanged(f"table {table}, '{variable.code}': {unknown}. Nothing of it was read.") from unknown
    return {code: f"[{code}]" if code in residual else found[text].code for code, text in named.items()}


def _is_nation(text: str) -> bool:
    try:
        return places.by_name(text).level is Level.NATION
    except SourceChanged:
        return False


def _periods(variable: Variable, table: str) -> dict[str, str]:
    read = {code: period_code(variable.labels[code]) or period_code(code) for code in variable.codes}
    unread = [variable.labels[code] for code, period in read.items() if period is None]
    if unread:
        raise SourceChanged(
            f"table {table}: '{variable.code}' has {', '.join(map(repr, unread[:5]))}, which no form of period known "
            "here fits (2024M05, 2024Q2, 2024)"
        )
    return {code: period for code, period in read.items() if period is not None}


def _with_sum(cube: Cube, name: str, parts: set[str]) -> Cube:
    """The cube with the sum over all values of a variable; a part without value makes the sum lack it too.

    Only where every one of the parts is there. A part that is nil (``-``) counts 0; the sum's symbol is the first
    missing part's.
    """
    if set(cube.codes[name]) != parts:
        return cube
    axis = cube.ids.index(name)
    status = np.zeros(cube.values.shape, np.uint8) if cube.status is None else cube.status
    nil = np.isin(status, [n for n, symbol in enumerate(cube.symbols) if symbol == NIL])
    values = np.where(nil & np.isnan(cube.values), 0.0, cube.values)
    total = values.sum(axis=axis, keepdims=True)
    where = np.isnan(values).argmax(axis=axis)
    lacking = np.take_along_axis(status, np.expand_dims(where, axis), axis=axis)
    marks = np.where(np.isnan(total), lacking, 0).astype(np.uint8)
    undelivered = cube.undelivered
    if undelivered is not None:
        undelivered = np.concatenate([undelivered, undelivered.any(axis=axis, keepdims=True)], axis=axis)
    return replace(
        cube,
        codes={**cube.codes, name: (*cube.codes[name], SUM_CODE)},
        labels={**cube.labels, name: {**cube.labels[name], SUM_CODE: OWN_SUM}},
        values=np.concatenate([cube.values, total], axis=axis),
        status=None if cube.status is None else np.concatenate([status, marks], axis=axis),
        undelivered=undelivered,
    )
