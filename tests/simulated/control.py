"""`/_control`: the publisher's switches over HTTP, for tests and load runs in another process."""

from dataclasses import asdict
from datetime import date

from flask import Flask, Response, jsonify, request

from loaders.demo.calendar import stamp
from loaders.demo.shapes import Publication
from tests.simulated.publisher import FaultyPublisher

PREFIX = "/_control"

COMMANDS = (
    "set_today",
    "set_limits",
    "revise",
    "set_cell",
    "withdraw",
    "overlay",
    "set_calendar",
    "hold",
    "rename_variable",
    "drop_value",
    "add_value",
    "recode_value",
    "change_unit",
    "set_updated",
    "new_vintage",
    "disturb",
    "switch",
    "reset",
)


def control_app(publisher: FaultyPublisher) -> Flask:
    """GET /_control (state), POST /_control {"do": command, …arguments}, GET /_control/arrivals."""
    routes = Flask(__name__)

    @routes.get(PREFIX)
    def state() -> Response:
        return jsonify(
            today=publisher.today.isoformat(),
            max_data_cells=publisher.max_data_cells,
            calls_per_window=publisher.window.calls,
            time_window=publisher.window.seconds,
            events=len(publisher.faults.events),
            disturbances=[asdict(each) for each in publisher.faults.disturbances if each.times > 0],
            tables={
                edition.table.id: {"updated": stamp(edition.updated), "last_period": edition.periods[-1]}
                for edition in publisher.editions()
            },
        )

    @routes.post(PREFIX)
    def command() -> tuple[Response, int]:
        arguments = request.get_json()
        name = arguments.pop("do", None)
        if name not in COMMANDS:
            return jsonify(error=f"no such command: {name}", commands=COMMANDS), 400
        try:
            getattr(publisher, name)(**_converted(name, arguments))
        except (TypeError, ValueError, KeyError) as wrong:
            return jsonify(error=f"{name}: {wrong}"), 400
        return jsonify(done=name, today=publisher.today.isoformat()), 200

    @routes.get(f"{PREFIX}/arrivals")
    def arrivals() -> Response:
        seconds = request.args.get("seconds", type=float)
        seen = publisher.window.arrivals()
        return jsonify(
            count=len(seen),
            refused=sum(1 for each in seen if not each["let_in"]),
            most_in_any_window=publisher.window.most_in_any_window(seconds),
            arrivals=seen,
        )

    return routes


def _converted(name: str, arguments: dict[str, object]) -> dict[str, object]:
    """JSON has no dates and no pairs as keys: turn what came into what the method takes."""
    if name == "overlay":
        rows = arguments.pop("figures")
        figures = {(region, period): value for region, period, value in rows}  # type: ignore[attr-defined]  # JSON
        published = date.fromisoformat(str(arguments.pop("published")))
        return {**arguments, "figures": figures, "published": published}
    if name == "set_calendar":
        releases = [
            Publication(date.fromisoformat(day), first, last, *vintage)
            for day, first, last, *vintage in arguments.pop("releases")  # type: ignore[attr-defined]  # JSON
        ]
        return {**arguments, "releases": releases}
    return arguments
