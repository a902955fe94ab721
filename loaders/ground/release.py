"""When a table's figures are expected: days by experience, and where the calendar of official statistics tells them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Release:
    """When a period's figures come: ``after`` to ``until`` days after the period's last day, both included.

    Less than nothing is before that day, for what is counted while the period lasts. scattered: what the table holds
    comes part by part on days of its own, so that a period that has begun to come is not therefore complete.
    """

    after: int
    until: int
    scattered: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """Where SCB's release calendar tells the days of a table, whoever publishes it.

    product: the code its rows link to, such as AM0210. round: a pattern for the text on the reporting round, where a
    product has several rounds for one period; empty where any will do.
    """

    product: str
    round: str = ""
