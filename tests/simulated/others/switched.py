"""What the faulty counterparts of the other publishers share: faults by name, and answers changed before they leave."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response

from loaders.demo.others import Counterpart
from tests.simulated.others.encodings import encoded
from tests.simulated.publisher import FaultyPublisher


class Switched(Counterpart):
    """A counterpart whose faults are switched on by ``publisher.switch(source, …)``; mixed in before the well one."""

    source: str
    publisher: FaultyPublisher

    @property
    def faults(self) -> Mapping[str, Any]:
        """What is switched on: settings by name of the fault."""
        return self.publisher.switches(self.source)

    def routes(self) -> Blueprint:
        """The paths of the well one, whose good answers pass through `spoil`."""
        blueprint = super().routes()  # type: ignore[safe-super]  # the well one is mixed in after this
        blueprint.after_request(lambda response: self.spoil(response) if response.status_code == 200 else response)
        return blueprint

    def spoil(self, response: Response) -> Response:
        """The answer as the faults that are on leave it: ``encoding`` for all sources."""
        if "encoding" in self.faults:
            response.set_data(encoded(response.get_data(as_text=True), self.faults["encoding"]))
        return response


def pages_named(which: str) -> tuple[str, ...]:
    """Arbetsförmedlingen's page of files under its "new" or its "old" address, "both", or none when it is "gone"."""
    new, old = "statistik/sok-statistik/tidigare-statistik-tidsserier", "statistik/sok-statistik/tidigare-statistik"
    return {"new": (new,), "old": (old,), "both": (new, old), "gone": ()}[which]
