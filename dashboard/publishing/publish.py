"""``publish``: an edition made into every form, checked, and written; nothing is written where anything is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dashboard.editions import page_body
from dashboard.editions.content import Edition, Kind, Linked, encoded
from dashboard.editions.forms import Form, all_forms
from dashboard.editions.written import ATTACHED, BODY, CONTENT, Editions, Key, make_ready, write
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Meeting
from dashboard.publishing.checking import LARGEST_ATTACHMENT_BYTES, check
from dashboard.publishing.composing import Issue, compose, details_of
from dashboard.publishing.correcting import corrected_before, corrections
from dashboard.publishing.drawing import Draw, with_drawings
from dashboard.publishing.unchanged import fingerprint_files
from dashboard.words import swedish
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import ReportError, UsageError
from loaders.ground.files import write_atomically
from loaders.ground.people.files import Absent, read_regular


class NotPublished(UsageError):
    """An edition that was not written, and every reason why. ``reasons`` are Swedish sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("nothing was published: " + "; ".join(reasons), "Inget publicerades. " + " ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was written: which edition, its folder, the meeting it was made of, the forms not made and why."""

    key: Key
    folder: Path
    meeting: Meeting
    left_out: Mapping[str, str] = field(default_factory=dict)


def publish(
    meeting: Meeting,
    material: Material,
    folder: Path,
    moment: datetime,
    *,
    kind: Kind = Kind.FIRST,
    note: str = "",
    draw: Draw | None = None,
    forms: Iterable[Form] | None = None,
) -> Published:
    """Make the next edition of a meeting and write it below ``folder``.

    moment: now (UTC). note: what a correction says of itself. draw: draws figures as SVG; without it the forms that
    need pictures are left out, and told. NotPublished with every reason where a form is not as it must be.
    """
    make_ready(folder, meeting.date)
    editions = Editions(folder)
    numbers = editions.numbers(meeting.date)
    number = numbers[-1] + 1 if numbers else 1
    if number == 1 and kind is not Kind.FIRST:
        raise UsageError(
            f"{meeting.slug} has no edition to correct; publish it first",
            f"Mötet {meeting.slug} har ingen utgåva att rätta. Publicera det först.",
        )
    if numbers:
        _refuse_earlier(editions.edition(editions.newest(meeting.date)), moment)
    issue = Issue(number=number, kind=kind if number > 1 else Kind.FIRST, moment=moment, note=note)
    edition = compose(meeting, material, issue)
    if draw is not None:
        edition = with_drawings(edition, draw, for_phones=True)
    return write_edition(edition, meeting, material.folder, folder, forms=forms, is_drawn=draw is not None)


def add_to(meeting: Meeting, material: Material, folder: Path, moment: datetime) -> Published:
    """An addition: the newest edition with the questions, answers, links and attachments that the file has now.

    Its figures, words and pictures are those of the edition before. UsageError where nothing has been added.
    """
    make_ready(folder, meeting.date)
    editions = Editions(folder)
    before = editions.edition(editions.newest(meeting.date))
    _refuse_earlier(before, moment)
    told = details_of(meeting)
    if (before.questions, before.links, _named(before)) == (told.questions, told.links, _named_of(told.attachments)):
        raise UsageError(
            f"{meeting.slug} has no new question, link or attachment",
            f"Mötesfilen {meeting.slug}.toml har inga nya frågor, svar, länkar eller bilagor.",
        )
    edition = replace(
        before,
        number=before.number + 1,
        kind=Kind.ADDITION,
        moment=moment,
        note=f"Tillägg {swedish.date_text(moment)}: frågor, länkar och bilagor. Siffrorna är orörda.",
        questions=told.questions,
        links=told.links,
        attachments=told.attachments,
    )
    is_drawn = all(slide.drawings.svg is not None for slide in before.slides if slide.drawings.paper is not None)
    return write_edition(edition, meeting, material.folder, folder, is_drawn=is_drawn)


def correct(
    path: Path,
    material: Material,
    folder: Path,
    moment: datetime,
    *,
    note: str,
    known_now: bool = False,
    draw: Draw | None = None,
) -> Published:
    """A correction: the draft made anew as the next edition, with every number that is another now named in it.

    The figures are those that were known when the edition before was made, unless ``known_now`` or the file says a day:
    what has been revised at the source since is no fault of ours. The edition before stays as it was. NotPublished with
    every reason where the draft has what stops a first edition: a correction must not say a new fault.
    """
    if not note.strip():
        raise UsageError("a correction says what was wrong: --note TEXT", "En rättelse säger vad som var fel: --note.")
    day = moment.astimezone(STOCKHOLM).date()
    load_meeting(path, day)  # a day of figures that has not been is refused as by every other command
    meeting = load_meeting(path, None)
    make_ready(folder, meeting.date)
    editions = Editions(folder)
    before = editions.edition(editions.newest(meeting.date))
    _refuse_earlier(before, moment)
    if meeting.as_of is None and not known_now:
        meeting = load_meeting(path, None, as_of=before.known_by)
    if stopping := [one.line_sv for one in check(meeting, material) if one.stops]:
        raise NotPublished(stopping)
    issue = Issue(number=before.number + 1, kind=Kind.CORRECTION, moment=moment, note=note.strip())
    edition = compose(meeting, material, issue)
    own = (replace(one, why_sv=issue.note, day=day) for one in corrections(before, edition))
    edition = replace(edition, corrected=(*own, *corrected_before(before, edition)))
    if draw is not None:
        edition = with_drawings(edition, draw, for_phones=True)
    return write_edition(edition, meeting, material.folder, folder, is_drawn=draw is not None)


def _refuse_earlier(before: Edition, moment: datetime) -> None:
    """UsageError where the machine's day is before that of the edition before: its clock is wrong."""
    published, today = (one.astimezone(STOCKHOLM).date() for one in (before.moment, moment))
    if today < published:
        raise UsageError(
            f"edition {before.number} is of {published}, later than this machine's day {today}; set its clock",
            f"Utgåva {before.number} är publicerad {swedish.date_text(published)}, men datorns klocka säger "
            f"{swedish.date_text(today)}. Ställ klockan och gör om.",
        )


def _named(edition: Edition) -> list[tuple[str, str]]:
    return _named_of(edition.attachments)


def _named_of(attachments: Iterable[Linked]) -> list[tuple[str, str]]:
    return [(one.title, one.file) for one in attachments]


def notes_text(meeting: Meeting, edition: Edition | None = None) -> str:
    """The speaker's notes slide by slide, as text for the speaker alone; with the headlines of its edition."""
    headlines = [one.headline for one in edition.slides] if edition else [one.headline for one in meeting.views]
    parts = [f"Anteckningar, {meeting.title} {swedish.date_text(meeting.date)}. Bara för talaren.\n"]
    for n, view in enumerate(meeting.views, start=1):
        headline = headlines[n - 1] if n <= len(headlines) else ""
        parts.append(
            f"{': '.join(filter(None, (f'Bild {n}', headline)))}\n{view.notes.strip() or 'Inga anteckningar.'}\n"
        )
    return "\n".join(parts)


def keep_notes(meeting: Meeting, edition: Edition, folder: Path) -> Path:
    """Write the speaker's notes to a file of their own in a folder, which no edition has; the file."""
    path = folder / f"{meeting.slug}-anteckningar.txt"
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(path, notes_text(meeting, edition).encode())
    return path


def write_edition(
    edition: Edition,
    meeting: Meeting,
    beside: Path | None,
    folder: Path,
    *,
    forms: Iterable[Form] | None = None,
    is_drawn: bool = True,
) -> Published:
    """Make every form of an edition and write all of it. ``beside``: the folder of the attachments."""
    attached = _attachments(meeting, beside)
    sized = tuple(replace(one, size=len(attached[one.file])) for one in edition.attachments)
    edition = replace(edition, attachments=sized)
    made, left_out = make_forms(edition, forms, is_drawn=is_drawn)
    base = page_body.address_of(edition)
    listed = [
        Linked(
            title=form.title_sv, address=f"{base}/fil/{form.name(edition)}", file=form.name(edition), size=len(bytes_)
        )
        for form, bytes_ in made
        if form.is_listed
    ]
    files = {
        CONTENT: encoded(edition),
        BODY: page_body.body(edition, listed),
        **page_body.body_files(edition),
        **{form.name(edition): bytes_ for form, bytes_ in made},
        **attached,
        **fingerprint_files(edition, meeting, Editions(folder)),
    }
    refuse_notes(meeting, files)
    key = Key(edition.head.day, edition.number)
    return Published(key=key, folder=write(folder, key, files), meeting=meeting, left_out=left_out)


def make_forms(
    edition: Edition, forms: Iterable[Form] | None = None, *, is_drawn: bool = True
) -> tuple[list[tuple[Form, bytes]], dict[str, str]]:
    """Every form with its bytes, and the titles of those left out with the reason. NotPublished."""
    made, left_out, wrong = [], {}, []
    for form in all_forms() if forms is None else forms:
        if form.needs_drawings and not is_drawn:
            left_out[form.title_sv] = "diagrammen är inte ritade av en webbläsare"
            continue
        try:
            content = form.make(edition)
        except ReportError as error:
            wrong.append(f"{form.title_sv} kunde inte göras: {error}.")
            continue
        wrong += [f"{form.title_sv}: {fault}" for fault in form.check(edition, content)]
        made.append((form, content))
    if wrong:
        raise NotPublished(wrong)
    return made, left_out


def refuse_notes(meeting: Meeting, files: Mapping[str, bytes]) -> None:
    """NotPublished where a line of the speaker's notes stands in a file: notes are nobody else's."""
    lines = {
        line
        for view in meeting.views
        for raw in view.notes.splitlines()
        if len(line := " ".join(raw.split())) >= LEAST_LINE
    }
    lines -= {line for line in lines if any(line in text for text in _own_texts(meeting))}
    found = sorted(
        f"En rad ur anteckningarna står i {name}: ”{line[:60]}”."
        for name, content in files.items()
        for line in lines
        if line.encode() in content
    )
    if found:
        raise NotPublished(found)


LEAST_LINE = 20
"""Characters of a line of notes that could stand elsewhere by chance."""


def _own_texts(meeting: Meeting) -> list[str]:
    """What the analyst has written to be published."""
    return [" ".join(f"{view.words} {view.headline}".split()) for view in meeting.views]


def _attachments(meeting: Meeting, beside: Path | None) -> dict[str, bytes]:
    """The attachments by name. UsageError for one that is not there."""
    found = {}
    for one in meeting.attachments:
        try:
            found[f"{ATTACHED}{one.file}"] = read_regular((beside or Path()) / one.file, LARGEST_ATTACHMENT_BYTES)
        except Absent:
            raise UsageError(
                f"there is no {one.file} beside the meeting file", f"Bilagan {one.file} finns inte bredvid mötesfilen."
            ) from None
    return found
