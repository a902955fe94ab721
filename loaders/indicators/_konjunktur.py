"""The Konjunkturbarometern: monthly answers of firms and households, as indices of riket (KI's table Indikatorm).

Each is seasonally adjusted and scaled to a mean of 100 and a standard deviation of 10. Folder, file name, variables
(Indikator, Period) and the texts of their values were read in public code of several others, 2024-2026.

The firms' answers by riksområde and quarter since 2007 are another table (ftgregional/barindikatorreg). A public copy
of its page shows the file, its variables Indikator (5), Region (8) and Period, the riksområden with their counties,
that October's survey is the third quarter, and that a level may not be set beside riket's; no texts of the indices.
"""

from typing import TypedDict

from loaders.ground.declarations import (
    RIKET_ALONE,
    Announced,
    Fixed,
    Grain,
    Kind,
    Label,
    Level,
    PlaceBasis,
    PxQuery,
    Release,
)


class _Shared(TypedDict):
    unit_sv: str
    decimals: int
    topic: str
    grain: Grain
    kind: Kind
    place_basis: PlaceBasis
    age_group: str
    default_slice: dict[str, str]
    publication_lag_days: int
    release: Release
    at_moment: bool
    mean_level: float
    official: bool


BAROMETER: _Shared = {
    "unit_sv": "index",
    "decimals": 1,
    "topic": "Besök, ekonomi och hållbarhet",
    "grain": Grain.MONTH,
    "kind": Kind.PER_HEAD,
    "place_basis": PlaceBasis.RIKET,
    "age_group": "alla",
    "default_slice": {},
    "publication_lag_days": 3,
    "release": Release(-9, 2),
    "at_moment": True,
    "mean_level": 100.0,
    "official": False,
}
SCALE_SV = "Talet är säsongsrensat och ett index med medelvärdet 100 och standardavvikelsen 10 över åren."
CAVEAT_SV = "Finns bara för riket. Bygger på ett urval, och de senaste månaderna ändras när serien säsongsrensas om."


def barometer_query(text: str) -> PxQuery:
    """One index of the table: the value whose text fits."""
    return PxQuery(
        source="konjunkturinstitutet",
        table="konjunkturbarometern",
        called_sv="Konjunkturbarometern",
        announced=Announced("PR2001"),
        search="KonjBar/indikatorer",
        match=r"^indikatorm\.px$",
        select=(Fixed("Indikator", Label(text)),),
        levels=(Level.NATION,),
        region_variable=RIKET_ALONE,
    )


def area_query(text: str) -> PxQuery:
    """One index of firms by riksområde and quarter: the value whose text fits, which nobody here has seen."""
    return PxQuery(
        source="konjunkturinstitutet",
        table="konjunkturbarometern-riksomraden",
        called_sv="Konjunkturbarometern, företag per riksområde",
        announced=Announced("PR2001"),
        search="KonjBar/ftgregional",
        match=r"^barindikatorreg\.px$",
        select=(Fixed("Indikator", Label(text)),),
        levels=(Level.AREA,),
        unverified=True,
    )
