"""``Seen``: a state of the workbench with its numbers. Sentences, figure, tables and files are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.data.series import Data
from dashboard.views import circular_bounds
from dashboard.views.workbench.choice import Chosen, code_name, written
from dashboard.views.workbench.counts import ALL, BUSINESS, Counts, counts, years
from dashboard.views.workbench.reach import NOBODY, Reach
from dashboard.words import nouns, swedish
from dashboard.words.kinds import circular
from dashboard.words.kinds.circular import Span
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.places import Place
from loaders.sni import is_business, sets_of, sni_sets

BASES = circular_bounds.BASES
BASES_SV = ("Av alla sysselsatta", "Av dem i näringslivet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place and year: the share of what is on and of the list it is compared with, by the base."""

    place: Place
    year: str
    spans: Mapping[str, Span | None]
    reference: Mapping[str, Span | None]
    decimals: int

    def text(self, base: str, *, of_reference: bool = False) -> str:
        """The share as it stands in a table: ``1,1``, ``1–3``, ``<1``; empty where it is not told."""
        span = (self.reference if of_reference else self.spans)[base]
        return "" if span is None else nouns.reach(span.low, span.high, self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a group or an added one. text: persons, or its share where no persons are shown; empty if unknown."""

    code: str
    name: str
    is_on: bool
    text: str

    @property
    def label(self) -> str:
        """``45.20 Bilverkstäder``."""
        return f"{written(self.code)} {self.name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of the list. persons: how many work in all of it; on: in what is on of it, which weight_sv is part of."""

    title: str
    reason: str
    codes: tuple[Code, ...]
    persons: Reach
    on: Reach
    text: str
    weight_sv: str

    @property
    def is_on(self) -> bool:
        """Whether any of its codes is on."""
        return any(code.is_on for code in self.codes)

    @property
    def is_whole(self) -> bool:
        """Whether all of its codes are on."""
        return all(code.is_on for code in self.codes)


def _has_figures(row: Row) -> bool:
    return any(span is not None for span in (*row.spans.values(), *row.reference.values()))


class Seen:
    """What the workbench shows of a state. year: the one shown, empty without figures. UsageError for another one."""

    def __init__(self, chosen: Chosen, data: Data) -> None:
        self.chosen = chosen
        self._data = data
        self.years = years(chosen, data)
        if chosen.year and self.years and chosen.year not in self.years:
            there = f"{self.years[0]} till {self.years[-1]}" if len(self.years) > 1 else self.years[0]
            raise UsageError(
                f"no figures of {chosen.year}; there are {', '.join(self.years)}",
                f"Det finns inga siffror för {chosen.year}. Det som finns är {there}.",
            )
        self.year = chosen.year if chosen.year in self.years else (self.years[-1] if self.years else "")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The county's municipalities in alphabetical order, the county, riket.

        Of a county that the extract tells nothing of, the chosen place and those that have figures.
        """
        every = tuple(self._row(place, self.year) for place in self.chosen.places)
        inside = [row for row in every if row.place.level is Level.MUNICIPALITY]
        if any(_has_figures(row) for row in inside):
            return every
        return tuple(row for row in every if row.place.code == self.chosen.place.code or _has_figures(row))

    @property
    def own(self) -> Row:
        """The chosen place's row."""
        return next(row for row in self.rows if row.place.code == self.chosen.place.code)

    @cached_property
    def over_time(self) -> tuple[Row, ...]:
        """The county, or riket where that is chosen, in every year, oldest first."""
        return tuple(self._row(self.weighed.place, year) for year in self.years) if self.weighed else ()

    @cached_property
    def weighed(self) -> Counts | None:
        """Where groups are weighed: the county, or riket where that is chosen or the county has no figures."""
        place = self.chosen.place if self.chosen.place.level is Level.NATION else places.place(self.chosen.county)
        return self._counts(place, self.year) or self._counts(places.place(places.NATION), self.year)

    @cached_property
    def total(self) -> Reach | None:
        """Persons in all that is on, where groups are weighed."""
        return None if self.weighed is None else self.weighed.persons(self.chosen.codes)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the list, then the codes that were added."""
        made = [self._group(group.title_sv, group.reason_sv, group.codes) for group in self.chosen.listed.groups]
        if self.chosen.added:
            made.append(self._group("Tillagda branscher", "", self.chosen.added))
        return tuple(made)

    @property
    def heaviest(self) -> Group | None:
        """The group that surely weighs most; None where that is not known."""
        on = sorted((one for one in self.groups if one.is_on), key=lambda one: -one.on.low)
        if len(on) < 2 or self.weighed is None or not self.weighed.is_exact:
            return None
        return on[0] if on[0].on.low > on[1].on.high else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """Codes that are on and that the extract does not tell of."""
        return tuple(code for code in self.chosen.codes if self.weighed is not None and not _is_told(code, self))

    @property
    def lacks_business(self) -> bool:
        """Whether some of what is on is outside näringslivet, so that it is no share of it."""
        is_told = any(row.spans[ALL] is not None for row in self.rows)
        return is_told and not all(is_business(code) for code in self.chosen.codes)

    @property
    def is_estimated(self) -> bool:
        """Whether the figures are reckoned from size classes."""
        return self.weighed is not None and self.weighed.is_estimated

    @cached_property
    def years_apart(self) -> tuple[str, ...]:
        """Years that have figures by the other classification, with which none is compared."""
        other = next(one for one in sni_sets().values() if one.classification != self.chosen.classification)
        return years(replace(self.chosen, listed=other), self._data)

    @property
    def counted_sv(self) -> str:
        """What is counted, as sentences say it."""
        listed = self.chosen.listed
        return circular.counted_sv(listed.id, listed.title_sv, is_whole=self.chosen.is_whole)

    def sentence(self, row: Row) -> str:
        """What is said of a row."""
        return circular.share_sentence(
            row.place, row.year, self.counted_sv, row.spans[ALL], row.spans[BUSINESS], row.decimals
        )

    @property
    def headline(self) -> str:
        """The chosen place's share of everybody."""
        of_all = self.own.spans[ALL] if self.year else None
        if not self.chosen.codes:
            return "Inga branscher är valda"
        if of_all is None:
            return f"SNI-verkstaden: {self.chosen.listed.title_sv}"
        return circular.share_headline(self.own.place, self.year, self.counted_sv, of_all, self.own.decimals)

    @property
    def compared_sv(self) -> str:
        """The same place by the list it is compared with; empty where that is what is on."""
        of_all = self.own.reference[ALL] if self.year else None
        if of_all is None or self.chosen.is_reference:
            return ""
        return f"Med {self.chosen.reference.title_sv} är det {circular.between_sv(of_all, self.own.decimals)}."

    @property
    def weight_sv(self) -> str:
        """Which group weighs most; empty where that is not known."""
        most = self.heaviest
        if most is None or self.total is None or self.weighed is None:
            return ""
        share = most.weight_sv.replace("\u00a0%", " procent")
        return circular.weight_sentence(most.title, _persons(most.on), _persons(self.total), share, self.weighed.place)

    def _counts(self, place: Place, year: str) -> Counts | None:
        return counts(place, year, self.chosen, self._data) if year else None

    def _row(self, place: Place, year: str) -> Row:
        found = self._counts(place, year)
        chosen = self.chosen
        none: dict[str, Span | None] = dict.fromkeys(BASES)
        reference = chosen.reference.codes
        return Row(
            place=place,
            year=year,
            spans=none if found is None else found.shares(chosen.codes),
            reference=none if found is None else found.shares(reference),
            decimals=1 if found is None else found.decimals,
        )

    def _group(self, title: str, reason: str, codes: tuple[str, ...]) -> Group:
        on = tuple(code for code in codes if code not in self.chosen.off)
        found = self.weighed
        return Group(
            title=title,
            reason=reason,
            codes=tuple(self._code(code) for code in codes),
            persons=NOBODY if found is None else found.persons(codes),
            on=NOBODY if found is None else found.persons(on),
            text=self._amount(codes),
            weight_sv=self._weight(on),
        )

    def _code(self, code: str) -> Code:
        return Code(
            code=code,
            name=code_name(self.chosen.listed, code),
            is_on=code not in self.chosen.off,
            text=self._amount((code,)) if _is_told(code, self) else "",
        )

    def _amount(self, codes: tuple[str, ...]) -> str:
        """Persons where they are shown, else the share of everybody."""
        found = self.weighed
        if found is None:
            return ""
        if found.is_exact:
            return _persons(found.persons(codes))
        span = found.shares(codes)[ALL]
        return "" if span is None else f"{nouns.reach(span.low, span.high, found.decimals)}\u00a0%"

    def _weight(self, on: tuple[str, ...]) -> str:
        """The share of what is on; empty where it is nothing or not known."""
        if self.weighed is None or self.total is None or not self.weighed.is_exact or not on or self.total.high <= 0:
            return ""
        part = self.weighed.persons(on)
        rest = Reach(self.total.low - part.low, self.total.high - part.high)
        low = 100 * part.low / (part.low + rest.high) if part.low + rest.high > 0 else 0.0
        high = 100 * part.high / (part.high + rest.low) if part.high + rest.low > 0 else 0.0
        return f"{nouns.reach(low, high, 0)}\u00a0%"


def _is_told(code: str, seen: Seen) -> bool:
    """Whether the extract tells of a code: it has it, or has everything, and no coarser one that holds it."""
    found = seen.weighed
    if found is None:
        return False
    if found.held(code):
        return True
    is_finer = any(code.startswith(one) for one in found.industries)
    is_built_in = any(one.holds(code) for one in sets_of(seen.chosen.classification))
    return not is_finer and (found.has_all or is_built_in)


def _persons(reach: Reach) -> str:
    return "–".join(dict.fromkeys(swedish.number(end) for end in (reach.low, reach.high)))
