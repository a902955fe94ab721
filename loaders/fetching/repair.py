"""Rebuilding what was lost of the store from raw answers, and saying what they do not allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from loaders.fetching.correcting import correct_read
from loaders.fetching.intake import trimmed
from loaders.ground.clock import day_in_sweden
from loaders.ground.errors import LanspulsError, StoreDamaged, StoreError
from loaders.ground.panel import Panel, Publication
from loaders.ground.people.corrections import Correction, of_table
from loaders.ground.raw import Raw
from loaders.planning.corrections_file import read_corrections
from loaders.planning.table_plans import TablePlan, plans, scope
from loaders.settings import Settings
from loaders.sources import source
from loaders.store.changes import compare
from loaders.store.compaction.expanding import taken_back
from loaders.store.compaction.piece import open_piece
from loaders.store.damage import move_aside
from loaders.store.deltas import write_delta
from loaders.store.history import lay, with_marks, with_whole_span
from loaders.store.manifest import History, counting
from loaders.store.repairing import Repair, repairing
from loaders.store.snapshots import Snapshot, Snapshots
from loaders.store.verifying import verify_file
from loaders.store.writing import disk_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A publication whose file is gone for good: which, since which day, and why it could not be rebuilt."""

    indicator: str
    publication: Publication
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was put in order. manifests: damaged ones that were written anew. adopted: files that are named again.

    rebuilt: files made again from raw answers. strangers: files that could not be named again, and why.
    """

    manifests: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    rebuilt: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    strangers: tuple[str, ...] = ()


def repair_store(settings: Settings) -> Repaired:
    """Put manifests in order, rebuild every damaged file that raw answers allow, and mark the others as lost.

    Nothing is removed: a damaged file is moved aside. A lost publication keeps its place, and the next fetch asks for
    all of its table again. StoreError if the store cannot be written.
    """
    snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
    kept = read_corrections(settings.corrections_file).corrections
    chosen = [one for one in kept if one.taken_back is None]
    rebuilt, lost = [], []
    with repairing(settings.store_dir) as repair:
        for id_, history in list(repair.manifest.histories.items()):
            for publication in _without_damaged_pieces(repair, id_, history):
                if not publication.stored_in or publication.piece:
                    continue
                try:
                    verify_file(repair.root, str(publication.file), [publication])
                    continue
                except StoreDamaged:
                    if publication.file:
                        _set_aside(repair, publication.file)
                try:
                    name = _rebuild(repair, snapshots, id_, publication, chosen)
                except LanspulsError as error:
                    lost.append(Lost(indicator=id_, publication=publication, why=str(error)))
                    repair.change(id_, publication, replace(publication, lost=True))
                    _make_up_for(repair, id_, publication)
                    continue
                rebuilt.append(name)
                if name != publication.file:
                    repair.change(id_, publication, replace(publication, file=name))
    return Repaired(
        manifests=tuple(str(damage) for damage in repair.damages),
        adopted=tuple(repair.adopted),
        rebuilt=tuple(rebuilt),
        lost=tuple(lost),
        strangers=tuple(repair.strangers),
    )


def _without_damaged_pieces(repair: Repair, indicator_id: str, history: History) -> tuple[Publication, ...]:
    """The publications, those of a damaged merged file each by itself again: its own file from before is aside."""
    held: dict[str, list[Publication]] = {}
    for publication in history.publications:
        if publication.piece and not publication.lost:
            held.setdefault(publication.piece, []).append(publication)
    for name, publications in held.items():
        try:
            verify_file(repair.root, name, publications)
        except StoreDamaged:
            _set_aside(repair, name)
            for publication in publications:
                taken_back(repair.root, str(publication.file))
                repair.change(indicator_id, publication, replace(publication, piece=""))
    return repair.manifest.histories[indicator_id].publications


def _make_up_for(repair: Repair, indicator_id: str, lost: Publication) -> None:
    """Where the next merged file's state takes in what is lost, all is known again from its first publication on."""
    of_table = repair.manifest.histories[indicator_id].of_table(lost.table)
    at = next(n for n, one in enumerate(of_table) if one.file == lost.file)
    following = next((one for one in of_table[at:] if one.piece and one.stored_in), None)
    if following is not None and following.file == open_piece(repair.root, following.piece).files[0]:
        repair.change(indicator_id, following, replace(following, whole=True))


def _set_aside(repair: Repair, name: str) -> None:
    path = repair.root / name
    if path.exists() or path.is_symlink():
        with disk_errors():
            move_aside(repair.root, path)


def _rebuild(
    repair: Repair,
    snapshots: Snapshots,
    indicator_id: str,
    publication: Publication,
    chosen: Sequence[Correction],
) -> str:
    """Make a publication's file again from its raw answers, and give its name. LanspulsError says why it cannot.

    chosen: people's corrections, ended ones too: they were in use when the answers came.
    """
    plan = next((plan for plan in plans() if plan.table == publication.table and indicator_id in plan.indicators), None)
    if plan is None:
        raise StoreError(f"table {publication.table} is not asked for by any declaration of today")
    snapshot = _answers_of(snapshots, plan, publication)
    speaker = source(plan.source)
    raws = _raws(snapshots, snapshot, synthetic=publication.synthetic)
    before = partial(_known_before, repair, publication=publication)
    own = of_table(chosen, plan.source, plan.table)
    if own:
        plan = correct_read(speaker, plan, tuple(raws), own, before)
        raws = _raws(snapshots, snapshot, synthetic=publication.synthetic)
    reading = speaker.read(plan, raws, before=before)
    part = next((part for part in reading.parts if part.indicator.id == indicator_id), None)
    if part is None:
        raise StoreError("the kept answers hold nothing of it")
    if publication.manual:
        part = trimmed(part)
    history = repair.manifest.histories[indicator_id]
    at = next(n for n, one in enumerate(history.publications) if one.file == publication.file)
    earlier = counting(tuple(one for one in history.publications[:at] if one.table == publication.table))
    if any(one.lost for one in earlier):
        raise StoreError("a publication before it is lost, so that what it changed is not known")
    old = lay(repair.root, history.dimensions, earlier, {})
    asked = part.scope or scope(part.panel.axes, part.query)
    to_store, changed, counts = compare(old, part.panel, asked, {})
    if counts["rows"] != publication.rows:
        raise StoreError(
            f"its kept answers give {counts['rows']} changed cells today, and {publication.rows} were stored: they are "
            "read in another way than they were"
        )
    with disk_errors():
        return write_delta(repair.root, indicator_id, to_store, changed, publication)


def _answers_of(snapshots: Snapshots, plan: TablePlan, publication: Publication) -> Snapshot:
    of_table = snapshots.snapshots(plan.source, plan.table)
    found = [one for one in of_table if one.fetched == publication.fetched]
    if not found:
        raise StoreError(
            f"no raw answers of {day_in_sweden(publication.fetched)} are kept of {plan.source} {plan.table}"
        )
    if not found[-1].answers and (found[-1].data or found[-1].metadata):
        raise StoreError("its raw answers were kept by an earlier program, which did not keep what they were called")
    return found[-1]


def _raws(snapshots: Snapshots, snapshot: Snapshot, *, synthetic: bool) -> Iterator[Raw]:
    for answer in snapshot.answers:
        yield Raw(
            name=answer.name,
            body=snapshots.read_answer(snapshot, answer),
            url=snapshot.url,
            fetched=snapshot.fetched,
            synthetic=synthetic,
            metadata=answer.metadata,
            event=answer.event,
        )


def _known_before(repair: Repair, indicator_id: str, *, publication: Publication) -> Panel | None:
    """What was stored of an indicator before a publication was; None if nothing was."""
    history = repair.manifest.histories.get(indicator_id)
    if history is None:
        return None
    known = counting(tuple(one for one in history.in_order if one.fetched < publication.fetched))
    if not known:
        return None
    return with_marks(with_whole_span(lay(repair.root, history.dimensions, known, {})))
