"""How firms judge their municipality's handling of them, per municipality and year: Insikt's index, from Kolada.

The id U07451 was seen in use in public code of others, beside key figures on firms; its title was not. So it is asked
for by that id and must have a title that speaks of *företagsklimat* and of Insikt or its index; another title stops
the table. County and riket are not asked for: Kolada's were not seen.
"""

from dataclasses import replace

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._kolada import municipal_query

INDICATOR = Indicator(
    id="business_climate",
    title_sv="Företagsklimat enligt Insikt, alla företag i undersökningen, per år (Kolada)",
    short_title_sv="Företagsklimat (Insikt)",
    slug="foretagsklimat",
    synonyms=(
        "företagsklimat",
        "Insikt",
        "SKR",
        "nöjdhet bland företagare",
        "näringslivsklimat",
        "myndighetsutövning",
    ),
    unit_sv="index 0–100",
    decimals=0,
    topic="Företag",
    grain=Grain.YEAR,
    kind=Kind.PER_HEAD,
    place_basis=PlaceBasis.SEAT,
    age_group="alla företag i undersökningen",
    queries=(
        replace(
            municipal_query("foretagsklimat", "U07451", r"^(?=.*företagsklimat)(?=.*(insikt|NKI|index)).*$"),
            unverified=True,
            lacking_allowed=0.6,
        ),
    ),
    default_slice={},
    definition_sv=(
        "Hur nöjda företag är med kommunens myndighetsutövning, som ett index från 0 till 100 (nöjd-kund-index). "
        "De svarande är företag som haft ett ärende hos kommunen under året."
    ),
    caveat_sv=(
        "Alla kommuner deltar inte varje år, och i en liten kommun svarar få. Därför sägs inget om hur stor en "
        "skillnad är. Hämtas bara för kommuner. Insikt görs av Sveriges Kommuner och Regioner, och Kolada hämtar "
        "uppgiften därifrån."
    ),
    publication_lag_days=360,
    release=Release(90, 360),
    base="business_climate",
    highest=100.0,
    order=264,
    secondary=True,
    official=False,
    wording=Wording(subject_sv="företagsklimatet enligt Insikt", noun_sv="företagsklimat enligt Insikt"),
)
