"""What a meeting needs besides figures, from the store and the files of people: quotations and what is expected."""

from datetime import date

from dashboard import swedish
from dashboard.data import Data
from dashboard.outlooks import FILE, Outlook, load_outlooks
from dashboard.slidebase import Around, Coming
from loaders import catalogue, schedule
from loaders.errors import UsageError


def around(data: Data) -> Around:
    """What a meeting needs besides figures: its folder, the quotations, and what is expected between two days."""

    def coming(first: date, last: date) -> list[Coming]:
        found: dict[tuple[str, str], Coming] = {}
        for row in schedule.calendar(data.store, last, data.today()):
            shown = [catalogue.indicator(id_) for id_ in row.indicators if not catalogue.indicator(id_).supporting]
            if row.arrival is schedule.Arrival.OUT or not shown or row.first > last or row.last < first:
                continue
            first_shown = min(shown, key=lambda indicator: indicator.order)
            title, period = first_shown.short_title_sv, swedish.period_name(row.period)
            found.setdefault((title, period), Coming(title, period, row.first, row.last, first_shown.order))
        return list(found.values())

    def outlooks() -> tuple[Outlook, ...]:
        try:
            return load_outlooks(data.store.root.parent / FILE)
        except UsageError:
            return ()  # the page of outlooks tells the fault

    return Around(folder=data.meetings, outlooks=outlooks, coming=coming, organisation=data.organisation)
