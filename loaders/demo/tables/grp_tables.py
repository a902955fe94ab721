"""TAB3138 and TAB3143: gross regional product of counties, national areas and municipalities."""

from functools import partial

from loaders.demo import calendar
from loaders.demo.figures.grp_figures import NATIONAL_AREAS, county_accounts, municipal_accounts
from loaders.demo.shapes import Content, Note, Table, Value, Variable, values
from loaders.demo.tables.common_parts import COUNTIES_ONLY, DEMODATA_NOTE, MUNICIPALITIES_ONLY, contents_variable

_AREA_NAMES = (
    ("Stockholm", "Stockholm"),
    ("Östra Mellansverige", "East Middle Sweden"),
    ("Småland med öarna", "Småland and the islands"),
    ("Sydsverige", "South Sweden"),
    ("Västsverige", "West Sweden"),
    ("Norra Mellansverige", "North Middle Sweden"),
    ("Mellersta Norrland", "Middle Norrland"),
    ("Övre Norrland", "Upper Norrland"),
)
_RIKET = ("00", "Riket", "Sweden")
_PATH = (("NR", "Nationalräkenskaper"), ("NR0105", "Regionräkenskaper"), ("NR0105A", "Regionräkenskaper"))
_NOTES = (
    Note(
        "Det senaste årets uppgifter är preliminära och revideras vid nästa publicering.\r\n\r\nMarkeringen * betyder"
        " att värdet är skattat.",
        "The newest year is preliminary and is revised at the next publication.\r\n\r\nThe mark * means estimated.",
    ),
    DEMODATA_NOTE,
)


def _regions(*rows: tuple[str, str, str]) -> Variable:
    return Variable(code="Region", sv="region", en="region", values=values(*rows), show="code_value")


def _named(members: tuple[Value, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((value.code, value.sv, value.en) for value in members)


def _money(unit_sv: str, unit_en: str, decimals: int = 0) -> Content:
    return Content(unit_sv=unit_sv, unit_en=unit_en, decimals=decimals, refperiod_sv="Respektive år", measuring="Flow")


# The codes of the last four contents were never seen: they are invented.
COUNTY_ACCOUNTS = Table(
    id="TAB3138",
    sv="Bruttoregionprodukt (BRP), sysselsatta och löner efter region (län, riksområden)",
    en="Gross regional product (GRP), employed and wages by region (county, national area)",
    contents_sv="Regionräkenskaper, län",
    contents_en="Regional accounts, counties",
    variables=(
        _regions(
            _RIKET,
            *_named(COUNTIES_ONLY),
            *((code, sv, en) for code, (sv, en) in zip(NATIONAL_AREAS, _AREA_NAMES, strict=True)),
            ("90", "Ej regionfördelat", "Not allocated by region"),
        ),
        contents_variable(
            ("NR0105AH", "BRP, löpande priser, mnkr", "GRP, current prices, SEK million"),
            ("NR0105AI", "BRP, volymutveckling i procent", "GRP, volume change in per cent"),
            ("NR0105AJ", "BRP per invånare, löpande priser, tkr", "GRP per inhabitant, current prices, SEK thousand"),
            ("NR0105AK", "BRP per sysselsatt, löpande priser, tkr", "GRP per employed, current prices, SEK thousand"),
            ("NR0105AL", "Medelantal sysselsatta, 1000-tal", "Average number of employed, thousands"),
            ("NR0105AM", "Egentlig lön, löpande priser, mnkr", "Wages and salaries, current prices, SEK million"),
        ),
    ),
    contents={
        "NR0105AH": _money("mnkr", "SEK million"),
        "NR0105AI": _money("procent", "per cent", 1),
        "NR0105AJ": _money("tkr", "SEK thousand"),
        "NR0105AK": _money("tkr", "SEK thousand"),
        "NR0105AL": _money("1000-tal", "thousands", 1),
        "NR0105AM": _money("mnkr", "SEK million"),
    },
    publications=partial(calendar.regional_accounts, 2000),
    figures=county_accounts,
    monthly=False,
    notes=_NOTES,
    path=_PATH,
)

MUNICIPAL_ACCOUNTS = Table(
    id="TAB3143",
    sv="Bruttoregionprodukt (BRP) efter kommun",
    en="Gross regional product (GRP) by municipality",
    contents_sv="Regionräkenskaper, kommuner",
    contents_en="Regional accounts, municipalities",
    variables=(
        _regions(_RIKET, *_named(MUNICIPALITIES_ONLY), ("9900", "Ej kommunfördelat", "Not allocated by municipality")),
        contents_variable(
            ("NR0105AW", "BRP, löpande priser, mnkr", "GRP, current prices, SEK million"),
            ("NR0105AY", "BRP per invånare, löpande priser, tkr", "GRP per inhabitant, current prices, SEK thousand"),
        ),
    ),
    contents={"NR0105AW": _money("mnkr", "SEK million"), "NR0105AY": _money("tkr", "SEK thousand")},
    publications=partial(calendar.regional_accounts, 2012),
    figures=municipal_accounts,
    monthly=False,
    notes=_NOTES,
    path=_PATH,
    contact=False,
)

GRP_TABLES = (COUNTY_ACCOUNTS, MUNICIPAL_ACCOUNTS)
