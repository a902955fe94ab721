"""A message to people by the ways there are: a file always, e-mail and a webhook where the settings name them."""

from typing import TYPE_CHECKING

from dashboard.commands.running.lines import Delivered, Message
from dashboard.commands.running.troubles import FILE, MAIL, WEBHOOK
from dashboard.commands.source_commands import write
from loaders.ground.errors import LanspulsError, UsageError, swedish_of

if TYPE_CHECKING:
    from loaders.settings import Settings


def send(settings: "Settings", message: Message, ways: tuple[str, ...]) -> Delivered:
    """Send it by each of these ways; one that the settings do not name has nothing to take. One hinders no other."""
    taken, faults = [], []
    for way in ways:
        try:
            _send_by(way, settings, message)
            taken.append(way)
        except LanspulsError as error:
            faults.append(swedish_of(error))
    return Delivered(ways=tuple(taken), fault=" ".join(faults))


def named_ways(settings: "Settings") -> tuple[str, ...]:
    """The ways beside the file that the settings name, each with where it leads, as it may be shown."""
    return (*((MAIL,) if settings.mail_to else ()), *((WEBHOOK,) if settings.webhook else ()))


def _send_by(way: str, settings: "Settings", message: Message) -> None:
    """MessageNotSent, UsageError."""
    from loaders.http.messages import post_message, send_mail

    if way == FILE:
        write(settings.reports_dir / message.name, message.content)
    elif way == MAIL and settings.mail_to:
        if not (settings.mail_server and settings.mail_from):
            raise UsageError(
                "mail_to needs mail_server and mail_from",
                "Inställningen mail_to behöver också mail_server och mail_from.",
            )
        send_mail(settings.mail_server, settings.mail_from, settings.mail_to, message.subject, message.text)
    elif way == WEBHOOK and settings.webhook:
        post_message(settings.webhook, message.subject, message.text)
