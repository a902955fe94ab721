"""Asking every source whether its tables, files, fields and codes are as declared. Nothing is stored."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from loaders.fetching import failures
from loaders.fetching.calendar_look import announcements
from loaders.fetching.correcting import Corrected, correct
from loaders.ground.errors import SourceError, misfits_of
from loaders.ground.misfits import Misfit
from loaders.ground.people.corrections import Correction, in_use, of_table
from loaders.planning.announcements import NOTHING_SAID, Announcements
from loaders.planning.corrections_file import read_corrections
from loaders.planning.table_plans import Look, TablePlan, plans
from loaders.publishers import publisher
from loaders.pxweb.v2 import PxWebV2
from loaders.settings import Settings
from loaders.sources import source
from loaders.sources.protocol import Examined, Found
from loaders.sources.session import Session, session


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one table says of itself beside the declarations.

    look: the table's line, None if there was no answer. found: every declared field or code looked up, without
    repetition. problems: Swedish or English sentences on what is off; empty if all is well. late: a Swedish sentence
    if a period should have been there, else "". listing: what else a file holds. misfits: what is declared and not
    there once, with what is there instead. corrected, ended, vanished: people's choices that are used, that are not
    needed any more, and whose found thing is gone too.
    """

    source: str
    table: str
    indicators: tuple[str, ...]
    look: Look | None = None
    found: tuple[Found, ...] = ()
    problems: tuple[str, ...] = ()
    late: str = ""
    remarks: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    corrected: tuple[Correction, ...] = ()
    ended: tuple[Correction, ...] = ()
    vanished: tuple[Correction, ...] = ()

    @property
    def declared(self) -> int:
        """Declared fields and codes that were looked up."""
        return sum(bool(row.declared) for row in self.found)

    @property
    def verified(self) -> int:
        """Declared codes that are there exactly as written."""
        return sum(row.verified for row in self.found)

    @property
    def unverified(self) -> tuple[Found, ...]:
        """Values found by a pattern or by elimination: nobody here has read their code."""
        return tuple(row for row in self.found if row.declared and not row.verified and not row.problem)

    @property
    def is_well(self) -> bool:
        """Whether nothing is off."""
        return not self.problems and not self.late

    @property
    def page_url(self) -> str:
        """Where a person downloads the file, to take it in by `lanspuls import`."""
        return publisher(self.source).page_url


def examine(client: PxWebV2, today: date, ids: Iterable[str] = ()) -> tuple[Examination, ...]:
    """SCB's tables of the named indicators (all if none is named), with a client that is there already."""
    planned = [plan for plan in plans(ids) if plan.source == "scb"]
    info = publisher("scb")
    asked = Session(
        info=info, settings=Settings(scb_url=client.base_url), transport=client.transport, memory={"pxweb": client}
    )
    return tuple(_of_source(asked, planned, today, NOTHING_SAID, ()))


def examine_all(settings: Settings, today: date, ids: Iterable[str] = (), **options: object) -> tuple[Examination, ...]:
    """Every table of the named indicators (all if none is named), sources side by side; options go to Transport.

    One cheap call for a table's line and one for its metadata; where a publisher has no metadata, the file itself.
    """
    said = announcements(settings)
    chosen = in_use(read_corrections(settings.corrections_file).corrections)
    groups: dict[str, list[TablePlan]] = {}
    for plan in plans(ids):
        groups.setdefault(plan.source, []).append(plan)

    def ask(id_: str) -> list[Examination]:
        with session(settings, publisher(id_), today=today, **options) as asked:
            return list(_of_source(asked, groups[id_], today, said, chosen))

    with ThreadPoolExecutor(max(len(groups), 1), thread_name_prefix="doctor") as pool:
        return tuple(one for examined in pool.map(ask, groups) for one in examined)


def _of_source(
    asked: Session, planned: Iterable[TablePlan], today: date, said: Announcements, chosen: Sequence[Correction]
) -> Iterator[Examination]:
    speaker = source(asked.info.id)
    try:
        speaker.start(asked)
    except SourceError as error:
        examined = Examined(problems=(failures.fetched(error, str(error)),))
        yield from (_told(Corrected(plan, examined=examined), today, said) for plan in planned)
        return
    for plan in planned:
        found, own = Corrected(plan), of_table(chosen, plan.source, plan.table)
        try:
            with asked.remembering(bool(own)):
                found = correct(speaker, asked, plan, own)
                if found.examined is None:
                    found = replace(found, examined=speaker.doctor(asked, plan))
        except SourceError as error:
            told = Examined(problems=(failures.fetched(error, str(error)),), misfits=misfits_of([error]))
            found = replace(found, examined=told)
        yield _told(found, today, said)


def _told(found: Corrected, today: date, said: Announcements) -> Examination:
    plan, examined = found.plan, found.examined or Examined()
    return Examination(
        source=plan.source,
        table=plan.table,
        indicators=plan.indicators,
        look=examined.look,
        found=tuple(dict.fromkeys(examined.found)),
        problems=tuple(dict.fromkeys(examined.problems)),
        late=plan.late(examined.look.last_period, today, said) if examined.look else "",
        remarks=tuple(dict.fromkeys(examined.remarks)),
        listing=examined.listing,
        misfits=tuple(dict.fromkeys(examined.misfits)),
        corrected=found.applied,
        ended=found.ended,
        vanished=found.vanished,
    )
