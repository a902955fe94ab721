"""What is taken away of a choice of industries: its sentence, and the tables of places, industries and years."""

from dataclasses import replace

from dashboard.data.series import Data
from dashboard.forms.taking.taken import Named, Taken, file_word
from dashboard.views.links.alias import shared
from dashboard.views.workbench import counts, drawing, telling
from dashboard.views.workbench.choice import NAMES, address
from dashboard.views.workbench.seen import Seen
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.errors import NothingPublishedYet


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
    )
