"""SCB's release calendar, simulated: planned publications as a fragment of HTML, twenty rows a page. DEMODATA.

Rows and behaviour as public projects kept them in October 2026: the product's code stands in the link only, a moved day
is told below it, dates that lack or make no sense mean the coming week, a wide range gives an empty body. Rows carry
half past nine, so that a range ends on the day before its last. Days are those of the simulated publishers.
"""

import calendar as months
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from flask import Blueprint, Response, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import MARK, tillvaxtanalys
from loaders.demo.publisher import Publisher
from loaders.demo.tables.all_tables import TABLES

PAGE, WIDEST_DAYS = 20, 400
AT = time(9, 30)
END = date(2029, 12, 31)
SCB, TILLVAXTANALYS = "Statistiska centralbyrån", "Myndigheten för tillväxtpolitiska utvärderingar och analyser"
TILLVAXTVERKET, KI = "Tillväxtverket", "Konjunkturinstitutet"
_MONTHS = (
    "Januari", "Februari", "Mars", "April", "Maj", "Juni", "Juli", "Augusti", "September", "Oktober", "November",
    "December",
)  # fmt: skip
DATABASE, NEWS, TABLES_AND_CHARTS = "Databas", "Statistiknyhet", "Tabell och diagram"
_OTHERS = (
    ("PR0101", "Konsumentprisindex"),
    ("HE0203", "Hushållens konsumtion"),
    ("SF0202", "Ohälsomått"),
    ("PR0502", "Byggkostnadsindex"),
    ("HA0201", "Utrikeshandel med varor"),
    ("FM5001", "Finansmarknadsstatistik"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One row: what is planned for a day."""

    day: date
    product: str
    name: str
    reference: str
    agency: str = SCB
    round: str = ""
    forms: tuple[str, ...] = (DATABASE, NEWS)


class CalendarPages:
    """The fragments. Tests subclass it to spoil them; here they are always well."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher

    def routes(self) -> Blueprint:
        """The one path there is."""
        blueprint = Blueprint("scb_calendar", __name__)

        @blueprint.get("/UpdateKalenderResults")
        def results() -> Response:
            return Response(self.body(), content_type="text/html; charset=utf-8")

        return blueprint

    def planned(self) -> Sequence[Planned]:
        """All rows of the calendar."""
        return planned()

    def body(self) -> bytes:
        """The answer to the request at hand."""
        since, until = self._asked()
        if (until - since).days > WIDEST_DAYS:
            return b""
        rows = [row for row in self.planned() if since <= datetime.combine(row.day, AT) <= until]
        if request.args.get("sortOrder") == "1":
            rows.reverse()
        paging = request.args.get("paging", "0")
        at = int(paging) * PAGE if paging.isdecimal() else 0
        return self.fragment(rows, at).encode()

    def _asked(self) -> tuple[datetime, datetime]:
        """The range asked for; the coming week where it is not, or not in dates."""
        try:
            if request.args["period"] != "Custom":
                raise KeyError("period")
            since, until = (datetime.fromisoformat(request.args[name]) for name in ("dateFrom", "dateTo"))
        except (KeyError, ValueError):
            since = datetime.combine(self.publisher.today, time())
            until = since + timedelta(days=7)
        return since, until

    def fragment(self, rows: Sequence[Planned], at: int) -> str:
        """One page of rows, and the links to the others."""
        shown = rows[at : at + PAGE]
        body = "\r\n".join(self.row(row, number) for number, row in enumerate(shown))
        spans = [(n + 1, min(n + PAGE, len(rows))) for n in range(0, len(rows), PAGE)]
        links = " ".join(f'<a href="#" data-page="{n}">{a}-{b}</a>' for n, (a, b) in enumerate(spans))
        pagination = f'<div id="pagination">{links}</div>' if len(spans) > 1 else ""
        return (
            f'<!-- {MARK.decode()} -->\r\n<div class="publiceringsKalenderTableWrapper"><h4>{len(shown)} träffar</h4>'
            "<table><thead><tr><th>Statistikprodukt</th><th>Referensperiod</th><th>Publiceringsform</th>"
            "<th>Publiceringsdatum</th><th>Publiceras hos</th><th>Ansvarig myndighet</th></tr></thead>"
            f"<tbody>{body}</tbody></table></div>{pagination}"
        )

    def row(self, row: Planned, number: int) -> str:
        """One row as it is served."""
        told = f'<span class="reportingRoundName">{_text(row.round)}</span>' if row.round else ""
        forms = "".join(f"\r\n{form} <br />" for form in row.forms)
        return (
            f'<tr class="{"even" if number % 2 else "odd"}">\r\n<td>\r\n\r\n'
            f'<a href="https://www.scb.se/{row.product}" >\r\n    {_text(row.name)}\r\n</a>\r\n{told}</td>\r\n'
            f"<td> {_text(row.reference)}</td>\r\n<td>{forms}\r\n</td>\r\n"
            f'<td class="noWrap">{row.day}</td>\r\n'
            f"<td>{_text(row.agency)}</td>\r\n<td>{_text(row.agency)}</td>\r\n</tr>"
        )


@lru_cache(maxsize=1)
def planned() -> tuple[Planned, ...]:
    """All rows, by day."""
    rows = (*_monthly(), *_quarterly(), *_yearly(), *_others())
    return tuple(sorted(rows, key=lambda row: (row.day, row.product)))


def barometer_day(month: int) -> date:
    """When the barometer of a month (numbered from year 0) comes: a weekday at its end; in December earlier."""
    year, number = month // 12, month % 12 + 1
    day = date(year, number, 22 if number == 12 else min(27, months.monthrange(year, number)[1]))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _monthly() -> Iterator[Planned]:
    status: dict[int, date] = {}
    for table in ("TAB6260", "TAB3784"):
        for release in TABLES[table].publications(END):
            status[release.last_period] = max(release.day, status.get(release.last_period, release.day))
    for month, day in status.items():
        yield Planned(day=day, product="AM0210", name="Befolkningens arbetsmarknadsstatus", reference=_month(month))
    for release in TABLES["TAB6473"].publications(END):
        yield Planned(
            day=release.day, product="BE0101", name="Befolkningsstatistik", reference=_month(release.last_period),
            forms=(DATABASE, TABLES_AND_CHARTS),
        )  # fmt: skip
    for month in range(2024 * 12, END.year * 12):
        year, number = month // 12, month % 12 + 1
        yield Planned(
            day=tillvaxtanalys.release_day(month), product="NV1401", name="Konkurser och offentliga ackord",
            reference=_month(month), agency=TILLVAXTANALYS,
        )  # fmt: skip
        yield Planned(
            day=date(year, number, months.monthrange(year, number)[1]) + timedelta(days=28), product="NV1701",
            name="Inkvarteringsstatistik", reference=_month(month), agency=TILLVAXTVERKET, forms=(DATABASE,),
        )  # fmt: skip
        moved = f"Publiceringsdatum har ändrats från {year}-12-18 på grund av kvalitetssäkringsproblem"
        yield Planned(
            day=barometer_day(month), product="PR2001", name="Konjunkturbarometern Företag", reference=_month(month),
            agency=KI, round=moved if number == 12 else "", forms=(DATABASE, "Publikation"),
        )  # fmt: skip


def _quarterly() -> Iterator[Planned]:
    for table, product, name in (
        ("TAB9318", "AM0401", "Arbetskraftsundersökningarna"),
        ("TAB9561", "AM9906", "Regionala Matchningsindikatorer"),
    ):
        for release in TABLES[table].publications(END):
            yield Planned(
                day=release.day, product=product, name=name, reference=_quarter(release.last_period), forms=(DATABASE,)
            )
            if product == "AM0401":  # the report has a day of its own
                yield Planned(
                    day=release.day + timedelta(days=18), product=product, name=name,
                    reference=_quarter(release.last_period), forms=(NEWS,),
                )  # fmt: skip
    for quarter in range(2024 * 4, END.year * 4):
        yield Planned(
            day=tillvaxtanalys.quarter_release_day(quarter), product="NV1303", name="Nystartade företag, kvartal",
            reference=_quarter(quarter), agency=TILLVAXTANALYS,
        )  # fmt: skip


def _yearly() -> Iterator[Planned]:
    for release in TABLES["TAB3138"].publications(END):
        yield Planned(
            day=release.day, product="NR0105", name="Regionalräkenskaper", reference=str(release.last_period),
            round="Bruttoregionalprodukt - preliminär", forms=(DATABASE,),
        )  # fmt: skip


def _others() -> Iterator[Planned]:
    """What others publish: enough of it for several pages a month."""
    seed, day = seed_of("release calendar"), date(2025, 1, 1)
    while day <= END:
        if day.weekday() < 5:
            for place in range(2 + int(uniform(seed, day.toordinal())[0] * 3)):
                product, name = _OTHERS[(day.toordinal() + place) % len(_OTHERS)]
                before = day.year * 12 + day.month - 2
                yield Planned(day=day, product=product, name=name, reference=_month(before))
        day += timedelta(days=1)


def _month(month: int) -> str:
    return f"{_MONTHS[month % 12]} {month // 12}"


def _quarter(quarter: int) -> str:
    """``1:a kvartalet 2026``, ``3:e kvartalet 2026``."""
    number = quarter % 4 + 1
    return f"{number}:{'a' if number < 3 else 'e'} kvartalet {quarter // 4}"


def _text(words: str) -> str:
    """Text as the server writes it: letters beyond ASCII as numbers."""
    return html.escape(words).encode("ascii", "xmlcharrefreplace").decode("ascii")
