"""Made-up archives of ads, line by line, and files of counts of them as `lanspuls ads` keeps them. All DEMODATA.

The lines have the fields that public code reads in JobTech's archives (2026-11), the person nobody must store among
them, and what real archives have too: ads without municipality, taken down early, published again, broken lines.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.demo.noise import seed_of, uniform
from loaders.demo.regions import RIKET, regions

SHARES = {
    "administration": 0.11, "construction": 0.05, "managers": 0.03, "it": 0.06, "sales": 0.1, "crafts": 0.01,
    "hospitality": 0.08, "health": 0.2, "manufacturing": 0.04, "maintenance": 0.05, "body_care": 0.01, "culture": 0.02,
    "military": 0.004, "nature": 0.016, "science": 0.01, "education": 0.11, "cleaning": 0.03, "security": 0.01,
    "transport": 0.06, "social": 0.07, "technical": 0.05, "unknown": 0.01,
}  # fmt: skip
"""DEMODATA: the share of ads in each occupational field."""
CONCEPTS = (
    "X82t_awd_Qyc", "j7Cq_ZJe_GkT", "bh3H_Y3h_5eD", "apaJ_2ja_LuF", "RPTn_bxG_ExZ", "PaxQ_o1G_wWH", "ScKy_FHB_7wT",
    "NYW6_mP6_vwf", "wTEr_CBC_bqh", "yhCP_AqT_tns", "Uuf1_GMh_Uvw", "9puE_nYg_crq", "bH5L_uXD_ZAX", "VuuL_7CH_adj",
    "kJeN_wmw_9wX", "MVqp_eS8_kDZ", "whao_Q6A_ScE", "E7hm_BLq_fqZ", "ASGV_zcE_bWf", "GazW_2TU_kJw", "6Hq3_tKo_V57",
)  # fmt: skip
"""The concept ids of those fields in the taxonomy, in the same order."""
LABELS = (
    "Administration, ekonomi, juridik", "Bygg och anläggning", "Chefer och verksamhetsledare", "Data/IT",
    "Försäljning, inköp, marknadsföring", "Hantverk", "Hotell, restaurang, storhushåll", "Hälso- och sjukvård",
    "Industriell tillverkning", "Installation, drift, underhåll", "Kropps- och skönhetsvård", "Kultur, media, design",
    "Militära yrken", "Naturbruk", "Naturvetenskap", "Pedagogik", "Sanering och renhållning", "Säkerhet och bevakning",
    "Transport, distribution, lager", "Yrken med social inriktning", "Yrken med teknisk inriktning",
)  # fmt: skip
_SEASON = (1.15, 1.1, 1.1, 1.0, 1.05, 0.9, 0.6, 1.05, 1.1, 1.05, 1.0, 0.8)
_TEXT = (
    "DEMODATA. Vi söker dig som vill arbeta hos oss. Ring Påhittade Person på 070-000 00 00 eller skriv till "
    "person@example.org. Vi erbjuder trygga villkor, en god arbetsmiljö och möjlighet att utvecklas. "
)
PERSON = ("Påhittade Person", "070-000 00 00", "person@example.org", "Påhittegatan 1", "5599990000", "19121212-1212")
"""What stands in made-up ads and must be nowhere else."""
AVAILABLE_DAYS = 40
"""Days after a quarter's end before its archive is there."""


def ads_of(year: int, count: int, seed: int = 1, *, text_length: int = 2_400) -> Iterator[dict[str, object]]:
    """So many made-up ads of a year, spread over its days and the country, in the shape of archives of 2016 on."""
    known, chance = regions(), np.random.default_rng(seed)
    codes = np.array(known.municipalities)
    weights = known.population_2024 / known.population_2024.sum()
    chosen = chance.choice(len(codes), count, p=weights)
    fields = chance.choice(len(SHARES), count, p=np.array(list(SHARES.values())) / sum(SHARES.values()))
    days, open_days = chance.integers(0, 365, count), chance.integers(7, 60, count)
    odd = chance.random(count)
    text = (_TEXT * (text_length // len(_TEXT) + 1))[:text_length]
    for n in range(count):
        first = date(year, 1, 1) + timedelta(days=int(days[n]))
        code, field = str(codes[chosen[n]]), int(fields[n])
        is_known, has_place = field < len(CONCEPTS), odd[n] > 0.03
        yield {
            "id": str(29_000_000 + n),
            "external_id": None,
            "webpage_url": f"https://arbetsformedlingen.se/platsbanken/annonser/{29_000_000 + n}",
            "headline": f"DEMODATA: påhittad annons {n}",
            "application_deadline": f"{first + timedelta(days=int(open_days[n]))}T23:59:59",
            "number_of_vacancies": 1 + n % 3,
            "description": {"text": text, "text_formatted": f"<p>{text}</p>", "needs": None, "conditions": "DEMODATA"},
            "employment_type": {"concept_id": "PFZr_Syz_cUq", "label": "Vanlig anställning"},
            "working_hours_type": {"concept_id": "6YE1_gAC_R2G", "label": "Heltid"},
            "scope_of_work": {"min": 100, "max": 100},
            "employer": {"name": "DEMODATA AB", "organization_number": PERSON[4], "email": PERSON[2]},
            "application_contacts": [{"name": PERSON[0], "telephone": PERSON[1], "email": PERSON[2]}],
            "occupation": {"concept_id": "rQds_YGd_quU", "label": "Påhittat yrke", "legacy_ams_taxonomy_id": "1"},
            "occupation_group": {"concept_id": "DJh5_yyF_hEM", "label": "Påhittad grupp"},
            "occupation_field": {
                "concept_id": CONCEPTS[field] if is_known else None, "label": LABELS[field] if is_known else None,
            },
            "workplace_address": {
                "municipality": None, "municipality_code": code if has_place else None, "region_code": code[:2],
                "country": "Sverige", "street_address": PERSON[3], "postcode": "000 00", "city": "DEMODATA",
                "coordinates": [14.6, 63.2],
            },
            "must_have": {"skills": [], "languages": [], "work_experiences": []},
            "publication_date": f"{first}T00:00:00",
            "last_publication_date": f"{first + timedelta(days=int(open_days[n]))}T23:59:59",
            "removed": bool(odd[n] > 0.9),
            "removed_date": f"{first + timedelta(days=5)}T12:00:00" if odd[n] > 0.9 else None,
            "source_type": "VIA_ANNONSERA",
            "timestamp": 1_700_000_000_000 + n,
            "demo": "DEMODATA",
        }  # fmt: skip


def lines_of(year: int, count: int, seed: int = 1, *, text_length: int = 2_400) -> Iterator[bytes]:
    """The same as lines; one in a thousand is published again, and one in two thousand is broken."""
    for n, one in enumerate(ads_of(year, count, seed, text_length=text_length)):
        line = orjson.dumps(one) + b"\n"
        yield line
        if n % 1_000 == 500:
            yield line
        if n % 2_000 == 700:
            yield line[: len(line) // 2] + b"\n"


def write_archive(path: Path, year: int, count: int, seed: int = 1, *, text_length: int = 2_400) -> None:
    """Write a made-up archive, packed as the end of its name says: .zip, .gz or neither."""
    lines = lines_of(year, count, seed, text_length=text_length)
    if path.suffix == ".zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(path.stem.removesuffix(".jsonl") + ".jsonl", "w") as member,
        ):
            member.writelines(lines)
        return
    with gzip.open(path, "wb", compresslevel=1) if path.suffix == ".gz" else path.open("wb") as file:
        file.writelines(lines)


def periods_there(today: date) -> list[str]:
    """The archives there are: two whole years, and the quarters of this one that ended long enough ago."""
    last = today - timedelta(days=AVAILABLE_DAYS)
    ends = {1: date(last.year, 3, 31), 2: date(last.year, 6, 30), 3: date(last.year, 9, 30)}
    quarters = [f"{last.year}-Q{n}" for n, end in ends.items() if end <= last]
    return [str(last.year - 2), str(last.year - 1), *quarters]


def counts_name(period: str) -> str:
    """What the file of counts of an archive is called."""
    return f"annonser-raknade_{period}_{sha256(period.encode()).hexdigest()[:12]}.parquet"


@cache
def counts(period: str) -> bytes:
    """A file of counts of a made-up archive that nobody has written: all of Sweden, month by month."""
    known, (year, _, quarter) = regions(), period.partition("-Q")
    months = range(1, 13) if not quarter else range(3 * int(quarter) - 2, 3 * int(quarter) + 1)
    own = np.zeros(len(known.codes))
    own[known.municipality_rows] = known.population_2024 * 0.0105
    own[known.county_rows] = known.county_sums(own[known.municipality_rows]) * 0.03
    own[known.row_of[RIKET]] = own.sum() * 0.01
    at, shares = np.arange(len(own))[:, None], np.array(list(SHARES.values())) / sum(SHARES.values())
    local = 0.6 + 0.8 * uniform(seed_of("field of ads"), at, np.arange(len(shares)))
    total = 0
    rows: dict[str, list[object]] = {name: [] for name in ("month", "place", "field", "last_month", "ads", "jobs")}
    for month in months:
        number = 12 * int(year) + month - 1
        expected = own[:, None] * shares * local * _SEASON[month - 1] * (1 + 0.02 * (int(year) - 2024))
        for later, share in enumerate((0.35, 0.5, 0.15)):
            drawn = np.floor(
                expected * share + uniform(seed_of(f"archive {later}"), at, np.arange(len(shares)) + number)
            )
            for place, field in np.argwhere(drawn > 0):
                ads, last = int(drawn[place, field]), number + later
                rows["month"].append(f"{year}-{month:02}")
                rows["place"].append(known.codes[place])
                rows["field"].append(list(SHARES)[field])
                rows["last_month"].append(f"{last // 12}-{last % 12 + 1:02}")
                rows["ads"].append(ads)
                total += ads
                rows["jobs"].append(ads + ads // 3)
    told = {
        "file": f"{period}.jsonl.zip", "size": 1_000 * total, "sha256": sha256(period.encode()).hexdigest(),
        "period": period, "lines": total, "ads": total, "counted": "2026-11-01T00:00:00Z", "demo": True, "counting": 1,
        "mark": "DEMODATA",
    }  # fmt: skip
    told |= dict.fromkeys(
        ("blank", "broken", "endless", "undated", "repeated", "outside", "removed", "without_id",
         "without_municipality", "without_field", "without_jobs", "strange_place", "strange_field"), 0,
    )  # fmt: skip
    table = pa.table({**rows, "ads_without_jobs": np.zeros(len(rows["ads"]), np.int32)})
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"lanspuls_ads": orjson.dumps(told)}), sink)
    return sink.getvalue()


@cache
def small_archive(year: int) -> bytes:
    """A small made-up archive, packed: to try `lanspuls ads` on."""
    return gzip.compress(b"".join(lines_of(year, 2_000, text_length=300)), mtime=0)
