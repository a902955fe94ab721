"""Hostile requests: those that once brought something down, and any that hypothesis can put together from our words."""

from dataclasses import dataclass

from hypothesis import strategies as st

from dashboard.api import PREFIX, all_resources
from dashboard.pages import DocumentKind, all_pages
from loaders import catalogue
from loaders.ground import places

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
PDF = "/mote/{meeting}/1/pdf"
DAYS = ("9999-12-31", "0001-01-01", "0001-01-31", "2026-02-30", "1900-01-01", "2199-12-31", "2026-W44-1", "20261031")
PERIODS = ("0000", "0000-01", "0001-Q1", "9999-12", "9999-Q4", "2026-13", "2026-00", "1900-01", "2199-12", "٢٠٢٦-٠١")
WORDS = ("region", "jamfor", "fran", "till", "per", "kon", "alder", "fodelse", "bransch", "matt", "adress", "yta", "vy",
         "format", "senaste", "sex", "industry", "niva", "lan")  # fmt: skip
STRANGE = (
    "",
    " ",
    "\x00",
    "%",
    "%00",
    "%ff",
    "%c0%af",
    "..",
    "../../etc/passwd",
    "<script>",
    "<!--<script>",
    "{{7*7}}",
    "'",
    '"',
    "\u2028",
    "\ud7ff",
    "\U0001f600",
    "a" * 3000,
    "-1",
    "1e999",
    "NaN",
    "00",
    "23",
    "9999",
    "23,23,23",
    ",",
    "ÅÄÖ",
    "\r\nX: y",
)


@dataclass(frozen=True)
class Request:
    """One request: a method, an address as it is written on the wire but for its percent signs, and a body."""

    target: str
    method: str = "GET"
    body: bytes = b""
    content_type: str = "application/json"


HOSTILE = (
    *(Request(f"{path}?per={day}") for path in ("/", "/indikatorer", "/utsikter", "/uppgifter", "/om") for day in DAYS),
    *(Request(f"/indikator/arbetsloshet?per={day}") for day in DAYS),
    *(Request(f"/indikator/arbetsloshet?{word}={period}") for word in ("fran", "till") for period in PERIODS),
    *(Request(f"/indikator/folkmangd?fran={a}&till={b}") for a in PERIODS[:4] for b in PERIODS[3:6]),
    *(Request(f"/_sida?yta=screen&adress=/%3Fper={day}") for day in DAYS),
    *(Request(f"/mote/{day}") for day in DAYS),
    *(
        Request(PDF.format(meeting="2026-11-30"), "POST", body)
        for body in (
            b"[" * 200_000,
            b'{"a":' * 100_000,
            b"",
            b"null",
            b"[]",
            b"1" * 5000,
            b"{}",
            b'{"schema":1}',
            b"\xff\xfe",
            b'"\\ud800"',
            b'{"schema":1,"version":[],"svg":{}}',
            b'{"schema":1,"version":"x","svg":[null]}',
            b"1e999",
            b"-" + b"9" * 5000,
        )
    ),
    Request(PDF.format(meeting="2026-11-30"), "POST", b"a=1", "application/x-www-form-urlencoded"),
    Request(PDF.format(meeting="2026-11-30"), "POST", b"--x", "multipart/form-data; boundary=x"),
    Request(PDF.format(meeting="2026-11-30"), "POST", b"{}", "application/json; charset=nosuch"),
    Request(PDF.format(meeting="2026-11-30"), "POST", b"{}", "\x7f"),
    *(
        Request(f"/_dash-component-suites/{package}/{path}")
        for package in ("dash", "plotly", "os", "dash.dcc", "dash_table")
        for path in (
            "nosuch.js",
            "deps/",
            "../../x",
            "a.v1m2.js",
            "package_data/plotly.min.js",
            "dash-renderer/build/x.map",
        )
    ),
    Request("/_dash-update-component", "POST", b"{}"),
    Request("/_dash-update-component", "POST", b'{"output":"a.b","inputs":[]}'),
    *(Request(f"{PREFIX}/{one}/arbetsloshet?per={day}") for one in ("data", "claims") for day in DAYS),
    *(Request(f"{PREFIX}/data/arbetsloshet?{word}={period}") for word in ("fran", "till") for period in PERIODS),
    *(
        Request(f"{PREFIX}/data/arbetsloshet?{word}={strange}")
        for word in ("region", "sex", "senaste", "format", "matt", "kpi", "per")
        for strange in STRANGE
    ),
    *(
        Request(f"{PREFIX}/{one}/{strange}")
        for one in ("data", "claims", "indicators", "vintages", "places", "docs", "")
        for strange in STRANGE
    ),
    *(Request(f"{PREFIX}/data/arbetsloshet", method) for method in METHODS),
    Request(f"{PREFIX}/data/arbetsloshet?" + "region=23&" * 900),
    Request(f"{PREFIX}/vintages/arbetsloshet?region=kommuner&fran=2020"),
    *(Request(f"/{strange}") for strange in STRANGE),
    *(Request(f"/indikator/{strange}") for strange in STRANGE),
    *(Request(f"/mote/{strange}/figurer/{strange}.json") for strange in STRANGE[:16]),
    *(Request(f"/_skript/{strange}/{strange}.js") for strange in STRANGE[:16]),
    *(Request(f"/_fil/{strange}.{strange}.css") for strange in STRANGE[:16]),
)
"""What gave 500 or a traceback once, and its kin."""


def _fixed(meeting: str) -> tuple[str, ...]:
    """The addresses of all pages and their parts, and those that pages ask."""
    found = [
        "/_sida",
        "/halsa",
        "/_dash-layout",
        "/_dash-dependencies",
        "/_fil/bootstrap.0000.css",
        "/_fil/inter.0000.ttf",
        "/_favicon.ico",
    ]
    for kind in all_pages():
        found += kind.example_addresses("23", (meeting,))
        if isinstance(kind, DocumentKind):
            found += [kind.address.replace("<day>", meeting) + part.address for part in kind.parts]
    found += [f"{PREFIX}{example}" for resource in all_resources() for example in resource.examples]
    found += [f"{PREFIX}/openapi.json", f"{PREFIX}/docs"]
    return tuple(one.partition("?")[0] for one in found)


def requests_of(meeting: str) -> st.SearchStrategy[Request]:
    """Requests put together from the words that our addresses know, and from any text, with a meeting's day."""
    slugs = tuple(one.slug for one in catalogue.shown())
    codes = tuple(places.all_places())
    strange = st.sampled_from(STRANGE) | st.text(max_size=12)
    path = st.one_of(
        st.sampled_from(_fixed(meeting)),
        st.sampled_from(slugs).map("/indikator/{}".format),
        st.lists(strange, max_size=4).map(lambda parts: "/" + "/".join(parts)),
        st.tuples(
            st.sampled_from(("/indikator/", "/mote/", "/_skript/", "/_fil/", "/assets/", "/_dash-")), strange
        ).map("".join),
    )
    value = st.one_of(
        st.sampled_from((*DAYS, *PERIODS)),
        st.sampled_from(codes),
        st.sampled_from(slugs),
        strange,
        st.dates().map(str),
        st.lists(st.sampled_from(codes), max_size=6).map(",".join),
        st.sampled_from(("fjol", "tolv", "gap", "delar", "vinter", "sommar", "branscher", "kvinnor", "18-24", "slide")),
    )
    query = st.lists(st.tuples(st.sampled_from(WORDS) | strange, value), max_size=4).map(
        lambda said: "&".join(f"{word}={text}" for word, text in said)
    )
    target = st.builds(lambda path, query: f"{path}?{query}" if query else path, path, query)
    body = st.one_of(
        st.just(b""), st.binary(max_size=200), st.sampled_from((b"[]", b"{}", b'{"schema":1}', b"[" * 5000))
    )
    kind = st.sampled_from(("application/json", "text/plain", "application/x-www-form-urlencoded", ""))
    return st.builds(Request, target, st.sampled_from(("GET",) * 8 + METHODS), body, kind)
