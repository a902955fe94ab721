"""What is asked of a publisher for an indicator: the parts of a question, and the shapes it can have."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.ground.enums import Level
from loaders.ground.release import Announced


@dataclass(frozen=True, slots=True)
class Code:
    """A publisher's code named exactly, because it was read in real metadata."""

    code: str

    @property
    def declared(self) -> str:
        """The code as declared."""
        return self.code


@dataclass(frozen=True, slots=True)
class Label:
    """A publisher's code that nobody here has seen: the one value whose Swedish label matches the pattern.

    Resolved from metadata at run time; none or several matches is SourceChanged.
    """

    pattern: str

    @property
    def declared(self) -> str:
        """The pattern as declared."""
        return self.pattern

    def matches(self, label: str) -> bool:
        """Whether the pattern is found in the label, ignoring case."""
        return re.search(self.pattern, label, re.IGNORECASE) is not None


CodeRef = Code | Label

OWN_SUM = "egen summa"
"""Label of a value that is our own sum over a variable the publisher gives no total of."""
RIKET_ALONE = "(hela riket)"
"""``region_variable`` of a table without a variable of places: all its figures are riket's."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A publisher's variable that becomes one of our dimensions, value by value."""

    variable: str
    dimension: str
    values: Mapping[str, CodeRef]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A publisher's variable held at one value, and not stored as a dimension."""

    variable: str
    value: CodeRef


@dataclass(frozen=True, slots=True)
class Total:
    """A publisher's variable of which we want the total.

    The published total code: ``value`` if given, else by elimination. Never our own sum.
    """

    variable: str
    value: CodeRef | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A field of a file that holds figures, and our dimension values its figures have.

    A file with one column of figures has one measure without ``where``; one with a column for each group has a
    measure per column, e.g. ``Measure(Code("KVISOK"), {"sex": "women"})``.
    """

    field: CodeRef
    where: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PxQuery:
    """What is asked of one PxWeb table for one indicator, in either dialect (the source knows which it speaks).

    ``select`` names every variable except region and time. ``since`` and ``until`` (our period text, inclusive)
    stitch tables. ``constants`` are our dimensions with one value for the whole table. If ``vintage`` is true the
    first period of the table is stored as dimension ``vintage``; ``archive`` is a search text for older vintages.

    Where the publisher's name of the table is unknown or changes, ``table`` is our own name, ``search`` what to ask
    its list for (v2: a search text; v1: the folder), and ``match`` a pattern that exactly one title or file name has.
    Without ``match``, ``search`` is SCB's id of the table, where ``table`` is our own name of it.
    ``names`` are what the publisher's database calls the table, each a further search where the titles do not tell: it
    finds the table if exactly one answers. ``archive_names`` are those of older vintages.
    ``region_variable`` is "" for a table of riket alone.

    ``summed`` are variables the publisher gives no total of. Their values are added up by us, which the definition
    must say; the sum is a further value whose label is OWN_SUM.
    """

    table: str
    select: tuple[Axis | Fixed | Total, ...]
    levels: tuple[Level, ...] = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)
    source: str = "scb"
    region_variable: str = "Region"
    since: str | None = None
    until: str | None = None
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)
    vintage: bool = False
    archive: str | None = None
    final: bool = False  # the publisher has closed the table; a late period is no alarm
    search: str = ""
    match: str = ""
    names: tuple[str, ...] = ()
    archive_names: tuple[str, ...] = ()
    optional: bool = False  # asked for only where the table has it, such as a margin of error; else remarked on
    summed: tuple[str, ...] = ()
    unverified: bool = dataclasses.field(default=False, repr=False)
    """Nothing public shows the table's name or labels: what is declared of them is assumed."""
    announced: Announced | None = dataclasses.field(default=None, repr=False)
    """Where the release calendar tells when the table comes, if it does."""
    rolling: bool = dataclasses.field(default=False, repr=False)
    """The table has its newest periods only: those before its first are not asked for, so never lacking."""
    lag_days: int | None = dataclasses.field(default=None, repr=False)
    """Days after a period's end when this table is late, where that is not the indicator's publication lag."""
    called_sv: str | None = dataclasses.field(default=None, repr=False)
    """What a person finds the table by at the publisher, where that is neither ``table`` nor the first of ``names``."""

    @property
    def found_by_sv(self) -> str:
        """What a person finds the table by at the publisher: its number, or its title."""
        if self.called_sv is not None:
            return self.called_sv
        return self.names[0] if self.names else self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuery:
    """What is taken from one file (xlsx, CSV) or list of rows (JSON) for one indicator.

    ``table`` is our own lasting name of the file, whatever the publisher calls it today. ``match`` is a pattern that
    exactly one name on the publisher's page has; group ``period`` in it, if there, picks the newest of several.
    ``part`` is a pattern for the sheet or member; for pivot caches the fields decide.

    ``measures`` are the fields with figures, ``select`` the fields that become dimensions (Axis), are held at one
    value (Fixed) or are summed over by the publisher's own total (Total); their ``variable`` is a field name, or a
    pattern in slashes: ``/^KÖN|KOEN$/``. ``place`` are the fields that tell the place, county first, ``period`` those
    that tell the period, year first. ``options`` is for what only this source understands.

    ``lacking_allowed`` is the share of asked cells that may be without any statement before the file is taken for
    broken.
    """

    source: str
    table: str
    measures: tuple[Measure, ...]
    select: tuple[Axis | Fixed | Total, ...] = ()
    place: tuple[CodeRef, ...] = ()
    period: tuple[CodeRef, ...] = ()
    match: str = ""
    part: str = ""
    levels: tuple[Level, ...] = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)
    since: str | None = None
    until: str | None = None
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    vintage: bool = False
    final: bool = False
    home_only: bool = False
    """Asked for riket, the home county and its municipalities alone: the publisher answers place by place."""
    by_hand: str = ""
    """Name of the publisher's further address whose files a person reads in, as long as no setting names another."""
    lacking_allowed: float = 0.05
    unverified: bool = dataclasses.field(default=False, repr=False)
    """Nothing public shows the file's name or fields: what is declared of them is assumed."""
    announced: Announced | None = dataclasses.field(default=None, repr=False)
    """Where the release calendar tells when the file comes, if it does."""
    called_sv: str = dataclasses.field(default="", repr=False)
    """What a person finds the file by at the publisher, in running text; empty where nobody but us has a name for it:
    then the publisher alone is told."""

    @property
    def found_by_sv(self) -> str:
        """What a person finds the file by at the publisher; empty where there is no name but ours."""
        return self.called_sv


Query = PxQuery | FileQuery
"""Every shape a question can have. A new shape is one more dataclass with source, table, levels, since, until,
constants, vintage, final, unverified, announced and found_by_sv."""
