"""What is taken away of a profile of key figures: a sentence for each, and their table."""

import math
from collections.abc import Sequence

from dashboard.data.series import Data
from dashboard.forms.taking.sheets import Heading, Sheet
from dashboard.forms.taking.taken import Named, Taken, file_word
from dashboard.views.across import profile
from dashboard.views.across.profile import Figure
from dashboard.views.links.alias import shared
from dashboard.views.selection import Selection
from dashboard.words import swedish
from dashboard.words.kinds import profiled
from loaders import catalogue
from loaders.ground import places

ID = "brp_plus"


def taken_profile(
    figures: Sequence[Figure], selection: Selection, data: Data, *, live: str, pinned: str, caption: str
) -> Taken:
    """What is taken away of the key figures of a place. live, pinned: the links of the page."""
    declared, place = catalogue.indicator(ID), places.place(selection.region)
    headline = f"BRP+ i {place.full_name}"
    day = f"per-{selection.as_of.isoformat()}" if selection.as_of else ""
    parts = (declared.slug, place.name, day)
    return Taken(
        file_name="-".join(word for part in parts if (word := file_word(part))),
        indicator=ID,
        title=declared.title_sv,
        headline=headline,
        subtitle="Varje nyckeltal i sin egen enhet och sitt eget år.",
        sentence=" ".join(profiled.sentence(one.measured, place.full_name) for one in figures),
        remarks=(caption,),
        alt=profiled.profile_alt([one.kpi.title for one in figures], place.full_name),
        period="",
        period_sv="",
        unit_sv="varje nyckeltals egen",
        address=shared(data.public, live),
        pinned=shared(data.public, pinned),
        origin=data.origin(ID, selection.as_of),
        terms_sv=declared.terms_sv,
        numbers=None,
        tables=(profile.table(figures, f"BRP+, {place.full_name}"),),
        definitions=(
            Named("Mått", declared.title_sv),
            Named("Vad det visar", declared.definition_sv),
            Named("Vad det inte visar", declared.caveat_sv),
        ),
        for_programs=_long(figures),
    )


def _long(figures: Sequence[Figure]) -> Sheet:
    """A row per key figure and place, with their codes; a number that is not there is empty."""
    named = ("kpi", "kpi_name", "unit", "period", "region_code", "region", "value")
    rows = tuple(
        (one.kpi.id, one.kpi.title, one.kpi.unit, one.year, place.code, place.name, _plain(value, one.decimals))
        for one in figures
        for place, value in zip(one.places, one.values, strict=True)
    )
    return Sheet(tuple(map(Heading, named)), rows)


def _plain(value: float, decimals: int) -> str | None:
    return None if math.isnan(value) else f"{swedish.displayed(value, decimals):f}"
