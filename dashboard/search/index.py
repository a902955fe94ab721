"""``Index``: entries by their words, and what a query finds among them, surest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.search.entries import Entry, Sort
from dashboard.search.likeness import INSIDE, likeness, words_of
from dashboard.search.times import without_times
from loaders.ground.names import fold

_NAME, _SECOND_NAME, _SYNONYM, _BESIDE = 1.0, 0.97, 0.95, 0.62
"""How much a word is worth by where it stands."""
LEAST_SURE = 0.55
SURE_OF_PLACE, SURE_OF_MEASURE = 0.8, 0.84
"""From here on a query is taken to name a place, or a measure, and goes to its page by itself."""
_SURE_IF_MISSPELT = 0.75
"""How like a place's name a word beside others must be: *gäster* is no misspelt Säter, *fler* no Flen."""
_LONGEST_PLACE_NAME = 3
_MOST_BESIDE = 4
_COUNTY = frozenset(("lan", "lans", "lanet"))
"""Folded words by which a county is meant, not the municipality of the same name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered while one types: its text, what sort of thing it is, and where it leads."""

    text: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; ``places`` are the codes of places that the query names beside it, as they stand."""

    entry: Entry
    sure: float
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, surest first. ``is_meant`` says that the first hit is a measure at a place, both named.

    ``unknown`` are the words that say nothing here, folded, where what was found is found without them.
    """

    hits: tuple[Hit, ...]
    is_meant: bool = False
    unknown: tuple[str, ...] = ()

    def of(self, sort: Sort) -> tuple[Hit, ...]:
        """The hits of one sort."""
        return tuple(hit for hit in self.hits if hit.entry.sort is sort)


class Index:
    """Entries to search in. Made once; a search changes nothing."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._at: dict[str, dict[int, float]] = {}
        self._whole: dict[str, dict[int, float]] = {}
        """Whole names, folded: who is called exactly so."""
        for n, entry in enumerate(self._entries):
            called = (entry.names[:1], entry.names[1:], entry.synonyms, entry.beside)
            for worth, names in zip((_NAME, _SECOND_NAME, _SYNONYM, _BESIDE), called, strict=True):
                for name in names:
                    self._add(n, fold(name), worth)
        self._words = {sort: self._words_of(sort) for sort in Sort}

    def _add(self, n: int, name: str, worth: float) -> None:
        for word in name.split():
            held = self._at.setdefault(word, {})
            held[n] = max(held.get(n, 0), worth)
        if worth > _BESIDE:
            whole = self._whole.setdefault(name, {})
            whole[n] = max(whole.get(n, 0), worth)

    def _words_of(self, sort: Sort) -> tuple[str, ...]:
        return tuple(w for w, held in self._at.items() if any(self._entries[n].sort is sort for n in held))

    def search(self, query: str) -> Found:
        """What a query finds. One that names places beside something else finds that something at the first of them."""
        words = words_of(query)
        if not words:
            return Found(())
        if fold(query) in self._whole:
            return Found(self._ranked(words, tuple(Sort), query))
        untimed = without_times(words)
        if not untimed:
            found = self._by_known_words(words, query)
            return Found(tuple(hit for hit in found.hits if hit.entry.sort is not Sort.PLACE), unknown=found.unknown)
        if untimed != words:
            found = self._search(untimed, " ".join(word for word in query.split() if fold(word) in untimed))
            if found.hits and found.hits[0].entry.sort is not Sort.MEETING:
                return self._with_meetings(found, words, query)
        return self._search(words, query)

    def _with_meetings(self, found: Found, words: Sequence[str], query: str) -> Found:
        """What was found without the words that say when, and the meetings that all of them find."""
        kept = tuple(hit for hit in found.hits if hit.entry.sort is not Sort.MEETING)
        meetings = tuple(hit for hit in self._ranked(words, tuple(Sort), query) if hit.entry.sort is Sort.MEETING)
        return Found((*kept, *meetings), found.is_meant, found.unknown)

    def _search(self, words: tuple[str, ...], query: str) -> Found:
        if fold(query) in self._whole:
            return Found(self._ranked(words, tuple(Sort), query))
        place, rest, sure_of_place = self._place_in(words, query)
        if place is None or not rest:
            return self._by_known_words(words, query)
        others: list[Entry] = []
        while len(others) < _MOST_BESIDE:
            other, left, sure = self._place_in(rest, query)
            if other is None or not left or sure < SURE_OF_PLACE:
                break
            rest = left
            others += [other] if other not in (place, *others) else []
        meetings = tuple(hit for hit in self._ranked(words, tuple(Sort), query) if hit.entry.sort is Sort.MEETING)
        last, left, sure = self._place_in(rest, query)
        if last is not None and not left and sure >= SURE_OF_PLACE:  # nothing but places: they are meant
            named = self._as_they_stand((place, *others, last), words)
            return Found((*(Hit(one, sure_of_place) for one in named), *meetings))
        named = self._as_they_stand((place, *others), words)
        measures = self._ranked(rest, (Sort.MEASURE,), " ".join(rest))
        meant = measures or self._ranked(rest, (Sort.PAGE,), " ".join(rest))
        if not meant:
            found = self._by_known_words(words, query)
            return found if found.hits else Found((Hit(place, sure_of_place),), unknown=rest)
        there = tuple(Hit(hit.entry, hit.sure, tuple(one.key for one in named)) for hit in meant)
        is_meant = bool(measures) and measures[0].sure >= SURE_OF_MEASURE and sure_of_place >= SURE_OF_PLACE
        return Found((*there, *(Hit(one, sure_of_place) for one in named), *meetings), is_meant)

    def _by_known_words(self, words: Sequence[str], query: str) -> Found:
        """What has to do with every word, or with most; else what has to do with those that are known, or with any."""
        found = self._ranked(words, tuple(Sort), query)
        if found or len(words) == 1:
            return Found(found)
        known = tuple(word for word in words if likeness(word, tuple(self._at)))
        unknown = tuple(word for word in words if word not in known)
        together = self._ranked(known, tuple(Sort), " ".join(known)) if unknown and known else ()
        if together:
            return Found(together, unknown=unknown)
        of_each = [self._ranked((word,), tuple(Sort), word) for word in known]
        by_any = {hit.entry.key: hit for hits in of_each for hit in hits if hit.sure > hits[0].sure - 0.1}
        return Found(tuple(sorted(by_any.values(), key=lambda hit: -hit.sure)), unknown=unknown)

    def _ranked(self, words: Sequence[str], sorts: Sequence[Sort], query: str) -> tuple[Hit, ...]:
        """Entries that have to do with every word, or with most of many."""
        vocabulary = tuple(dict.fromkeys(word for sort in sorts for word in self._words[sort]))
        sure: list[dict[int, float]] = []
        for word in words:
            of_word: dict[int, float] = {}
            for known, like in likeness(word, vocabulary).items():
                for n, worth in self._at[known].items():
                    of_word[n] = max(of_word.get(n, 0), like * worth)
            sure.append(of_word)
        whole = self._whole.get(fold(query), {})
        found = []
        for n in {n for of_word in sure for n in of_word}:
            entry = self._entries[n]
            if entry.sort not in sorts:
                continue
            score = sum(of_word.get(n, 0) for of_word in sure) / len(words) + 0.3 * whole.get(n, 0)
            if score >= LEAST_SURE:
                found.append(Hit(entry, score))
        called = _as_written(query)
        return tuple(
            sorted(
                found, key=lambda hit: (-round(hit.sure, 2), called not in hit.entry.title.casefold(), hit.entry.order)
            )
        )

    def _place_in(self, words: Sequence[str], query: str) -> tuple[Entry | None, tuple[str, ...], float]:
        """The place that words of a query name, the words left, and how surely; None where they name none."""
        for length in range(min(_LONGEST_PLACE_NAME, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                rest = (*words[:at], *words[at + length :])
                name = " ".join(words[at : at + length])
                for form in (name, name.removesuffix("s")):
                    named = self._places(self._whole.get(form, {}), query)
                    if named and (rest or length == len(words)):
                        return named, rest, 1.0
        best: tuple[Entry | None, tuple[str, ...], float] = (None, tuple(words), 0.0)
        for at, word in enumerate(words):
            known = max(likeness(word, self._words[Sort.MEASURE]).values(), default=0.0)
            for form, sure in likeness(word, self._words[Sort.PLACE]).items():
                named = self._places(self._whole.get(form, {}), query)
                enough = _SURE_IF_MISSPELT if len(words) > 1 else INSIDE
                if named and sure > max(known, best[2], enough) and len(word) > _LONGEST_PLACE_NAME:
                    best = (named, (*words[:at], *words[at + 1 :]), sure)
        return best

    def _as_they_stand(self, named: Sequence[Entry], words: Sequence[str]) -> list[Entry]:
        """Places once each, in the order the query names them."""
        return sorted(dict.fromkeys(named), key=lambda one: self._stands_at(one, words))

    def _stands_at(self, place: Entry, words: Sequence[str]) -> int:
        """Where in a query the first word of a place's name stands."""
        name = tuple(fold(place.names[0]).split()[:1])
        like = [max(likeness(word, (*name, place.key)).values(), default=0.0) for word in words]
        return like.index(max(like))

    def _places(self, held: Mapping[int, float], query: str) -> Entry | None:
        """Of the places called so the one meant: as written, a municipality unless a county is said."""
        found = [self._entries[n] for n in held if self._entries[n].sort is Sort.PLACE]
        written = query.casefold()
        says_county = not _COUNTY.isdisjoint(fold(query).split())
        return min(
            found,
            key=lambda one: (
                says_county and len(one.key) > 2,
                one.names[0].casefold() not in written,
                says_county != (len(one.key) == 2),
                one.order,
            ),
            default=None,
        )


def _as_written(query: str) -> str:
    return " ".join(query.casefold().split())
