"""Text to paste: for the minutes, the chat, the agenda, those who speak for a municipality, and those absent."""

from collections.abc import Callable, Iterable, Iterator

from dashboard.editions.content import Edition, InShort, Slide
from dashboard.editions.corrections_told import corrections_of
from dashboard.editions.forms import _addresses as addresses
from dashboard.editions.forms._form import Form
from dashboard.editions.forms._joint import joint
from dashboard.editions.page_body import SEGMENT_MINUTES
from dashboard.editions.told import issue_sv, known_sv, time_and_place_sv
from dashboard.model import DEMODATA
from dashboard.words import swedish

MOST_SENTENCES = 5
_SHOWS_FIGURES = "view"
_PARTED = " | "
_SUMMARY, _OUTLOOK = "summary", "outlook"


class _References:
    """Numbered references, each given once; ``[2]`` is where it is used."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def to(self, told: str) -> str:
        """The mark of a reference."""
        return f"[{self._given.setdefault(told, len(self._given) + 1)}]"

    def lines(self) -> list[str]:
        """All of them in the order they were used."""
        return [f"[{n}] {told}" for told, n in self._given.items()]


def minutes(edition: Edition) -> bytes:
    """The highlights for the minutes with numbered references, and the questions from the meeting."""
    references = _References()
    told = [
        *_head(edition, "Höjdpunkter ur statistiken, till minnesanteckningarna"),
        "",
        *filter(None, (_issue(edition), known_sv(edition), edition.public_address, edition.note)),
        *_corrections(edition),
        "",
        edition.summary_headline,
        "",
        *(f"• {row.sentence} {references.to(_row_source(edition, row))}" for row in edition.summary),
        "",
        "Bilderna",
        *(_highlight(edition, slide, references) for slide in edition.shown if slide.kind not in (_SUMMARY, _OUTLOOK)),
        *_outlook(edition),
        *_questions(edition),
        *_taken_along(edition),
        "",
        "Referenser",
        *references.lines(),
    ]
    return _text(told)


def chat(edition: Edition) -> bytes:
    """A line for the chat of each measure and slide, with source and address."""
    told = [*_head(edition, "Rader till chatten: kopiera en i taget"), ""]
    if edition.public_address:
        told += [_line("Alla bilder, tabeller och filer från mötet:", edition.public_address), ""]
    told += [
        _line(row.sentence, f"Källa: {row.source}.", _mark(row.synthetic), addresses.of_link(edition, row.link))
        for row in edition.summary
    ]
    told.append("")
    for slide in edition.shown:
        if slide.kind == _SHOWS_FIGURES:
            address = addresses.of_link(edition, slide.link)
            told.append(_line(_of_figures(slide), slide.plain_source, _mark(slide.synthetic), address))
    return _text([*told, *_places(edition)])


def agenda(edition: Edition) -> bytes:
    """The agenda with the forum's standing items, to go on writing in."""
    head = edition.head
    items = [
        ["Välkomna"],
        [
            f"Näringslivsstatistik, regional och lokal ({SEGMENT_MINUTES} minuter)",
            *(f"{slide.number} {'. '.join(_headlines(slide))}" for slide in edition.shown),
        ],
        [
            "Läget hos deltagarna: 1–2 minuter var, muntligt och utan bilder",
            "Nuläge",
            "Utmaningar och möjligheter",
            "Konkreta hjälpförfrågningar",
            *([] if _is_one(edition) else ["Kommunerna talar genom en gemensam representant."]),
        ],
        *([[f"Fördjupning: {head.deep_dive}"]] if head.deep_dive else []),
        ["Frågor", "Länkar kan läggas i möteschatten och följer med minnesanteckningarna."],
        [f"Nästa möte: {head.next_sv}"],
    ]
    told = _head(edition, "Dagordning")
    if where := time_and_place_sv(edition):
        told.append(where)
    for n, (item, *below) in enumerate(items, start=1):
        told += ["", f"{n}. {item}", *(f"   {line}" for line in below)]
    return _text(told)


def ninety_seconds(edition: Edition) -> bytes:
    """What is said in ninety seconds for the municipalities together, and for each of them; of one it is that alone."""
    told = _head(edition, "Nittio sekunder: tre meningar, en sak som skiljer, en fråga")
    together = [joint(edition)] if edition.municipalities and not _is_one(edition) else []
    pages = [*together, *edition.municipalities]
    for page in pages:
        told += ["", page.name, *(f"• {said}" for said in page.said)]
        told += [f"Skiljer: {page.differs}", f"Fråga: {page.question}"]
        if page.not_shown:
            told += [f"Visas inte: {line}" for line in page.not_shown]
        if page.code and (address := addresses.of_place(edition, page.code)):
            told.append(address)
    return _text([*told, "", *_sources(edition)])


def _is_one(edition: Edition) -> bool:
    """Whether the county is one municipality (Gotland): nobody speaks for several, and they have nothing alike."""
    return len(edition.municipalities) == 1


def to_absent(edition: Edition) -> bytes:
    """A message to those who were not there: five sentences, and the link of each municipality."""
    told = [
        *_head(edition, "Till er som inte var med"),
        "",
        "Det här visade statistiken i fem punkter:" if _has_five(edition) else "Det här visade statistiken:",
        "",
        *_five_sentences(edition),
        *_places(edition),
    ]
    if edition.public_address:
        told += ["", _line("Bilder, tabeller, frågor och filer:", edition.public_address)]
    told += ["", f"Nästa möte: {edition.head.next_sv}.", edition.head.organisation]
    return _text(told)


def faults(edition: Edition, content: bytes) -> Iterator[str]:
    """What is wrong with a text: an address of ours where none is known, or made-up figures that are not marked."""
    text = content.decode("utf-8")
    if not edition.public_address and ("/mote/" in text or "/indikator/" in text):
        yield "texten har en adress till sidor som inte är publicerade"
    if edition.synthetic and DEMODATA not in text:
        yield "texten säger inte att siffrorna är påhittade"


def _head(edition: Edition, what: str) -> list[str]:
    named = f"{edition.head.title} {swedish.date_text(edition.head.day)}"
    demo = [f"{DEMODATA}: siffrorna är påhittade."] if edition.synthetic else []
    return [what, named, *demo]


def _issue(edition: Edition) -> str:
    return f"{issue_sv(edition)}." if issue_sv(edition) else ""


def _mark(synthetic: bool) -> str:
    return f"{DEMODATA}." if synthetic else ""


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _headlines(slide: Slide) -> list[str]:
    return [part for part in (slide.headline, slide.headline_below) if part]


def _of_figures(slide: Slide) -> str:
    """What the figures say, also where the slide's headline is the analyst's."""
    return f"{'. '.join(slide.data_headlines or _headlines(slide))}."


def _row_source(edition: Edition, row: InShort) -> str:
    slide = f"Bild {row.slide}." if row.slide else ""
    return _line(f"{row.source}.", slide, _mark(row.synthetic), addresses.of_link(edition, row.link))


def _corrections(edition: Edition) -> Iterator[str]:
    """What was corrected, a line for each row, its cells parted as a table's are where there is nothing but text."""
    table = corrections_of(edition)
    if table.rows:
        yield from ("", table.caption, _PARTED.join(column.title for column in table.columns))
        yield from map(_PARTED.join, table.rows)


def _highlight(edition: Edition, slide: Slide, references: _References) -> str:
    own = " (rubrik av analytikern)" if slide.own_headline else ""
    said = "" if slide.kind == _SHOWS_FIGURES else slide.sentence
    address = addresses.of_link(edition, slide.link)
    source = _line(f"Bild {slide.number}.", slide.plain_source, _mark(slide.synthetic), address)
    headline = f"{'. '.join(_headlines(slide))}{own}."
    return f"• {_line(headline, said, *slide.words, references.to(source))}"


def _outlook(edition: Edition) -> Iterator[str]:
    for slide in edition.shown:
        if slide.kind == _OUTLOOK:
            for one in slide.lines:
                yield from ("", one.heading, *(f"• {text}" for text in one.told))


def _questions(edition: Edition) -> Iterator[str]:
    if edition.questions:
        yield from ("", "Frågor från mötet")
    for one in edition.questions:
        where = ", ".join(filter(None, (f"bild {one.slide}" if one.slide else "", one.place_sv)))
        yield f"• {one.text}" + (f" ({where})" if where else "")
        yield f"  Svar: {one.answer}" if one.answer else "  Väntar på svar."


def _taken_along(edition: Edition) -> Iterator[str]:
    if edition.links or edition.attachments:
        yield from ("", "Bilagor och länkar")
    for one in edition.attachments:
        yield f"• {one.title} ({one.file})"
    for one in edition.links:
        yield f"• {one.title}: {one.address}"
    yield from ("", f"Nästa möte: {edition.head.next_sv}.")


def _places(edition: Edition) -> Iterator[str]:
    if edition.public_address and edition.municipalities:
        yield from ("", "Samma bilder för din kommun")
        for one in edition.municipalities:
            yield f"{one.name}: {addresses.of_place(edition, one.code)}"


def _sources(edition: Edition) -> Iterator[str]:
    for name in dict.fromkeys(row.source for row in edition.summary):
        yield f"Källa: {name}."


def _sentences(edition: Edition) -> Iterator[str]:
    for row in edition.summary:
        yield _line(row.sentence, f"({row.source})")
    told = {row.slide for row in edition.summary}
    for slide in sorted(edition.shown, key=lambda one: one.number in told):
        if slide.kind == _SHOWS_FIGURES:
            yield _line(_of_figures(slide), slide.plain_source)


def _five_sentences(edition: Edition) -> list[str]:
    return [f"• {said}" for said in list(_sentences(edition))[:MOST_SENTENCES]]


def _has_five(edition: Edition) -> bool:
    return len(_five_sentences(edition)) == MOST_SENTENCES


def _text(lines: Iterable[str]) -> bytes:
    """The lines as UTF-8; what is empty twice over stands once."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(" ".join(line.split(" ")).rstrip())
    return ("\n".join(kept).strip() + "\n").encode("utf-8")


def _form(word: str, ending: str, title_sv: str, make: Callable[[Edition], bytes], order: int) -> Form:
    return Form(word=word, ending=ending, title_sv=title_sv, media="text/plain", make=make, check=faults, order=order)


FORMS = (
    _form("protokoll", "-protokoll.txt", "Text till minnesanteckningarna", minutes, 50),
    _form("chatt", "-chatt.txt", "Rader till chatten", chat, 51),
    _form("dagordning", "-dagordning.txt", "Dagordning", agenda, 52),
    _form("nittio-sekunder", "-nittio-sekunder.txt", "Nittio sekunder per kommun", ninety_seconds, 53),
    _form("franvarande", "-till-franvarande.txt", "Meddelande till dem som inte var med", to_absent, 54),
)
