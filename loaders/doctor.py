"""Asking every source for its metadata, and telling whether each declaration still holds. Nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loaders.checks import check_units
from loaders.errors import SourceChanged, SourceError
from loaders.plan import TablePlan, plans
from loaders.pxweb.metadata import Metadata, TableInfo
from loaders.pxweb.selection import Found, find
from loaders.pxweb.v2 import PxWebV2


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one table's metadata say beside the declarations.

    found: every declared value looked up, without repetition. problems: Swedish or English sentences on what is off;
    empty if all is well. late: a Swedish sentence if a period should have been there, else "".
    """

    table: str
    indicators: tuple[str, ...]
    info: TableInfo | None = None
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    late: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def verified(self) -> int:
        """Declared codes that are there exactly as written."""
        return sum(row.verified for row in self.found)

    @property
    def unverified(self) -> tuple[Found, ...]:
        """Values found by a label pattern or by elimination: nobody here has read their code."""
        return tuple(row for row in self.found if row.declared and not row.verified and not row.problem)

    @property
    def is_well(self) -> bool:
        """Whether nothing is off."""
        return not self.problems and not self.late


def examine(client: PxWebV2, today: date, ids: Iterable[str] = ()) -> tuple[Examination, ...]:
    """Every table of the named indicators (all if none is named), one call for its line and one for its metadata."""
    planned = plans(ids)
    try:
        client.config()
    except SourceError as error:
        return tuple(Examination(table=p.table, indicators=p.indicators, problems=(str(error),)) for p in planned)
    return tuple(_examine(client, plan, today) for plan in planned)


def _examine(client: PxWebV2, plan: TablePlan, today: date) -> Examination:
    about = {"table": plan.table, "indicators": plan.indicators}
    try:
        info = client.table(plan.table)
        metadata = client.metadata(plan.table)
    except SourceError as error:
        return Examination(problems=(str(error),), **about)
    found = tuple(dict.fromkeys(row for query in plan.queries for row in find(query, metadata)))
    problems = [row.problem for row in found if row.problem]
    remarks = []
    if info.discontinued and not all(query.final for query in plan.queries):
        problems.append("the publisher has discontinued the table; look for its successor")
    for indicator, query in plan.parts:
        try:
            remarks += check_units(indicator, query, _units(find(query, metadata), metadata))
        except SourceChanged as error:
            problems.append(str(error))
    return Examination(
        info=info,
        found=found,
        problems=tuple(dict.fromkeys(problems)),
        late=plan.late(info.last_period, today),
        remarks=tuple(dict.fromkeys(remarks)),
        **about,
    )


def _units(found: Iterable[Found], metadata: Metadata) -> dict[str, str]:
    units = {code: unit for variable in metadata.variables for code, (unit, _) in variable.units.items()}
    return {row.code: units.get(row.code, "") for row in found if row.is_content and row.code}
