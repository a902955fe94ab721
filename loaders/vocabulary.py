"""Our own words for dimension values, with their Swedish labels and URL words. SCB's codes end in the loader."""

from dataclasses import dataclass


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
    tuple(Value(code, f"{code.replace('-', '–')} år", code) for code in ("20-64", "20-24", "25-29", "55-59", "60-64")),
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
    "classification", "Näringsgrensindelning", "matt", (Value("SNI2007", "SNI 2007", "sni2007"),)
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
VINTAGE = Dimension("vintage", "Framskrivning från", "matt")

DIMENSIONS = {d.name: d for d in (SEX, AGE, BIRTH_REGION, BASIS, CLASSIFICATION, INDUSTRY, COMPONENT, VINTAGE)}


def label_sv(dimension: str, code: str) -> str:
    """Swedish label of a dimension value; the code itself for an open dimension such as vintage."""
    return next((v.label_sv for v in DIMENSIONS[dimension].values if v.code == code), code)
