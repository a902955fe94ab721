"""Store: reading the history of indicators, now or as of a day."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from loaders.ground.clock import day_in_sweden, end_of_day
from loaders.ground.errors import NothingPublishedYet, StoreError
from loaders.ground.panel import REGION, Panel, Publication
from loaders.store.history import known_codes, lay, with_marks, with_whole_span
from loaders.store.manifest import NAME, History, Manifest, counting, read_manifest
from loaders.store.writing import Writer, writing

NEWEST = "newest"
"""As a code of a slice: the greatest code of the dimension that has rows."""


class Store:
    """The store in a folder, which need not exist before something is written.

    Reading needs no lock: what a writer has not finished is not in the manifest. One object may be shared by threads.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)
        self._known: tuple[object, Manifest] = (None, Manifest())

    def version(self) -> str:
        """A text that changes exactly when the content does; "" for an empty store. Costs a file's status."""
        return self._manifest().version

    @property
    def synthetic(self) -> bool | None:
        """True if the figures are made up (DEMODATA), False if real, None if there are none."""
        return self._manifest().synthetic

    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators that have publications."""
        return tuple(id_ for id_, history in self._manifest().histories.items() if counting(history.publications))

    def publications(self, indicator_id: str, as_of: date | None = None) -> tuple[Publication, ...]:
        """The publications of an indicator by published and fetched, oldest first; those by the end of a day.

        Empty if there is none at all; NothingPublishedYet before the first known one.
        """
        history = self._manifest().histories.get(indicator_id)
        if history is None:
            return ()
        return _known_by(indicator_id, history, as_of)

    def latest(self, indicator_id: str, table: str) -> Publication | None:
        """The newest publication of one table for one indicator: what the next answer is compared with."""
        history = self._manifest().histories.get(indicator_id)
        of_table = history.counting(table) if history else ()
        return of_table[-1] if of_table else None

    def codes(self, indicator_id: str, as_of: date | None = None) -> dict[str, tuple[str, ...]]:
        """Codes with rows on each axis (own dimensions, region_code, period), sorted; without reading the rows.

        NothingPublishedYet if there is none by then.
        """
        history = self._history(indicator_id, as_of)
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
        not stored, or damaged files.
        """
        history = self._history(indicator_id, as_of)
        publications = _known_by(indicator_id, history, as_of)
        chosen = self._chosen(indicator_id, history, publications, slice or {})
        if regions is not None:
            chosen[REGION] = tuple(regions)
        panel = with_marks(with_whole_span(lay(self.root, history.dimensions, publications, chosen)))
        dropped = {name: chosen[name][0] for name, codes in (slice or {}).items() if isinstance(codes, str)}
        return panel.take(**dropped) if dropped else panel

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer whose additions enter the store together when the block ends, and not at all if it fails.

        Waits for another writer; StoreError if that takes too long, or the folder may not be written.
        """
        with writing(self.root) as writer:
            yield writer

    def _manifest(self) -> Manifest:
        try:
            status = (self.root / NAME).stat()
        except FileNotFoundError:
            return Manifest()
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        known_stamp, known = self._known
        if stamp != known_stamp:
            known = read_manifest(self.root)
            self._known = (stamp, known)
        return known

    def _history(self, indicator_id: str, as_of: date | None) -> History:
        history = self._manifest().histories.get(indicator_id)
        if history is None or (as_of is None and not counting(history.publications)):
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
        for publication in counting(history.in_order()):
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


def _known_by(indicator_id: str, history: History, as_of: date | None) -> tuple[Publication, ...]:
    publications = history.in_order()
    if as_of is None:
        return counting(publications)
    known = counting(tuple(p for p in publications if p.published <= end_of_day(as_of)))
    if not known:
        first = day_in_sweden(publications[0].published)
        raise NothingPublishedYet(
            f"no publication of '{indicator_id}' is known by {as_of}; the first known one is of {first}: "
            "choose that day or a later one",
            first,
        )
    return known
