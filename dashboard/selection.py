"""The words of a link and what they choose: parse and link are each other's inverse.

``/indikator/arbetsloshet?region=2321&jamfor=23,00&fran=2022-01``. Words: region jamfor fran till per kon alder
fodelse bransch matt. What is not said is the default, and a link never says a default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from urllib.parse import parse_qsl, quote, urlencode

from loaders import catalogue, periods, places
from loaders.errors import UsageError
from loaders.model import Comparison, Grain, Indicator, Kind
from loaders.vocabulary import DENOMINATOR, DIMENSIONS

OVERVIEW = "/"
INDICATOR = "/indikator/"
DEFAULT_REGION = "23"
MOST_COMPARED = 4

LEVEL, LAST_YEAR, TWELVE, INDEX, GAP, DOTS = "niva", "fjol", "tolv", "index", "gap", "kommuner"
SERIES = "serie"
WINTER, SUMMER = "vinter", "sommar"
PARTS, BRANCHES = "delar", "branscher"
TRANSFORMS = {
    LEVEL: "Nivå",
    SERIES: "Hela serien",
    LAST_YEAR: "Mot samma månad i fjol",
    TWELVE: "12 månader",
    INDEX: "Index",
    GAP: "Personer bakom gapet",
    DOTS: "Kommunerna",
    WINTER: "Vintern",
    SUMMER: "Sommaren",
    PARTS: "Delar per kommun",
    BRANCHES: "Branscher",
}
"""Ways of showing a measure: the URL word and what the control says."""
SEASONS = (WINTER, SUMMER)
"""Season sums; no control says why another measure lacks them."""

MEASURE = "matt"
_PARTS = tuple(dict.fromkeys(d.url_parameter for d in DIMENSIONS.values() if d.url_parameter != MEASURE))
_WORDS = ("region", "jamfor", "fran", "till", "per", *_PARTS, MEASURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a page or figure shows. ``indicator`` is empty on the overview.

    ``compare`` None means the default comparison. ``slice`` holds only dimension values that are not the
    indicator's default. ``transform`` is one of TRANSFORMS, empty for the indicator's default. ``as_of`` chooses
    the state known at the end of that day.
    """

    indicator: str = ""
    region: str = DEFAULT_REGION
    compare: tuple[str, ...] | None = None
    since: str = ""
    until: str = ""
    as_of: date | None = None
    slice: tuple[tuple[str, str], ...] = ()
    transform: str = ""

    @property
    def declared(self) -> Indicator:
        """The indicator's declaration; UsageError on the overview."""
        return catalogue.indicator(self.indicator)

    @property
    def shown_as(self) -> str:
        """The transform in force."""
        return self.transform or default_transform(self.declared)

    def full_slice(self) -> dict[str, str]:
        """One value of each dimension of the indicator."""
        return dict(self.declared.default_slice) | dict(self.slice)

    def but(self, **changes) -> "Selection":
        """The same selection with some fields changed."""
        return replace(self, **changes)

    @property
    def settled(self) -> "Selection":
        """The selection as it is shown, without choices that make no difference in this way of showing."""
        return self.but(slice=tuple(pair for pair in self.slice if pair[0] not in self.all_shown))

    @property
    def all_shown(self) -> tuple[str, ...]:
        """Dimensions of which all values are shown side by side, so that there is none to choose."""
        if self.shown_as == PARTS:
            return tuple(self.declared.parts)
        return (DENOMINATOR.name,) if self.shown_as == BRANCHES else ()

    def with_value(self, dimension: str, value: str) -> "Selection":
        """The same selection with one dimension value; the default is left out."""
        kept = {name: code for name, code in self.slice if name != dimension}
        if self.declared.default_slice[dimension] != value:
            kept[dimension] = value
        order = self.declared.dimensions
        return replace(self, slice=tuple(sorted(kept.items(), key=lambda pair: order.index(pair[0]))))


def default_transform(indicator: Indicator) -> str:
    """How an indicator is shown unless a link says otherwise: as sums of twelve months where only those are said."""
    sums_only = set(indicator.comparisons) == {Comparison.TWELVE_MONTHS} and indicator.grain is Grain.MONTH
    return TWELVE if sums_only and indicator.kind not in (Kind.RARE, Kind.LUMPS) else LEVEL


def has_own_chart(indicator: Indicator) -> bool:
    """Whether the kind has a chart of its own that the level is shown in: a season, rare counts, lumps."""
    if indicator.kind in (Kind.FLOW, Kind.SEASON):
        return indicator.grain is not Grain.YEAR and not indicator.at_moment
    return indicator.kind in (Kind.RARE, Kind.LUMPS) and indicator.grain is Grain.MONTH


def why_not(indicator: Indicator, transform: str) -> str:
    """Why a way of showing makes no sense for an indicator, as a short Swedish remark; empty if it does."""
    kind = indicator.kind
    if kind is Kind.PROJECTION and transform != LEVEL:
        return "finns inte för framskrivningar"
    if transform == LEVEL:
        return ""
    if kind is Kind.GROWTH and transform in (LAST_YEAR, INDEX):
        return "siffran är redan en förändring"
    if transform in (LAST_YEAR, GAP, DOTS) and indicator.whole_at:
        return "kommunernas andelar är för osäkra"
    if transform == SERIES and not has_own_chart(indicator):
        return "nivån är redan hela serien"
    if transform == LAST_YEAR and indicator.id == "population_change":
        return "finns inte för flöden"
    if transform in (LAST_YEAR, INDEX) and kind in (Kind.RARE, Kind.LUMPS):
        return "enskilda månader jämförs inte" if indicator.grain is Grain.MONTH else "talen är för små"
    if transform == TWELVE:
        if indicator.grain is not Grain.MONTH:
            return "siffran gäller ett kvartal" if indicator.grain is Grain.QUARTER else "siffran gäller ett helt år"
        if kind is Kind.POPULATION and indicator.id != "population_change":
            return "finns inte för folkmängd"
    if transform == INDEX:
        if indicator.is_share:
            return "finns inte för andelar"
        if indicator.id == "population_change":
            return "finns inte för flöden"
    if transform == GAP and not (kind is Kind.RATE and indicator.denominator):
        return "finns bara för andelar"
    if (transform == PARTS and not indicator.parts) or (transform == BRANCHES and not indicator.branches):
        return "delas inte upp så"
    if transform == DOTS and kind is not Kind.RATE:
        return "finns bara för andelar"
    if transform in SEASONS and not (kind is Kind.SEASON and indicator.grain is Grain.MONTH):
        return "finns bara för säsonger"
    return ""


def _nearest(word: str, known: list[str], what_sv: str) -> UsageError:
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    way_out = f"Menade du ”{near[0]}”?" if near else f"Det som finns är: {listed}."
    return UsageError(
        f"'{word}' is not among {listed}" + (f"; did you mean '{near[0]}'?" if near else ""),
        f"{what_sv} ”{word}” finns inte. {way_out}",
    )


def _matt_words(indicator: Indicator) -> dict[str, tuple[str, str]]:
    """URL word of ``matt`` → (dimension, value), or ("", transform)."""
    words = {word: ("", word) for word in TRANSFORMS}
    for name in indicator.dimensions:
        if DIMENSIONS[name].url_parameter == MEASURE and name != "vintage":
            words |= {value.url_word: (name, value.code) for value in DIMENSIONS[name].values}
    return words


def _period(text: str, word: str, grain: Grain | None) -> str:
    try:
        found = periods.grain_of(text)
    except UsageError as error:
        raise UsageError(f"{word}={text}: {error}", f"Ordet {word} i länken: {error.message_sv}") from None
    if grain is not None and found is not grain:
        example = {Grain.MONTH: "2022-01", Grain.QUARTER: "2022-Q1", Grain.YEAR: "2022"}[grain]
        raise UsageError(
            f"{word}={text} is not a {grain}; write {word}={example}",
            f"”{text}” passar inte: siffran finns per {_GRAIN_SV[grain]}. Skriv till exempel {word}={example}.",
        )
    return text


_GRAIN_SV = {Grain.MONTH: "månad", Grain.QUARTER: "kvartal", Grain.YEAR: "år"}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"per={text} is not a date; write per=2026-10-31",
            f"”{text}” är inget datum. Skriv per med år, månad och dag, till exempel per=2026-10-31.",
        ) from None


def _said(search: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for word, text in parse_qsl(search.removeprefix("?"), keep_blank_values=True):
        if word not in _WORDS:
            raise _nearest(word, list(_WORDS), "Ordet")
        if word in said:
            raise UsageError(f"'{word}' stands twice in the link", f"Ordet ”{word}” står två gånger i länken.")
        if not text.strip():
            raise UsageError(f"'{word}' has no value", f"Ordet ”{word}” i länken saknar värde.")
        said[word] = text.strip()
    return said


def _places(text: str, region: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(places.place(code.strip()).code for code in text.split(",") if code.strip()))
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

    UsageError, with a Swedish sentence naming the nearest valid word, for anything not understood.
    """
    said = _said(search)
    region = places.place(said["region"]).code if "region" in said else home
    compare = _places(said["jamfor"], region) if "jamfor" in said else None
    as_of = _day(said["per"]) if "per" in said else None
    if path == OVERVIEW:
        for word in said:
            if word not in ("region", "per"):
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
    chosen, transform = _choices(indicator, said)
    selection = Selection(
        indicator=indicator.id,
        region=region,
        compare=compare,
        since=since,
        until=until,
        as_of=as_of,
        transform=transform,
    )
    for name, code in chosen.items():
        selection = selection.with_value(name, code)
    return selection


def _by_slug(slug: str) -> Indicator:
    try:
        return catalogue.by_slug(slug)
    except UsageError:
        raise _nearest(slug, [d.slug for d in catalogue.shown()], "Indikatorn") from None


def _choices(indicator: Indicator, said: Mapping[str, str]) -> tuple[dict[str, str], str]:
    chosen: dict[str, str] = {}
    transform = ""
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
            raise _nearest(word, list(words), "Måttet")
        name, code = words[word]
        if (name and name in chosen) or (not name and transform):
            raise UsageError(f"matt says two things: {said['matt']}", f"Ordet matt säger två saker: {said['matt']}.")
        if name:
            chosen[name] = code
            continue
        reason = why_not(indicator, code)
        if reason:
            raise UsageError(
                f"{indicator.id} cannot be shown as {code}",
                f"”{TRANSFORMS[code]}” kan inte visas för {indicator.short_title_sv.lower()}: {reason}.",
            )
        transform = code
    return chosen, "" if transform == default_transform(indicator) else transform


def link(selection: Selection, *, home: str = DEFAULT_REGION) -> str:
    """The shortest link that parses to the selection."""
    said: dict[str, str] = {}
    if selection.region != home:
        said["region"] = selection.region
    if selection.compare is not None:
        said["jamfor"] = ",".join(selection.compare)
    if selection.since:
        said["fran"] = selection.since
    if selection.until:
        said["till"] = selection.until
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
    if selection.transform:
        matt.append(selection.transform)
    if matt:
        said["matt"] = ",".join(matt)
    path = INDICATOR + quote(selection.declared.slug) if selection.indicator else OVERVIEW
    query = urlencode({word: said[word] for word in _WORDS if word in said}, safe=",")
    return f"{path}?{query}" if query else path
