"""Finished answers: made once, compressed once, and kept as they are sent until something is published.

What a page was made from is forgotten long before its answer, which is a hundredth of it. So those that are asked for
again and again cost a look-up, and few are made at the same time: a thread that makes a page keeps all others waiting.
"""

import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import brotli
import flask
from flask.typing import ResponseReturnValue

from dashboard.data.series import Data
from dashboard.web.operating.prefix import is_put, outer_of, put_beforehand

BROTLI, GZIP = "br", "gzip"
BROTLI_QUALITY = 5
MAKERS = 2
"""Answers that are made at the same time. More of them take longer each, and all the others wait."""
_making = threading.BoundedSemaphore(MAKERS)


@dataclass(frozen=True, slots=True)
class Made:
    """An answer before it is sent: its bytes, or where the page has moved to."""

    body: bytes
    mimetype: str = "application/json"
    status: int = 200
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The same as it is sent, compressed; ``tag`` tells it from every other answer."""

    made: Made
    tag: str


def answer(data: Data, key: Hashable, make: Callable[[], Made], *, is_kept: bool = True) -> ResponseReturnValue:
    """``make()`` as an answer, or what was kept of the same key in the same state of the store.

    While something of the store is damaged nothing is kept, since what a page says of the damage goes with it.
    """
    if not is_kept or data.damages():
        return _plain(_in_turn(make))
    coding = _coding()
    kept = _kept(data, ((outer_of(flask.request.environ), key), coding or GZIP), make, coding or GZIP)
    made = kept.made
    if made.moved_to:
        return flask.redirect(made.moved_to)
    is_put()
    sent = flask.Response(made.body if coding else gzip.decompress(made.body), made.status, mimetype=made.mimetype)
    if coding:
        sent.headers["Content-Encoding"] = coding
    sent.headers["Cache-Control"] = "no-cache"
    sent.set_etag(f"{kept.tag}:{coding}" if coding else kept.tag)
    return sent.make_conditional(flask.request)


def _coding() -> str:
    """What the answer is compressed with for this reader; empty for one who takes neither."""
    accepted = flask.request.accept_encodings
    return next((one for one in (BROTLI, GZIP) if accepted[one]), "")


def _kept(data: Data, key: tuple[Hashable, str], make: Callable[[], Made], coding: str) -> _Kept:

    def compress() -> _Kept:
        if coding == GZIP:
            found = _in_turn(make)
            whole = put_beforehand(found.body)
            body, tag = gzip.compress(whole, 6, mtime=0), hashlib.blake2b(whole, digest_size=12).hexdigest()
        else:
            other = _kept(data, (key[0], GZIP), make, GZIP)
            found, tag = other.made, other.tag
            body = brotli.compress(gzip.decompress(found.body), quality=BROTLI_QUALITY)
        made = Made(body, found.mimetype, found.status, found.moved_to)
        if data.damages():  # seen while it was made
            raise _Damaged(_Kept(made, tag))
        return _Kept(made, tag)

    try:
        return data.remember_long(key, compress)
    except _Damaged as error:
        return error.kept


class _Damaged(Exception):
    """What was made while damage was found, which is given and not kept."""

    def __init__(self, kept: _Kept) -> None:
        super().__init__()
        self.kept = kept


def _in_turn(make: Callable[[], Made]) -> Made:
    with _making:
        return make()


def _plain(made: Made) -> ResponseReturnValue:
    if made.moved_to:
        return flask.redirect(made.moved_to)
    sent = flask.Response(made.body, made.status, mimetype=made.mimetype, headers={"Cache-Control": "no-cache"})
    sent.set_etag(hashlib.blake2b(made.body, digest_size=12).hexdigest())
    return sent.make_conditional(flask.request)
