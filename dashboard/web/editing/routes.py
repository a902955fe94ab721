"""What the editing page asks: the draft, its figures, whether a headline agrees, what can be added; and its changes."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.data.meeting_days import meeting_files
from dashboard.editing import adding, attachments, details, own_figures, own_keys, pictures, publishing, told
from dashboard.editing.changes import change_of
from dashboard.editing.drafts import Changed, Draft
from dashboard.editions.content import EditionDamaged
from dashboard.figures.theme import THEME
from dashboard.meetings.demo_meeting import TOWNS
from dashboard.meetings.file_details import ATTACHED, LATEST_NEXT
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Held, Meeting
from dashboard.meetings.segment import meeting_file
from dashboard.meetings.slides import check_headline_of
from dashboard.model import Size
from dashboard.publishing.checking import LARGEST_ATTACHMENT_BYTES
from dashboard.publishing.fullness import TOO_FULL
from dashboard.views import selection
from dashboard.web.bundled import ASSETS, FILES, SHEET, Bundled
from dashboard.web.documents import SCRIPTS as OF_MEETINGS
from dashboard.web.documents import file_address
from dashboard.web.editing.keyhole import Keyhole
from dashboard.web.guarding import told as told_page
from dashboard.web.scripts import Scripts
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.errors import DiskFault, NothingPublishedYet, StoreDamaged, UsageError
from loaders.ground.files import reason_sv
from loaders.own import Grade
from loaders.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT = "/redigera"
_FOLDER = Path(__file__).resolve().parents[2] / "editing" / "page"
SCRIPTS = Scripts(_FOLDER, "/redigera-skript", "editing.js")
ON_PAGES = Scripts(_FOLDER.parent / "everywhere", "/redigera-overallt", "adding_here.js")
TOLD = (UsageError, NothingPublishedYet, StoreDamaged, DiskFault, EditionDamaged)
"""What the page is told in a sentence."""
LARGEST_BYTES = 3_000_000
"""Of a request: a picture of a megabyte, written as text, and what stands beside it."""
LARGEST_WITH_FILE_BYTES = LARGEST_BYTES + LARGEST_ATTACHMENT_BYTES * 4 // 3
"""Of one that attaches a file."""


class Editing:
    """The drafts of a folder, one for each file, for as long as the server runs."""

    def __init__(self, material: Material, now: Callable[[], datetime], settings: Settings) -> None:
        self.material = material
        self.now = now
        self.own = own_figures.OwnFile(settings.own_dir, now)
        self.reports = settings.reports_dir
        self._drafts: dict[str, Draft] = {}

    def draft(self, day: str) -> Draft:
        """The draft of a day's meeting, as long as it was seen once; NoSuchMeeting where there is none."""
        if day in self._drafts:
            return self._drafts[day]
        path = meeting_file(self.material.folder, day)
        return self._drafts.setdefault(day, Draft(path, self.now))

    def meeting(self, day: str) -> Meeting:
        """The newest readable meeting of a day. UsageError where it never was."""
        return _meeting_of(self.draft(day))

    @property
    def folder(self) -> Path:
        """The folder of the meeting files."""
        folder = self.material.folder
        if folder is None:
            raise UsageError("there is no folder of meetings", "Det finns ingen mapp för möten.")
        return folder


def _meeting_of(draft: Draft) -> Meeting:
    read = draft.read()
    if read.meeting is None:
        raise read.fault or UsageError("the file cannot be read", "Filen går inte att läsa.")
    return read.meeting


def register(
    server: flask.Flask,
    material: Material,
    bundled: Bundled,
    keyhole: Keyhole,
    *,
    now: Callable[[], datetime],
    settings: Settings,
) -> None:
    """Add the editing of the meetings of a folder to a server that ``keyhole`` guards."""
    pages = flask.Blueprint("editing", __name__, template_folder=_FOLDER, url_prefix=AT)
    editing = Editing(material, now, settings)
    keyhole.guard(server)
    SCRIPTS.serve(server)
    ON_PAGES.serve(server)
    for name, folder in ((SHEET, ASSETS), ("editing.css", _FOLDER)):
        FILES.add(name, folder / name)
    _pages(pages, editing, bundled, keyhole)
    _questions(pages, editing)
    _changes(pages, editing)
    server.register_blueprint(pages)
    _offer_everywhere(server, editing, keyhole)


def _pages(pages: flask.Blueprint, editing: Editing, bundled: Bundled, keyhole: Keyhole) -> None:
    @pages.get("/<day>")
    def page(day: str) -> ResponseReturnValue:
        """The page, with the draft in it as it is now."""
        return _or_page(lambda: _page(day, editing, bundled, keyhole))


def _page(day: str, editing: Editing, bundled: Bundled, keyhole: Keyhole) -> str:
    read = editing.draft(day).read()
    state = told.state(read, editing.material)
    meeting = read.meeting
    county = meeting.county if meeting else editing.material.data.county
    return flask.render_template(
        "redigera.html",
        style=bundled.font_face + THEME.css(),
        sheets=[FILES.add(SHEET, ASSETS / SHEET), FILES.add("editing.css", _FOLDER / "editing.css")],
        plotly=bundled.plotly,
        scripts=SCRIPTS.tags(),
        room_sheets=[file_address(name) for name in (SHEET, "meeting.css")],
        room_script=OF_MEETINGS.address("preview.js"),
        synthetic=editing.material.data.synthetic,
        day=day,
        title=meeting.title if meeting else "Möte",
        date=swedish.date_text(meeting.date) if meeting else day,
        county=places.place(county).full_name,
        town=TOWNS[county],
        municipality=(places.inside(county) or (places.place(county),))[0].full_name,
        places=list(places.all_places().values()),
        grades=[grade.value for grade in Grade],
        held=[one.value for one in Held],
        too_full=TOO_FULL,
        attached=",".join(ATTACHED),
        token=keyhole.token,
        **_bounds(meeting.date if meeting else editing.now().date(), editing.now().date()),
        state=told.as_json(state).decode().replace("<", "\\u003c"),
        slides=state["slides"],
        fault=state["fault"],
    )


def _bounds(held: date, today: date) -> dict[str, str]:
    """The first and last days that fields take: of the next meeting, and of what has been."""
    days = {
        "first_next": held + timedelta(days=1),
        "last_next": held + LATEST_NEXT,
        "long_ago": date(today.year - 30, 1, 1),
        "today": today,
    }
    return {name: day.isoformat() for name, day in days.items()}


def _questions(pages: flask.Blueprint, editing: Editing) -> None:
    @pages.get("/<day>/utkast.json")
    def draft(day: str) -> ResponseReturnValue:
        """The draft; nothing of it where it and the figures are those of ``revision`` and ``figures``."""

        def answer() -> object:
            read = editing.draft(day).read()
            now = {"revision": read.revision, "figures": str(editing.material.data.store.version())}
            if all(flask.request.args.get(key) == one for key, one in now.items()):
                return {"revision": read.revision} | told.published(read, editing.material)
            return told.state(read, editing.material)

        return _or_told(answer)

    @pages.get("/<day>/bild/<key>.json")
    def slide(day: str, key: str) -> ResponseReturnValue:
        """What the room sees of the slide that has this key; with ``plats`` of another place."""
        return _or_told(lambda: _slide(editing, day, key))

    @pages.get("/<day>/sok.json")
    def search(day: str) -> ResponseReturnValue:
        """The views that the words ``q`` find."""
        query = flask.request.args.get("q", "")[:300]
        return _or_told(lambda: asdict(adding.offers(query, editing.meeting(day), editing.material)))

    @pages.get("/<day>/prova.json")
    def offered(day: str) -> ResponseReturnValue:
        """The slide that the address ``link`` would be."""

        def answer() -> object:
            meeting = editing.meeting(day)
            return told.trial_of(adding.slide_of(flask.request.args.get("link", ""), meeting, editing.material))

        return _or_told(answer)

    @pages.get("/<day>/utgavor.json")
    def published(day: str) -> ResponseReturnValue:
        """The editions that there are of the meeting."""
        return _or_told(lambda: {"editions": publishing.published(editing.meeting(day).date, editing.material)})

    @pages.get("/<day>/uppgifter.json")
    def own(day: str) -> ResponseReturnValue:
        """What participants have told before, as series; the statements of the file, and of others; and the keys of
        ``plats`` that the words ``nyckel`` find."""

        def answer() -> object:
            data = editing.material.data
            county = editing.meeting(day).county
            return {
                "series": own_figures.series(data.own(None)),
                "entries": editing.own.entries(),
                "elsewhere": editing.own.elsewhere(),
                "keys": own_keys.offers(_argument("plats") or county, data, _argument("nyckel")),
                "county": places.place(county).full_name,
            }

        return _or_told(answer)


def _slide(editing: Editing, day: str, key: str) -> object:
    meeting = editing.meeting(day)
    setting = told.setting_of(meeting, editing.material)
    asked = next((one for one in meeting.views if told.figure_key(one, setting) == key), None)
    if asked is None:
        raise UsageError("there is no such slide", "Bilden finns inte längre.")
    return told.room_slide(asked, setting, flask.request.args.get("plats", ""))


def _changes(pages: flask.Blueprint, editing: Editing) -> None:
    @pages.post("/<day>/rubrik.json")
    def check(day: str) -> ResponseReturnValue:
        """What a headline that is being written says that the figures of slide ``n`` do not. Changes nothing."""

        def answer() -> object:
            asked = _sent()
            meeting = editing.meeting(day)
            n, text = asked.get("n"), " ".join(str(asked.get("text", "")).split())[:500]
            if not isinstance(n, int) or not 0 <= n < len(meeting.views):
                raise UsageError("there is no such slide", "Bilden finns inte längre.")
            setting = told.setting_of(meeting, editing.material, Size.SLIDE)
            findings = check_headline_of(meeting.views[n], setting, text) if text else ()
            return {"findings": [told.told(one) for one in findings], "checked": bool(meeting.views[n].selections)}

        return _or_told(answer)

    @pages.post("/<day>/andra.json")
    def change(day: str) -> ResponseReturnValue:
        """Make a change of the draft, and tell how it is then."""

        def answer() -> object:
            asked, draft = _sent(), editing.draft(day)
            if asked.get("op") in ("undo", "redo"):
                read, is_done = draft.undo() if asked["op"] == "undo" else draft.redo()
                return told.state(read, editing.material) | {"isDone": is_done}
            given = "picture" if asked.get("op") == "free" else "value" if asked.get("key") == "picture" else ""
            if given and asked.get(given):
                asked[given] = pictures.keep(str(asked[given]), day, editing.folder)
            return _made(editing, draft, asked)

        return _or_told(answer)

    @pages.post("/<day>/bilaga.json")
    def attach(day: str) -> ResponseReturnValue:
        """Attach the file ``content`` (base64) that is called ``name``, or give row ``n`` that file instead."""

        def answer() -> object:
            asked, draft = _sent(LARGEST_WITH_FILE_BYTES), editing.draft(day)
            op = {"op": "row-add"} if asked.get("n") is None else {"op": "row", "key": "file"}
            change = {key: asked.get(key) for key in ("n", "title", "revision", "force")} | op | {"part": "bilaga"}
            details.change_of({**change, "file": "-", "value": "-"})  # before anything is written
            kept = attachments.keep(str(asked.get("name", "")), str(asked.get("content", "")), day, editing.folder)
            return _made(editing, draft, {**change, "file": kept, "value": kept})

        return _or_told(answer)

    @pages.post("/<day>/publicera.json")
    def publish(day: str) -> ResponseReturnValue:
        """Publish the draft as it is in the file: as its first edition, an addition or a correction."""
        return _or_told(
            lambda: publishing.publish_draft(
                meeting_file(editing.folder, day),
                editing.material,
                editing.now(),
                publishing.Asked.of(_sent()),
                editing.reports,
            )
        )

    @pages.post("/<day>/uppgift.json")
    def add_own(day: str) -> ResponseReturnValue:
        """Write a participant's figure down, change it, take it away, or take the newest of these back; or try it."""

        def answer() -> object:
            asked = _sent()
            if asked.get("op") == "try":
                return {"told": editing.own.trial(asked)}
            told_sv = editing.own.make(asked)
            return {"told": told_sv, "entries": editing.own.entries()}

        return _or_told(answer)


def _made(editing: Editing, draft: Draft, asked: dict[str, Any]) -> object:
    """The draft with a change made, and what is said of it."""
    made = details.change_of(asked) or change_of(asked, _meeting_of(draft).county)
    read = draft.change(made, str(asked.get("revision", "")), force=asked.get("force") is True)
    return told.state(read, editing.material) | {"told": made.told_sv}


def _sent(most: int = LARGEST_BYTES) -> dict[str, Any]:
    flask.request.max_content_length = most
    found = flask.request.get_json(silent=True)
    if not isinstance(found, dict):
        raise UsageError("the request is no JSON object", "Begäran gick inte att förstå.")
    return found


def _argument(name: str) -> str:
    return flask.request.args.get(name, "")[:80]


def _json(value: object, status: int = 200) -> flask.Response:
    answer = flask.Response(told.as_json(value), status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _or_told(answer: Callable[[], object]) -> flask.Response:
    """The answer as JSON; 409 with both texts where a writer must choose, 422 with a sentence for what is no change."""
    try:
        return _json(answer())
    except Changed as changed:
        return _json({"message": changed.message_sv, "mine": changed.mine, "theirs": changed.theirs}, 409)
    except TOLD as error:
        return _json({"message": error.message_sv}, 422)
    except OSError as error:
        return _json({"message": f"Det gick inte att spara ({reason_sv(error)})."}, 507)


def _or_page(answer: Callable[[], str]) -> ResponseReturnValue:
    try:
        made = flask.make_response(answer())
    except TOLD as error:
        return told_page("Mötet kan inte redigeras", error.message_sv, 422)
    made.headers["Cache-Control"] = "no-store"
    return made


class _Plain:
    """The application asked for answers that are not compressed: none travels further than this machine."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return self._inner(environ, start_response)


def _offer_everywhere(server: flask.Flask, editing: Editing, keyhole: Keyhole) -> None:
    """*Lägg till i mötet* on every page of a measure that this server shows."""
    # Flask is wrapped so by its documentation, though its types call wsgi_app a method
    server.wsgi_app = _Plain(server.wsgi_app)  # type: ignore[method-assign]

    @server.after_request
    def offer(answer: flask.Response) -> flask.Response:
        path = flask.request.path
        is_page = answer.mimetype == "text/html" and answer.status_code == 200 and not path.startswith((AT, "/mote"))
        if flask.request.method != "GET" or not is_page or answer.direct_passthrough:
            return answer
        day = flask.request.cookies.get("lanspuls_mote", "")
        days = _days(editing)
        chosen = day if day in days else (days[0] if days else "")
        if not chosen:
            return answer
        address = ON_PAGES.address(ON_PAGES.entry)
        data = f'data-day="{chosen}" data-key="{keyhole.token}" data-measure="{selection.INDICATOR}"'
        text = answer.get_data(as_text=True)
        added = f'<script type="module" id="lagg-till" {data} src="{address}"></script></body>'
        answer.set_data(text.replace("</body>", added))
        answer.headers["Cache-Control"] = "no-store"  # what is added is of this start and of the meeting chosen now
        answer.headers.pop("ETag", None)
        return answer


def _days(editing: Editing) -> list[str]:
    """The days of the meetings that can be prepared, the one to come first."""
    found = sorted(path.stem for path in meeting_files(editing.material.folder))
    today = editing.material.today().isoformat()
    return [day for day in found if day >= today] or found[-1:]
