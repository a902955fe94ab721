"""What people are told: what is wrong now against what has been told, and which messages are still to be sent. Pure.

A trouble is told once, and again when it is another, though not within twelve hours of the last time; that it is over
is told once. A message goes by every way of its own accord: what one way has not taken is tried again, ever more
seldom, and waits for nobody else. A newer message about the same thing takes its place.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dashboard.commands.running.limits import Limits
from dashboard.commands.running.lines import Delivered, Message, SourceState
from dashboard.commands.running.looking import pause_seconds

QUIET = timedelta(hours=12)
FILE, MAIL, WEBHOOK = WAYS = ("fil", "e-post", "webhook")
SOURCE, PART, DAMAGES, SETTINGS, DRAFT = "kalla-", "del-", "skador", "installningar", "utkast"
"""What troubles' keys begin with, and the key of messages about a region's draft."""
MOST_NEW = 12
PARTS_SV = {
    "serve": "Sidorna",
    "fetch": "Hämtningen",
    "prepare": "Förberedelsen av mötet",
    "verify": "Läsningen av allt sparat",
}
"""The parts as a sentence about them begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that is wrong now. key: what it is about; what is told when it is over stands with it."""

    key: str
    message: Message
    over: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was last told about something, and when. is_over: that it is well again has been told."""

    text: str
    at: datetime
    over: Message
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message on its way. ways: those that have not taken it. region: whose settings name them, "" the service's."""

    key: str
    message: Message
    region: str = ""
    ways: tuple[str, ...] = WAYS
    tries: int = 0
    at: datetime
    fault: str = ""


def to_tell(
    told: Mapping[str, Told], troubles: Iterable[Trouble], now: datetime, is_known: Callable[[str], bool]
) -> tuple[tuple[tuple[str, Message], ...], dict[str, Told]]:
    """The messages to send now, each with what it is about, and what has been told then.

    is_known: whether it has been looked at since the start; that something is over is not told before.
    """
    wrong = {one.key: one for one in troubles}
    messages: list[tuple[str, Message]] = []
    kept = dict(told)
    for key, trouble in wrong.items():
        last = told.get(key)
        is_new = last is None or last.is_over or last.text != trouble.message.text
        if is_new and (last is None or now - last.at >= QUIET):
            messages.append((key, trouble.message))
            kept[key] = Told(text=trouble.message.text, at=now, over=trouble.over)
    for key, last in told.items():
        if key in wrong or not is_known(key):
            continue
        if not last.is_over:
            messages.append((key, last.over))
            kept[key] = replace(last, is_over=True)
        elif now - last.at >= QUIET:
            del kept[key]
    return tuple(messages), kept


def posted(letters: Iterable[Letter], letter: Letter) -> tuple[Letter, ...]:
    """The letters with one more, which takes the place of what was not sent about the same."""
    return (*(one for one in letters if (one.key, one.region) != (letter.key, letter.region)), letter)


def next_letters(letters: Iterable[Letter], now: datetime) -> tuple[Letter, ...]:
    """Those to try now, all of one region. What was never tried comes first, and of that a draft."""
    ready = sorted((one for one in letters if one.at <= now), key=lambda one: (one.tries > 0, one.key != DRAFT, one.at))
    return tuple(one for one in ready if one.region == ready[0].region)


def tried(
    letters: Iterable[Letter], letter: Letter, outcome: Delivered, now: datetime, limits: Limits
) -> tuple[Letter, ...]:
    """The letters after one of them was tried. One that a newer has replaced meanwhile is forgotten."""
    left = tuple(way for way in letter.ways if way not in outcome.ways)
    pause = pause_seconds(letter.tries + 1, limits.letter_pause, limits.longest_letter_pause)
    again = replace(letter, ways=left, tries=letter.tries + 1, fault=outcome.fault, at=now + timedelta(seconds=pause))
    found = ((again if one is letter else one) for one in letters)
    return tuple(one for one in found if one.ways)


def source_trouble(state: SourceState) -> Trouble:
    """What is told of a publisher of which something is broken or late."""
    lead = "går inte att hämta" if state.broken else "är sen"
    parts = []
    if state.broken:
        parts += [
            "Det här gick inte att hämta. De senaste bra uppgifterna används, och det prövas igen av sig självt.",
            *(f"- {one}" for one in state.broken),
            "",
        ]
    if state.late:
        parts += [
            "Det här väntades, enligt publiceringskalendern eller källans vanliga eftersläpning, och har inte kommit.",
            *(f"- {one}" for one in state.late),
            "",
        ]
    steps = "lanspuls doctor frågar källan. Mer i hjälpen: När något är fel."
    return Trouble(
        key=f"{SOURCE}{state.source}",
        message=_message(f"{SOURCE}{state.source}", f"Länspuls: {state.name} {lead}", "\n".join([*parts, steps])),
        over=_message(
            f"{SOURCE}{state.source}",
            f"Länspuls: {state.name} är i ordning igen",
            f"Det som väntades från {state.name} är hämtat, och inget felar.",
        ),
    )


def part_key(part: str) -> str:
    """What a trouble with a part is called."""
    return f"{PART}{part.replace(' ', '-')}"


def part_trouble(part: str, reason: str) -> Trouble:
    """What is told of a part that has failed. part: its name, with its region after a space where it has one."""
    kind, _, region = part.partition(" ")
    name = PARTS_SV[kind] + (f" i län {region}" if region else "")
    key = part_key(part)
    return Trouble(
        key=key,
        message=_message(
            key,
            f"Länspuls: {name[0].lower()}{name[1:]} har stannat",
            f"{name} {reason}.\n\nLänspuls startar delen igen av sig självt, och allt annat fortsätter. Loggen säger "
            "mer (journalctl -u lanspuls, eller det som lanspuls run skriver).",
        ),
        over=_message(key, f"Länspuls: {name[0].lower()}{name[1:]} går igen", f"{name} går som vanligt igen."),
    )


def settings_trouble(reason: str) -> Trouble:
    """What is told where changed settings, or a declared indicator, keep the pages from beginning anew."""
    return Trouble(
        key=SETTINGS,
        message=_message(
            SETTINGS,
            "Länspuls: de ändrade inställningarna går inte att använda",
            f"Sidorna går vidare med det som gällde innan. En ny process som läste det ändrade slutade: {reason}\n\n"
            "Rätta filen: den läses in när den sparas.",
        ),
        over=_message(
            SETTINGS, "Länspuls: de ändrade inställningarna används", "De ändrade inställningarna är inlästa."
        ),
    )


def damage_trouble(damages: Iterable[str]) -> Trouble:
    """What is told of damaged files."""
    lines = "\n".join(f"- {one}" for one in damages)
    return Trouble(
        key=DAMAGES,
        message=_message(
            DAMAGES,
            "Länspuls: något av det sparade är skadat",
            f"{lines}\n\nlanspuls repair återskapar det som går ur kopior och råsvar. Inget är borttaget.",
        ),
        over=_message(
            DAMAGES, "Länspuls: allt sparat är helt igen", "Allt som är sparat är läst, och inget är skadat."
        ),
    )


def with_new(message: Message, new: tuple[str, ...]) -> Message:
    """The message about a draft, with the figures that are new since the last one first."""
    if not new:
        return message
    more = [f"- och {len(new) - MOST_NEW} till"] if len(new) > MOST_NEW else []
    lines = ["Nya siffror:", *(f"- {one}" for one in new[:MOST_NEW]), *more]
    return replace(message, text="\n".join([*lines, "", message.text]))


def _message(key: str, subject: str, text: str) -> Message:
    return Message(name=f"drift-{key}.txt", subject=subject, text=f"{text.rstrip()}\n")
