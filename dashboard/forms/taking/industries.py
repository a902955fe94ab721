"""What is taken away of a choice of industries: its sentence, and the tables of places, industries and years."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.data.series import Data
from dashboard.forms.taking.sheets import Heading, Sheet
from dashboard.forms.taking.taken import Named, Taken, file_word
from dashboard.views.links.alias import shared
from dashboard.views.workbench import counts, drawing, telling
from dashboard.views.workbench.choice import NAMES, address
from dashboard.views.workbench.seen import BASES, Row, Seen
from dashboard.words import nouns, swedish
from dashboard.words.kinds.circular import Span
from loaders import catalogue
from loaders.ground.declarations import Status
from loaders.ground.errors import NothingPublishedYet

_NAMED = ("list", "region_code", "region", "period", "share_of", "value", "low", "high", "status", "unit")


def taken_industries(seen: Seen, data: Data) -> Taken:
    """What is taken away: the sentence, and the tables of places, industries and years. NothingPublishedYet without."""
    chosen, share = seen.chosen, catalogue.indicator(telling.SHARE)
    origin = counts.origin(chosen, data)
    if origin is None or not seen.year:
        raise NothingPublishedYet("no extract by industry has been read in")
    live, pinned = address(chosen), address(replace(chosen, as_of=chosen.as_of or data.today()))
    state = "" if chosen.is_whole else "eget-urval"
    parts = ("sni", chosen.listed.id, state, chosen.place.name, seen.year)
    day = swedish.date_text(chosen.listed.date)
    title = f"Andel sysselsatta {seen.counted_sv}"
    return Taken(
        file_name="-".join(word for part in parts if (word := file_word(part))),
        indicator=telling.SHARE,
        title=title,
        headline=seen.headline,
        subtitle=telling.lead(seen),
        sentence=seen.sentence(seen.own),
        remarks=(*telling.remarks(seen), drawing.CAPTION),
        alt=f"{seen.headline}. {drawing.description(seen)}",
        period=seen.year,
        period_sv=seen.year,
        unit_sv="procent",
        address=shared(data.public, live),
        pinned=shared(data.public, pinned),
        origin=origin,
        terms_sv=share.terms_sv,
        numbers=None,
        tables=(drawing.places_table(seen), drawing.weights_table(seen), drawing.years_table(seen)),
        definitions=(
            Named("Mått", title),
            Named("Lista", f"{chosen.listed.title_sv}, version {chosen.listed.version}, {day}"),
            Named("Koder", ", ".join(chosen.codes)),
            Named("Indelning", NAMES[chosen.classification]),
            Named("Skäl", chosen.listed.reason_sv),
            Named("Vad det inte visar", share.caveat_sv),
        ),
        for_programs=Sheet(tuple(map(Heading, _NAMED)), tuple(_long(seen))),
    )


def _long(seen: Seen) -> Iterator[tuple[str | None, ...]]:
    """A row per list, place, year and base, in the columns ``_NAMED``: every place of the year shown, and what is
    weighed in the other years. value: the share where it is one number. low, high: the ends of what it can be, in no
    more decimals than are shown. What is on stands as ``own``, unless it is a whole list."""
    chosen = seen.chosen
    on = chosen.listed.id if chosen.is_whole else "own"
    rows = [*seen.rows, *(row for row in seen.over_time if row.year != seen.year)]
    for row in rows:
        beside = {} if chosen.is_reference else {chosen.reference.id: row.reference}
        for name, spans in {on: row.spans, **beside}.items():
            for base in BASES:
                yield (name, row.place.code, row.place.name, row.year, base, *_share(row, spans[base]), "procent")


def _share(row: Row, span: Span | None) -> tuple[str | None, ...]:
    """Value, low, high and status of a share, as it is rounded on the page."""
    if span is None:
        told = Status.NOT_APPLICABLE if any(one is not None for one in row.spans.values()) else Status.MISSING
        return None, None, None, told.value
    return (*nouns.reach_for_programs(span.low, span.high, row.decimals), "")
