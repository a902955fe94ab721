"""Tillväxtanalys' statistics on bankruptcies and new firms (measure cards M9 and M10).

The publisher renames its files often (konk_manad_lan_1996, 12_konk_manad_lan_1996, konkurser_manad_lan,
11_konkurser_manad_lan between 2024 and 2026), so files are found by pattern in their folder. The tables have the 21
counties and no figure for riket, and no riket is made here: a sum would be ours, not the publisher's.
Source of names and values: public code that fetches the tables, read 2026; an export of 2024-06-27.
"""

from loaders.ground.declarations import Announced, Fixed, Label, Level, PxQuery, Release

TOPIC = "Företag"
NO_NATION_SV = "Tabellen har ingen siffra för riket."
LAG_DAYS = 16
RELEASE = Release(12, 15)
ANNOUNCED = Announced("NV1401")
"""*Konkurser och offentliga ackord* in the release calendar, which tells other agencies' days too."""
YEARLY_SV = "Tillväxtanalys helårssammanställning för riket (öppen text, läst 2026)"
"""Who has told the totals of whole years: 2024 and 2025."""
_ROOT = "Tillväxtanalys statistikdatabas"
BANKRUPTCY_FOLDER = f"{_ROOT}/Konkurser och offentliga ackord"
NEW_FIRMS_FOLDER = f"{_ROOT}/Nystartade företag"


def county_query(content: str) -> PxQuery:
    """Bankruptcies per county and month since 1996: the content whose text fits."""
    return PxQuery(
        source="tillvaxtanalys",
        table="konkurser-manad-lan",
        called_sv="Konkurser och offentliga ackord",
        announced=ANNOUNCED,
        search=BANKRUPTCY_FOLDER,
        match=r"konk(urser)?_manad_lan(_\d{4})?(_\d{8}_\d{6})?\.px$",
        select=(Fixed("variabel", Label(content)),),
        levels=(Level.COUNTY,),
        region_variable="Län",
    )
