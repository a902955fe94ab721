"""What a person has chosen where a declaration did not fit: which found thing a declared thing means. Pure.

A correction changes a declaration and nothing else: units, bounds, plausibility and revisions are checked as ever.
It is kept by loaders/planning/corrections_file.py in ``data/corrections.toml`` and applied by
loaders/fetching/correcting.py.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from loaders.ground.declarations import Axis, Code, CodeRef, FileQuery, Fixed, Label, Measure, PxQuery, Query, Total
from loaders.ground.misfits import Misfit, Role

FILE = "corrections.toml"
"""The file's name in the data folder."""
COLUMN = "column:"
"""Beginning of the option that names the column of a role."""
BY_ROLE = "columns_by_role"
"""Option of a query whose columns are declared by role where its files are read, and not in the query."""
_SCB_ID = re.compile(r"\((TAB\d+)\)$")
_PERIOD = re.compile(r"\(\?P<period>((?:[^()\\]|\\.|\([^()]*\))*)\)")


class State(StrEnum):
    """What has become of a correction, as a reader is told."""

    CHOSEN = "används när deklarationen inte stämmer"
    ENDED = "upphörd, deklarationen stämmer igen"
    TAKEN_BACK = "återtagen"
    REPLACED = "ersatt av ett senare val"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One choice: in this table, what is declared as ``declared`` is what the publisher has as ``found``.

    what, variable, declared: as in the Misfit it mends. found: a code, name or title; a label where codes do not last.
    text: the label of a code, for a reader; "" where ``found`` is a text itself. when: the day of the choice. role:
    whose choice, a role and never a name. ended: the day the declaration was seen to fit again; taken_back: the day a
    person took the choice back. number: its place in the file, from 1.
    """

    source: str
    table: str
    what: Role
    declared: str
    found: str
    when: date
    role: str
    reason: str
    variable: str = ""
    text: str = ""
    ended: date | None = None
    taken_back: date | None = None
    number: int = 0

    @property
    def key(self) -> tuple[str, str, Role, str, str]:
        """What of which declaration it is about."""
        return self.source, self.table, self.what, self.variable, self.declared

    def mends(self, misfit: Misfit) -> bool:
        """Whether the misfit is what it was chosen for."""
        return self.key == (misfit.source, misfit.table, misfit.role, misfit.variable, misfit.declared)

    def is_gone(self, misfit: Misfit) -> bool:
        """Whether the misfit says that what was chosen is not there any more either."""
        if (self.source, self.table) != (misfit.source, misfit.table):
            return False
        stands_as = {self.found, exactly(self.found), _either(self.declared, self.found), named_like(self)}
        return misfit.declared in {text.strip("/") for text in stands_as}

    @property
    def told(self) -> str:
        """``TAB1 ContentsCode: "declared" läses som "found" (text)``, in Swedish."""
        where = " ".join(filter(None, (self.table, self.variable)))
        text = f" ({self.text})" if self.text and self.text != self.found else ""
        return f"{where}: ”{self.declared}” läses som ”{self.found}”{text}"


def states(corrections: Iterable[Correction]) -> dict[Correction, State]:
    """Each correction with what has become of it; of several of one key that nobody took back, the last counts."""
    kept = tuple(corrections)
    last = {one.key: one for one in kept if one.taken_back is None}
    found = {}
    for one in kept:
        if one.taken_back is not None:
            found[one] = State.TAKEN_BACK
        elif last[one.key] is not one:
            found[one] = State.REPLACED
        else:
            found[one] = State.CHOSEN if one.ended is None else State.ENDED
    return found


def in_use(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those that are used where the declaration does not fit."""
    return tuple(one for one, state in states(corrections).items() if state is State.CHOSEN)


def of_table(corrections: Iterable[Correction], source: str, table: str) -> tuple[Correction, ...]:
    """Those about one table."""
    return tuple(one for one in corrections if (one.source, one.table) == (source, table))


def choose(misfit: Misfit, found: str, label: str, *, by_label: bool, when: date, role: str, reason: str) -> Correction:
    """The correction that says that a misfit's declared thing is the candidate with this name and label.

    by_label: the publisher's codes do not last (running numbers, titles), so the label is what is kept.
    """
    return Correction(
        source=misfit.source,
        table=misfit.table,
        what=misfit.role,
        variable=misfit.variable,
        declared=misfit.declared,
        found=label if by_label and label and misfit.role is Role.LABEL else found,
        text="" if by_label and misfit.role is Role.LABEL else label,
        when=when,
        role=role,
        reason=reason,
    )


def corrected(query: Query, one: Correction) -> Query:
    """The query with what was chosen declared instead; the same query if it declares no such thing."""
    if (query.source, query.table) != (one.source, one.table):
        return query
    if one.what in (Role.TABLE, Role.FILE):
        return replace(query, match=named_like(one)) if query.match.strip("/") == one.declared else query
    if isinstance(query, PxQuery):
        return _px_corrected(query, one)
    return _file_corrected(query, one)


def exactly(text: str) -> str:
    """The pattern that only this text has."""
    return f"^{re.escape(text)}$"


def named_like(one: Correction) -> str:
    """The pattern of a file's name or a table's title that was chosen.

    Of any period, where the declared one has a period; by SCB's id where a title ends with one, since titles tell the
    newest year.
    """
    with_id = _SCB_ID.search(one.found)
    if one.what is Role.TABLE and with_id:
        return rf"\({with_id[1]}\)$"
    period = _PERIOD.search(one.declared)
    there = re.search(period[1], one.found, re.IGNORECASE) if period else None
    if period is None or there is None or not there[0]:
        return exactly(one.found)
    before, after = re.escape(one.found[: there.start()]), re.escape(one.found[there.end() :])
    return f"^{before}{period[0]}{after}$"


def _either(declared: str, found: str) -> str:
    return f"(?:{declared})|{exactly(found)}"


def _px_corrected(query: PxQuery, one: Correction) -> PxQuery:
    if one.what is Role.VARIABLE:

        def renamed(variable: str) -> str:
            return one.found if variable == one.declared else variable

        return replace(
            query,
            select=tuple(replace(part, variable=renamed(part.variable)) for part in query.select),
            region_variable=renamed(query.region_variable),
            summed=tuple(map(renamed, query.summed)),
        )
    is_code = one.what is Role.CODE or bool(one.text)
    meant: CodeRef = Code(one.found) if is_code else Label(exactly(one.found))
    return replace(query, select=tuple(_with_value(part, one, lambda _: meant) for part in query.select))


def _with_value(part: Axis | Fixed | Total, one: Correction, meant: Callable[[str], CodeRef]) -> Axis | Fixed | Total:
    """The part with the values that are declared as the correction's declared as what was chosen."""
    if part.variable != one.variable:
        return part
    if isinstance(part, Axis):
        values = {ours: meant(ours) if _is(ref, one) else ref for ours, ref in part.values.items()}
        return replace(part, values=values)
    if part.value is not None and _is(part.value, one):
        return replace(part, value=meant(""))
    return part


def _is(ref: CodeRef, one: Correction) -> bool:
    return ref.declared.strip("/") == one.declared and (one.what is not Role.CODE or isinstance(ref, Code))


def _file_corrected(query: FileQuery, one: Correction) -> FileQuery:
    if one.what is Role.SHEET:
        return _sheet_corrected(query, one)
    if one.what is Role.FIELD:
        return _field_corrected(query, one)

    def meant(ours: str) -> CodeRef:
        several = int(query.options.get(f"parts:{ours}", "1")) > 1
        return Label(_either(one.declared, one.found)) if several else Code(one.found)

    titles = {name: text for name, text in query.options.items() if one.what is Role.LABEL and text == one.declared}
    return replace(
        query,
        select=tuple(_with_value(part, one, meant) for part in query.select),
        options={**query.options, **dict.fromkeys(titles, exactly(one.found))},
    )


def _sheet_corrected(query: FileQuery, one: Correction) -> FileQuery:
    """A sheet is named by ``part``, or by an option for the sheet of totals."""
    options = {name: exactly(one.found) if text == one.declared else text for name, text in query.options.items()}
    part = exactly(one.found) if query.part == one.declared else query.part
    return replace(query, part=part, options=options)


def _field_corrected(query: FileQuery, one: Correction) -> FileQuery:
    """The field under its name in the file; where columns have roles, the role's column in an option."""
    if BY_ROLE in query.options:
        return replace(query, options={**query.options, f"{COLUMN}{one.declared}": one.found})

    def renamed(ref: CodeRef) -> CodeRef:
        return Code(one.found) if ref.declared.strip("/") == one.declared else ref

    return replace(
        query,
        measures=tuple(Measure(renamed(measure.field), measure.where) for measure in query.measures),
        place=tuple(map(renamed, query.place)),
        period=tuple(map(renamed, query.period)),
        select=tuple(
            replace(part, variable=one.found) if part.variable.strip("/") == one.declared else part
            for part in query.select
        ),
    )
