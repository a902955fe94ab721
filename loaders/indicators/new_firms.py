"""New businesses per county and quarter since 2011 (measure card M10): genuinely new ones, take-overs removed.

The newest quarter is revised: a real first value went from 447 to 414 in four months. It is shown without a word.
"""

from loaders.ground.declarations import (
    Announced,
    Comparison,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Label,
    Level,
    PlaceBasis,
    PxQuery,
    Release,
    Wording,
)
from loaders.indicators._tillvaxtanalys import NEW_FIRMS_FOLDER, NO_NATION_SV, TOPIC

INDICATOR = Indicator(
    id="new_firms",
    title_sv="Nystartade företag per kvartal efter säte, alla branscher (Tillväxtanalys)",
    short_title_sv="Nystartade företag",
    slug="nystartade-foretag",
    synonyms=(
        "nyföretagande",
        "startade företag",
        "starta eget",
        "nya företag",
        "startups",
        "entreprenörskap",
    ),
    unit_sv="antal",
    decimals=0,
    topic=TOPIC,
    grain=Grain.QUARTER,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.SEAT,
    age_group="alla branscher",
    queries=(
        PxQuery(
            source="tillvaxtanalys",
            table="nystartade-kvartal-lan",
            called_sv="Nystartade företag",
            announced=Announced("NV1303"),
            search=NEW_FIRMS_FOLDER,
            match=r"(nystartade_foretag|nyaf)_kvartal_lan(_\d{4})?(_\d{8}_\d{6})?\.px$",
            select=(Fixed("variabel", Label(r"nystartade")),),
            levels=(Level.COUNTY,),
            region_variable="Län",
        ),
    ),
    default_slice={},
    definition_sv=(
        "Antalet företag som startades under kvartalet. Ombildningar och övertaganden av företag som redan fanns är "
        "borträknade."
    ),
    caveat_sv=(
        "Det senaste kvartalet är preliminärt och ändras. Små företag inom till exempel jord- och skogsbruk, rennäring "
        f"och besöksnäring syns dåligt, eftersom enskilda näringsidkare inte alltid registreras. {NO_NATION_SV}"
    ),
    publication_lag_days=200,
    release=Release(100, 200),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.NORMAL_YEAR),
    base="new_firms",
    incomplete_newest=1,
    order=230,
    family="nya företag",
    wording=Wording(
        subject_sv="antalet nystartade företag",
        things_sv="nystartade företag",
        thing_sv="nystartat företag",
        event_sv="startades {n} företag",
        perfect_sv="{n} företag startats",
        none_sv="startades inget företag",
        nobody_sv="inget företag startades",
    ),
)
