"""Employees of companies gone bankrupt per municipality and industry since 2009 (measure card M9).

Only limited companies and partnerships, no sole traders: does not add up to ``bankruptcy_employees``. The table has no
total over industries or legal forms, so both are summed here, over all the table's values. One firm can be the whole
bar: sums of twelve months, as numbers, and no words.
"""

from loaders.ground.declarations import (
    OWN_SUM,
    Axis,
    Comparison,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Label,
    Level,
    PlaceBasis,
    PxQuery,
    Status,
    Total,
    Wording,
)
from loaders.ground.vocabulary import INDUSTRY_GROUP
from loaders.indicators._tillvaxtanalys import ANNOUNCED, BANKRUPTCY_FOLDER, LAG_DAYS, RELEASE, TOPIC

_SUM = Label(rf"^(totalt?|samtliga|alla|{OWN_SUM})\b")
_BY_TEXT = {
    value.code: Label(rf"^{value.code.replace('-', '[-–]')}\b(?![-–])")
    for value in INDUSTRY_GROUP.values
    if value.code not in ("total", "unknown")
}

INDICATOR = Indicator(
    id="bankruptcy_employees_by_industry",
    title_sv="Anställda berörda av konkurser per bransch efter säte, alla AB, HB och KB (Tillväxtanalys)",
    short_title_sv="Berörda av konkurser per bransch",
    slug="konkurser-anstallda-bransch",
    synonyms=(
        "konkurs",
        "drabbade anställda",
    ),
    unit_sv="personer",
    decimals=0,
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.SEAT,
    age_group="alla AB, HB och KB",
    queries=(
        PxQuery(
            source="tillvaxtanalys",
            table="berorda-anstallda-kommun-bransch",
            called_sv="Konkurser och offentliga ackord",
            announced=ANNOUNCED,
            search=BANKRUPTCY_FOLDER,
            match=r"anstallda_manad_kom_bransch",
            select=(
                Axis(
                    "Bransch",
                    "industry_group",
                    {"total": _SUM, **_BY_TEXT, "unknown": Label(r"ospecificerad|okänd|uppgift saknas")},
                ),
                Total("Juridisk_form", _SUM),
                Fixed("variabel", Label(r"anställda.*konkurs")),
            ),
            levels=(Level.MUNICIPALITY,),
            summed=("Bransch", "Juridisk_form"),
        ),
    ),
    default_slice={"industry_group": "total"},
    definition_sv=(
        "Antalet anställda i aktiebolag, handelsbolag och kommanditbolag som gick i konkurs, räknat där företaget "
        "har sitt säte. Tabellen har inga totaler; alla branscher och företagsformer är summerade här. "
        "Visas som summan av tolv månader."
    ),
    caveat_sv=(
        "Anställda i företag som gått i konkurs; många behåller jobbet om verksamheten tas över. Ett enda företag kan "
        "vara hela summan. Enskilda näringsidkare är inte med, så kommunerna summerar inte till länet."
    ),
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    comparisons=(Comparison.TWELVE_MONTHS,),
    base="bankruptcy_employees_by_industry",
    exists_since={Level.MUNICIPALITY: "2009-01"},
    marks=(Status.PRELIMINARY,),
    order=264,
    family="konkurser",
    secondary=True,
    wording=Wording(
        subject_sv="antalet berörda av konkurser",
        things_sv="berörda av konkurser",
        thing_sv="berörd av konkurser",
        event_sv="berördes {n} anställda av konkurser",
    ),
)
