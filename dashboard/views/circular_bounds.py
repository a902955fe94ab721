"""What is said of the circular share of a place: reads the bounds that are stored beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.data.arrays import Series
from dashboard.data.series import Data
from dashboard.views.scene import Scene
from dashboard.words.kinds import circular
from dashboard.words.kinds.circular import Span
from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.places import Place
from loaders.sni import SniSet, sni_sets

ID, BRANCHES = "circular_share", "circular_branches"
BASES = ("all", "business")
"""The denominators, as the share and the persons per branch name them."""
WORKSHOPS = {"SNI2007": "workshops_2007", "SNI2025": "workshops_2025"}


def told(scene: Scene, data: Data) -> tuple[str, ...]:
    """Both denominators first, then workshops by themselves and why there is an interval; empty without figures."""
    place, period, chosen = scene.own, scene.newest, dict(scene.raw.slice)
    of_all = _span(scene, data, (place,), period, chosen | {"denominator": "all"})
    if of_all is None:
        return ()
    of_business = _span(scene, data, (place,), period, chosen | {"denominator": "business"})
    inside = places.municipalities(place.code) if place.level is Level.COUNTY and not place.is_summed else ()
    spread = _span(scene, data, inside, period, chosen | {"denominator": "all"}) if inside else None
    spans = [of_all, of_business]
    said = [circular.both(place, period, chosen["sni_set"], of_all, of_business, spread)]
    alone = WORKSHOPS[chosen["classification"]]
    if chosen["sni_set"] != alone:
        of_workshops = _span(scene, data, (place,), period, chosen | {"denominator": "all", "sni_set": alone})
        if of_workshops is not None:
            said.append(circular.workshops(place, alone, of_workshops))
            spans.append(of_workshops)
    status = scene.raw.status_of(place.code, period)
    if status is Status.ESTIMATED:
        said.append(circular.ESTIMATED)
    elif status is Status.LOWER_BOUND:
        is_interval = any(circular.is_interval(one, place) for one in spans if one is not None)
        said.append(circular.HIDDEN if is_interval else circular.HIDDEN_ALIKE)
    return tuple(said)


def _span(scene: Scene, data: Data, among: tuple[Place, ...], period: str, chosen: dict[str, str]) -> Span | None:
    """Lowest and highest over the places; None if one of them has no figure."""
    low, high = (_bound(edge, data, among, chosen, scene.selection.as_of) for edge in ("lowest", "highest"))
    if low is None or high is None:
        return None
    lows = _known(low.value(place.code, period) for place in among)
    highs = _known(high.value(place.code, period) for place in among)
    if len(lows) < len(among) or len(highs) < len(among):
        return None
    return Span(min(lows), max(highs))


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def shown_span(place: Place, period: str, chosen: dict[str, str], data: Data, as_of: date | None) -> Span | None:
    """The lowest and highest share of a list as they are shown; None where there is no figure."""
    low, high = (_bound(edge, data, (place,), chosen, as_of) for edge in ("lowest", "highest"))
    ends = [None if edge is None else edge.value(place.code, period) for edge in (low, high)]
    return None if ends[0] is None or ends[1] is None else Span(ends[0], ends[1])


def _bound(
    which: str, data: Data, among: tuple[Place, ...], chosen: dict[str, str], as_of: date | None
) -> Series | None:
    try:
        codes = [place.code for place in among if not place.is_summed]
        return data.series(f"{ID}_{which}", chosen, codes, as_of)
    except StoreDamaged:
        raise
    except StoreError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Persons in one industry, or in several together: at least, most likely, at most; alike where they are known."""

    name: str
    low: float
    value: float
    high: float
    codes: tuple[str, ...] = ()
    estimated: bool = False

    @property
    def is_known(self) -> bool:
        """Whether nothing is hidden or guessed."""
        return self.low == self.high

    def share_of(self, base: "Branch") -> Span:
        """Per cent of a base that it is part of: where persons are hidden in it, they are hidden in both."""
        least, most = base.high, base.low
        if not base.is_known:
            least, most = base.high - self.high + self.low, base.low - self.low + self.high
        low, high = (100 * part / whole if whole > 0 else 0.0 for part, whole in ((self.low, least), (self.high, most)))
        return Span(min(low, 100.0), min(high, 100.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """The industries of a list at one place, largest first, without those where nobody works.

    alone: the list of workshops, which stand by themselves; None where the list shown is that one. bases: persons in
    all and in näringslivet by BASES, None where the file does not tell. whole, workshops_share: the stored shares.
    """

    each: tuple[Branch, ...]
    alone: SniSet | None
    bases: dict[str, Branch | None]
    whole: dict[str, Span | None]
    workshops_share: dict[str, Span | None]

    @property
    def workshops(self) -> Branch | None:
        """The workshops together; None where they do not stand by themselves or there are none."""
        if self.alone is None:
            return None
        found = [one for one in self.each if self.alone.holds(one.codes[0])]
        return together(self.alone.title_sv, found) if found else None

    @property
    def others(self) -> tuple[Branch, ...]:
        """All but the workshops."""
        return tuple(one for one in self.each if self.alone is None or not self.alone.holds(one.codes[0]))


def together(name: str, among: Iterable[Branch]) -> Branch:
    """Several industries as one."""
    found = tuple(among)
    return Branch(
        name=name,
        low=sum(one.low for one in found),
        value=sum(one.value for one in found),
        high=sum(one.high for one in found),
        codes=tuple(code for one in found for code in one.codes),
        estimated=any(one.estimated for one in found),
    )


def branches(scene: Scene, data: Data) -> Branches | None:
    """The industries behind the share of the scene's place in its newest period; None where they are not stored."""
    place, period, chosen = scene.own, scene.newest, dict(scene.raw.slice)
    counted = sni_sets()[chosen["sni_set"]]
    try:
        panel = branch_panel(chosen["classification"], (place,), data, scene.selection.as_of)
    except NothingPublishedYet:
        panel = None
    asked = {REGION: place.code, PERIOD: period}
    if panel is None or any(code not in panel.axes[axis] for axis, code in asked.items()):
        return None
    here = panel.take(**asked)
    planes = tuple(here.take(bound=bound) for bound in ("lowest", "value", "highest"))
    named = {
        code: f"{code[:2]}.{code[2:]} {counted.named(code)}".strip()
        for code in here.axes["branch"]
        if counted.holds(code)
    }
    found = [one for code, name in named.items() if (one := _branch(code, name, *planes)) is not None and one.high > 0]
    alone = WORKSHOPS[chosen["classification"]]

    def shares(sni_set: str) -> dict[str, Span | None]:
        return {
            base: _span(scene, data, (place,), period, chosen | {"denominator": base, "sni_set": sni_set})
            for base in BASES
        }

    return Branches(
        each=tuple(sorted(found, key=lambda one: (-one.value, -one.high, one.codes))),
        alone=None if chosen["sni_set"] == alone else sni_sets()[alone],
        bases={base: _branch(base, "", *planes) if base in here.axes["branch"] else None for base in BASES},
        whole=shares(chosen["sni_set"]),
        workshops_share=shares(alone),
    )


def branch_panel(classification: str, among: tuple[Place, ...], data: Data, as_of: date | None) -> Panel | None:
    """Employed by industry, bound, place and period, of the places there are figures for; None where there are none.

    NothingPublishedYet before the first delivery.
    """
    if not data.has(BRANCHES) or classification not in data.codes(BRANCHES, "classification", as_of):
        return None
    there = data.codes(BRANCHES, REGION, as_of)
    regions = tuple(place.code for place in among if place.code in there)
    return data.branches(classification, regions, as_of) if regions else None


def _branch(code: str, name: str, low: Panel, value: Panel, high: Panel) -> Branch | None:
    """One industry out of planes by branch alone; None where there is no figure."""
    n = low.axes["branch"].index(code)
    least, most = float(low.values[n]), float(high.values[n])
    if np.isnan(most):
        return None
    told = least if np.isnan(value.values[n]) else float(value.values[n])
    is_guess = bool(low.status[n] == STATUS_CODE[Status.ESTIMATED])
    return Branch(name=name, low=least, value=told, high=most, codes=(code,), estimated=is_guess)
