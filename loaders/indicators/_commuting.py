"""SCB's yearly registers (BAS) of where people work and where they live.

Read in public code: TAB3204 (final, from 2020) and TAB3785 (preliminary, the newest year) with their contents, TAB1828
(ArRegPend1, from 2020) with its variable Kommun and the whole labels of its contents. Municipalities alone have
commuters: a county's would be those over its own border, which no sum of municipalities gives.
"""

from typing import TypedDict

from loaders.ground.declarations import Axis, Code, Fixed, Grain, Kind, Label, Level, PxQuery, Release

FINAL, PRELIMINARY = "TAB3204", "TAB3785"
FINAL_LAG_DAYS = 340
"""Year 2025 is in the release calendar for 30 November 2026."""


class _Shared(TypedDict):
    unit_sv: str
    decimals: int
    topic: str
    grain: Grain
    kind: Kind
    age_group: str
    secondary: bool


YEARLY: _Shared = {
    "unit_sv": "personer",
    "decimals": 0,
    "topic": "Jobb och arbetslöshet",
    "grain": Grain.YEAR,
    "kind": Kind.STOCK,
    "age_group": "15–74 år",
    "secondary": True,
}
FINAL_RELEASE = Release(320, FINAL_LAG_DAYS)
NORWAY_SV = "Den som bor här och arbetar i Norge finns inte i registret."


def day_and_night_queries() -> tuple[PxQuery, PxQuery]:
    """The employed at their workplace and at their home: the final table, and the preliminary one ahead of it.

    A year moves from the one to the other. The preliminary table has only its newest years, and what it has let go of
    is neither lacking nor withdrawn; where both have a year, the final table's figure stands, whichever came last
    (loaders/store/history.py).
    """
    both = (
        Fixed("Kon", Code("1+2")),
        Fixed("SNI2007", Code("A-U+US")),
        Fixed("Fodelseregion", Code("tot")),
    )
    final = Axis("ContentsCode", "basis", {"workplace": Code("000002XH"), "residence": Code("000002XI")})
    ahead = Axis("ContentsCode", "basis", {"workplace": Code("000005FG"), "residence": Code("000005FH")})
    return (
        PxQuery(table=FINAL, select=(final, *both), lag_days=FINAL_LAG_DAYS),
        PxQuery(table=PRELIMINARY, select=(ahead, *both), rolling=True),
    )


def commuters_query(label: str) -> PxQuery:
    """Commuters over a municipality's border: the content of this whole label."""
    return PxQuery(
        table="TAB1828",
        region_variable="Kommun",
        select=(Fixed("Kon", Code("1+2")), Fixed("ContentsCode", Label(f"^{label}$"))),
        levels=(Level.MUNICIPALITY,),
    )
