"""TAB6260 and TAB3784: labour-market status and the employed by industry (BAS), written from SCB's codes."""

from loaders.demo import calendar
from loaders.demo.figures.industry_figures import employed_by_industry
from loaders.demo.figures.labour_figures import labour
from loaders.demo.shapes import Content, Note, Table, Variable, values
from loaders.demo.tables.common_parts import (
    BIRTH_REGION,
    COUNTIES_ONLY,
    DEMODATA_NOTE,
    MUNICIPALITIES_ONLY,
    RIKET_ONLY,
    SEX_WITH_TOTAL,
    contents_variable,
    region_variable,
    value_set,
)

_CODELISTS = {
    codelist.id: codelist
    for codelist in (
        value_set("vs_ARiket", "riket", "country", RIKET_ONLY),
        value_set("vs_BLän", "län", "counties", COUNTIES_ONLY),
        value_set("vs_RegionKommun07EjAggr", "kommuner", "municipalities", MUNICIPALITIES_ONLY),
    )
}
_REGION = region_variable(tuple(_CODELISTS))
_PATH = (
    ("AM", "Arbetsmarknad"),
    ("AM0210", "Befolkningens arbetsmarknadsstatus (BAS)"),
    ("AM0210A", "Arbetsmarknadsstatus"),
)
_NOTES = (
    Note(
        "Röjandekontroll: summan av delarna är inte alltid lika med den redovisade totalen. \r\n \r\n  \r\nLäs mer i"
        " [Skyddsmetoder för röjandekontroll](https://www.scb.se/dokumentation/statistiska-metoder/"
        "skyddsmetoder-for-rojandekontroll/).",
        "Statistical disclosure method: totals do not always equal the sum of components. \r\n \r\n  \r\nRead more in"
        " [Disclosure control](https://www.scb.se/dokumentation/statistiska-metoder/).",
    ),
    Note(
        "2026-05-28: Den preliminära statistiken för januari 2020 till februari 2026 har reviderats.",
        "2026-05-28: the preliminary statistics from January 2020 to February 2026 have been revised.",
    ),
    DEMODATA_NOTE,
)

# fmt: off
_AGE_CODES = (
    "15-19", "16-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "060-64", "65-69",
    "70-74", "15-74", "16-64", "16-65", "16-66", "20-64", "20-65", "20-66",
)
# fmt: on

_AGE = Variable(
    code="Alder",
    sv="ålder",
    en="age",
    values=values(
        *(
            (
                code,
                f"{code.removeprefix('0').replace('-', '–')} år",
                f"{code.removeprefix('0').replace('-', '–')} years",
            )
            for code in _AGE_CODES
        )
    ),
    notes=(
        Note(
            "Åldersgrupperna till 64, 65 och 66 år följer den höjda pensionsåldern.",
            "Ages up to 64/65/66 because the retirement age was raised 65->66 (2023) and 67 (2026).",
        ),
    ),
)

_COUNT = Content()
_PERCENT = Content(unit_sv="procent", unit_en="percent", decimals=1)

LABOUR_MARKET_STATUS = Table(
    id="TAB6260",
    sv="Arbetsmarknadsstatus efter region, kön, ålder och födelseregion. Preliminär statistik",
    en="Labour market status by region, sex, age and region of birth. Preliminary statistics",
    contents_sv="Arbetsmarknadsstatus",
    contents_en="Labour market status",
    variables=(
        _REGION,
        SEX_WITH_TOTAL,
        _AGE,
        BIRTH_REGION,
        contents_variable(
            ("000006HI", "antal sysselsatta", "number of employed"),
            ("000004YH", "antal arbetslösa", "number of unemployed"),
            ("000006IU", "antal i arbetskraften", "number of employed and unemployed (labour force)"),
            ("000006IE", "antal studerande", "number of students"),
            ("000006IF", "antal pensionärer", "number of retirees"),
            ("000006IG", "antal sjuka", "number of sick"),
            ("000006IH", "antal övriga", "number of others"),
            ("000006I8", "antal totalt", "total number"),
            ("000006II", "arbetslöshet", "unemployment"),
            ("000006IJ", "arbetskraftsdeltagande", "labour force participation"),
            ("000006IK", "sysselsättningsgrad", "employment rate"),
        ),
    ),
    contents={
        **dict.fromkeys(
            ("000006HI", "000004YH", "000006IU", "000006IE", "000006IF", "000006IG", "000006IH", "000006I8"), _COUNT
        ),
        **dict.fromkeys(("000006II", "000006IJ", "000006IK"), _PERCENT),
    },
    publications=calendar.labour_market,
    figures=labour,
    notes=_NOTES,
    path=_PATH,
    codelists=_CODELISTS,
)

_INDUSTRIES = (
    ("A-U+US", "Total", "all industries"),
    ("A", "företag inom jordbruk, skogsbruk och fiske", "agriculture, forestry and fishing"),
    ("B+C", "tillverkningsindustri; gruvor och mineralutvinningsindustri", "manufacturing, mining and quarrying"),
    ("D+E", "företag inom energi och miljö", "energy supply; environmental activities"),
    ("F", "byggindustri", "construction"),
    ("G", "handel; serviceverkstäder för motorfordon och motorcyklar", "trade"),
    ("H", "transport- och magasineringsföretag", "transportation and storage"),
    ("I", "hotell och restauranger", "accommodation and food service activities"),
    ("J", "informations- och kommunikationsföretag", "information and communication"),
    ("K", "kreditinstitut och försäkringsbolag m.m.", "financial and insurance activities"),
    ("L", "fastighetsbolag och fastighetsförvaltare", "real estate activities"),
    (
        "M+N",
        "företag inom juridik, ekonomi, vetenskap och teknik; företag inom uthyrning, fastighetsservice,"
        " resetjänster och andra stödtjänster",
        "business services",
    ),
    ("O", "civila myndigheter och försvaret", "public administration and defence"),
    ("P", "utbildningsväsendet", "education"),
    ("Q", "enheter för vård och omsorg, socialtjänst", "human health and social work activities"),
    (
        "R+S+T+U",
        "enheter för kultur, nöje och fritid; andra serviceföretag m.m.",
        "cultural and personal services, etc.",
    ),
    ("US", "uppgift saknas", "data missing"),
)

EMPLOYED_BY_INDUSTRY = Table(
    id="TAB3784",
    sv="Sysselsatta 15-74 år efter region, kön, näringsgren SNI 2007 och födelseregion. Preliminär statistik",
    en="Employed 15-74 years by region, sex, industry SNI 2007 and region of birth. Preliminary statistics",
    contents_sv="Sysselsatta 15-74 år",
    contents_en="Employed 15-74 years",
    variables=(
        _REGION,
        SEX_WITH_TOTAL,
        Variable(
            code="SNI2007",
            sv="näringsgren SNI 2007",
            en="industrial classification NACE Rev. 2",
            values=values(*_INDUSTRIES),
            eliminable=True,
            total="A-U+US",
        ),
        BIRTH_REGION,
        contents_variable(
            (
                "0000054D",
                "sysselsatta efter arbetsställets belägenhet",
                "employed by location of workplace (daytime population)",
            ),
            (
                "0000056A",
                "sysselsatta efter bostadens belägenhet",
                "employed by location of dwelling (night-time population)",
            ),
        ),
    ),
    contents=dict.fromkeys(("0000054D", "0000056A"), _COUNT),
    publications=calendar.labour_by_industry,
    figures=employed_by_industry,
    notes=_NOTES,
    path=(*_PATH[:2], ("AM0210B", "Sysselsatta efter näringsgren")),
    codelists=_CODELISTS,
)

LABOUR_TABLES = (LABOUR_MARKET_STATUS, EMPLOYED_BY_INDUSTRY)
