"""What Arbetsförmedlingen's measures have in common: files, fields, breaks (measure cards M2, M6, M7).

File prefixes, fields of the BAS file and columns of the duration file were read in real files by others (September
2026); the fields of the vacancies file by nobody here, so they are declared by pattern. Names of files change every
month and are never written out. Breaks: news pages of Arbetsförmedlingen of 2023-01-16 and 2024-01-15, and other
regions' code of September 2026 for January 2026.
"""

from collections.abc import Mapping
from typing import Any

from loaders.ground.ages import age_break
from loaders.ground.declarations import AgeLimit, Axis, Break, Code, FileQuery, Label, Measure, Release, Severity

SOURCE = "arbetsformedlingen"
TOPIC = "Jobb och arbetslöshet"
AGE_GROUP = "16–66 år"
LAG_DAYS = 20
RELEASE = Release(10, 18)
"""Published in the middle of the month after: January 2023 came on 14 February. No calendar is known."""
CAVEAT_SV = (
    "Arbetsförmedlingens verksamhetsstatistik, inte officiell statistik. Från januari 2026 ingår även 66-åringar."
)
_PERIOD = r"(?P<period>20\d{2}-(?:0[1-9]|1[0-2]))\.xlsx$"

BY_AGE = {"sex": "total", "age": "16-66"}
BY_BIRTH = {"sex": "total", "birth_region": "total"}
_SEXES = {"total": "", "women": "K", "men": "M"}


def _fields(dimension: str, groups: Mapping[str, str], ending: str) -> tuple[Measure, ...]:
    """Pairs are named TOT, KVI, MAN, and otherwise a group with nothing, K or M: UNG, UNGK, UNGM."""
    whole = {"total": "TOT", "women": "KVI", "men": "MAN"}
    return tuple(
        Measure(Code(f"{f'{stem}{letter}' if stem else whole[sex]}{ending}"), {"sex": sex, dimension: value})
        for sex, letter in _SEXES.items()
        for value, stem in groups.items()
    )


def bas_query(dimension: str, ending: str, **options: str) -> FileQuery:
    """The file of unemployed and labour force: fields ``…SOK`` or ``…AK`` by sex and age, or sex and birth region."""
    groups = {
        "age": {"16-66": "", "18-24": "UNG", "55-64": "GAM"},
        "birth_region": {"total": "", "sweden": "INR", "abroad": "UTR"},
    }[dimension]
    return FileQuery(
        source=SOURCE,
        table="andel-av-bas",
        called_sv="tidsserier över inskrivna arbetslösa som andel av BAS",
        match=rf"^web-inskrivna-arbetslosa-andel-av-bas-{_PERIOD}",
        place=(Code("LAN"), Code("KOM")),
        period=(Code("PERIOD"),),
        measures=_fields(dimension, groups, ending),
        options={"unique": "yes", "complete": "yes", **options},
    )


def duration_query(column: str, **options: str) -> FileQuery:
    """The file of time without work: flat sheets, totals and by region of birth."""
    return FileQuery(
        source=SOURCE,
        table="tid-utan-arbete",
        called_sv="tidsserier över inskrivna arbetslösas tid utan arbete",
        match=rf"^web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom-{_PERIOD}",
        part="^Födelseland$",
        place=(Label("^L[AÄ]N$"), Label("^KOMMUN$")),
        period=(Label("^PERIOD$"),),
        measures=(Measure(Label(column)),),
        select=(
            Axis(
                "/^F[ÖO]DELSELAND$/",
                "birth_region",
                {"total": Label("^Totalt?$"), "sweden": Code("Sverige"), "abroad": Label("^(Europa|Övriga länder)$")},
            ),
        ),
        options={
            "total_part": "^Total$",
            "parts:abroad": "2",
            "complete": "yes",
            "absent_under": "5",
            **options,
        },
        lacking_allowed=0.3,
    )


def vacancies_query(field: str) -> FileQuery:
    """The file of vacancies, whose fields nobody here has seen: one cache by place and month, not by trade."""
    return FileQuery(
        source=SOURCE,
        table="platser",
        called_sv="tidsserier över platser",
        match=rf"^web-platser(?!.*arsgenomsnitt).*-{_PERIOD}",
        place=(Label(r"^L[AÄ]N"), Label(r"^KOM")),
        period=(Label(r"^PERIOD|M[AÅ]NAD"),),
        measures=(Measure(Label(field)),),
        options={"without": r"SNI|YRK|BRANSCH"},
        lacking_allowed=0.1,
        unverified=True,
    )


AGE_LIMITS = (AgeLimit("", 64), AgeLimit("2023-01", 65), AgeLimit("2026-01", 66))
"""The highest age counted. Of later months the file says it itself (``af_age_limit``)."""
GROWING_AGES = ("16-66", "55-64")
_AGES: Mapping[str, Any] = {"age_limits": AGE_LIMITS, "age_limits_in": "af_age_limit"}
AGES: Mapping[str, Any] = {**_AGES, "growing_ages": GROWING_AGES}
"""Of measures by age, whose total and oldest group grow; those 18–24 do not."""
ALL_AGES: Mapping[str, Any] = {**_AGES}
"""Of measures that are not taken apart by age: all of them grows."""
AGE_BREAKS = tuple(age_break(limit, GROWING_AGES) for limit in AGE_LIMITS[1:])
ALL_AGE_BREAKS = tuple(age_break(limit) for limit in AGE_LIMITS[1:])
DENOMINATOR_BREAK = Break(
    period="2023-01",
    severity=Severity.CAUTION,
    reason_sv=(
        "Från 2023 delas med arbetskraften enligt SCB:s BAS, dessförinnan med en äldre registerbaserad arbetskraft."
    ),
)
