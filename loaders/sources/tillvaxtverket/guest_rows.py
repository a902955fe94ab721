"""Rows of guest nights in any layout the publisher or a person has: JSON of the interface, tab-separated text, CSV.

Fields are found by name whatever the case, the first alternative that is there. Rows may be finer than a place and
month (by guests' country, by kind of accommodation): they are added up. A part without a number makes the sum a lower
bound; all parts without one, or no row of a place whose level is all there, mean hidden for secrecy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from loaders.formats.delimited import decoded
from loaders.ground import periods, places
from loaders.ground.declarations import Code, CodeRef, FileQuery, Grain, Indicator, Level, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Role
from loaders.ground.panel import Panel
from loaders.ground.periods import Period
from loaders.ground.raw import Raw
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Found, misfit_of, told

UNGROUPED = "rader-"
"""How raw answers to a question about one place begin their name; the place's code follows."""
HIDDEN = "Sekretesskyddad"
"""The publisher's word for what is hidden."""
PATTERNS = {Level.NATION: r"^(riket|sverige)", Level.COUNTY: r"^län", Level.MUNICIPALITY: r"^kommun"}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
LEVEL = "NIVA_NAMN"
CODES = {Level.COUNTY: "LAN_KOD", Level.MUNICIPALITY: "KOMMUN_KOD"}
SIBLING = re.compile(r"ANTAL_ANLAGGNINGAR|DISPONIBLA_|BELAGDA_|LOGIINTAKT", re.IGNORECASE)
"""Fields that only the files of capacity and revenue have."""
_PLAIN = str.maketrans("ÅÄÖ", "AAO")
FINAL_IN = 3
"""The year before is final in what holds this month of the year, for that comes at the end of April."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Fields and rows of one answer or file. remark: a Swedish one on its text, else empty."""

    fields: tuple[str, ...]
    rows: list[Mapping[str, object]]
    remark: str = ""


def rows_of(raw: Raw) -> Rows:
    """The rows of a raw JSON answer or file; SourceChanged if it has none. Text is read by `guest_text.take_text`."""
    found = decoded(raw.path.read_bytes() if raw.on_disk and raw.path else raw.body, raw.name)
    try:
        document = orjson.loads(found.text)
    except orjson.JSONDecodeError as problem:
        raise SourceChanged(f"{raw.name} was cut off or is not JSON ({problem}); download it again.") from problem
    rows = document.get("rows") if isinstance(document, dict) else document
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        has = ", ".join(map(str, document)) if isinstance(document, dict) else type(document).__name__
        raise SourceChanged(f"{raw.name} has no list of 'rows' any more. It has: {has or 'nothing'}")
    return Rows(tuple(dict.fromkeys(name for row in rows for name in row)), rows, found.repaired)


def level_names(names: Iterable[str], where: str) -> dict[Level, str]:
    """What the publisher calls each level; SourceChanged, listing them, unless exactly one name fits each."""
    names = tuple(names)
    found = {}
    for level, pattern in PATTERNS.items():
        fitting = [name for name in names if re.match(pattern, name, re.IGNORECASE)]
        if len(fitting) != 1:
            raise SourceChanged(
                f"{where}: {len(fitting) or 'no'} levels fit /{pattern}/, and exactly one must. There is: "
                f"{', '.join(filter(None, names)) or 'nothing'}"
            )
        found[level] = fitting[0]
    return found


@dataclass(slots=True)
class _Sum:
    """What rows of a place and month say together. told_by: the name of the answer or file they are in."""

    told_by: str
    value: float = 0.0
    known: int = 0
    hidden: int = 0


@dataclass(slots=True)
class Gathered:
    """Everything rows say of one query, place by place and month by month."""

    query: FileQuery
    sums: dict[tuple[str, Period], _Sum] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    grouped: set[str] = field(default_factory=set)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    def take(self, name: str, rows: Rows) -> None:
        """Add the rows of one page, answer or file. SourceChanged for a field, place, month or number that cannot be,
        a row that comes again, on this page or another, and a place's month in two files."""
        self.begin(name, rows)
        if name.startswith(UNGROUPED):
            self.asked.add(name.removeprefix(UNGROUPED))
            if not rows.rows:
                return
        elif name in PATTERNS:
            self.grouped.add(name)
        refuse_sibling(rows, name)
        where = Fields.of(self.query, rows, name, self.found)
        codes = codes_of(rows, where, name)
        for number, row in enumerate(rows.rows, start=1):
            code = codes[where.names(row)]
            period = where.period(row, f"{name}, row {number}")
            if not code or period < (self.query.since or period):
                continue
            key = tuple(str(row.get(one)) for one in rows.fields if one != where.nights)
            self.add(name, number, code, period, 0.0, 0, 0)
            if key in self.keys:
                raise SourceChanged(f"{name}: row {number} repeats {' '.join(key)}. Nothing was stored.")
            if not name.startswith(UNGROUPED):
                self.keys.add(key)
            value = number_of(row.get(where.nights), f"{name}, row {number}")
            self.add(name, number, code, period, value or 0.0, int(value is not None), int(value is None))

    def begin(self, name: str, rows: Rows) -> None:
        """Note that a file or answer is to be added: what is remarkable of its text, and that it was given whole."""
        if rows.remark and f"{name}: {rows.remark}" not in self.remarks:
            self.remarks.append(f"{name}: {rows.remark}")
        if not name.startswith(UNGROUPED) and name not in PATTERNS:
            self.given.add(name)

    def add(self, name: str, number: int, code: str, period: Period, value: float, known: int, hidden: int) -> None:
        """Add so many known and hidden parts to a place's month. SourceChanged if another file tells of it too."""
        total = self.sums.setdefault((code, period), _Sum(name))
        if total.told_by != name:
            raise SourceChanged(
                f"{name}: row {number} tells of {places.place(code).name} {period}, and so does {total.told_by}. "
                "Nothing was stored; give one file at a time."
            )
        total.value, total.known, total.hidden = total.value + value, total.known + known, total.hidden + hidden

    @property
    def newest(self) -> str:
        """The newest month any place has."""
        return max((period for _, period in self.sums), default="")

    def months(self, level: Level) -> set[Period]:
        """Months with a row of any place at the level."""
        return {period for code, period in self.sums if places.place(code).level is level}

    def added_up(self) -> Iterator[str]:
        """A Swedish warning for each file in which rows were added up: whether some are left out, nobody can see.

        Not of one with over half of the municipalities, which is the publisher's whole file.
        """
        for name in sorted(self.given) if not self.whole() else ():
            parts = {key: one.known + one.hidden for key, one in self.sums.items() if one.told_by == name}
            if max(parts.values(), default=0) > 1:
                (code, period), rows = max(parts.items(), key=lambda part: (part[0][1], part[1], part[0][0]))
                yield (
                    f"OBS {name}: siffrorna är summor av filens rader ({places.place(code).name} {period}: {rows} "
                    "rader). Är filen ett utdrag är de för låga, inte hela antalet; nästa hämtning ersätter dem."
                )

    def whole(self) -> bool:
        """Whether municipalities that are not met are hidden, rather than not asked for: over half of them are met.

        SourceChanged if they were all asked for and fewer are there.
        """
        every = places.codes_at([Level.MUNICIPALITY])
        met = {code for code, _ in self.sums} & set(every)
        enough = len(met) > len(every) / 2
        if Level.MUNICIPALITY in self.grouped and not enough:
            raise SourceChanged(
                f"{self.query.table}: only {len(met)} of {len(every)} municipalities have figures, and not so many can "
                "be hidden. Nothing was stored; the last good data stay in use."
            )
        return enough

    def listing(self) -> Iterator[str]:
        """Which municipalities are hidden in the newest month."""
        if self.whole():
            newest = self.newest
            shown = {code for (code, period), found in self.sums.items() if period == newest and found.known}
            hidden = [code for code in places.codes_at([Level.MUNICIPALITY]) if code not in shown]
            named = ", ".join(places.place(code).name for code in hidden[:20])
            yield f"dolda kommuner {newest}: {len(hidden)}" + (f" ({named})" if hidden else "")


def panel(indicator: Indicator, gathered: Gathered) -> Panel:
    """The figures on dense axes; SourceChanged if months are missing, at one level or between two months."""
    if not gathered.sums:
        raise SourceChanged(f"{gathered.query.table}: no row is within what is declared. Nothing was stored.")
    _refuse_gaps(gathered)
    cells = Cells(indicator, gathered.query)
    newest = max(period for _, period in gathered.sums)
    year = newest.year - (newest.part < FINAL_IN)
    for (code, period), found in gathered.sums.items():
        if not found.known:
            cells.add(code, period, None, Status.SUPPRESSED, HIDDEN)
        elif found.hidden:
            cells.add(code, period, found.value, Status.LOWER_BOUND)
        else:
            cells.add(code, period, found.value, Status.PRELIMINARY if period.year >= year else Status.EMPTY)
    met = {code for code, _ in gathered.sums} | gathered.asked
    whole = gathered.whole()
    regions = tuple(
        code
        for code in places.codes_at(gathered.query.levels)
        if code in met or (whole and places.place(code).level is Level.MUNICIPALITY)
    )
    expected = gathered.months(Level.MUNICIPALITY) | gathered.months(Level.COUNTY)
    for code in regions:
        if (whole or code in gathered.asked) and places.place(code).level is Level.MUNICIPALITY:
            for period in expected:
                if (code, period) not in gathered.sums:
                    cells.add(code, period, None, Status.SUPPRESSED, HIDDEN)
    return cells.panel(regions=regions)


def _refuse_gaps(gathered: Gathered) -> None:
    by_level = {level: months for level in Level if (months := gathered.months(level))}
    every = set[Period]().union(*by_level.values())
    for level, months in by_level.items():
        gone = sorted(set(periods.span(min(every), max(every))) - months)
        if gone:
            raise SourceChanged(
                f"{gathered.query.table}: no {level.value} has figures for {', '.join(gone[:6])}, though there are "
                f"months from {min(every)} to {max(every)}. Nothing was stored; look at the publisher's page."
            )


@dataclass(frozen=True, slots=True)
class Fields:
    """The names the declared fields have here; "" for a level, name or code that a file does not tell."""

    level: str
    county: str
    municipality: str
    county_code: str
    municipality_code: str
    year: str
    month: str
    nights: str

    @classmethod
    def of(cls, query: FileQuery, rows: Rows, where: str, found: list[Found]) -> "Fields":
        """The fields of a file or answer; each that is found is added to ``found``. SourceChanged if one lacks."""

        def named(declared: CodeRef, ours: str, needed: bool = True) -> str:
            pattern = declared.declared
            alternatives = [re.escape(pattern)] if isinstance(declared, Code) else pattern.split("|")
            for n, alternative in enumerate(alternatives):
                for name in rows.fields:
                    if re.fullmatch(alternative, name, re.IGNORECASE):
                        row = Found(name, ours, pattern, name, name, verified=n == 0 and name == alternative)
                        found.extend([] if row in found else [row])
                        return name
            if needed:
                misfits = misfit_of(query, Role.FIELD, pattern, rows.fields, ours=ours)
                raise SourceChanged(
                    f"{where}: no field is called {' or '.join(pattern.split('|'))}. "
                    f"It has: {', '.join(rows.fields) or 'no rows'}{told(misfits)}",
                    misfits,
                )
            return ""

        level, county_code, municipality_code = (
            next((name for name in rows.fields if name.upper() == wanted), "") for wanted in (LEVEL, *CODES.values())
        )
        county, municipality = query.place
        return cls(
            level=level,
            county=named(county, "county", needed=False),
            municipality=named(municipality, "municipality", needed=not (level or municipality_code)),
            county_code=county_code,
            municipality_code=municipality_code,
            year=named(query.period[0], "year"),
            month=named(query.period[1], "month"),
            nights=named(query.measures[0].field, "nights"),
        )

    def names(self, row: Mapping[str, object]) -> tuple[str, str, str]:
        """Level, county and municipality as the row has them, by code where it has no name."""

        def text(name: str, code: str) -> str:
            return str(row.get(name) or "").strip() or str(row.get(code) or "").strip()

        return (
            str(row.get(self.level) or "").strip(),
            text(self.county, self.county_code),
            text(self.municipality, self.municipality_code),
        )

    def tells(self, level: Level) -> bool:
        """Whether the file has a field that tells which place of the level a row is of."""
        return level is Level.NATION or bool(
            self.county or self.county_code if level is Level.COUNTY else self.municipality or self.municipality_code
        )

    def period(self, row: Mapping[str, object], where: str) -> Period:
        """The month."""
        year, month = str(row.get(self.year) or "").strip(), str(row.get(self.month) or "").strip().lower()
        number = (
            int(month) if month.isdecimal() and len(month) <= 2 else MONTHS.index(month) + 1 if month in MONTHS else 0
        )
        if not re.fullmatch(r"\d{4}", year) or not 1 <= number <= 12:
            raise SourceChanged(f"{where}: year '{year}' and month '{month}' are no month")
        return Period.of(int(year), number, Grain.MONTH)


def refuse_sibling(rows: Rows, name: str) -> None:
    """The file of capacity and revenue has guest nights too, but other sums: it may not pass for this one."""
    others = [field for field in rows.fields if SIBLING.match(field)]
    if others:
        raise SourceChanged(
            f"{name} has {', '.join(others[:4])}: it is the file of capacity and revenue, whose guest nights "
            "are summed in another way. Nothing was stored; give GuestNights_Country_Month.txt"
        )


def codes_of(rows: Rows, where: Fields, file: str) -> dict[tuple[str, str, str], str]:
    """Our code for each place met, "" for rows of no single place. SourceChanged lists all unknown names and codes."""
    met = dict.fromkeys(where.names(row) for row in rows.rows)
    named: dict[tuple[str, str, str], tuple[Level, str]] = {}
    for level_name, county, municipality in met:
        level = _level_of(level_name) if where.level else Level.MUNICIPALITY
        if level is not None and not where.tells(level):
            names = f"{level.value.upper().translate(_PLAIN)}_NAMN or {CODES[level]}"
            raise SourceChanged(
                f"{file} has rows of {level.value}, but no field {names} that tells which. It has: "
                f"{', '.join(rows.fields)}. Nothing was stored; save the file with one of them"
            )
        if level is not None:
            name = {Level.NATION: "Riket", Level.COUNTY: county, Level.MUNICIPALITY: municipality}[level]
            named[(level_name, county, municipality)] = (level, name)
    known: dict[tuple[Level, str], str] = {}
    for level in Level:
        told = {name for at, name in named.values() if at is level and not _is_nobody(name)}
        coded = {name: name.zfill(4 if level is Level.MUNICIPALITY else 2) for name in told if name.isdecimal()}
        strangers = sorted(name for name, code in coded.items() if code not in places.codes_at([level]))
        if strangers:
            raise SourceChanged(
                f"{file}: no Swedish {level.value} has code {', '.join(strangers)}. Nothing was stored; add it to "
                "loaders/ground/places.csv if it is new"
            )
        known |= {(level, name): code for name, code in coded.items()}
        told -= set(coded)
        found = places.by_names(sorted(told), level=level, source="tillvaxtverket")
        known |= {(level, name): place.code for name, place in found.items()}
    return {names: known.get(named[names], "") if names in named else "" for names in met}


def _level_of(name: str) -> Level | None:
    """The level with this name; None for others (tourist regions, cities), which are passed over."""
    return next((level for level, pattern in PATTERNS.items() if re.match(pattern, name, re.IGNORECASE)), None)


def _is_nobody(name: str) -> bool:
    """Whether a name stands for hidden or merged places: Sekretesskyddad, Övriga kommuner, Bräcke och Ragunda."""
    if places.is_residual(name) or re.match(r"sekretess|övriga\b", name, re.IGNORECASE):
        return True
    parts = re.split(r" och |/|, | \+ ", name)
    return len(parts) > 1 and all(_is_municipality(part.strip()) for part in parts)


def _is_municipality(name: str) -> bool:
    try:
        places.by_name(name, level=Level.MUNICIPALITY)
    except SourceChanged:
        return False
    return True


def number_of(value: object, where: str) -> float | None:
    """A number of nights, None where there is none."""
    if value is None or str(value).strip() in ("", "null"):
        return None
    try:
        number = float(str(value).replace(" ", "").replace("\xa0", ""))
    except ValueError as problem:
        raise SourceChanged(f"{where}: '{value}' stands where a number of nights is expected") from problem
    if not 0 <= number < float("inf"):
        raise SourceChanged(f"{where}: {value} nights cannot be. Nothing was stored.")
    return number
