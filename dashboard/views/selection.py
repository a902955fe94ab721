"""The words of a link and what they choose: parse and link are each other's inverse.

``/indikator/arbetsloshet?region=2321&jamfor=23,00&fran=2022-01``. Words: region namn jamfor fran till senaste per kon
alder fodelse bransch matt. What is not said is the default, and a link never says a default. Time is chosen in one of
three ways: fixed (fran and till), from a start on (fran), or the latest so many periods (senaste). Municipalities with
plus between them are an own area, which ``namn`` names: ``region=2303+2305&namn=Två kommuner``. A place may be said by
its name too, the region's own names of areas among them; a link says codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from dashboard.views import ways
from dashboard.views.links import foreign
from dashboard.words.nouns import in_sentence
from loaders import catalogue
from loaders.ground import names, places
from loaders.ground.clock import require_year
from loaders.ground.declarations import Grain, Indicator
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import named, place_called, written_places
from loaders.ground.periods import Period
from loaders.ground.vocabulary import DIMENSIONS

OVERVIEW = "/"
INDICATOR = "/indikator/"
DEFAULT_REGION = "23"
MOST_COMPARED = 4

MEASURE = "matt"
_PARTS = tuple(dict.fromkeys(d.url_parameter for d in DIMENSIONS.values() if d.url_parameter != MEASURE))
WORDS = ("region", "namn", "jamfor", "fran", "till", "senaste", "per", *_PARTS, MEASURE)
"""Every word of an indicator's link, in the order they are written."""
WORDS_OF_PLACE = ("region", "namn", "per")
"""Those that mean something on any page of a place."""
_OF_PLACES = ("region", "jamfor")
"""Words whose plus joins places: it is written as it is, and read as a blank."""
MOST_LATEST = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a page or figure shows. ``indicator`` is empty on the overview.

    ``compare`` None means the default comparison. ``slice`` holds only dimension values that are not the
    indicator's default. ``way`` is the word of a way of showing (ways/), empty for the indicator's own. ``as_of``
    chooses the state known at the end of that day. ``latest`` is the number of periods shown, counted back from the
    newest, 0 for all or what ``since`` and ``until`` say.
    """

    indicator: str = ""
    region: str = DEFAULT_REGION
    compare: tuple[str, ...] | None = None
    since: str = ""
    until: str = ""
    latest: int = 0
    as_of: date | None = None
    slice: tuple[tuple[str, str], ...] = ()
    way: str = ""

    @property
    def declared(self) -> Indicator:
        """The indicator's declaration; UsageError on the overview."""
        return catalogue.indicator(self.indicator)

    def full_slice(self) -> dict[str, str]:
        """One value of each dimension of the indicator."""
        return dict(self.declared.default_slice) | dict(self.slice)

    def but(self, **changes) -> "Selection":
        """The same selection with some fields changed."""
        return replace(self, **changes)

    def with_value(self, dimension: str, value: str) -> "Selection":
        """The same selection with one dimension value; the default is left out."""
        kept = {name: code for name, code in self.slice if name != dimension}
        if self.declared.default_slice[dimension] != value:
            kept[dimension] = value
        order = self.declared.dimensions
        return replace(self, slice=tuple(sorted(kept.items(), key=lambda pair: order.index(pair[0]))))


_MOST_LISTED = 30
"""Words that are told; of more, the page that lists them is a link away."""


def _nearest(word: str, known: list[str], what_sv: str) -> UsageError:
    near = names.nearest(word, known)
    listed = ", ".join(known)
    told = f"Det som finns är: {listed}." if len(known) <= _MOST_LISTED else ""
    meant = f"Menade du ”{near}”?" if near else ""
    return UsageError(
        f"'{word}' is not among {listed}" + (f"; did you mean '{near}'?" if near else ""),
        " ".join(filter(None, (f"{what_sv} ”{word}” finns inte.", meant, told))),
    )


def _matt_words(indicator: Indicator) -> dict[str, tuple[str, str]]:
    """URL word of ``matt`` → (dimension, value), or ("", word of a way of showing)."""
    words = {word: ("", word) for word in ways.by_word()}
    for name in indicator.dimensions:
        if DIMENSIONS[name].url_parameter == MEASURE and name != "vintage":
            words |= {value.url_word: (name, value.code) for value in DIMENSIONS[name].values}
    return words


def _period(text: str, word: str, grain: Grain | None) -> str:
    try:
        period = Period(text)
    except UsageError as error:
        raise UsageError(f"{word}={text}: {error}", f"Ordet {word} i länken: {error.message_sv}") from None
    require_year(period.year, text)
    if grain is not None and period.grain is not grain:
        example = {Grain.MONTH: "2022-01", Grain.QUARTER: "2022-Q1", Grain.YEAR: "2022"}[grain]
        raise UsageError(
            f"{word}={text} is not a {grain}; write {word}={example}",
            f"”{text}” passar inte: siffran finns per {_GRAIN_SV[grain]}. Skriv till exempel {word}={example}.",
        )
    return text


_GRAIN_SV = {Grain.MONTH: "månad", Grain.QUARTER: "kvartal", Grain.YEAR: "år"}


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"per={text} is not a date; write per=2026-10-31",
            f"”{text}” är inget datum. Skriv per med år, månad och dag, till exempel per=2026-10-31.",
        ) from None
    require_year(day.year, text)
    return day


def _said(search: str) -> dict[str, str]:
    sorted_out = foreign.sort_words(search, WORDS)
    for word in sorted_out.unknown:
        raise _nearest(word, list(WORDS), "Ordet")
    said: dict[str, str] = {}
    for word, text in parse_qsl(sorted_out.search):
        if word in said:
            raise UsageError(f"'{word}' stands twice in the link", f"Ordet ”{word}” står två gånger i länken.")
        said[word] = text
    return said


def _latest(said: Mapping[str, str]) -> int:
    """How many periods ``senaste`` asks for, 0 where it is not said."""
    text = said.get("senaste", "0")
    if "senaste" in said and ("fran" in said or "till" in said):
        raise UsageError(
            "senaste stands beside fran or till; say one of them",
            "Ordet senaste räknar från den nyaste perioden och kan inte stå ihop med fran eller till. Ta bort det ena.",
        )
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1
    if not (0 if "senaste" not in said else 1) <= number <= MOST_LATEST:
        raise UsageError(
            f"senaste={text} is not a number of periods; write senaste=24",
            f"”{text}” är inget antal perioder. Skriv till exempel senaste=24 (högst {MOST_LATEST}).",
        )
    return number


def _places(text: str, region: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(place_called(one).code for one in written_places(text)))
    if region in chosen:
        raise UsageError(
            f"jamfor names the region {region} itself", f"{places.place(region).name} jämförs redan: ta bort {region}."
        )
    if len(chosen) > MOST_COMPARED:
        raise UsageError(
            f"jamfor names {len(chosen)} places, at most {MOST_COMPARED}",
            f"Högst {MOST_COMPARED} platser kan jämföras på en gång; länken har {len(chosen)}.",
        )
    return chosen


def parse(path: str, search: str = "", *, home: str = DEFAULT_REGION) -> Selection:
    """The selection a link chooses. ``home`` is the region when none is said.

    UsageError, with a Swedish sentence naming the nearest valid word, for anything not understood. Words that follow
    visitors are left out; whoever shows a page leaves out unknown ones before (``foreign.sort_words``).
    """
    said = _said(search)
    region = _region(said, home)
    compare = _places(said["jamfor"], region) if "jamfor" in said else None
    as_of = _day(said["per"]) if "per" in said else None
    if path == OVERVIEW:
        for word in said:
            if word not in WORDS_OF_PLACE:
                raise UsageError(
                    f"'{word}' has no meaning on the overview", f"Ordet ”{word}” gäller bara på en indikators sida."
                )
        return Selection(region=region, as_of=as_of)
    if not path.startswith(INDICATOR):
        raise UsageError(f"no page {path}", f"Det finns ingen sida med adressen {path}.")
    indicator = _by_slug(path.removeprefix(INDICATOR).rstrip("/"))
    since = _period(said["fran"], "fran", indicator.grain) if "fran" in said else ""
    until = _period(said["till"], "till", indicator.grain) if "till" in said else ""
    if since and until and since > until:
        raise UsageError(
            f"fran={since} is after till={until}", f"Perioden börjar ({since}) efter att den slutar ({until})."
        )
    chosen, way = _choices(indicator, said)
    selection = Selection(
        indicator=indicator.id,
        region=region,
        compare=compare,
        since=since,
        until=until,
        latest=_latest(said),
        as_of=as_of,
        way=way,
    )
    for name, code in chosen.items():
        selection = selection.with_value(name, code)
    return selection


def _region(said: Mapping[str, str], home: str) -> str:
    """The code of the chosen place, with its name where it is an own area."""
    chosen = place_called(said["region"]) if "region" in said else places.place(home)
    if "namn" not in said:
        return chosen.code
    return named(chosen, said["namn"]).code


def _by_slug(slug: str) -> Indicator:
    try:
        return catalogue.by_slug(slug)
    except UsageError:
        raise _nearest(slug, [d.slug for d in catalogue.shown()], "Indikatorn") from None


def _choices(indicator: Indicator, said: Mapping[str, str]) -> tuple[dict[str, str], str]:
    chosen: dict[str, str] = {}
    chosen_way = ""
    own = {DIMENSIONS[name].url_parameter: DIMENSIONS[name] for name in indicator.dimensions}
    for word in _PARTS:
        if word not in said:
            continue
        if word not in own:
            named = next(d.label_sv for d in DIMENSIONS.values() if d.url_parameter == word).lower()
            raise UsageError(
                f"{indicator.id} has no dimension '{word}'",
                f"{indicator.short_title_sv} finns inte uppdelad på {named} (ordet ”{word}”).",
            )
        dimension = own[word]
        by_word = {value.url_word: value.code for value in dimension.values}
        if not by_word:  # an open dimension: its values are the publisher's own names
            by_word = {said[word]: said[word]}
        if said[word] not in by_word:
            raise _nearest(said[word], list(by_word), dimension.label_sv)
        chosen[dimension.name] = by_word[said[word]]
    words = _matt_words(indicator)
    for word in said.get("matt", "").split(",") if "matt" in said else ():
        if word not in words:
            offered = [
                one for one, (name, code) in words.items() if name or not ways.by_word()[code].why_not(indicator)
            ]
            raise _nearest(word, offered, "Sättet att visa")
        name, code = words[word]
        if (name and name in chosen) or (not name and chosen_way):
            raise UsageError(f"matt says two things: {said['matt']}", f"Ordet matt säger två saker: {said['matt']}.")
        if name:
            chosen[name] = code
            continue
        way = ways.by_word()[code]
        reason = way.why_not(indicator)
        if reason:
            raise UsageError(
                f"{indicator.id} cannot be shown as {code}",
                f"”{way.name_sv}” kan inte visas för {in_sentence(indicator.short_title_sv)}: {reason}.",
            )
        chosen_way = code
    return chosen, "" if chosen_way == ways.default(indicator).word else chosen_way


def link(selection: Selection, *, home: str = DEFAULT_REGION) -> str:
    """The shortest link that parses to the selection."""
    said: dict[str, str] = {}
    if selection.region != home:
        said["region"], _, name = selection.region.partition("~")
        said |= {"namn": name} if name else {}
    if selection.compare is not None:
        said["jamfor"] = ",".join(selection.compare)
    if selection.since:
        said["fran"] = selection.since
    if selection.until:
        said["till"] = selection.until
    if selection.latest:
        said["senaste"] = str(selection.latest)
    if selection.as_of:
        said["per"] = selection.as_of.isoformat()
    matt = []
    for name, code in selection.slice:
        dimension = DIMENSIONS[name]
        word = next((value.url_word for value in dimension.values if value.code == code), code)
        if dimension.url_parameter == MEASURE:
            matt.append(word)
        else:
            said[dimension.url_parameter] = word
    if selection.way:
        matt.append(selection.way)
    if matt:
        said["matt"] = ",".join(matt)
    path = INDICATOR + quote(selection.declared.slug) if selection.indicator else OVERVIEW
    query = "&".join(
        urlencode({word: said[word]}, safe=",+" if word in _OF_PLACES else ",") for word in WORDS if word in said
    )
    return f"{path}?{query}" if query else path
