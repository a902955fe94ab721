"""What our own counts of ads in Platsbanken have in common (measure card M7b).

Not Arbetsförmedlingen's *nya lediga jobb*: that counts jobs, leaves out those under ten days, and is published. The
two never stand in one figure. An ad may be for many jobs, and positions come in lumps.
"""

from loaders.ground.declarations import (
    Code,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Measure,
    PlaceBasis,
    Release,
    Wording,
)

_CAVEAT_SV = (
    "Egen räkning av annonser i Platsbanken; inte Arbetsförmedlingens statistik över nya lediga jobb. "
    "Alla lediga jobb annonseras inte där, och en annons kan gälla många jobb."
)
_YOUNG_SV = "De tre senaste månaderna är för låga, eftersom annonser räknas först när de är stängda."


def ad_count(
    id_: str,
    *,
    title_sv: str,
    short_title_sv: str,
    slug: str,
    synonyms: tuple[str, ...],
    unit_sv: str,
    query: FileQuery,
    definition_sv: str,
    order: int,
    wording: Wording,
    is_open: bool = False,
) -> Indicator:
    """One of our own counts. is_open: of ads open at a moment, read while the month lasts; else of a month's new ones,
    whose newest three months are incomplete."""
    return Indicator(
        id=id_,
        title_sv=title_sv,
        short_title_sv=short_title_sv,
        slug=slug,
        synonyms=synonyms,
        unit_sv=unit_sv,
        decimals=0,
        topic="Jobb och arbetslöshet",
        grain=Grain.MONTH,
        kind=Kind.FLOW,
        place_basis=PlaceBasis.WORKPLACE,
        age_group="egen räkning",
        queries=(query,),
        default_slice={},
        definition_sv=definition_sv,
        caveat_sv=_CAVEAT_SV if is_open else f"{_CAVEAT_SV} {_YOUNG_SV}",
        publication_lag_days=31,
        publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
        base=id_,
        order=order,
        family="lediga jobb",
        secondary=True,
        official=False,
        at_moment=is_open,
        release=Release(-27, 3) if is_open else Release(10, 20),  # afterwards nobody can tell what was open
        wording=wording,
    )


def new_query(field: str) -> FileQuery:
    """Ads published in a month, 24 months back, for riket, the own county and its municipalities."""
    return FileQuery(
        source="jobtech",
        table="annonser-manad",
        called_sv="historiska annonser",
        match=r"^annonser[-_]\d{4}-\d{2}[-_](\d{2}|\d{4})\.json$",
        measures=(Measure(Code(field)),),
        options={"months": "24"},
        home_only=True,
    )


def open_query(field: str) -> FileQuery:
    """Ads open on the day of the fetch, for the same places."""
    return FileQuery(
        source="jobtech",
        table="annonser-oppna",
        called_sv="öppna annonser i JobSearch",
        match=r"^oppna[-_]\d{4}-\d{2}[-_](\d{2}|\d{4})\.json$",
        measures=(Measure(Code(field)),),
        home_only=True,
    )
