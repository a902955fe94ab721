"""What our own counts of ads in Platsbanken have in common (measure card M7b).

Not Arbetsförmedlingen's *nya lediga jobb*: that counts jobs, leaves out those under ten days, and is published. The
two never stand in one figure. An ad may be for many jobs, and positions come in lumps.
"""

from loaders.model import Code, FileQuery, Measure

TERMS_SV = "CC0. Källa: JobTech, Arbetsförmedlingen"
CAVEAT_SV = (
    "Egen räkning av annonser i Platsbanken; inte Arbetsförmedlingens statistik över nya lediga jobb. "
    "Alla lediga jobb annonseras inte där, och en annons kan gälla många jobb."
)
YOUNG_SV = "De tre senaste månaderna är för låga, eftersom annonser räknas först när de är stängda."


def new_query(field: str) -> FileQuery:
    """Ads published in a month, 24 months back, for riket, the own county and its municipalities."""
    return FileQuery(
        source="jobtech",
        table="annonser-manad",
        match=r"^annonser[-_]\d{4}-\d{2}[-_](\d{2}|\d{4})\.json$",
        measures=(Measure(Code(field)),),
        options={"months": "24"},
    )


def open_query(field: str) -> FileQuery:
    """Ads open on the day of the fetch, for the same places."""
    return FileQuery(
        source="jobtech",
        table="annonser-oppna",
        match=r"^oppna[-_]\d{4}-\d{2}[-_](\d{2}|\d{4})\.json$",
        measures=(Measure(Code(field)),),
    )
