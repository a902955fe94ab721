"""An edition is of one state of the store, though a fetch may publish while it is made."""

from dataclasses import replace

from dashboard.editions.content import Kind
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.publishing.composing import Issue, compose
from loaders.store import Store
from tests.dashboard.made import add_revision
from tests.editions.fixture import MEETING, MOMENT, made_meeting, material_of

ISSUE = Issue(number=1, kind=Kind.FIRST, moment=MOMENT)


class Meanwhile(Material):
    """What slides are made from, in a store in which a figure is revised as soon as the first view has been made."""

    is_revised = False

    def view(self, selection, size):
        found = super().view(selection, size)
        if not self.is_revised:
            self.is_revised = True
            add_revision(Store(self.data.store.root), "unemployment_rate", {("23", "2026-08"): 9.9}, at=MOMENT)
        return found


def test_what_is_published_meanwhile_is_in_no_slide_and_in_the_next_edition(tmp_path):
    settings = made_meeting(tmp_path)
    whole = parse_meeting(MEETING, "meeting.toml")
    meeting = replace(whole, views=whole.views[:2])
    data = material_of(settings).data
    first = compose(meeting, Meanwhile(data), ISSUE)
    said = [f"{one.headline} {one.sentence}" for one in first.slides]
    assert "9,9" not in "".join(said) and "2,8" in "".join(said)
    assert "9,9" in "".join(one.sentence for one in compose(meeting, Material(data), ISSUE).slides)
