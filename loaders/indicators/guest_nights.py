"""Guest nights per municipality, county and riket, per month since 2008 (measure card M15).

All the publisher's kinds of accommodation, the same at all levels: no kind is filtered out. Privately owned
cottages and flats let commercially are among them (the publisher's page on the statistics, type SoL). Easter moves
between March and April, so those two months are only ever read together. Field and level names were read by third
parties in the publisher's open interface and in its text files; the sample layout (Ar, Manad, Kommun, Hemland,
Gastnatter) is one municipality's, kept by that municipality.
"""

from loaders.ground.declarations import (
    Announced,
    Break,
    Comparison,
    FileQuery,
    Grain,
    Indicator,
    Kind,
    Label,
    Level,
    Measure,
    PlaceBasis,
    Release,
    Severity,
    Wording,
)

INDICATOR = Indicator(
    id="guest_nights",
    title_sv="Gästnätter, alla boendeformer (Tillväxtverket)",
    short_title_sv="Gästnätter",
    slug="gastnatter",
    synonyms=(
        "turism",
        "turister",
        "turistnäring",
        "besöksnäring",
        "besökare",
        "hotell",
        "hotellnätter",
        "övernattningar",
        "camping",
        "stugor",
        "logi",
        "inkvartering",
        "vintersäsong",
        "sommarsäsong",
        "skidåkare",
        "gäster",
        "tourism",
        "guest nights",
        "hotel nights",
    ),
    unit_sv="antal",
    decimals=0,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.MONTH,
    kind=Kind.SEASON,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="alla boendeformer",
    queries=(
        FileQuery(
            source="tillvaxtverket",
            table="gastnatter",
            called_sv="inkvarteringsstatistiken",
            announced=Announced("NV1701"),
            measures=(Measure(Label(r"ANTAL_GASTNATTER|Gastnatter|Gästnätter")),),
            place=(Label(r"LAN_NAMN|Lan|Län"), Label(r"KOMMUN_NAMN|Kommun")),
            period=(Label(r"AR|År"), Label(r"MANAD_NAMN_LANG|MANAD_NUMMER|Manad|Månad")),
            match=r"gastnatter.*\.csv$|GuestNights_Country_Month.*\.(txt|csv|json)$",
            levels=(Level.NATION, Level.COUNTY, Level.MUNICIPALITY),
            since="2008-01",
        ),
    ),
    default_slice={},
    definition_sv=(
        "Antalet övernattningar under månaden på hotell, stugbyar, vandrarhem och camping, räknat där boendet ligger. "
        "Privata stugor och lägenheter som hyrs ut kommersiellt, genom förmedlare, ingår. "
        "Mars och april läses ihop, eftersom påsken flyttar sig; vintern är december–april och sommaren juni–augusti."
    ),
    caveat_sv=(
        "Preliminärt. Enstaka kommuner visas inte av sekretesskäl. Uthyrning direkt mellan privatpersoner ingår inte."
    ),
    publication_lag_days=47,  # November 2024 came on 16 January
    release=Release(22, 35),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.TWELVE_MONTHS, Comparison.YEAR_TO_DATE),
    base="guest_nights",
    breaks=(
        Break(
            period="2020-04",
            severity=Severity.CAUTION,
            reason_sv="Från april 2020 till april 2022 är campingens siffror justerade för pandemin.",
        ),
        Break(
            period="2022-05",
            severity=Severity.CAUTION,
            reason_sv="Från maj 2022 är campingens siffror inte längre justerade för pandemin.",
        ),
        Break(
            period="2025-01",
            severity=Severity.CAUTION,
            reason_sv="Från januari 2025 samlar Tillväxtverket in uppgifterna i stället för SCB.",
        ),
    ),
    often_hidden=True,
    order=400,
    key="population",
    wording=Wording(subject_sv="antalet gästnätter", things_sv="gästnätter", thing_sv="gästnatt", noun_sv="gästnätter"),
)
