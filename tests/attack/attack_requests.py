"""Hostile requests: what once brought something down, and what hypothesis makes of all routes and words."""

import asyncio
import sys
from collections import Counter

from tests.attack.drawing import drawn
from tests.attack.outcome import Count, Target
from tests.attack.requests import HOSTILE, Request, requests_of
from tests.attack.wire import Answer, Line

MADE = 2_500
AT_ONCE = 6
DEPTH = 9
BOMB = "".join(
    f'<clipPath id="c{n}">' + f'<rect width="9" height="9" clip-path="url(#c{n + 1})"/>' * 10 + "</clipPath>"
    for n in range(DEPTH)
)


async def _all(target: Target, asked: list[Request]) -> list[tuple[Request, Answer]]:
    waiting, answered = list(reversed(asked)), []

    async def visitor() -> None:
        line = Line(target.port)
        while waiting:
            one = waiting.pop()
            answered.append((one, await line.ask(one)))
        await line.close()

    await asyncio.gather(*(visitor() for _ in range(AT_ONCE)))
    return answered


async def _bombs(target: Target) -> list[Answer]:
    """Eight documents at once, each with a picture of 5 kB that would draw a thousand million shapes."""
    picture = f'<svg xmlns=\\"http://www.w3.org/2000/svg\\">{BOMB}<rect clip-path=\\"url(#c0)\\"/></svg>'
    body = ('{"schema":1,"version":"%s","svg":["' + picture.replace('"/>', '\\"/>') + '"]}').encode()
    asked = Request(f"/mote/{target.meeting}/1/pdf", "POST", body)
    return list(await asyncio.gather(*(Line(target.port).ask(asked) for _ in range(8))))


def attack(target: Target) -> list[Count]:
    """No request is answered with 500, and none hangs."""
    asked = [*HOSTILE, *drawn(requests_of(target.meeting), MADE)]
    answered = asyncio.run(_all(target, asked))
    answered += [(Request("bomb"), one) for one in asyncio.run(_bombs(target))]
    kinds = Counter(answer.status for _, answer in answered)
    for one, answer in answered:
        if answer.status in (0, 500):
            sys.stdout.write(f"  {answer.status}: {one.method} {one.target[:200]!r} {one.body[:60]!r}\n")
    return [
        Count("hostile requests", len(answered)),
        *(Count(f"answered {status}", number) for status, number in sorted(kinds.items()) if status > 0),
        Count("closed without an answer", kinds[-1], 0),
        Count("answers of 500", kinds[500], 0),
        Count("hangs", kinds[0], 0),
    ]
