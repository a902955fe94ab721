"""``create_editor``: the pages with drafts in them, and the address where a meeting is prepared, behind a keyhole."""

from collections.abc import Callable
from datetime import datetime

import flask

from dashboard.meetings.material import Material
from dashboard.web import bundled
from dashboard.web.app import DATA, create_app
from dashboard.web.editing.keyhole import Keyhole
from dashboard.web.editing.routes import register
from loaders.settings import Settings


def create_editor(settings: Settings, keyhole: Keyhole, now: Callable[[], datetime]) -> flask.Flask:
    """The WSGI application of ``lanspuls edit``; nobody is answered without the secret of ``keyhole``."""
    server = create_app(settings, shows_drafts=True).server
    material = Material(server.extensions[DATA])
    register(server, material, bundled.bundled(), keyhole, now=now, settings=settings)
    return server
