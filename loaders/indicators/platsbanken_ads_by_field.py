"""Ads published in Platsbanken in a month by occupational field, counted from JobTech's archives (measure card M7b).

The archives come by year and by quarter, and are counted with ``lanspuls ads``. The whole country is in them, so
riket and every municipality can be compared. An ad that was published again under its id is one ad.
"""

from loaders.ground.declarations import (
    Axis,
    Code,
    Comparison,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Measure,
    PlaceBasis,
    Release,
    Wording,
)
from loaders.ground.vocabulary import OCCUPATION_FIELD

INDICATOR = Indicator(
    id="platsbanken_ads_by_field",
    title_sv="Annonser per yrkesområde i Platsbanken, egen räkning",
    short_title_sv="Annonser per yrkesområde",
    slug="annonser-yrkesomrade",
    synonyms=(
        "yrkesområden",
        "vilka yrken söks",
        "annonser per yrke",
        "jobbannonser per bransch",
        "efterfrågade yrken",
        "Platsbankens arkiv",
    ),
    unit_sv="annonser",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="egen räkning",
    queries=(
        FileQuery(
            source="jobtech",
            table="annonser-arkiv",
            called_sv="arkivet över historiska annonser",
            match=r"^annonser-raknade_\d{4}(-Q[1-4])?_[0-9a-f]{12}\.parquet$",
            measures=(Measure(Code("ads")),),
            select=(
                Axis("field", "occupation_field", {value.code: Code(value.code) for value in OCCUPATION_FIELD.values}),
            ),
            place=(Code("place"),),
            period=(Code("month"),),
            by_hand="archive",
            unverified=True,
        ),
    ),
    default_slice={"occupation_field": "total"},
    definition_sv=(
        "Antalet annonser som publicerades första gången i Platsbanken under månaden, efter kommunen där arbetet är "
        "och yrkesområdet i JobTechs taxonomi. En annons som publicerats igen räknas en gång. "
        "Länet och riket har också de annonser som inte säger vilken kommun."
    ),
    caveat_sv=(
        "Annonser är inte lediga jobb: en annons kan gälla många jobb eller inget nytt. Samma jobb kan annonseras "
        "flera gånger under olika nummer. Bara Platsbanken ingår; alla jobb annonseras inte där."
    ),
    publication_lag_days=150,
    publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
    release=Release(60, 150),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.TWELVE_MONTHS),
    base="platsbanken_ads_by_field",
    order=179,
    family="lediga jobb",
    secondary=True,
    official=False,
    wording=Wording(
        subject_sv="antalet nya annonser i Platsbanken",
        things_sv="nya annonser i Platsbanken",
        thing_sv="ny annons i Platsbanken",
    ),
)
