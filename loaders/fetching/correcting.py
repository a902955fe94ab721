"""Declarations first, people's corrections where they do not fit: the one place where corrections are applied.

A correction stands for its misfit and for nothing else. A table that has any is therefore examined as declared before
it is fetched: those whose misfit is met are applied, the others have ended, since their declaration fits again. That is
one examination more a fetch, of tables with a correction in use only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from loaders.ground.errors import SourceChanged, SourceError, misfits_of
from loaders.ground.misfits import Misfit
from loaders.ground.people.corrections import Correction, corrected, of_table
from loaders.ground.raw import Raw
from loaders.planning.table_plans import TablePlan
from loaders.sources.protocol import Before, Examined, Source
from loaders.sources.session import Session


@dataclass(frozen=True, slots=True)
class Corrected:
    """A plan as it is asked today.

    applied: the corrections in it. ended: those whose declaration fits again. vanished: those applied whose chosen
    thing is gone too. examined: what the last examination said, None where nothing is corrected and none was made.
    """

    plan: TablePlan
    applied: tuple[Correction, ...] = ()
    ended: tuple[Correction, ...] = ()
    vanished: tuple[Correction, ...] = ()
    examined: Examined | None = field(default=None, compare=False)


def corrected_plan(plan: TablePlan, applied: Iterable[Correction]) -> TablePlan:
    """The plan with its declarations as the corrections say, one after the other."""
    for one in applied:
        plan = replace(plan, parts=tuple((indicator, corrected(query, one)) for indicator, query in plan.parts))
    return plan


def correct(speaker: Source, session: Session, plan: TablePlan, kept: Iterable[Correction]) -> Corrected:
    """The plan with those of the corrections that its declarations need today. Asks nothing where there are none.

    SourceError where nobody answers.
    """
    left = list(of_table(kept, plan.source, plan.table))
    if not left:
        return Corrected(plan)
    applied: list[Correction] = []
    while True:
        asked = corrected_plan(plan, applied)
        examined = examine(speaker, session, asked)
        needed = _needed(left, examined.misfits)
        if not needed:
            break
        applied += needed
        left = [one for one in left if one not in needed]
    misfits = original(examined.misfits, applied)
    fits = {row.declared.strip("/") for row in examined.found if row.declared and not row.problem}
    ended = [one for one in left if not examined.problems or one.declared in fits]
    vanished = [one for one in applied if any(one.is_gone(misfit) for misfit in examined.misfits)]
    return Corrected(asked, tuple(applied), tuple(ended), tuple(vanished), replace(examined, misfits=misfits))


def correct_read(
    speaker: Source, plan: TablePlan, raws: Sequence[Raw], kept: Iterable[Correction], before: Before
) -> TablePlan:
    """The plan with those of the corrections that answers or files which are here already need; reads them for it."""
    left = list(of_table(kept, plan.source, plan.table))
    while left:
        try:
            misfits = misfits_of(error for _, error in speaker.read(plan, raws, before=before).failed)
        except SourceError as error:
            misfits = misfits_of([error])
        needed = _needed(left, misfits)
        if not needed:
            break
        plan = corrected_plan(plan, needed)
        left = [one for one in left if one not in needed]
    return plan


def _needed(left: Iterable[Correction], misfits: Sequence[Misfit]) -> list[Correction]:
    return [one for one in left if any(one.mends(misfit) for misfit in misfits)]


def examine(speaker: Source, session: Session, plan: TablePlan) -> Examined:
    """What ``doctor`` learns of a table; that its table or file is not as declared is a problem among others.

    SourceError where nobody answers.
    """
    try:
        return speaker.doctor(session, plan)
    except SourceChanged as error:
        return Examined(problems=(str(error),), misfits=misfits_of([error]))


def original(misfits: Iterable[Misfit], applied: Iterable[Correction]) -> tuple[Misfit, ...]:
    """Misfits in the words of the declarations: where what was chosen is gone, what was declared is what misfits."""
    found: dict[Misfit, None] = {}
    for misfit in misfits:
        gone = next((one for one in applied if one.is_gone(misfit)), None)
        if gone is not None:
            misfit = replace(misfit, role=gone.what, variable=gone.variable, declared=gone.declared)
        found[misfit] = None
    return tuple(found)
