"""The keys of a declaration, and the Indicator they make."""

from collections.abc import Mapping
from typing import Final

from loaders.declared.asked_of import QUERIES
from loaders.declared.named import Named
from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.ground.errors import UsageError
from loaders.ground.people.entry import Entry

KEYS: Final = (
    "title", "short_title", "unit", "decimals", "topic", "kind", "grain", "place_basis", "age_group", "definition",
    "caveat", "publication_lag_days", "lowest", "highest", "synonyms", "order", "publisher", "terms", "subject", "noun",
    "things", "thing",
)  # fmt: skip
KINDS: Final[Mapping[str, Kind]] = {
    "kvot": Kind.PER_HEAD,
    "antal": Kind.STOCK,
    "händelser": Kind.FLOW,
    "belopp": Kind.AMOUNT,
}
"""Words for the kinds that a declaration alone can carry: the others need a denominator, margins or vintages."""
GRAINS: Final = {"år": Grain.YEAR, "kvartal": Grain.QUARTER, "månad": Grain.MONTH}
BASES: Final = {"bostad": PlaceBasis.RESIDENCE, "arbetsställe": PlaceBasis.WORKPLACE, "säte": PlaceBasis.SEAT}
TOPICS: Final = {
    topic: topic for topic in ("Befolkning", "Jobb och arbetslöshet", "Företag", "Besök, ekonomi och hållbarhet")
}
LAG_DAYS: Final = {Grain.YEAR: 540, Grain.QUARTER: 180, Grain.MONTH: 90}
"""Days after a period's end when it is late, where nothing is said."""
_AS_THE_SOURCE: Final = "enligt källan"
_ORDER: Final = 900
"""After the built-in ones."""


def indicator_of(named: Named, entry: Entry) -> Indicator:
    """The indicator that a file declares. UsageError on the first fault."""
    entry.only((*KEYS, *QUERIES))
    kind, grain = entry.one_of("kind", KINDS), entry.one_of("grain", GRAINS, "år")
    title, age_group = entry.text("title"), entry.text("age_group", _AS_THE_SOURCE)
    if age_group != _AS_THE_SOURCE and age_group.split(" ")[0] not in title:
        raise entry.wrong(
            "age_group",
            f"the title must say the age group '{age_group}'",
            f"titeln ska säga vilka åldrar det gäller: ”{age_group}”.",
        )
    decimals = entry.whole("decimals", 0 if kind in (Kind.STOCK, Kind.FLOW) else 1, 0, 3)
    if decimals and kind in (Kind.STOCK, Kind.FLOW):
        raise entry.wrong("decimals", "counts have no decimals", "ett antal har inga decimaler. Skriv 0.")
    lag = entry.whole("publication_lag_days", LAG_DAYS[grain], 1, 3_000)
    lowest, highest = entry.number("lowest"), entry.number("highest")
    if lowest is not None and highest is not None and lowest >= highest:
        raise entry.wrong("highest", "'highest' must be above 'lowest'", "”highest” ska vara större än ”lowest”.")
    source = _source(entry)
    publisher = entry.text("publisher", "" if source != "file" else None)
    short = entry.text("short_title")
    subject = entry.text("subject", f"{short[0].lower()}{short[1:]}")
    return Indicator(
        id=named.id,
        title_sv=title,
        short_title_sv=short,
        slug=named.slug,
        unit_sv=entry.text("unit"),
        decimals=decimals,
        topic=entry.one_of("topic", TOPICS, "Besök, ekonomi och hållbarhet"),
        grain=grain,
        kind=kind,
        place_basis=entry.one_of("place_basis", BASES, "bostad"),
        age_group=age_group,
        queries=(QUERIES[source](named, entry.table(source), grain),),
        default_slice={},
        definition_sv=entry.text("definition"),
        caveat_sv=entry.text("caveat", "Ett eget mått, som inte ingår i Länspuls."),
        publication_lag_days=lag,
        release=Release(max(lag // 6, 1), lag, scattered=True),
        terms_sv=entry.text("terms", "" if source != "file" else f"Källa: {publisher}"),
        publisher_sv=publisher,
        comparisons=_comparisons(kind, grain),
        base=named.id,
        lowest=lowest if "lowest" in entry.stated else 0.0,
        highest=highest,
        synonyms=entry.texts("synonyms"),
        order=entry.whole("order", _ORDER, 1, 9_999),
        official=False,
        wording=Wording(
            subject_sv=subject,
            noun_sv=entry.text("noun", subject),
            things_sv=entry.text("things", ""),
            thing_sv=entry.text("thing", ""),
        ),
    )


def _source(entry: Entry) -> str:
    """Which one of the sources is declared."""
    named = [key for key in QUERIES if key in entry.stated]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"[{key}]" for key in QUERIES)
    if named:
        raise entry.wrong(
            named[1], f"only one of {known} may be there", f"bara en av {known} får finnas. Ta bort den andra."
        )
    raise _nothing(entry, known)


def _nothing(entry: Entry, known: str) -> UsageError:
    return entry.wrong(
        "",
        f"it does not say where the figures come from: one of {known}",
        f"det står inte varifrån: en av {known} saknas.",
    )


def _comparisons(kind: Kind, grain: Grain) -> tuple[Comparison, ...]:
    if kind is Kind.FLOW and grain is not Grain.YEAR:
        return (Comparison.YEAR_ON_YEAR, Comparison.TWELVE_MONTHS, Comparison.YEAR_TO_DATE)
    return (Comparison.YEAR_ON_YEAR,)
