"""All indicators, found by walking loaders/indicators/: a new file there is a new indicator."""

import importlib
import pkgutil
from dataclasses import replace
from types import MappingProxyType

from loaders import indicators
from loaders.ground import names
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError
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


CATALOGUE = MappingProxyType(_discover())


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
