"""Addresses of ours in the forms of an edition: whole ones, and none at all where nothing is published."""

from dashboard.data.public import public_of
from dashboard.editions.content import Edition
from dashboard.views.links import alias


def of_link(edition: Edition, link: str) -> str:
    """The whole address of one of our links, at most 70 characters where it can be; empty where none is known."""
    return alias.shared(public_of(site_of(edition)), link) if link and site_of(edition) else ""


def of_place(edition: Edition, code: str) -> str:
    """The meeting's page with the whole story turned to a municipality; empty where nothing is published."""
    return f"{edition.public_address}?plats={code}" if edition.public_address else ""


def site_of(edition: Edition) -> str:
    """What our addresses begin with; empty where nothing is published."""
    return edition.public_address.removesuffix(f"/mote/{edition.head.day.isoformat()}")
