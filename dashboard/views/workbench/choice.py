"""A state of the workbench and its address: ``/sni?region=2321&lista=scb_2007&av=33.4520&med=7721&ar=2023``.

``av`` are the codes of the list that are off, ``med`` those that are on besides; with a point between, each as short as
says it: ``33`` is all of the list that begin so. ``lagg`` is what a form adds, as people write it. What is not said is
the default, and a link never says a default.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.views.selection import OVERVIEW, Selection, link
from loaders.ground import names, places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.places import Place
from loaders.sni import SniSet, sets_of, sni_sets

ADDRESS = "/sni"
WORDS = ("lista", "av", "med", "lagg", "ar")
DEFAULT = "scb_2007"
MOST_ADDED = 30
NAMES = {"SNI2007": "SNI 2007", "SNI2025": "SNI 2025"}
"""The classifications as they are called."""
_LONGEST = 5
_REFERENCE = {"SNI2007": "scb_2007", "SNI2025": "candidate_2025"}
"""The list that the others of a classification are set beside: SCB's, and what comes nearest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A list, which of its codes are off, which others are on, for which place and year (empty: the newest)."""

    listed: SniSet
    region: str
    home: str
    off: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()
    year: str = ""
    as_of: date | None = None

    @property
    def classification(self) -> str:
        """SNI2007 or SNI2025."""
        return self.listed.classification

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes that are on."""
        return (*(code for code in self.listed.codes if code not in self.off), *self.added)

    @property
    def is_whole(self) -> bool:
        """Whether it is the list as it stands."""
        return not self.off and not self.added

    @property
    def reference(self) -> SniSet:
        """What it is compared with: SCB's list, what its author went out from, or the list itself."""
        if self.listed.id in sni_sets():
            return sni_sets()[_REFERENCE[self.classification]]
        return sni_sets()[self.listed.extends] if self.listed.extends else self.listed

    @property
    def is_reference(self) -> bool:
        """Whether what is on is what it would be compared with."""
        return set(self.codes) == set(self.reference.codes)

    @property
    def place(self) -> Place:
        """The chosen place; of own areas, *övriga länet* and a municipality that is all of its county, their county."""
        return _place(self.region, self.home)

    @property
    def county(self) -> str:
        """The county whose municipalities are shown."""
        return self.place.county or (self.place.code if self.place.level is Level.COUNTY else self.home)

    @property
    def places(self) -> tuple[Place, ...]:
        """Municipalities, their county, riket."""
        return (*places.inside(self.county), places.place(self.county), places.place(places.NATION))

    def with_codes(self, codes: Iterable[str], on: bool) -> "Chosen":
        """The same with some codes on or off; one that is not of the list is taken out when it is off."""
        turned = set(codes)
        own = turned & set(self.listed.codes)
        kept = tuple(code for code in self.added if on or code not in turned)
        return replace(self, off=self.off - own if on else self.off | own, added=kept)

    def as_it_stands(self) -> "Chosen":
        """The list with all its codes and no others."""
        return replace(self, off=frozenset(), added=())

    def as_set(self, today: date) -> SniSet:
        """What is on as a set of its own, for a person to give a name, a role and a reason."""
        groups = tuple(
            replace(group, codes=kept)
            for group in self.listed.groups
            if (kept := tuple(code for code in group.codes if code not in self.off))
        )
        extra = (replace(self.listed.groups[0], title_sv="Tillagda branscher", codes=self.added, reason_sv=""),)
        names = {code: name for code in self.codes if (name := code_name(self.listed, code))}
        base = self.listed.id if self.listed.id in sni_sets() else self.listed.extends
        return replace(
            self.listed,
            title_sv="Namn på listan",
            version="1",
            date=today,
            reason_sv="Varför just de här branscherna",
            role_sv="Er roll, till exempel regionens analytiker",
            source="",
            groups=(*groups, *(extra if self.added else ())),
            names=names,
            extends=base,
        )


@lru_cache(maxsize=512)
def _place(region: str, home: str) -> Place:
    found = places.place(region)
    is_county = found.is_summed or (found.level is Level.MUNICIPALITY and places.is_alone(found.code))
    return places.place(found.county or home) if is_county else found


def code_name(listed: SniSet, code: str) -> str:
    """The short name of a code: the list's own, else that of a built-in list; empty where nobody has named it."""
    known = (listed, *sets_of(listed.classification))
    return next((name for one in known if (name := one.named(code))), "")


def written(code: str) -> str:
    """A code as it is read: ``45.20``, ``77``."""
    return f"{code[:2]}.{code[2:]}" if len(code) > 2 else code


def parse(
    said: Mapping[str, str], own: Sequence[SniSet], region: str, *, home: str, as_of: date | None = None
) -> Chosen:
    """The state that words choose, among the built-in lists and ``own``. UsageError, with the nearest word."""
    known = {**sni_sets(), **{one.id: one for one in own}}
    name = said.get("lista", DEFAULT)
    if name not in known:
        near = names.nearest(name, known)
        hint = f"Menade du ”{near}”?" if near else f"Det som finns är: {', '.join(known)}."
        raise UsageError(f"no list '{name}'; there are {', '.join(known)}", f"Listan ”{name}” finns inte. {hint}")
    listed = known[name]
    return Chosen(
        listed=listed,
        region=region,
        home=home,
        off=_off(said.get("av", ""), listed),
        added=_added([*said.get("med", "").split("."), *_typed(said.get("lagg", ""))], listed),
        year=_year(said.get("ar", "")),
        as_of=as_of,
    )


def address(chosen: Chosen) -> str:
    """The shortest address of a state."""
    words = {
        "lista": "" if chosen.listed.id == DEFAULT else chosen.listed.id,
        "av": ".".join(_shortest(chosen)),
        "med": ".".join(chosen.added),
        "ar": chosen.year,
    }
    place = link(Selection(region=chosen.place.code, as_of=chosen.as_of), home=chosen.home).removeprefix(OVERVIEW)
    query = urlencode({word: text for word, text in words.items() if text})
    return ADDRESS + place + (("&" if place else "?") + query if query else "")


def _shortest(chosen: Chosen) -> list[str]:
    """The codes that are off, as few beginnings of codes as say them."""
    left, found = set(chosen.off), []
    for digits in range(2, _LONGEST + 1):
        for start in sorted({code[:digits] for code in left}):
            meant = {code for code in chosen.listed.codes if code.startswith(start)}
            if meant and meant <= chosen.off and (len(meant & left) > 1 or {start} == meant or digits == _LONGEST):
                found.append(start)
                left -= meant
    return sorted([*found, *left])


def _off(text: str, listed: SniSet) -> frozenset[str]:
    off: set[str] = set()
    for start in filter(None, text.split(".")):
        meant = {code for code in listed.codes if code.startswith(start)}
        if not meant or not start.isdigit():
            near = names.nearest(start, listed.codes)
            raise UsageError(
                f"av={start}: no code of {listed.id} begins so" + (f"; did you mean {near}?" if near else ""),
                f"Ingen kod i listan börjar med ”{start}”." + (f" Menade du {near}?" if near else ""),
            )
        off |= meant
    return frozenset(off)


def _typed(text: str) -> list[str]:
    """Codes as a person types them: ``77.2``, ``7721 55.10``."""
    return [part.replace(".", "") for part in text.replace(",", " ").replace(";", " ").split()]


def _added(parts: Sequence[str], listed: SniSet) -> tuple[str, ...]:
    found: list[str] = []
    for code in filter(None, parts):
        if not (code.isascii() and code.isdigit() and 2 <= len(code) <= _LONGEST):
            raise UsageError(
                f"'{code}' is no code of two to five digits", f"”{code}” är ingen SNI-kod. Skriv två till fem siffror."
            )
        inside = next((one for one in (*listed.codes, *found) if code.startswith(one)), None)
        if inside is not None:
            continue  # it is there already
        around = next((one for one in (*listed.codes, *found) if one.startswith(code)), None)
        if around is not None:
            raise UsageError(
                f"{code} holds {around}, which is there already; name the further ones",
                f"{written(code)} innehåller {written(around)}, som redan finns med. Skriv de övriga koderna.",
            )
        found.append(code)
    if len(found) > MOST_ADDED:
        raise UsageError(
            f"{len(found)} codes are added, at most {MOST_ADDED}",
            f"Högst {MOST_ADDED} koder kan läggas till i en länk. Skriv en egen lista i data/sni i stället.",
        )
    return tuple(sorted(found))


def _year(text: str) -> str:
    if text and not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise UsageError(f"ar={text} is no year; write ar=2024", f"”{text}” är inget år. Skriv till exempel ar=2024.")
    return text
