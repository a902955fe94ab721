"""The year's wheel: what each month's meeting asks, of our own or of the region's file (``wheel_file.py``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.ground.errors import UsageError

_YEARS_LOOKED_BACK = 20
_SINCE_BRP = 15


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a month. shown: what its slide shows, as lines of a meeting file. asked: the question itself."""

    shown: str
    asked: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """The region's own questions by month, 1 to 12; other months ask ours. problems: a fault for each left out."""

    own: Mapping[int, tuple[Question, ...]] = field(default_factory=dict)
    problems: tuple[UsageError, ...] = ()

    def questions(self, day: date) -> tuple[Question, ...]:
        """What a meeting on this day asks, at least one."""
        return self.own.get(day.month) or built_in(day)


def built_in(day: date) -> tuple[Question, ...]:
    """The questions of a meeting's month where the region has none of its own.

    Each month has its theme and its kind of chart; October has two. July has no meeting in the year's wheel, and asks
    how many live here in the middle of the summer.
    """
    since = f"{day.year - 1 - _YEARS_LOOKED_BACK}-12"
    return {
        1: (
            Question(
                _links(f"konkurser?matt=tolv&fran={since}", f"varsel?matt=tolv&fran={since}"),
                "Konkursåret och varselåret: summan av tolv månader, tjugo år tillbaka.",
            ),
        ),
        2: (Question(_link("folkokning?matt=delar"), "Födda, inrikes och utrikes: vilket bar förändringen?"),),
        3: (
            Question(
                _link("nystartade-foretag"), "Nystartade företag mot normalåret. Det senaste kvartalet är för lågt."
            ),
        ),
        4: (
            Question(
                _link("gastnatter?matt=vinter"), "Vintern så långt. Mars och april läses ihop: påsken flyttar sig."
            ),
        ),
        5: (Question(_link("gastnatter?matt=vinter"), "Vintern, december till april, med påsken i."),),
        6: (
            Question(_link("framskrivning"), "Årets framskrivning mot de förra och mot utfallet: ökningen och nivån."),
        ),
        7: (Question(_link("folkmangd"), "Folkmängden mitt i sommaren."),),
        8: (
            Question(
                _link("andel-inskrivna-arbetslosa?alder=18-24&jamfor=00"),
                "Unga 18–24 år: andelen här och i riket. Åldersbrottet 2026 rör dem inte.",
            ),
        ),
        9: (
            Question(
                _link("cirkulara-branscher?matt=branscher"),
                "Vilka branscher räknas som cirkulära, och vad säger det inte?",
            ),
        ),
        10: (
            Question(
                _link("gastnatter?matt=sommar"), "Sommaren, juni till augusti, mot sommaren före och det vanliga."
            ),
            Question(
                _link("sysselsatta-bransch?matt=branscher"), "Vilka branscher har blivit större och mindre på ett år?"
            ),
        ),
        11: (
            Question(
                _links(f"brp-volym?fran={day.year - 1 - _SINCE_BRP}", "langtidsarbetslosas-andel?jamfor=00"),
                "BRP utan prisernas ändring, och de långtidsarbetslösas andel: länet mot riket.",
            ),
        ),
        12: (Question(_YEAR_ON_A_PAGE, "Året på en sida: tolv månader, eller hela år."),),
    }[day.month]


def _link(shown: str) -> str:
    return f'link = "/indikator/{shown}"'


def _links(*shown: str) -> str:
    return "links = [" + ", ".join(f'"/indikator/{one}"' for one in shown) + "]"


_YEAR_ON_A_PAGE = """kind = "summary"
headline = "DEMODATA: året på en sida, tolv månader eller hela år"
links = [
  "/indikator/nya-lediga-jobb?matt=tolv",
  "/indikator/arbetsloshet?matt=tolv",
  "/indikator/konkurser?matt=tolv",
  "/indikator/varsel?matt=tolv",
  "/indikator/gastnatter?matt=tolv",
  "/indikator/folkokning",
  "/indikator/brp-volym",
]"""
