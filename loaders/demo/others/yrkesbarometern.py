"""DEMODATA: Arbetsförmedlingen's Yrkesbarometern, one JSON array of rows per occupation and place.

Fields and words as in real rows of round 2025-2. Only the newest round is there; rounds come in June and December.
Judgements for small counties are mostly made for a larger area, and some are null.
"""

from typing import ClassVar

import orjson
from flask import Blueprint, Response, abort

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.publisher import Publisher
from loaders.demo.regions import RIKET, regions

OCCUPATIONS = (
    ("Administration, ekonomi, juridik", "Administrativa assistenter", "4119"),
    ("Administration, ekonomi, juridik", "Redovisningsekonomer", "2411, 3313"),
    ("Administration, ekonomi, juridik", "Personal- och HR-specialister", "2423"),
    ("Bygg och anläggning", "Anläggningsmaskinförare", "8342"),
    ("Bygg och anläggning", "Träarbetare och snickare", "7111"),
    ("Bygg och anläggning", "VVS-montörer", "7125"),
    ("Data/IT", "Mjukvaru- och systemutvecklare", "2512"),
    ("Data/IT", "IT-säkerhetsspecialister", "2516"),
    ("Försäljning, inköp, marknadsföring", "Butikssäljare, fackhandel", "5223"),
    ("Hotell, restaurang, storhushåll", "Kockar", "5120"),
    ("Hotell, restaurang, storhushåll", "Hotellreceptionister", "4221"),
    ("Hotell, restaurang, storhushåll", "Restaurang- och köksbiträden", "9412"),
    ("Hälso- och sjukvård", "Grundutbildade sjuksköterskor", "2221"),
    ("Hälso- och sjukvård", "Undersköterskor", "5321, 5323, 5326"),
    ("Hälso- och sjukvård", "Specialistläkare", "2211"),
    ("Industriell tillverkning", "CNC-operatörer", "7223"),
    ("Industriell tillverkning", "Svetsare", "7212"),
    ("Installation, drift, underhåll", "Installationselektriker", "7411"),
    ("Installation, drift, underhåll", "Fordonsmekaniker", "7231"),
    ("Naturbruk", "Skogsarbetare", "6210"),
    ("Naturbruk", "Djuruppfödare", "6121"),
    ("Pedagogiskt arbete", "Förskollärare", "2343"),
    ("Pedagogiskt arbete", "Grundskollärare", "2341"),
    ("Säkerhetsarbete", "Väktare", "5413"),
    ("Transport", "Buss- och spårvagnsförare", "8331"),
    ("Transport", "Lastbilsförare", "8332"),
)
OPPORTUNITIES = ("små", "medelstora", "stora")
RECRUITMENT = {"små": "överskott", "medelstora": "balans", "stora": "brist"}
DEMAND = ("minska", "vara oförändrad", "öka")
LARGE = ("01", "12", "14")


class Yrkesbarometern(Counterpart):
    """The one file, at /yrkesbarometer.json."""

    FILE: ClassVar = "yrkesbarometer"

    @property
    def file_name(self) -> str:
        """The file's name."""
        return self.FILE

    def routes(self) -> Blueprint:
        """The file under its name."""
        blueprint = Blueprint("yrkesbarometern", __name__)

        @blueprint.get("/<name>.json")
        def file(name: str) -> Response:
            if name != self.file_name:
                abort(404)
            return Response(orjson.dumps(self.rows()), mimetype="application/json")

        return blueprint

    def rows(self) -> list[dict[str, object]]:
        """A row per occupation and place of the newest round."""
        round_ = newest_round(self.publisher)
        return [
            row(number, code, round_) for number in range(len(OCCUPATIONS)) for code in (RIKET, *regions().counties)
        ]


def newest_round(publisher: Publisher) -> str:
    """The round that is out: the first of a year from 10 June, the second from 10 December."""
    today = publisher.today
    if (today.month, today.day) >= (12, 10):
        return f"{today.year}-2"
    return f"{today.year}-1" if (today.month, today.day) >= (6, 10) else f"{today.year - 1}-2"


def row(number: int, code: str, round_: str) -> dict[str, object]:
    """The judgement of one of OCCUPATIONS in a place, riket or a county."""
    field, name, ssyk = OCCUPATIONS[number]
    seed = seed_of("yrkesbarometern ")
    place = int(code)
    chance = float(uniform(seed, number, place)[0]) * 0.3 + float(uniform(seed, number, 500)[0]) * 0.7
    since = seed_of(f"yrkesbarometern {round_}")
    if float(uniform(since, number, place)[0]) < 0.15:  # most judgements stand from one round to the next
        chance = float(uniform(since + 1, number, place)[0])
    chosen = OPPORTUNITIES[min(int(chance * 3), 2)]
    recruitment = "paradox" if chance > 0.62 and number % 9 == 4 else RECRUITMENT[chosen]
    ahead = DEMAND[int(float(uniform(seed + 1, number, 500)[0]) * 3)]
    empty = code != RIKET and float(uniform(seed + 2, number, place)[0]) < 0.04
    level = "nationellt" if code == RIKET else "län" if code in LARGE else ("nuts2", "nuts2", "nuts1")[number % 3]
    if level == "nuts1" and float(uniform(since + 2, number, place)[0]) < 0.3:
        level = "nuts2"
    known = regions().row_of.get(code, 0)
    where = f"I {regions().names_sv[known]}" if known else "Nationellt"
    return {
        "yrkesomrade": field,
        "yb_yrke": name,
        "yb_concept_id": f"demo_{number:03d}_{ssyk[:4]}",
        "lan": code,
        "antal_ssyk": ssyk.count(",") + 1,
        "del_av_ssyk": 0,
        "ssyk": ssyk,
        "ssyk_text": name,
        "yb_beskrivning": "DEMODATA",
        "jobbmojligheter": None if empty else chosen,
        "rekryteringssituation": None if empty else recruitment,
        "paradox": ["utbildning"] if recruitment == "paradox" else [],
        "prognos": None if empty else ahead,
        "text_jobbmojligheter": None if empty else f"DEMODATA. {where} bedöms möjligheterna till arbete vara {chosen}.",
        "text_rekryteringssituation": None if empty else f"DEMODATA. {where} bedöms rekryteringen ge {recruitment}.",
        "hogsta_bedomningsniva": level,
        "delvis_helt": "helt" if level in ("nationellt", "län") else ("delvis", "helt")[number % 2],
        "omgang": round_,
        "taxonomi_version": 28,
    }
