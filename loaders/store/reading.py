"""Store: reading the history of indicators, now or as of a day. Edition: the same, all of it from one manifest."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from loaders.ground.clock import day_in_sweden, end_of_day
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError
from loaders.ground.panel import REGION, Panel, Publication
from loaders.store.damage import Damage
from loaders.store.history import known_codes, lay, with_marks, with_whole_span
from loaders.store.manifest import History, Manifest, gap_of, unknown_since
from loaders.store.watch import Watch
from loaders.store.writing import Writer, writing

NEWEST = "newest"
"""As a code of a slice: the greatest code of the dimension that has rows."""
DAMAGED = "damaged"
"""The version of a store none of whose manifests can be read."""


class Edition:
    """The store as it is at one moment: all that is read from it comes from one manifest, whatever is published then.

    Made by Store.edition(). Files are never changed nor removed, so an edition can be read for as long as it is held.
    One object may be shared by threads. version: that of the store at the moment, "" for an empty one.
    """

    def __init__(self, root: Path, manifest: Manifest, watch: Watch) -> None:
        self.root = root
        self.version = manifest.version
        self.synthetic = manifest.synthetic
        self._manifest = manifest
        self._watch = watch

    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators that have publications."""
        return tuple(id_ for id_, history in self._manifest.histories.items() if history.known_by(None))

    def publications(self, indicator_id: str, as_of: date | None = None) -> tuple[Publication, ...]:
        """The publications of an indicator by published and fetched, oldest first; those by the end of a day.

        Empty if there is none at all; NothingPublishedYet before the first known one.
        """
        history = self._manifest.histories.get(indicator_id)
        if history is None:
            return ()
        return _known_by(indicator_id, history, as_of)

    def latest(self, indicator_id: str, table: str) -> Publication | None:
        """The newest publication of one table for one indicator: what the next answer is compared with."""
        history = self._manifest.histories.get(indicator_id)
        of_table = history.counting(table) if history else ()
        return of_table[-1] if of_table else None

    def has_gap(self, indicator_id: str, table: str = "") -> bool:
        """Whether something was lost for good of an indicator, or of one of its tables, and not made up for."""
        history = self._manifest.histories.get(indicator_id, History(()))
        tables = dict.fromkeys(p.table for p in history.publications)
        return any(gap_of(history.counting(one)) is not None for one in tables if table in ("", one))

    def codes(self, indicator_id: str, as_of: date | None = None) -> dict[str, tuple[str, ...]]:
        """Codes with rows on each axis (own dimensions, region_code, period), sorted; without reading the rows.

        NothingPublishedYet if there is none by then.
        """
        history = self._history(indicator_id, as_of)
        with self._watch.noticing(indicator_id):
            known = known_codes(self.root, history.dimensions, _known_by(indicator_id, history, as_of))
        return {name: tuple(sorted(codes)) for name, codes in known.items()}

    def read(
        self,
        indicator_id: str,
        slice: Mapping[str, str | tuple[str, ...]] | None = None,
        regions: tuple[str, ...] | None = None,
        as_of: date | None = None,
    ) -> Panel:
        """The current state of an indicator, or what was known by a day 24:00 Europe/Stockholm.

        slice: codes per own dimension; a text drops the axis, a tuple keeps it in its order, a dimension not named
        is kept whole (codes sorted). ``newest`` stands for the greatest code there is (vintages). regions: in their
        order, without rows where a code has none; None is all that have rows, sorted. Periods run unbroken from
        the first to the last with a row. ``publication`` tells each cell's publication; table-wide marks are joined.

        Raises NothingPublishedYet if no publication is known by then, StoreError for a dimension or code that is
        not stored, StoreDamaged for a file that is lost or damaged, and for a day on which what was known is lost.
        """
        history = self._history(indicator_id, as_of)
        publications = _known_by(indicator_id, history, as_of)
        with self._watch.noticing(indicator_id):
            _refuse_gaps(indicator_id, publications)
            chosen = self._chosen(indicator_id, history, publications, slice or {})
            if regions is not None:
                chosen[REGION] = tuple(regions)
            panel = with_marks(with_whole_span(lay(self.root, history.dimensions, publications, chosen)))
        dropped = {name: chosen[name][0] for name, codes in (slice or {}).items() if isinstance(codes, str)}
        return panel.take(**dropped) if dropped else panel

    def _history(self, indicator_id: str, as_of: date | None) -> History:
        history = self._manifest.histories.get(indicator_id)
        if history is None or (as_of is None and not history.known_by(None)):
            raise NothingPublishedYet(f"nothing is stored of '{indicator_id}': run `lanspuls fetch {indicator_id}`")
        return history

    def _chosen(
        self,
        indicator_id: str,
        history: History,
        publications: tuple[Publication, ...],
        slice_: Mapping[str, str | tuple[str, ...]],
    ) -> dict[str, tuple[str, ...]]:
        """The slice as tuples of codes that have rows, ``newest`` resolved."""
        if not slice_:
            return {}
        known = known_codes(self.root, history.dimensions, publications)
        chosen = {}
        for name, codes in slice_.items():
            if name not in history.dimensions:
                raise StoreError(f"'{indicator_id}' has no dimension '{name}'; it has {', '.join(history.dimensions)}")
            wanted = (codes,) if isinstance(codes, str) else tuple(codes)
            chosen[name] = tuple(max(known[name], default=NEWEST) if code == NEWEST else code for code in wanted)
            unknown = [code for code in chosen[name] if code not in known[name]]
            if unknown:
                raise self._unknown(indicator_id, history, name, unknown[0], known[name])
        return chosen

    def _unknown(self, indicator_id: str, history: History, name: str, code: str, known: set[str]) -> StoreError:
        for publication in history.known_by(None):
            if code in known_codes(self.root, history.dimensions, (publication,))[name]:
                first = day_in_sweden(publication.published)
                return NothingPublishedYet(
                    f"'{indicator_id}' with {name}={code} was first published on {first}: "
                    "choose that day or a later one",
                    first,
                )
        return StoreError(
            f"nothing is stored of '{indicator_id}' with {name}={code}; there is {', '.join(sorted(known))}"
        )


class Store:
    """The store in a folder, which need not exist before something is written.

    Reading needs no lock: what a writer has not finished is not in the manifest. One object may be shared by threads.
    Each method reads the newest manifest; who asks several things that must fit together asks an ``edition`` for them.
    Where no manifest can be read at all, every method but version, synthetic and damages raises StoreDamaged.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)
        self._watch = Watch(self.root)

    def edition(self) -> Edition:
        """The store as it is now. Costs a file's status."""
        return Edition(self.root, self._watch.manifest(), self._watch)

    def version(self) -> str:
        """A text that changes exactly when the content does; "" for an empty store. Costs a file's status."""
        try:
            return self._watch.manifest().version
        except StoreDamaged:
            return DAMAGED

    @property
    def synthetic(self) -> bool | None:
        """True if the figures are made up (DEMODATA), False if real, None if there are none or it cannot be told."""
        try:
            return self._watch.manifest().synthetic
        except StoreDamaged:
            return None

    def damages(self) -> tuple[Damage, ...]:
        """What is known to be damaged or lost: manifests, files that are gone, and those found so when they were read.

        Cheap: no file is read for it. ``lanspuls verify`` reads all of them.
        """
        return self._watch.damages()

    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators that have publications."""
        return self.edition().indicators()

    def publications(self, indicator_id: str, as_of: date | None = None) -> tuple[Publication, ...]:
        """See Edition.publications."""
        return self.edition().publications(indicator_id, as_of)

    def latest(self, indicator_id: str, table: str) -> Publication | None:
        """See Edition.latest."""
        return self.edition().latest(indicator_id, table)

    def codes(self, indicator_id: str, as_of: date | None = None) -> dict[str, tuple[str, ...]]:
        """See Edition.codes."""
        return self.edition().codes(indicator_id, as_of)

    def read(
        self,
        indicator_id: str,
        slice: Mapping[str, str | tuple[str, ...]] | None = None,
        regions: tuple[str, ...] | None = None,
        as_of: date | None = None,
    ) -> Panel:
        """See Edition.read."""
        return self.edition().read(indicator_id, slice, regions, as_of)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer whose additions enter the store together when the block ends, and not at all if it fails.

        Waits for another writer; StoreError if that takes too long, or the folder may not be written; StoreDamaged
        where what was published last is not known, since writing would hide it.
        """
        with writing(self.root) as writer:
            yield writer


def _known_by(indicator_id: str, history: History, as_of: date | None) -> tuple[Publication, ...]:
    if as_of is None:
        return history.known_by(None)
    known = history.known_by(end_of_day(as_of))
    if not known:
        first = day_in_sweden(history.in_order[0].published)
        raise NothingPublishedYet(
            f"no publication of '{indicator_id}' is known by {as_of}; the first known one is of {first}: "
            "choose that day or a later one",
            first,
        )
    return known


def _refuse_gaps(indicator_id: str, publications: tuple[Publication, ...]) -> None:
    """StoreDamaged if a file is lost for good and no whole publication of its table has come since."""
    for table in dict.fromkeys(p.table for p in publications):
        gap = gap_of(p for p in publications if p.table == table)
        if gap is not None:
            raise StoreDamaged(
                f"table {table} of {indicator_id}",
                unknown_since(gap),
                f"`lanspuls fetch {indicator_id}` asks for all of it again; an earlier day can be chosen meanwhile",
            )
