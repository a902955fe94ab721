"""The one gate figures pass to be seen: pages, charts, PDFs, exports and notebooks all read the store through ``read``.

What is hidden (under five, a publisher's secrecy) stays so, and cannot be had from what is shown beside it. The rule,
over every sum of shown parts (a county and its municipalities, riket and its counties, both sexes and each, all
countries of birth and each, the same people in two indicators):

1. Where one number of a sum is hidden alone, one more is hidden: of the parts above nought the one that is usually
   smallest, so that it is the same one from period to period; where there is none, the sum itself.
2. Where the others leave a number under five fewer candidates than ``<5`` does, or any hidden number fewer than five,
   one more is hidden.
3. A lower bound whose number follows from the others is that number; one of a place is the sum of what its parts show.
4. A rate is hidden where its numerator or denominator is, and follows them where they change.
5. What the newest state hides, every earlier one does.
6. Of circular industries a municipality, or a county of one, has shares in whole per cent and no persons (circular.py),
   but for the nought of an industry that nobody of its whole county works in.

This is repeated until nothing changes. What is stored stays as published. docs/disclosure.md tells readers.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any

from loaders import catalogue
from loaders.disclosure import circular, families, rates
from loaders.disclosure.circular import BranchShare, is_small
from loaders.disclosure.protecting import Shown, protected
from loaders.ground.declarations import Kind
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.panel import REGION, Panel
from loaders.store import Store
from loaders.store.reading import Edition

__all__ = ["BranchShare", "Remember", "is_small", "read", "shares_by_branch"]

Remember = Callable[[Hashable, Callable[[], Any]], Any]


def _for_one_call() -> Remember:
    """Remembers what one reading needs several times over."""
    held: dict[Hashable, Any] = {}

    def remember(key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in held:
            held[key] = make()
        return held[key]

    return remember


def read(
    store: Store | Edition,
    indicator_id: str,
    *,
    slice: Mapping[str, str | tuple[str, ...]] | None = None,
    regions: tuple[str, ...] | None = None,
    as_of: date | None = None,
    remember: Remember | None = None,
) -> Panel:
    """``Store.read`` as it may be shown: same arguments, same axes, same errors.

    remember: keeps what was reckoned for a whole family of indicators, by a key, until the store changes; without it
    that is done anew.
    """
    indicator, remember = catalogue.indicator(indicator_id), remember or _for_one_call()
    asked = regions
    if regions is not None and indicator_id in circular.IDS:
        asked = circular.with_counties(regions, store.codes(indicator_id, as_of).get(REGION, ()))
    panel = store.read(indicator_id, slice=slice, regions=asked, as_of=as_of)
    chosen = {name: code for name, code in (slice or {}).items() if isinstance(code, str)}
    if indicator_id in circular.IDS:
        of_bases = chosen.get("branch") in circular.BASES
        there = store.codes(indicator_id, as_of).get(REGION, ())
        panel = panel if of_bases else circular.protected(indicator_id, panel, there)
    elif indicator.kind is Kind.RATE and indicator.numerator:
        parts = {*indicator.numerator, *indicator.denominator}
        if any(_hides(store, id_, remember) for id_ in parts):
            panel = rates.followed(panel, indicator, chosen, _reader(store, as_of, remember))
    elif _hides(store, indicator_id, remember):
        panel = _of_family(store, indicator_id, as_of, remember).laid_over(indicator, panel, chosen)
    return panel if regions is None else panel.take(**{REGION: regions})


def shares_by_branch(
    store: Store | Edition, region: str, period: str, classification: str, as_of: date | None = None
) -> Mapping[str, Mapping[str, BranchShare]]:
    """What may be shown of the circular industries of a small place: see circular.py."""
    return circular.shares_by_branch(store, region, period, classification, as_of)


def _hides(store: Store | Edition, indicator_id: str, remember: Remember) -> bool:
    """Whether anything was ever hidden in an indicator, or in one whose figures are tied to it."""
    ids = families.members(indicator_id)
    hides: bool = remember(("hides", ids), lambda: any(families.hides(store, id_) for id_ in ids))
    return hides


def _of_family(store: Store | Edition, indicator_id: str, as_of: date | None, remember: Remember) -> Shown:
    ids = families.members(indicator_id)

    def make(day: date | None) -> Shown:
        panels = {}
        for id_ in ids:
            try:
                panels[id_] = store.read(id_, as_of=day)
            except (NothingPublishedYet, StoreDamaged):
                continue  # what cannot be shown tells nothing of the others
        return protected(panels, None if day is None else now())

    def now() -> Shown:
        newest: Shown = remember(("shown", ids, None), lambda: make(None))
        return newest

    if as_of is None:
        return now()
    state = tuple(families.known(store, id_, as_of) for id_ in ids)
    then: Shown = remember(("shown", ids, state), lambda: make(as_of))
    return then


def _reader(store: Store | Edition, as_of: date | None, remember: Remember) -> rates.Reader:
    """Reads one slice of an indicator as stored and as shown."""

    def pair(id_: str, slice_: Mapping[str, str]) -> tuple[Panel, Panel] | None:
        chosen = dict(slice_) or None
        try:
            stored = store.read(id_, slice=chosen, as_of=as_of)
        except (NothingPublishedYet, StoreDamaged):
            return None
        return stored, read(store, id_, slice=chosen, as_of=as_of, remember=remember)

    return pair
