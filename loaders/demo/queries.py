"""The selection language of PxWebApi v2: codes, wildcards, TOP, BOTTOM, FROM, TO, RANGE, code lists.

Follows the behaviour described for SCB: unions within a list, newest first for TOP on time, letter case ignored,
a repeated code is a crash (HTTP 500), a code list wants its own codes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.demo.shapes import Codelist, Value, Variable

_CALL = re.compile(r"^(TOP|BOTTOM|FROM|TO|RANGE)\((.*)\)$", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"^\s*(\d+)\s*(?:,\s*(\d+)\s*)?$")


class SelectionProblem(Exception):
    """A selection SCB answers with 400 and this title."""


class RepeatedCode(Exception):
    """The same code twice: SCB's server falls over (500, empty body)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a caller asked of one variable: expressions as written, and a code list or none."""

    variable_code: str
    expressions: tuple[str, ...]
    codelist: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One resolved dimension of an answer.

    `groups` holds, per answered category, the positions to be summed (one, unless a code list groups them).
    An axis with `absent` is eliminated: computed with its single total and left out of the answer.
    """

    variable: Variable
    categories: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[int, ...], ...]
    absent: bool = False


def resolve(
    variables: Sequence[Variable],
    codelists: Mapping[str, Codelist],
    wishes: Sequence[Wish],
    time_code: str = "Tid",
) -> tuple[Axis, ...]:
    """Resolve a selection against a table's variables, in the table's order.

    Raises: `SelectionProblem` with SCB's own title (misspellings included), `RepeatedCode`.
    """
    by_variable: dict[str, Wish] = {}
    for wish in wishes:
        by_variable[_variable_named(variables, wish.variable_code, time_code).code] = wish
    return tuple(_axis(variable, by_variable.get(variable.code), codelists, time_code) for variable in variables)


def default_wishes(variables: Sequence[Variable], time_code: str = "Tid") -> list[Wish]:
    """What SCB picks when nothing is selected: eliminable variables gone, the newest period, a few of the rest."""
    wishes = []
    for variable in variables:
        if variable.eliminable:
            continue
        first = 1 if variable.code in (time_code, "ContentsCode") else 3
        wishes.append(Wish(variable_code=variable.code, expressions=(f"TOP({first})",)))
    return wishes


def cell_count(axes: Sequence[Axis]) -> int:
    """How many cells an answer will hold."""
    count = 1
    for axis in axes:
        count *= 1 if axis.absent else len(axis.groups)
    return count


def _variable_named(variables: Sequence[Variable], code: str, time_code: str) -> Variable:
    wanted = code.casefold()
    for variable in variables:
        if variable.code.casefold() == wanted or (wanted == "time" and variable.code == time_code):
            return variable
    raise SelectionProblem("Non-existent variable")


def _axis(variable: Variable, wish: Wish | None, codelists: Mapping[str, Codelist], time_code: str) -> Axis:
    if wish is None or not wish.expressions:
        if not variable.eliminable:
            raise SelectionProblem("Missing selection for mandantory variable")
        return _eliminated(variable)
    lowered = [expression.casefold() for expression in wish.expressions]
    if len(set(lowered)) != len(lowered):
        raise RepeatedCode(variable.code)
    if wish.codelist:
        return _through_codelist(variable, wish, codelists, variable.code == time_code)
    picked = pick([value.code for value in variable.values], wish.expressions, newest=variable.code == time_code)
    chosen = [variable.values[row] for row in picked]
    return Axis(
        variable=variable,
        categories=tuple((value.code, value.sv, value.en) for value in chosen),
        groups=tuple((value.position,) for value in chosen),
    )


def _eliminated(variable: Variable) -> Axis:
    if variable.total is None:
        position = 1 + max(value.position for value in variable.values)
    else:
        total = variable.find(variable.total)
        if total is None:
            raise SelectionProblem("Missing selection for mandantory variable")
        position = total.position
    return Axis(variable=variable, categories=(), groups=((position,),), absent=True)


def _through_codelist(variable: Variable, wish: Wish, codelists: Mapping[str, Codelist], newest: bool) -> Axis:
    codelist = codelists.get(wish.codelist or "")
    if codelist is None or codelist.id not in variable.codelists:
        raise SelectionProblem("Non-existent codelist")
    picked = pick([group[0] for group in codelist.groups], wish.expressions, newest=newest)
    position_of: dict[str, Value] = {value.code: value for value in variable.values}
    groups = [codelist.groups[row] for row in picked]
    return Axis(
        variable=variable,
        categories=tuple((code, sv, en) for code, sv, en, _ in groups),
        groups=tuple(
            tuple(position_of[member].position for member in members if member in position_of)
            for _, _, _, members in groups
        ),
    )


def pick(codes: Sequence[str], expressions: Sequence[str], *, newest: bool) -> list[int]:
    """Rows of `codes` that any of the expressions names, ascending; `newest`: TOP counts from the end."""
    row_of = {code.casefold(): row for row, code in enumerate(codes)}
    rows: set[int] = set()
    for expression in expressions:
        exact = row_of.get(expression.casefold())
        rows.update([exact] if exact is not None else _rows_of(codes, row_of, expression, newest))
    return sorted(rows)


def _rows_of(codes: Sequence[str], row_of: Mapping[str, int], expression: str, newest: bool) -> Sequence[int]:
    call = _CALL.match(expression.strip())
    if call:
        name, inside = call.group(1).upper(), call.group(2)
        if name in ("TOP", "BOTTOM"):
            return _counted(len(codes), name, inside, newest)
        return _interval(row_of, len(codes), name, inside)
    if "(" in expression or ")" in expression:
        raise SelectionProblem("Illegal selection expression")
    if "*" in expression:
        return _starred(codes, expression)
    if "?" in expression:
        mask = re.compile(re.escape(expression).replace(r"\?", "."), re.IGNORECASE)
        return [row for row, code in enumerate(codes) if mask.fullmatch(code)]
    raise SelectionProblem("Non-existent value")


def _starred(codes: Sequence[str], expression: str) -> list[int]:
    text = expression.strip("*").casefold()
    if "*" in text or "?" in text:
        raise SelectionProblem("Illegal selection expression")
    starts, ends = not expression.startswith("*"), not expression.endswith("*")
    lowered = [code.casefold() for code in codes]
    if starts:
        return [row for row, code in enumerate(lowered) if code.startswith(text)]
    if ends:
        return [row for row, code in enumerate(lowered) if code.endswith(text)]
    return [row for row, code in enumerate(lowered) if text in code]


def _counted(count: int, name: str, inside: str, newest: bool) -> range:
    numbers = _NUMBERS.match(inside)
    if not numbers:
        raise SelectionProblem("Illegal selection expression")
    wanted, offset = int(numbers.group(1)), int(numbers.group(2) or 0)
    from_the_end = (name == "TOP") == newest
    if from_the_end:
        stop = max(count - offset, 0)
        return range(max(stop - wanted, 0), stop)
    return range(min(offset, count), min(offset + wanted, count))


def _interval(row_of: Mapping[str, int], count: int, name: str, inside: str) -> range:
    ends = [part.strip().casefold() for part in inside.split(",")]
    if len(ends) != (2 if name == "RANGE" else 1):
        raise SelectionProblem("Illegal selection expression")
    if any(end not in row_of for end in ends):
        raise SelectionProblem("Non-existent value")
    at = sorted(row_of[end] for end in ends)
    if name == "FROM":
        return range(at[0], count)
    if name == "TO":
        return range(0, at[0] + 1)
    return range(at[0], at[1] + 1)
