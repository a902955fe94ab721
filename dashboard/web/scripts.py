"""The browser's code on its way: ES modules served as they are, from an address that changes with them.

A module imports its neighbours by relative addresses, which carry no ``?m=…`` of their own. The version therefore
stands in the path: a browser may keep every file, and never mixes those it kept with newer ones.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

KEPT_SECONDS = 31_536_000
"""A year: what stands at an address of the version served never changes."""


@dataclass(frozen=True)
class Scripts:
    """The modules of a folder, under the address ``at``. ``entry`` is the one that a page starts; ``later`` are those
    that it asks for when they are needed."""

    folder: Path
    at: str
    entry: str
    later: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        """Another whenever any of the modules is."""
        body = hashlib.blake2b(digest_size=6)
        for path in self._paths():
            body.update(path.read_bytes())
        return body.hexdigest()

    def tags(self) -> str:
        """The elements of a page that start ``entry``; what it imports is fetched beside it, not after it."""
        base = f"{self.at}/{self.version}"
        beside = [path.name for path in self._paths() if path.name not in {self.entry, *self.later}]
        ahead = (f'<link rel="modulepreload" href="{base}/{name}">' for name in beside)
        return "\n".join([*ahead, f'<script type="module" src="{base}/{self.entry}"></script>'])

    def address(self, name: str) -> str:
        """Where one of the modules is, for who asks for it later."""
        return f"{self.at}/{self.version}/{name}"

    def serve(self, server: Flask | Blueprint) -> None:
        """Answer at the addresses. A page of an earlier version gets the modules as they are now, not to be kept."""

        @server.get(f"{self.at}/<version>/<name>.js", endpoint=f"scripts_{Path(self.entry).stem}")
        def module(version: str, name: str) -> Response:
            seconds = KEPT_SECONDS if version == self.version else 0
            return send_from_directory(self.folder, f"{name}.js", mimetype="text/javascript", max_age=seconds)

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("*.js"))


OF_PAGES = Scripts(
    Path(__file__).resolve().parent / "assets",
    "/_skript",
    "lanspuls.js",
    frozenset({"chart_reading.js", "chart_steps.js", "pictures.js", "printing.js", "taking.js"}),
)
"""The modules of the pages."""
