"""All indicators: those in loaders/indicators/, where a new file is a new one, and those the region declares itself.

A command reads the region's own once, when it starts (`read_own`); a server of a region holds those of its own folder
while it answers (`holding`), so that regions of one process never see each other's. It reads them anew when a file has
changed (`OwnFolder`), between answers: what an answer began with, it ends with.
"""

import importlib
import logging
import pkgutil
import threading
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from loaders import indicators
from loaders.declared import FOLDER, read_declared
from loaders.declared.named import regions_in as regions_in
from loaders.ground import names
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError
from loaders.ground.people.files import in_folder, stamp
from loaders.publishers import publisher


def _discover() -> dict[str, Indicator]:
    found = {}
    for module in pkgutil.iter_modules(indicators.__path__):
        if module.name.startswith("_"):
            continue
        declared = importlib.import_module(f"{indicators.__name__}.{module.name}").INDICATOR
        if declared.id != module.name:
            raise UsageError(f"loaders/indicators/{module.name}.py declares id '{declared.id}'; name them alike")
        found[declared.id] = _with_publisher(declared)
    return found


def _with_publisher(declared: Indicator) -> Indicator:
    """The indicator with its publisher's name and terms, unless it declares its own."""
    info = publisher(declared.queries[0].source)
    return replace(
        declared,
        publisher_sv=declared.publisher_sv or info.publisher_sv,
        terms_sv=declared.terms_sv or info.figure_terms_sv,
    )


Indicators = Mapping[str, Indicator]
"""Indicators by id, in the catalogue's order."""
_log = logging.getLogger(__name__)
_BUILT_IN: Indicators = MappingProxyType(_discover())
_of_process = dict(_BUILT_IN)
_CALLED = {query.table: query.found_by_sv for declared in _BUILT_IN.values() for query in declared.queries}


@dataclass(frozen=True, slots=True)
class Known:
    """The indicators that somebody has, and a text that is another whenever what is declared of them is."""

    indicators: Indicators
    version: str = ""


_held: ContextVar[Known | None] = ContextVar("catalogue", default=None)


def _of_whoever_asks() -> Indicators:
    held = _held.get()
    return _of_process if held is None else held.indicators


class _Catalogue(Indicators):
    """The indicators that whoever asks has: those it holds, else the process's."""

    def __getitem__(self, id_: str) -> Indicator:
        return _of_whoever_asks()[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(_of_whoever_asks())

    def __len__(self) -> int:
        return len(_of_whoever_asks())

    def __contains__(self, id_: object) -> bool:
        return id_ in _of_whoever_asks()

    # Mapping's own views ask for each item by itself, and many walk through all of them
    def values(self) -> ValuesView[Indicator]:
        return _of_whoever_asks().values()

    def items(self) -> ItemsView[str, Indicator]:
        return _of_whoever_asks().items()


CATALOGUE: Indicators = _Catalogue()
"""Every indicator by id: the built-in ones, then the region's own."""


@dataclass(frozen=True, slots=True)
class OwnIndicators:
    """What a data folder declares. problems: one per file that is left out, in English and Swedish."""

    indicators: tuple[Indicator, ...] = ()
    problems: tuple[UsageError, ...] = ()

    def holder_of(self, name: str) -> str:
        """The short title of the indicator that is called so already, built-in or own; "" if none is."""
        return self._taken().get(names.fold(name), "")

    def _taken(self) -> dict[str, str]:
        return {
            names.fold(name): one.short_title_sv
            for one in (*_BUILT_IN.values(), *self.indicators)
            for name in _called(one)
        }

    def clash_of(self, declared: Indicator) -> UsageError | None:
        """Why one more cannot be declared beside these and the built-in ones: somebody is called that already."""
        taken = self._taken()
        clash = next((name for name in _called(declared) if names.fold(name) in taken), None)
        if clash is None:
            return None
        file, other = f"{declared.slug.removeprefix('eget-')}.toml", taken[names.fold(clash)]
        return UsageError(
            f"{file}: '{clash}' is what '{other}' is called already; choose another title and short_title",
            f"{file}: ”{clash}” heter redan ett annat mått ({other}). Välj en annan title och short_title.",
        )


def own_in(data: Path, region: str = "") -> OwnIndicators:
    """The indicators that a data folder declares, without taking them into the catalogue. Never fails.

    region: the county whose folder it is, where the store is that of several (``Settings.region``).
    """
    declared = read_declared(data / FOLDER, region)
    found = OwnIndicators(problems=declared.problems)
    for one in declared.indicators:
        clash = found.clash_of(one)
        found = (
            replace(found, indicators=(*found.indicators, _with_publisher(one)))
            if clash is None
            else replace(found, problems=(*found.problems, clash))
        )
    return found


def read_own(data: Path, region: str = "", others: Iterable[tuple[Path, str]] = ()) -> tuple[UsageError, ...]:
    """Take the indicators that a data folder declares into the process's catalogue instead of those read before.

    Called when a command starts, before anything reads the catalogue. others: folders of further regions with their
    counties, for a command about all of them, such as a fetch. Returned is what is wrong with files left out.
    """
    found = [own_in(*folder) for folder in ((data, region), *others)]
    _of_process.clear()
    _of_process.update(with_own(*found))
    problems = tuple(problem for one in found for problem in one.problems)
    for problem in problems:
        _log.warning("own indicator left out: %s", problem)
    return problems


def with_own(*own: OwnIndicators) -> Indicators:
    """The built-in indicators and these."""
    return MappingProxyType({**_BUILT_IN, **{one.id: one for each in own for one in each.indicators}})


@dataclass(slots=True)
class OwnFolder:
    """The built-in indicators and those that a data folder declares as its files are now. May be shared by threads.

    data: None for the built-in ones alone. A file with a fault is left out, as `own_in` leaves it out.
    """

    data: Path | None
    region: str = ""
    _known: Known = field(default_factory=lambda: Known(with_own()))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Known:
        """What there is now. Costs a look at each file; they are read when one has changed."""
        if self.data is None:
            return self._known
        seen = stamp(path for path in in_folder(self.data / FOLDER) if path.suffix == ".toml")
        with self._lock:
            if seen != self._known.version:
                found = own_in(self.data, self.region)
                for problem in found.problems:
                    _log.warning("own indicator left out: %s", problem)
                self._known = Known(with_own(found), seen)
            return self._known


@contextmanager
def holding(known: Known) -> Iterator[None]:
    """Within, the catalogue is these indicators alone, for this thread or task."""
    token = _held.set(known)
    try:
        yield
    finally:
        _held.reset(token)


def held_version() -> str | None:
    """The version of the indicators that whoever asks holds; None where it holds none."""
    held = _held.get()
    return None if held is None else held.version


def is_own(id_: str) -> bool:
    """Whether an indicator is one the region has declared itself."""
    return id_ in CATALOGUE and id_ not in _BUILT_IN


def tells_of_another(text: str) -> bool:
    """Whether an id, a table's name or a sentence is about another region's own, of which nothing here may tell."""
    named = regions_in(text)
    return bool(named) and not named <= frozenset().union(*map(regions_in, CATALOGUE))


def _called(declared: Indicator) -> tuple[str, ...]:
    """What people may call it."""
    return declared.id, declared.slug, declared.title_sv, declared.short_title_sv


def table_called(table: str) -> str | None:
    """What a person finds a built-in indicator's table by at its publisher, "" where nobody but us has a name for it;
    None for a table that no built-in indicator has."""
    return _CALLED.get(table)


def indicator(id_: str) -> Indicator:
    """The indicator with this id; UsageError naming the known ones if there is none."""
    if id_ not in CATALOGUE:
        known = ", ".join(CATALOGUE)
        raise UsageError(f"no indicator '{id_}'; known are {known}", f"Det finns ingen indikator ”{id_}”.")
    return CATALOGUE[id_]


def by_slug(slug: str) -> Indicator:
    """The indicator with this URL word; UsageError if there is none."""
    for declared in CATALOGUE.values():
        if declared.slug == slug and not declared.supporting:
            return declared
    words = ", ".join(d.slug for d in CATALOGUE.values() if not d.supporting)
    raise UsageError(
        f"no indicator has the URL word '{slug}'; known are {words}",
        f"Det finns ingen indikator som heter ”{slug}”. Det finns: {words}.",
    )


def find_indicator(written: str) -> Indicator:
    """The indicator a person means by its id, URL word, title or short title, supporting ones included.

    UsageError with the nearest name if none is called so.
    """
    called = {name: id_ for id_, d in CATALOGUE.items() for name in (id_, d.slug, d.short_title_sv, d.title_sv)}
    found = names.find(written, called.items())
    if len(found) == 1:
        return CATALOGUE[found[0]]
    near, known = names.nearest(written, called), ", ".join(declared.slug for declared in shown())
    hint = f"did you mean '{near}'?" if near else f"there are {known}"
    hint_sv = f"Menade du ”{near}”?" if near else f"Det finns: {known}."
    raise UsageError(f"no indicator is called '{written}'; {hint}", f"Ingen indikator heter ”{written}”. {hint_sv}")


def shown() -> tuple[Indicator, ...]:
    """Indicators that have a card and a page, in reading order."""
    return tuple(sorted((d for d in CATALOGUE.values() if not d.supporting), key=lambda d: (d.order, d.id)))
