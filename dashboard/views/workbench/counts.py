"""What is shown of the industries of one place and year, as the gate lets it out: exact, hidden cells, or shares."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.arrays import behind
from dashboard.data.origins import Origin
from dashboard.data.series import Data
from dashboard.views import circular_bounds
from dashboard.views.circular_bounds import Branch
from dashboard.views.workbench.choice import Chosen
from dashboard.views.workbench.reach import Reach, Whole, of_shares, persons, share
from dashboard.words.kinds.circular import Span
from loaders import catalogue
from loaders.disclosure import BranchShare, is_small
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.places import Place
from loaders.sni import is_business, sets_of

ALL, BUSINESS = circular_bounds.BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A place and year. industries: persons in each stored one; bases: what they are divided by, where it is told.

    is_exact: persons are shown, but for cells that the source hides; else only rounded shares are, and ``industries``
    is what follows from them. wholes: lists that are shown as one share. has_all: whether the extract has every
    industry, so that one that is not there has nobody. is_estimated: reckoned from size classes.
    """

    place: Place
    industries: Mapping[str, Reach]
    bases: Mapping[str, Reach]
    wholes: tuple[Whole, ...]
    is_exact: bool
    has_all: bool
    is_estimated: bool

    @property
    def decimals(self) -> int:
        """Of its shares: whole per cent for a municipality."""
        return 0 if is_small(self.place.code) else 1

    def held(self, *codes: str) -> frozenset[str]:
        """The stored industries of some codes."""
        return frozenset(one for one in self.industries if one.startswith(codes))

    def persons(self, codes: tuple[str, ...]) -> Reach:
        """The fewest and most persons in the industries of some codes of a list."""
        return persons(self.industries, self.wholes, self.held(*codes))

    def shares(self, codes: tuple[str, ...]) -> dict[str, Span | None]:
        """By the base, per cent in the industries of some codes; None where it is not told, or makes no sense of it."""
        part = self.persons(codes)
        is_within = {ALL: True, BUSINESS: all(is_business(code) for code in codes)}
        return {base: self._share(part, base) if is_within[base] else None for base in is_within}

    def _share(self, part: Reach, base: str) -> Span | None:
        whole = self.bases.get(base)
        if whole is None or whole.high <= 0:
            return None
        return _branch(part).share_of(_branch(whole)) if self.is_exact else share(part, whole)


def _branch(reach: Reach) -> Branch:
    return Branch(name="", low=reach.low, value=reach.low, high=reach.high)


def years(chosen: Chosen, data: Data) -> tuple[str, ...]:
    """Years that any place of the chosen county or riket has figures for, oldest first."""
    panel = _panel(chosen, data)
    if panel is None or ALL not in panel.axes["branch"]:
        return ()
    values = panel.take(branch=ALL, bound="highest").values
    return tuple(str(period) for n, period in enumerate(panel.axes[PERIOD]) if not np.isnan(values[:, n]).all())


def origin(chosen: Chosen, data: Data) -> Origin | None:
    """Where the figures of a classification come from; None without any."""
    panel = _panel(chosen, data)
    known = () if panel is None else behind(panel)
    if not known:
        return None
    newest = max(known, key=lambda one: (one.published, one.fetched))
    return Origin(
        publisher_sv=catalogue.indicator(circular_bounds.BRANCHES).publisher_sv,
        tables=tuple(dict.fromkeys(one.table for one in known)),
        published=newest.published,
        fetched=max(one.fetched for one in known),
        marks=tuple(newest.marks),
        synthetic=any(one.synthetic for one in known),
        manual=newest.manual,
        publications=known,
    )


def counts(place: Place, year: str, chosen: Chosen, data: Data) -> Counts | None:
    """What is shown of a place and year; None without figures."""
    key = ("sni counts", place.code, year, chosen.classification, chosen.county, chosen.as_of)
    found: Counts | None = data.remember(key, lambda: _counts(place, year, chosen, data))
    return found


def _counts(place: Place, year: str, chosen: Chosen, data: Data) -> Counts | None:
    panel = _panel(chosen, data)
    if panel is None or place.code not in panel.axes[REGION] or year not in panel.axes[PERIOD]:
        return None
    here = panel.take(region_code=place.code, period=year)
    exact, guessed = _read(here)
    bases = {base: exact.pop(base) for base in circular_bounds.BASES if base in exact}
    if not bases:
        return None
    shown_hidden = is_small(place.code) or _is_hidden(here)
    if shown_hidden:
        shares = data.shares_by_branch(place.code, year, chosen.classification, chosen.as_of)
        guessed = any(one.is_estimated for by_code in shares.values() for one in by_code.values())
        exact = _from_shares(shares, bases, exact)
        county = places.place(place.county) if place.county and place.county != place.code else None
        around = counts(county, year, chosen, data) if county is not None else None
        if around is not None and around.is_exact:
            exact = {code: reach & Reach(0.0, around.industries[code].high) for code, reach in exact.items()}
    return Counts(
        place=place,
        industries=exact,
        bases=bases,
        wholes=_wholes(place, year, bases, exact, chosen, data) if shown_hidden else (),
        is_exact=not shown_hidden,
        has_all=_has_all(exact, bases, chosen.classification),
        is_estimated=guessed,
    )


def _panel(chosen: Chosen, data: Data) -> Panel | None:
    try:
        return circular_bounds.branch_panel(chosen.classification, chosen.places, data, chosen.as_of)
    except NothingPublishedYet:
        return None


def _read(here: Panel) -> tuple[dict[str, Reach], bool]:
    """Persons by industry and base where they are shown, and whether they are guessed."""
    low, high = (here.take(bound=bound) for bound in ("lowest", "highest"))
    found = {}
    for code, least, most in zip(here.axes["branch"], low.values.tolist(), high.values.tolist(), strict=True):
        if least == least and most == most:
            found[code] = Reach(least, most)
    return found, bool((low.status == STATUS_CODE[Status.ESTIMATED]).any())


def _is_hidden(here: Panel) -> bool:
    return bool((here.take(bound="highest").status == STATUS_CODE[Status.SUPPRESSED]).any())


def _from_shares(
    shares: Mapping[str, Mapping[str, BranchShare]], bases: Mapping[str, Reach], shown: Mapping[str, Reach]
) -> dict[str, Reach]:
    """Persons that shares leave possible; what is shown as a number (nobody, where the county has nobody) stands."""
    codes = sorted({code for by_code in shares.values() for code in by_code})
    return {
        code: shown[code]
        if code in shown
        else of_shares([(by_code[code], bases[base]) for base, by_code in shares.items() if code in by_code])
        for code in codes
    }


def _wholes(
    place: Place, year: str, bases: Mapping[str, Reach], industries: Mapping[str, Reach], chosen: Chosen, data: Data
) -> tuple[Whole, ...]:
    """The built-in lists, as their own page shows them."""
    found = []
    for one in sets_of(chosen.classification):
        told = []
        for base, whole in bases.items():
            slice_ = {"sni_set": one.id, "denominator": base, "classification": one.classification}
            span = circular_bounds.shown_span(place, year, slice_, data, chosen.as_of)
            if span is not None:
                decimals = 0 if is_small(place.code) else 1
                told.append((BranchShare(span.low, span.high, is_estimated=False, decimals=decimals), whole))
        codes = frozenset(code for code in industries if one.holds(code))
        if told and codes:
            found.append(Whole(codes, of_shares(told)))
    return tuple(found)


def _has_all(industries: Mapping[str, Reach], bases: Mapping[str, Reach], classification: str) -> bool:
    """Whether every industry of the place is stored: the extract has them, and it was read in when they were kept."""
    known = sets_of(classification)
    return BUSINESS in bases and any(not any(one.holds(code) for one in known) for code in industries)
