"""Our own words for dimension values, with their Swedish labels and URL words. SCB's codes end in the loader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.ground.periods import Period


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension: our code, how a page says it, and the word it has in a link."""

    code: str
    label_sv: str
    url_word: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: its column name, Swedish heading, URL parameter and values in reading order.

    ``url_parameter`` is None for a dimension whose values are chosen with ``matt`` (what is measured).
    """

    name: str
    label_sv: str
    url_parameter: str
    values: tuple[Value, ...] = ()


SEX = Dimension(
    "sex",
    "Kön",
    "kon",
    (Value("total", "båda könen", "bada"), Value("women", "kvinnor", "kvinnor"), Value("men", "män", "man")),
)
AGE = Dimension(
    "age",
    "Ålder",
    "alder",
    tuple(
        Value(code, f"{code.replace('-', '–')} år", code)
        for code in (
            "20-64",
            "20-65",
            "20-24",
            "25-29",
            "55-59",
            "60-64",
            "16-66",
            "18-24",
            "55-64",
        )
    ),
)
BIRTH_REGION = Dimension(
    "birth_region",
    "Födelseregion",
    "fodelse",
    (
        Value("total", "alla födelseländer", "alla"),
        Value("sweden", "inrikes födda", "inrikes"),
        Value("abroad", "utrikes födda", "utrikes"),
    ),
)
BASIS = Dimension(
    "basis",
    "Räknas efter",
    "matt",
    (
        Value("workplace", "efter arbetsställe", "arbetsstalle"),
        Value("residence", "efter bostad", "bostad"),
    ),
)
CLASSIFICATION = Dimension(
    "classification",
    "Näringsgrensindelning",
    "matt",
    (Value("SNI2007", "SNI 2007", "sni2007"), Value("SNI2025", "SNI 2025", "sni2025")),
)
SNI_SET = Dimension(
    "sni_set",
    "Vad som räknas som cirkulärt",
    "matt",
    (
        Value("scb_2007", "SCB:s lista", "scb-2007"),
        Value("scb_2007_rental", "SCB:s lista och uthyrning", "scb-2007-uthyrning"),
        Value("workshops_2007", "bara bilverkstäder (45.20)", "bilverkstader-2007"),
        Value("candidate_2025", "förslag för SNI 2025", "forslag-2025"),
        Value("workshops_2025", "bara bilverkstäder (95.31)", "bilverkstader-2025"),
    ),
)
"""The versioned lists of loaders/sni/, each of one classification."""
DENOMINATOR = Dimension(
    "denominator",
    "Andel av",
    "matt",
    (
        Value("all", "alla som arbetar", "alla-sysselsatta"),
        Value("business", "de som arbetar i näringslivet", "naringslivet"),
    ),
)
BRANCH = Dimension("branch", "Bransch", "bransch")
"""Open: industries by their digits in SNI, as detailed as the file has them; their names are in loaders/sni/."""
BOUND = Dimension(
    "bound",
    "Uppgift eller gräns",
    "matt",
    (
        Value("value", "uppgiften", "uppgift"),
        Value("lowest", "lägst", "lagst"),
        Value("highest", "högst", "hogst"),
    ),
)
INDUSTRY = Dimension(
    "industry",
    "Bransch",
    "bransch",
    (
        Value("total", "alla branscher", "alla"),
        Value("A", "jordbruk, skogsbruk och fiske", "jordbruk"),
        Value("B+C", "tillverkning och utvinning", "tillverkning"),
        Value("D+E", "energi och miljö", "energi"),
        Value("F", "byggverksamhet", "bygg"),
        Value("G", "handel", "handel"),
        Value("H", "transport och magasinering", "transport"),
        Value("I", "hotell och restaurang", "hotell"),
        Value("J", "information och kommunikation", "information"),
        Value("K", "finans och försäkring", "finans"),
        Value("L", "fastighetsverksamhet", "fastighet"),
        Value("M+N", "företagstjänster", "foretagstjanster"),
        Value("O", "offentlig förvaltning och försvar", "offentlig"),
        Value("P", "utbildning", "utbildning"),
        Value("Q", "vård och omsorg", "vard"),
        Value("R+S+T+U", "kultur, nöje och personliga tjänster", "kultur"),
        Value("unknown", "okänd bransch", "okand"),
    ),
)
INDUSTRY_GROUP = Dimension(
    "industry_group",
    "Bransch",
    "branschgrupp",
    (
        Value("total", "alla branscher", "alla"),
        Value("01-03", "jordbruk och skogsbruk", "jordbruk"),
        Value("05-39", "tillverkning och energi", "tillverkning"),
        Value("41-43", "byggverksamhet", "bygg"),
        Value("45", "handel med motorfordon", "motorfordon"),
        Value("46", "partihandel", "partihandel"),
        Value("47", "detaljhandel", "detaljhandel"),
        Value("49-53", "transport och lager", "transport"),
        Value("55", "hotell och logi", "logi"),
        Value("56", "restauranger", "restaurang"),
        Value("58-63", "it och kommunikation", "information"),
        Value("64-82", "finans och företagstjänster", "foretagstjanster"),
        Value("85-99", "utbildning, vård och övrigt", "ovriga"),
        Value("unknown", "okänd bransch", "okand"),
    ),
)
"""Tillväxtanalys' groups, by the first two digits of SNI 2007."""
COMPONENT = Dimension(
    "component",
    "Förändring",
    "matt",
    (
        Value("change", "folkökning", "folkokning"),
        Value("births", "födda", "fodda"),
        Value("deaths", "döda", "doda"),
        Value("natural", "födelseöverskott", "fodelseoverskott"),
        Value("domestic_in", "inrikes inflyttning", "inrikes-in"),
        Value("domestic_out", "inrikes utflyttning", "inrikes-ut"),
        Value("domestic_net", "inrikes flyttnetto", "inrikes-netto"),
        Value("immigration", "invandring", "invandring"),
        Value("emigration", "utvandring", "utvandring"),
        Value("foreign_net", "utrikes flyttnetto", "utrikes-netto"),
        Value("adjustment", "justeringspost", "justering"),
    ),
)
LEGAL_FORM = Dimension(
    "legal_form",
    "Företagsform",
    "form",
    (
        Value("total", "aktiebolag, handelsbolag, kommanditbolag och enskilda", "alla"),
        Value("AB", "aktiebolag", "ab"),
        Value("HB", "handelsbolag", "hb"),
        Value("KB", "kommanditbolag", "kb"),
        Value("E", "enskilda näringsidkare", "enskilda"),
    ),
)
VINTAGE = Dimension("vintage", "Framskrivning från", "matt")
KPI = Dimension("kpi", "Nyckeltal", "matt")
"""Open: a publisher's ids of key figures, whose titles are kept with the raw answers (store/kolada_titles.py)."""
OCCUPATION = Dimension("occupation", "Yrke", "yrke")
"""Open: the occupations of Yrkesbarometern, by the names it gives them."""
OCCUPATION_FIELD = Dimension(
    "occupation_field",
    "Yrkesområde",
    "yrkesomrade",
    (
        Value("total", "alla yrkesområden", "alla"),
        Value("administration", "administration, ekonomi och juridik", "administration"),
        Value("construction", "bygg och anläggning", "bygg"),
        Value("managers", "chefer och verksamhetsledare", "chefer"),
        Value("it", "data och it", "data"),
        Value("sales", "försäljning, inköp och marknadsföring", "forsaljning"),
        Value("crafts", "hantverk", "hantverk"),
        Value("hospitality", "hotell, restaurang och storhushåll", "hotell"),
        Value("health", "hälso- och sjukvård", "vard"),
        Value("manufacturing", "industriell tillverkning", "tillverkning"),
        Value("maintenance", "installation, drift och underhåll", "installation"),
        Value("body_care", "kropps- och skönhetsvård", "skonhet"),
        Value("culture", "kultur, media och design", "kultur"),
        Value("military", "militära yrken", "militar"),
        Value("nature", "naturbruk", "naturbruk"),
        Value("science", "naturvetenskap", "naturvetenskap"),
        Value("education", "pedagogik", "pedagogik"),
        Value("cleaning", "sanering och renhållning", "renhallning"),
        Value("security", "säkerhet och bevakning", "sakerhet"),
        Value("transport", "transport, distribution och lager", "transport"),
        Value("social", "yrken med social inriktning", "socialt"),
        Value("technical", "yrken med teknisk inriktning", "teknik"),
        Value("unknown", "okänt yrkesområde", "okant"),
    ),
)
"""The 21 occupational fields of JobTech's taxonomy; their concept ids are where archives of ads are read."""
JUDGEMENT = Dimension(
    "judgement",
    "Bedömning",
    "matt",
    (
        Value("opportunities", "möjligheter till arbete", "mojligheter"),
        Value("recruitment", "rekryteringssituation", "rekrytering"),
        Value("demand", "efterfrågan på fem års sikt", "efterfragan"),
        Value("level", "vad bedömningen gäller", "niva"),
        Value("coverage", "hur mycket av bedömningen som gör det", "omfattning"),
    ),
)
JUDGED = {
    "opportunities": ("små", "medelstora", "stora"),
    "recruitment": ("överskott", "balans", "paradox", "brist"),
    "demand": ("minska", "vara oförändrad", "öka"),
    "level": ("län", "nuts2", "nuts1", "nationellt"),
    "coverage": ("helt", "delvis"),
}
"""Yrkesbarometern's words for each judgement, in order. Stored is a word's place, from 1: never a quantity."""
JUDGED_SINCE: Mapping[str, str] = {}
"""First round (2026-1) judged in these words, by judgement, where an earlier one used others. No round is compared
with one from before: whoever changes a list above writes the round here."""
_ROUND = re.compile(r"(\d{4})-\w+", re.ASCII)
NOT_JUDGED = "null"
"""The symbol of a judgement the publisher has a row for and no word in."""


def year_of_round(round_: str) -> Period:
    """The year of a round of Yrkesbarometern: 2026 of ``2026-1``. ValueError for what is no round."""
    match = _ROUND.fullmatch(round_)
    if match is None:
        raise ValueError(f"'{round_}' is no round such as 2026-1")
    return Period(match[1])


DIMENSIONS = {
    d.name: d
    for d in (
        SEX,
        AGE,
        BIRTH_REGION,
        BASIS,
        CLASSIFICATION,
        INDUSTRY,
        SNI_SET,
        DENOMINATOR,
        BRANCH,
        BOUND,
        INDUSTRY_GROUP,
        COMPONENT,
        LEGAL_FORM,
        VINTAGE,
        KPI,
        OCCUPATION,
        OCCUPATION_FIELD,
        JUDGEMENT,
    )
}


def label_sv(dimension: str, code: str) -> str:
    """Swedish label of a dimension value; the code itself for an open dimension such as vintage."""
    return next((v.label_sv for v in DIMENSIONS[dimension].values if v.code == code), code)
