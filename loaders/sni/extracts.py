"""Ordered extracts (place × industry × year) and lists of workplaces by size class, as people have them on disk.

Columns are known by their usual names; where they have others, a mapping is given. What is ambiguous is refused.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from loaders.formats import grid
from loaders.formats.flatsheet import Cell, Row
from loaders.formats.written_numbers import may_be_thousands, number
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.sni import CLASSIFICATIONS, sets_of
from loaders.sni.counting import HIDDEN, NOBODY, Amount, Place, estimated, exactly, hidden, together
from loaders.sni.layouts import one_row_each, opened

_SIZE_CODES = {
    "1": (0, 0),
    "2": (1, 4),
    "3": (5, 9),
    "4": (10, 19),
    "5": (20, 49),
    "6": (50, 99),
    "7": (100, 199),
    "8": (200, 499),
}
_DIGITS = 9
"""Of the ends of a size class: a number of thousands of digits is no number, and `int` refuses it."""
_TOTAL = re.compile(r"(totalt?|alla|samtliga|summa|A-U\+US)\b", re.IGNORECASE)
_ONLY_2025 = re.compile(r"^(953|954|3821[1-5]|4687|9510)")
_ONLY_2007 = re.compile(r"^45")

_Key = tuple[str, str]
_Amounts = dict[_Key, dict[str, Amount]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a file says: places by (region code, year), by which classification, and remarks in Swedish."""

    classification: str
    places: Mapping[_Key, Place]
    is_register: bool
    columns: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """Years with figures."""
        return tuple(sorted({year for _, year in self.places}))


def read(raw: Raw, mapping: Mapping[str, str] | None = None) -> Extract:
    """An extract or a list of workplaces. SourceChanged, with the line, for what is not understood."""
    table, at = one_row_each(opened(raw, mapping))
    register = "size" in at
    rows = table.rows
    regions = _regions({_text(row, at["place"]) for row in rows}, table.header[at["place"]], raw.name)
    codes = _codes(rows, at["sni"], raw.name)
    classification = _classification(raw.name, table.header, set(codes.values()), mapping or {})
    digits = min((len(code) for code in codes.values() if code), default=0)
    needed = max(one.digits for one in sets_of(classification))
    if digits < needed:
        raise SourceChanged(
            f"{raw.name}: industries have {digits} digits and {classification} needs {needed} to tell the circular "
            "ones apart. Order the extract by more detailed industries."
        )
    size = _sizes(rows, at["size"], raw.name) if register else {}
    amounts: _Amounts = {}
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        where = f"{raw.name}, line {row.number}"
        if len(row.cells) <= max(at.values()):
            raise SourceChanged(
                f"{where}: the row ends after {len(row.cells)} of {len(table.header)} columns, so the file is cut off "
                "or broken. Fetch it again."
            )
        year = _year(row, at, raw.name, where)
        key = (regions[_text(row, at["place"])], year)
        written = _text(row, at["sni"])
        told = (*key, written, _text(row, at["size"]) if register else "")
        if told in seen:
            raise SourceChanged(
                f"{where}: {' '.join(told).strip()} stands twice. "
                "Leave out other breakdowns, such as sex, and import again."
            )
        seen.add(told)
        amount = _workplaces(row, at, size, where) if register else _persons(row.cells[at["persons"]], where)
        held = amounts.setdefault(key, {})
        held[codes[written]] = held.get(codes[written], NOBODY) + amount
    found, remarks = _places(amounts, raw.name)
    if table.repaired:
        remarks = (*remarks, table.repaired)
    columns = {role: table.header[position] for role, position in at.items()}
    return Extract(classification=classification, places=found, is_register=register, columns=columns, remarks=remarks)


def _places(amounts: _Amounts, name: str) -> tuple[dict[_Key, Place], tuple[str, ...]]:
    whole = any(_is_outside(code) for held in amounts.values() for code in held)
    totals = {key: held.pop("") for key, held in amounts.items() if "" in held}
    without = sorted(set(amounts) - set(totals))
    if totals and without:
        raise SourceChanged(
            f"{name}: {' '.join(without[0])} has no total row, though {len(totals)} others have. "
            "The file may be cut off; fetch it again."
        )
    _refuse_cut_off(amounts, name)
    found: dict[_Key, Place] = {}
    for key, held in amounts.items():
        total = totals.get(key)
        if total is None and not whole:
            raise SourceChanged(
                f"{name}: {key[0]} {key[1]} has neither a total row nor industries outside the circular ones, so "
                "there is nothing to divide by. Order the extract with all industries, or with a total."
            )
        found[key] = Place(industries=held, total=total, complete=whole)
    remarks = []
    for county in places.codes_at((Level.COUNTY,)):
        members = [place.code for place in places.municipalities(county)]
        for year in sorted({year for _, year in found}):
            if (county, year) not in found and all((code, year) in found for code in members):
                found[county, year] = together(found[code, year] for code in members)
                remarks.append(f"{places.place(county).name} {year} är summan av kommunerna: filen har ingen egen rad")
    hidden_cells = sum(amount.hidden for place in found.values() for amount in place.industries.values())
    if hidden_cells:
        cells = "1 cell är dold" if hidden_cells == 1 else f"{hidden_cells} celler är dolda"
        remarks.append(f"{cells} (0–{HIDDEN} personer i varje); andelarna ges som intervall")
    return found, tuple(remarks)


def _refuse_cut_off(told: Collection[_Key], name: str) -> None:
    """SourceChanged for a place that has the last year but one and not the last, while others have both."""
    years = sorted({year for _, year in told})
    if len(years) < 2:
        return
    ended = {region for region, year in told if year == years[-2]} - {
        region for region, year in told if year == years[-1]
    }
    if ended:
        listed = ", ".join(places.place(region).name for region in sorted(ended)[:6])
        raise SourceChanged(
            f"{name}: {listed} has figures for {years[-2]} and none for {years[-1]}, which others have. "
            "The file may be cut off; fetch it again, or give each year in a file of its own."
        )


def _is_outside(code: str) -> bool:
    """Whether an industry is one that no extract of circular industries alone would hold (farming, public services)."""
    return bool(code) and (code[:2] in ("01", "02", "03") or "64" <= code[:2] <= "66" or "84" <= code[:2] <= "88")


def _text(row: Row, at: int) -> str:
    return grid.whole_number(row.cells[at]) if at < len(row.cells) else ""


def _regions(names: set[str], header: str, file: str) -> dict[str, str]:
    """Region code by what the file writes: codes, names, or both; zeros that a spreadsheet has taken are put back."""
    level = Level.MUNICIPALITY if "kommun" in header.lower() else None
    found, unknown = {}, []
    for name in sorted(names):
        padded = name.zfill(4) if re.fullmatch(r"\d{3}", name) else name.zfill(2) if re.fullmatch(r"\d", name) else name
        if padded in places.all_places():
            found[name] = padded
            continue
        try:
            found[name] = places.by_name(padded, level=level).code
        except SourceChanged as error:
            unknown.append(str(error))
    if unknown:
        raise SourceChanged(f"{file}: {'; '.join(unknown)}. Nothing was stored.")
    return found


def _codes(rows: Sequence[Row], at: int, file: str) -> dict[str, str]:
    """Digits of the industry by what the file writes, "" for the total."""
    found: dict[str, str] = {}
    bare: dict[str, str] = {}
    for row in rows:
        written = _text(row, at)
        if written in found or written in bare:
            continue
        if _TOTAL.match(written):
            found[written] = ""
            continue
        code = re.match(r"(\d{2}\.\d{1,3}|\d{2,5})(?=\D|$)", written)
        if code is None:
            raise SourceChanged(
                f"{file}, line {row.number}: '{written}' is no industry (such as 45.20, 45201 or Totalt)"
            )
        digits = code[1].replace(".", "")
        (found if "." in code[1] else bare)[written] = digits
    longest = max((len(digits) for digits in (*bare.values(), *found.values())), default=0)
    short = {written: digits for written, digits in bare.items() if len(digits) < longest}
    parents = [d for d in short.values() if any(o != d and o.startswith(d) for o in (*bare.values(), *found.values()))]
    lost_zero = [d for d in short.values() if len(d) < longest - 1 or d.zfill(longest)[:2] > "09"]
    if parents or lost_zero:
        raise SourceChanged(
            f"{file}: industries of several levels in one file, for example {(parents or lost_zero)[0]} among those of "
            f"{longest} digits. Keep one level (and the total)."
        )
    return {**found, **{written: digits.zfill(longest) for written, digits in bare.items()}}


def _classification(file: str, header: tuple[str, ...], codes: set[str], mapping: Mapping[str, str]) -> str:
    """SNI2007 or SNI2025: as the mapping, the header or the file's name says, else by codes only one of them has."""
    stated = {
        f"SNI{year}"
        for text in (mapping.get("classification", ""), *header, file)
        for year in re.findall(r"sni[ _-]?(2007|2025)", text, re.IGNORECASE)
    }
    old, new = (any(form.match(code) for code in codes) for form in (_ONLY_2007, _ONLY_2025))
    told = stated or ({"SNI2007"} if old and not new else {"SNI2025"} if new and not old else set())
    if len(told) != 1 or (told == {"SNI2007"} and new) or (told == {"SNI2025"} and old):
        raise SourceChanged(
            f"{file}: it is not clear whether its industries are {' or '.join(CLASSIFICATIONS)}. Write it "
            "in the file's name, and keep the two in files of their own."
        )
    return told.pop()


def _year(row: Row, at: Mapping[str, int], file: str, where: str) -> str:
    text = _text(row, at["year"]) if "year" in at else file
    found = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", re.sub(r"sni[ _-]?20(07|25)", "", text, flags=re.IGNORECASE))
    if found is None:
        raise SourceChanged(f"{where}: no year in '{text}'. Write it in a column, or in the name of the file.")
    return found[0]


def _persons(cell: Cell, where: str) -> Amount:
    text = grid.whole_number(cell)
    if may_be_thousands(text):
        raise SourceChanged(
            f"{where}: '{text}' may be a number of thousands or one with decimals. Write whole persons with no sign "
            "between thousands."
        )
    persons = None if isinstance(cell, bool) else number(text)
    if persons is not None and persons >= 0 and persons.is_integer():
        return exactly(persons)
    if text in ("-", "–"):
        return NOBODY
    under = re.fullmatch(r"<\s*(\d{1,9})", text)
    if under:
        return hidden(int(under[1]) - 1)
    if text.lower() in ("..", "x", "*"):
        return hidden()
    raise SourceChanged(
        f"{where}: '{text}' is no number of persons. They are whole; hidden cells are written .., x or <5, nobody as -."
    )


def _workplaces(row: Row, at: Mapping[str, int], size: Mapping[str, tuple[int, int]], where: str) -> Amount:
    text = _text(row, at["workplaces"])
    count = None if may_be_thousands(text) else number(text)
    if count is None or count < 0 or not count.is_integer():
        raise SourceChanged(
            f"{where}: '{text}' is no number of workplaces. Write it whole, with no sign between thousands."
        )
    return estimated(int(count), *size[_text(row, at["size"])])


def _sizes(rows: Sequence[Row], at: int, file: str) -> dict[str, tuple[int, int]]:
    """Fewest and most employees by what the file writes: ``1-4 anställda``, or SCB's codes of size classes."""
    written = {_text(row, at) for row in rows}
    coded = all(text in _SIZE_CODES for text in written)
    read_one = partial(_span, file=file)
    return {text: _SIZE_CODES[text] if coded else read_one(text) for text in written}


def _span(text: str, file: str) -> tuple[int, int]:
    written = re.findall(r"\d+", re.sub(r"(?<=\d)[ \u00a0](?=\d{3})", "", text))
    numbers = [int(number) for number in written if len(number) <= _DIGITS]
    if len(numbers) == 2 and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    if numbers == [0]:
        return 0, 0
    raise SourceChanged(
        f"{file}: '{text}' is no size class with a lower and an upper end, such as 1-4 anställda. "
        "Open classes cannot be estimated."
    )
