"""The store as wide arrays in memory, and what only a reader of several series needs: övriga länet, shares, origin.

Everything is memoised by the store's version: the month's publication empties the memory, nothing else does.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from dashboard.data.arrays import Series, aligned, behind
from dashboard.data.meeting_days import written_version
from dashboard.data.memory import Pool, Reading, Readings
from dashboard.data.origins import Origin
from dashboard.data.public import Public
from loaders import catalogue, disclosure, export
from loaders.disclosure.circular import BRANCHES
from loaders.export import summing
from loaders.ground import ages, clock, names, places
from loaders.ground.absence import with_reasons
from loaders.ground.declarations import Indicator, Kind, Level, Status
from loaders.ground.declarations.sums import is_sum_over_sum, never_summed
from loaders.ground.errors import NothingPublishedYet, SourceChanged, StoreDamaged, StoreError
from loaders.ground.panel import REGION, STATUS_CODE, Panel, Publication
from loaders.own import Own
from loaders.own.history import OwnHistory, Version
from loaders.store import DAMAGED, Damage, Edition, Store
from loaders.store.kolada_titles import Kpi, Similar

T = TypeVar("T")


class Data:
    """Reads the store once per indicator and slice, and remembers until the store changes.

    ``county`` is the home county's code. ``today`` tells the day, which decides between *i fjol* and *året före*.
    ``titles`` gives what the key figures of a table are called, by id, ``alike`` the similar municipalities kept with
    it. ``own`` is the history of own and participants' figures, ``meetings`` the folder of the meeting files, whose
    days say what is new, ``editions`` that of what was published. ``public`` are the addresses that may stand in what
    leaves the pages. ``shows_drafts``: whether meeting files themselves are shown, which only this machine may see.
    ``folder`` is that of further files people write, beside the store unless said; ``pool`` the room regions share.
    """

    def __init__(
        self,
        store: Store,
        county: str = "23",
        today: Callable[[], date] = clock.today,
        titles: Callable[[str], Mapping[str, Kpi]] | None = None,
        own: OwnHistory | None = None,
        meetings: Path | None = None,
        organisation: str = "",
        public: Public | None = None,
        editions: Path | None = None,
        shows_drafts: bool = False,
        alike: Callable[[str], Mapping[str, Similar]] | None = None,
        folder: Path | None = None,
        pool: Pool | None = None,
    ) -> None:
        self.store, self.county, self._own = store, county, own
        self._titles, self.alike, self._pool = titles, alike, pool
        self.folder = folder or store.root.parent
        self.meetings, self.editions, self.shows_drafts = meetings, editions, shows_drafts
        self.meeting_days: tuple[date, ...] = ()  # further ones that are decided, of the settings
        self.measures: catalogue.OwnFolder | None = None  # of which the version is, where whoever asks holds none
        self.organisation = organisation
        self.public = public or Public()
        self.today = today
        self.readings: Readings[Edition] = Readings(self._version, self._state, pool)

    def version(self) -> str:
        """The version of the store and of the files beside it, in the state that is read (``readings.one``)."""
        return self.readings.current().version

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """``make()``, or what it gave for the same key in the same state of the store."""
        return self.readings.current().memory.remember(key, make)

    def remember_long(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same of whole answers and of what is small and dear to make: large arrays do not press it out."""
        return self.readings.current().lasting.remember(key, make)

    def _version(self) -> str:
        return self.store.version() + written_version(self, self._own)

    def _of_store(self, indicator_id: str = "") -> Reading[Edition]:
        """What is remembered of the store alone, once for all regions; of an own indicator, which may change, each."""
        held = self.readings.current()
        if self._pool is None or held.figures is None or catalogue.is_own(indicator_id):
            return held
        return self._pool.of_store(held.figures.version)

    def _state(self) -> tuple[str, Edition | None]:
        """What there is now, to hold: no figures where none of the store can be read."""
        beside = written_version(self, self._own)
        try:
            edition = self.store.edition()
        except StoreDamaged:
            return self.store.version() + beside, None
        return edition.version + beside, edition

    @property
    def edition(self) -> Edition | Store:
        """What is published in the state that is read: its publications and codes, from which alone figures are had."""
        return self.readings.current().figures or self.store

    def damages(self) -> tuple[Damage, ...]:
        """What is known to be damaged or lost of the store, but of other regions' own; cheap, and never remembered."""
        return tuple(one for one in self.store.damages() if not catalogue.tells_of_another(" ".join(one.indicators)))

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing can be read of the store: none of its manifests is whole."""
        return self.store.version() == DAMAGED

    @property
    def synthetic(self) -> bool:
        """Whether the store holds DEMODATA."""
        return bool(self.store.synthetic)

    def has(self, indicator_id: str) -> bool:
        """Whether anything of the indicator has ever been published; False for a store that is unreadable."""
        return self.remember(
            ("publications", indicator_id),
            lambda: not self.is_unreadable and bool(self.edition.publications(indicator_id)),
        )

    def _is_lost(self, indicator_id: str) -> bool:
        return any(indicator_id in damage.indicators for damage in self.damages())

    def own(self, as_of: date | None = None) -> Own:
        """Own and participants' figures as read in by the end of a day, or now; nothing without a history of them."""
        history = self._own
        return self.remember(("own", as_of), lambda: history.read(as_of)) if history else Own()

    def own_versions(self, as_of: date | None = None) -> tuple[Version, ...]:
        """Every version of an own file read in by the end of a day, oldest first; none where that cannot be read."""

        def read() -> tuple[Version, ...]:
            try:
                return self._own.versions(as_of) if self._own else ()
            except StoreError:
                return ()  # own() tells

        return self.remember(("own versions", as_of), read)

    def is_empty(self) -> bool:
        """Whether no indicator has any data."""
        return not any(self.has(declared.id) for declared in catalogue.shown())

    def series(
        self, indicator_id: str, slice: Mapping[str, str], regions: Iterable[str], as_of: date | None = None
    ) -> Series:
        """One slice of an indicator for the places, in the order given.

        *Övriga länet* and own areas are computed: sums of counts; for a rate 100 × Σ numerator / Σ denominator. A sum
        with a hole is a hole. Places the indicator does not exist for come back empty (not_applicable).
        NothingPublishedYet before the first known publication.
        """
        whole = self._whole(indicator_id, tuple(slice.items()), as_of)
        wanted = tuple(regions)
        values = np.full((len(wanted), len(whole.periods)), np.nan)
        status = np.full(values.shape, STATUS_CODE[Status.NOT_APPLICABLE], np.uint8)
        symbol = np.zeros(values.shape, np.uint8)
        position = {code: n for n, code in enumerate(whole.regions)}
        for n, code in enumerate(wanted):
            if code in position:
                found = position[code]
                values[n], status[n] = whole.values[found], whole.status[found]
                if whole.symbol is not None:
                    symbol[n] = whole.symbol[found]
            elif places.place(code).is_summed:
                values[n], status[n] = self._sum_of_parts(whole, code, as_of)
        return Series(
            indicator=whole.indicator,
            slice=whole.slice,
            regions=wanted,
            periods=whole.periods,
            values=values,
            status=status,
            symbol=symbol,
            symbols=whole.symbols,
            publications=whole.publications,
        )

    def _whole(self, indicator_id: str, chosen: tuple[tuple[str, str], ...], as_of: date | None) -> Series:
        def read() -> Series:
            declared = self.declared(indicator_id, as_of)
            panel = with_reasons(self._read(indicator_id, dict(chosen) or None, as_of), declared.exists_since)
            panel = panel.take(**{name: code for name, code in chosen if name in panel.axes})
            return Series(
                indicator=declared,
                slice=dict(chosen),
                regions=panel.axes[REGION],
                periods=panel.periods,
                values=panel.values,
                status=panel.status,
                symbol=panel.symbol,
                symbols=panel.symbols,
                publications=behind(panel),
            )

        return self._of_store(indicator_id).memory.remember(("series", indicator_id, chosen, as_of), read)

    def declared(self, indicator_id: str, as_of: date | None = None) -> Indicator:
        """The declaration of an indicator, with the limits of age that its publisher's files have said."""
        declared = catalogue.indicator(indicator_id)
        said = declared.age_limits_in
        if not said or said == indicator_id or not self.has(said):
            return declared
        try:
            row = self._whole(said, (), as_of)
        except NothingPublishedYet:
            return declared
        uppers = zip(row.periods, row.values[0], strict=True)
        return ages.as_read(declared, {period: upper for period, upper in uppers if not np.isnan(upper)})

    def panel(self, indicator_id: str, as_of: date | None = None) -> Panel:
        """The whole panel of an indicator with all its dimensions (projections: one plane per vintage)."""
        keep = self._of_store(indicator_id).memory.remember
        return keep(("panel", indicator_id, as_of), lambda: self._read(indicator_id, None, as_of))

    def exported(self, indicator_id: str, chosen: Mapping[str, tuple[str, ...]], as_of: date | None = None) -> Panel:
        """The panel that exports are cut from: see ``export.panel``; every place, and all own dimensions as axes."""
        reading = self._of_store(indicator_id)
        long = reading.lasting.remember
        return reading.memory.remember(
            ("exported", indicator_id, tuple(chosen.items()), as_of),
            lambda: export.panel(self.edition, indicator_id, chosen=chosen, as_of=as_of, remember=long),
        )

    def _read(self, id_: str, chosen: Mapping[str, str] | None, as_of: date | None, **more: tuple[str, ...]) -> Panel:
        keep = self._of_store(id_).lasting.remember
        return disclosure.read(self.edition, id_, slice=chosen, as_of=as_of, remember=keep, **more)

    def shares_by_branch(
        self, region: str, period: str, classification: str, as_of: date | None = None
    ) -> Mapping[str, Mapping[str, disclosure.BranchShare]]:
        """Base → industry → its share in a place whose persons are not shown; the errors of ``read``."""
        return self._of_store().memory.remember(
            ("shares by branch", region, period, classification, as_of),
            lambda: disclosure.shares_by_branch(self.edition, region, period, classification, as_of),
        )

    def branches(self, classification: str, regions: tuple[str, ...], as_of: date | None = None) -> Panel:
        """Employed in every industry of some places, branch × bound × region × period, as it may be shown."""
        chosen = {"classification": classification}

        def read() -> Panel:
            panel = self._read(BRANCHES, chosen, as_of, regions=regions)
            return panel.take(**chosen) if "classification" in panel.axes else panel

        return self._of_store().memory.remember(("branches", classification, regions, as_of), read)

    def titles(self, table: str) -> Mapping[str, Kpi]:
        """What the key figures of a table are called, by id; empty where that was not kept."""

        def read() -> Mapping[str, Kpi]:
            try:
                return self._titles(table) if self._titles else {}
            except (StoreError, SourceChanged):
                return {}

        return self._of_store().memory.remember(("titles", table), read)

    def key_figure_titles(self, table: str) -> Mapping[str, str]:
        """``titles`` without all but the titles."""
        return {id_: kpi.title for id_, kpi in self.titles(table).items()}

    def codes(self, indicator_id: str, dimension: str, as_of: date | None = None) -> tuple[str, ...]:
        """Codes of a dimension that have figures."""
        return self.remember(
            ("codes", indicator_id, dimension, as_of),
            lambda: self.edition.codes(indicator_id, as_of).get(dimension, ()),
        )

    def _sum_of_parts(self, whole: Series, code: str, as_of: date | None) -> tuple[np.ndarray, np.ndarray]:
        """Values and status of övriga länet or an own area by period, of what may be shown of its municipalities."""
        declared, members = whole.indicator, places.members(code)
        absent = (
            np.full(len(whole.periods), np.nan),
            np.full(len(whole.periods), STATUS_CODE[Status.NOT_APPLICABLE], np.uint8),
        )
        theirs = whole.status[[n for n, region in enumerate(whole.regions) if region in members]]
        if len(theirs) < len(members) or declared.bounds:
            return absent  # with bounds, what is hidden in its parts would be a number without its interval
        if declared.numerator:
            part, base = (
                self._summed(ids, members, whole, as_of) for ids in (declared.numerator, declared.denominator)
            )
            if not is_sum_over_sum(declared) or part is None or base is None:
                return absent
            return summing.share_of_sums(part, base, theirs)
        if never_summed(declared):
            return absent
        return summing.counts_added(np.stack([whole.row(member) for member in members]), theirs)

    def _summed(
        self, ids: tuple[str, ...], members: tuple[str, ...], like: Series, as_of: date | None
    ) -> np.ndarray | None:
        """Sum of indicators over places at the periods of ``like``; None if their grain or slices do not fit."""
        total = np.zeros(len(like.periods))
        for id_ in ids:
            declared = catalogue.indicator(id_)
            if declared.grain is not like.indicator.grain or not self.has(id_):
                return None
            chosen = {name: like.slice.get(name, code) for name, code in declared.default_slice.items()}
            try:
                found = self.series(id_, chosen, members, as_of)
            except StoreDamaged:
                return None  # the page says what is damaged
            total += aligned(found, like.periods).sum(axis=0)
        return total

    def share_of_county(self, region: str, as_of: date | None = None) -> float | None:
        """A municipality's share of its county's inhabitants; None where population is not known."""
        home = places.place(region)
        if home.level is not Level.MUNICIPALITY or not self.has("population"):
            return None
        try:
            found = self.series("population", {}, (region, home.county), as_of)
        except (NothingPublishedYet, StoreDamaged):
            return None
        newest = found.newest()
        here, whole = found.value(region, newest), found.value(home.county, newest)
        return here / whole if here is not None and whole else None

    def default_compare(self, indicator: Indicator, region: str, as_of: date | None = None) -> tuple[str, ...]:
        """Places beside the chosen one unless a link says otherwise; only levels the indicator exists at.

        Övriga länet takes the county's place for a municipality with over a quarter of the county's inhabitants,
        where the indicator can be computed for it. A municipality that is all of its county has only riket beside it.
        """
        home = places.place(region)
        if home.level is Level.NATION:
            return (self.county,) if Level.COUNTY in indicator.levels else ()
        beside: list[str] = []
        if home.level is Level.MUNICIPALITY and not places.is_alone(region):
            share = self.share_of_county(region, as_of)
            large = share is not None and share > places.COMPARATOR_SHARE
            rest = places.rest_of_county(region).code
            summed = large and self.can_sum(indicator) and not indicator.often_hidden
            beside.append(rest if summed else home.county)
        if home.is_rest_of_county:
            beside.append(home.without)
        if home.is_own_area and home.county and Level.COUNTY in indicator.levels:
            beside.append(home.county)
        if Level.NATION in indicator.levels:
            beside.append(places.NATION)
        return tuple(beside)

    def can_sum(self, indicator: Indicator) -> bool:
        """Whether figures of several places can be joined into one."""
        if indicator.bounds:
            return False
        if indicator.numerator:
            parts = [catalogue.indicator(id_) for id_ in (*indicator.numerator, *indicator.denominator)]
            return is_sum_over_sum(indicator) and all(
                p.grain is indicator.grain and self.has(p.id) and not self._is_lost(p.id) for p in parts
            )
        return not never_summed(indicator)

    def origin(self, indicator_id: str, as_of: date | None = None) -> Origin:
        """Origin of an indicator's figures as known on the day.

        NothingPublishedYet if there is none.
        """
        declared = catalogue.indicator(indicator_id)

        def find() -> Origin:
            known = self.panel_publications(indicator_id, as_of)
            if not known:
                raise NothingPublishedYet(f"{indicator_id}: nothing published by {as_of or 'now'}")
            newest = max(known, key=lambda p: (p.published, p.fetched))
            tables = tuple(dict.fromkeys(p.table for p in sorted(known, key=lambda p: p.published, reverse=True)))
            marked = tuple(table for table in tables if declared.marks_of(table))
            return Origin(
                publisher_sv=declared.publisher_sv,
                tables=names.published_tables(tables),
                published=newest.published,
                fetched=max(p.fetched for p in known),
                marks=tuple(newest.marks),
                synthetic=any(p.synthetic for p in known),
                manual=newest.manual,
                marked=marked if len(marked) < len(tables) else (),
                publications=tuple(known),
            )

        return self.remember(("origin", indicator_id, as_of), find)

    def panel_publications(self, indicator_id: str, as_of: date | None) -> tuple[Publication, ...]:
        """Publications behind the default slice as known on the day."""
        declared = catalogue.indicator(indicator_id)
        if declared.kind is Kind.PROJECTION:
            return self.panel(indicator_id, as_of).publications
        return self._whole(indicator_id, tuple(declared.default_slice.items()), as_of).publications
