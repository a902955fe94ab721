"""The 25 model sentences of the words rule, to the letter (no-break spaces read as spaces)."""

from datetime import date

import pytest

from dashboard import words
from dashboard.words import Facts, Observation, Projection, judge
from dashboard.words.swedish import PlaceForm
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Indicator, Status
from loaders.ground.periods import Period, span
from loaders.ground.places import place
from tests.dashboard.measures import (
    BANKRUPTCIES,
    EMPLOYMENT,
    LONG_TERM,
    NEW_FIRMS,
    NIGHTS,
    NOTICES,
    POPULATION,
    PROJECTION,
    REGISTERED,
    SURVEYED,
    UNEMPLOYMENT,
    VACANCIES,
    YEARLY_STOCK,
)

MEETING = date(2026, 11, 23)
COUNTY = place("23")
SHORT, OMITTED = PlaceForm.SHORT, PlaceForm.OMITTED


def claim(
    indicator: Indicator, code: str, period: str, now: float | None, then: float | None = None, **known: object
) -> words.Claim:
    """A claim about a place in a period against the same period a year before."""
    earlier = Period(period).shift({4: -1, 7: -12}.get(len(period), -12) if "Q" not in period else -4)
    known = {"today": MEETING, **known}
    return judge(
        Facts(
            indicator=indicator,
            place=place(code),
            now=Observation(period, now, known.pop("status", Status.EMPTY), known.pop("symbol", "")),
            then=None if then is None else Observation(earlier, then),
            **known,
        )
    )


def usual_vacancies() -> dict[str, float]:
    """April and May of five years with a rise of 8 per cent from April to May."""
    return {f"{year}-{month}": value for year in range(2021, 2026) for month, value in (("04", 1000), ("05", 1080))}


def months(last: str, values: list[float]) -> dict[str, float]:
    return dict(zip(span(Period(last).shift(1 - len(values)), last), values, strict=True))


def circular() -> str:
    return words.circular_share("2024", 1.6, 2.6, 1.2, 3.4)


def two_horizons() -> str:
    return words.sentence(
        claim(
            VACANCIES, "23", "2026-05", 1312, 1298,
            before=Observation("2026-04", 1195), history=usual_vacancies(), spread=0.04,
        )
    )  # fmt: skip


def year_so_far() -> str:
    history = {**months("2026-05", [1200, 1210, 1203, 1195, 1312]), **months("2025-05", [1190, 1200, 1197, 1200, 1298])}
    return words.year_to_date(claim(VACANCIES, "23", "2026-05", 1312, 1298, history=history))


def rare() -> str:
    history = bankruptcies()
    return words.sentence(claim(BANKRUPTCIES, "23", "2026-04", 3, history=history))


def bankruptcies() -> dict[str, float]:
    """Until March 2026: the sixty months before April have mean 6.2, and with 3 in April twelve months are 74."""
    twelve_before = [5, 6, 5, 5, 6, 5, 5, 6, 5, 5, 6, 5]  # May 2024 to April 2025: 64
    eleven = [6, 7, 6, 7, 6, 7, 6, 7, 6, 7, 6]  # May 2025 to March 2026: 71
    thirty_seven = [6] * 21 + [7] * 15 + [6]  # April 2021 to April 2024: 237
    return months("2026-03", [*thirty_seven, *twelve_before, *eleven])


def zero_base() -> str:
    return words.sentence(claim(NOTICES, "23", "2017-12", 52, 0))


def lumps() -> str:
    """Twelve months of 410; of the ten years before, one had 480 and the others 200 or 300."""
    years = [200, 300, 480, 300, 200, 300, 200, 300, 200, 300]
    values = [value / 10 if month < 10 else 0 for value in years for month in range(12)]
    history = months("2026-06", [*values, *([41] * 10), 0, 0])
    return words.twelve_months(claim(NOTICES, "23", "2026-06", 0, history=history), SHORT)


def across_a_break() -> str:
    total = claim(REGISTERED, "23", "2026-10", 2310, 2250)
    young = claim(REGISTERED, "23", "2026-10", 290, 301, slice={"age_group": "18-24"}, spread=0.03)
    return f"{words.sentence(total, SHORT)} {words.subgroup(young, 'unga 18–24 år')}"


def suppressed() -> str:
    return words.sentence(
        claim(
            LONG_TERM, "2305", "2026-09", None, status=Status.SUPPRESSED, symbol="<5",
            slice={"birth_region": "abroad"},
        )
    )  # fmt: skip


def missing_year() -> str:
    facts = Facts(
        indicator=YEARLY_STOCK,
        place=COUNTY,
        today=MEETING,
        now=Observation("2022", 1000),
        then=Observation("2021", None, Status.MISSING),
    )
    level, _, reason = words.sentence(judge(facts)).partition(". ")
    assert level == "Antalet invånare i Jämtlands län var 1\u00a0000 år 2022"
    return reason


def not_published() -> str:
    return words.sentence(
        claim(
            BANKRUPTCIES, "23", "2026-10", None, status=Status.NOT_PUBLISHED,
            latest="2026-09", next_publication=date(2026, 11, 13),
        )
    )  # fmt: skip


def gap() -> str:
    here = claim(UNEMPLOYMENT, "2313", "2026-08", 5.1, 5.1, base_now=5000)
    return words.gap_in_persons(here, claim(UNEMPLOYMENT, "23", "2026-08", 3.8))


def two_measures() -> str:
    unemployed = claim(UNEMPLOYMENT, "23", "2026-08", 3.3, 3.6, base_now=65000)
    return words.two_measures(unemployed, claim(EMPLOYMENT, "23", "2026-08", 80.4, 80.9, base_now=68000))


def vintages() -> str:
    facts = Facts(
        indicator=PROJECTION,
        place=COUNTY,
        today=MEETING,
        slice={"vintage": "2024"},
        now=Observation("2034", 134660, Status.PROJECTED),
        then=Observation("2024", 132800, Status.PROJECTED),
        older_vintages=(
            Projection(vintage="2022", start=134885, end=135560),
            Projection(vintage="2021", start=135200, end=135470),
        ),
    )
    return words.sentence(judge(facts), SHORT)


def nights() -> str:
    today = date(2021, 6, 14)
    pairs = {"2020-03": 120000, "2020-04": 50000, "2021-03": 85100}
    county = claim(NIGHTS, "23", "2021-04", 56000, history=pairs, today=today, spread=0.05)
    riket = claim(
        NIGHTS, "00", "2021-04", 1300000, today=today, spread=0.05,
        history={"2020-03": 3000000, "2020-04": 1500000, "2021-03": 1580000},
    )  # fmt: skip
    return words.easter(county, riket)


MODEL = {
    1: (
        two_horizons,
        "Antalet nya lediga jobb i Jämtlands län var 1 312 i maj. Det är något fler än i april, som brukligt för "
        "årstiden, men i stort sett oförändrat jämfört med maj i fjol (1 298).",
    ),
    2: (
        year_so_far,
        "Hittills i år har 6 120 nya jobb anmälts, i stort sett lika många som samma månader i fjol (6 085).",
    ),
    3: (
        lambda: words.sentence(claim(VACANCIES, "23", "2026-05", 1480, 1298, spread=0.04), OMITTED),
        "Nya lediga jobb var fler i maj än i maj i fjol: 1 480 mot 1 298, en ökning med 14 procent.",
    ),
    4: (
        lambda: words.sentence(claim(UNEMPLOYMENT, "2321", "2026-08", 2.6, 3.1, base_now=7000)),
        "Arbetslösheten i Åre kommun var 2,6 procent i augusti, 0,5 procentenheter lägre än i augusti i fjol.",
    ),
    5: (
        lambda: words.sentence(claim(UNEMPLOYMENT, "23", "2023-12", 3.5, 3.4, base_now=65000, today=date(2024, 4, 22))),
        "Arbetslösheten i Jämtlands län var 3,5 procent i december 2023, i stort sett oförändrad jämfört med "
        "december året före (3,4 procent).",
    ),
    6: (
        lambda: words.sentence(claim(UNEMPLOYMENT, "2303", "2026-08", 5.4, 4.9, base_now=2300)),
        "Arbetslösheten i Ragunda kommun var 5,4 procent i augusti och 4,9 procent i augusti i fjol. Skillnaden är "
        "omkring 10 personer, för få för att kalla det en förändring.",
    ),
    7: (
        rare,
        "I april gick 3 företag i konkurs i Jämtlands län, inom vanlig variation (2–11 i månaden). På tolv månader "
        "var det 74 konkurser, ungefär lika många som de tolv månaderna före (64).",
    ),
    8: (
        zero_base,
        "I december 2017 varslades 52 personer i Jämtlands län; i december 2016 varslades ingen. En enskild månad "
        "säger lite om utvecklingen.",
    ),
    9: (
        lambda: words.sentence(claim(NOTICES, "23", "2026-07", 0, status=Status.NIL)),
        "Ingen varslades om uppsägning i Jämtlands län i juli.",
    ),
    10: (
        lumps,
        "De tolv månaderna till och med juni varslades 410 personer i länet. Det är ovanligt många: bara ett av de tio "
        "åren före har legat högre.",
    ),
    11: (
        suppressed,
        "Antalet långtidsarbetslösa utrikes födda i Bräcke kommun visas inte för september, eftersom det är färre "
        "än fem personer.",
    ),
    12: (missing_year, "Uppgift för 2021 saknas hos källan. Därför jämförs inte 2022 med året före."),
    13: (
        across_a_break,
        "I oktober var 2 310 personer inskrivna som arbetslösa i länet. Siffran jämförs inte med oktober i fjol, "
        "eftersom även 66-åringar räknas från januari 2026. Bland unga 18–24 år var det 290, ungefär lika många som "
        "i fjol (301).",
    ),
    14: (
        lambda: words.sentence(claim(POPULATION, "23", "2025-07", 132510, 132820)),
        "Jämtlands län hade 132 510 invånare i juli 2025. Folkmängden minskade något på ett år, med 310 personer. "
        "SCB har från 2025 lagt in små avvikelser som skydd.",
    ),
    15: (
        not_published,
        "Oktobers konkurser är ännu inte publicerade. Senaste uppgift gäller september; nästa väntas omkring den "
        "13 november.",
    ),
    16: (
        lambda: words.sentence(
            claim(NEW_FIRMS, "23", "2026-Q2", 210, 230, status=Status.INCOMPLETE, revisions=(12, 20, 8))
        ),
        "Antalet nystartade företag i Jämtlands län var 210 andra kvartalet. Siffran är preliminär och brukar höjas. "
        "Den jämförs när den har reviderats.",
    ),
    17: (
        lambda: words.rank(UNEMPLOYMENT, [(place("2321"), 2.6), (place("2309"), 2.6), (place("2313"), 5.1)]),
        "Lägst arbetslöshet i länet hade Åre och Krokoms kommuner, båda 2,6 procent.",
    ),
    18: (
        gap,
        "I Strömsunds kommun var arbetslösheten 5,1 procent, 1,3 procentenheter högre än i länet. Skillnaden "
        "motsvarar omkring 65 personer.",
    ),
    19: (
        two_measures,
        "Arbetslösheten var något lägre än i fjol, men det var också andelen som har arbete. Färre arbetslösa beror "
        "alltså inte på fler i arbete.",
    ),
    20: (
        vintages,
        "SCB:s framskrivning från 2024 ger länet 1,4 procent fler invånare 2034 än 2024. Ökningen är något högre än "
        "i framskrivningarna från 2022 (0,5 procent) och 2021 (0,2 procent). Folkmängden 2034 blir ändå omkring 900 "
        "lägre än i den från 2022, eftersom utgångsläget är lägre.",
    ),
    21: (
        lambda: words.projection_error("2021", "2024", 133289, 132839),
        "Framskrivningen från 2021 låg efter fyra år 450 personer (0,3 procent) över den verkliga folkmängden.",
    ),
    22: (
        circular,
        "År 2024 arbetade 1,6 procent av alla i länet i branscher som SCB räknar som cirkulära, i kommunerna mellan 1 "
        "och 3 procent. Av dem som arbetade i näringslivet var det 2,6 procent.",
    ),
    23: (
        nights,
        "Under mars och april tillsammans hade länet 141 100 gästnätter, 17 procent färre än året före (170 000); i "
        "riket var det 36 procent färre. Månaderna läses ihop, eftersom påsken flyttar sig.",
    ),
    24: (
        lambda: words.sentence(claim(NOTICES, "2321", "2026-10", 12, shown_instead=COUNTY)),
        "Varsel finns bara för län. Här visas Jämtlands län.",
    ),
    25: (
        lambda: words.sentence(claim(SURVEYED, "23", "2026-Q3", 6.1, 5.2, margin_now=1.9, margin_then=1.8), SHORT),
        "Enligt AKU var arbetslösheten i länet 6,1 procent (±1,9) tredje kvartalet. Skillnaden mot tredje kvartalet i "
        "fjol är inte statistiskt säkerställd.",
    ),
}


@pytest.mark.parametrize("number", sorted(MODEL))
def test_model_sentence_to_the_letter(number: int) -> None:
    said, expected = MODEL[number]
    assert said().replace("\u00a0", " ") == expected


def test_all_25_are_here() -> None:
    assert sorted(MODEL) == list(range(1, 26))
    assert all(found.wording is not None for found in CATALOGUE.values())
