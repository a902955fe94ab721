"""A page of the release calendar, as a public project kept it in October 2026, and as it may come to look."""

from datetime import date

import pytest

from loaders.formats.calendar_rows import read_page, reference_period
from loaders.ground.errors import SourceChanged

MOVED = "Publiceringsdatum har &#xE4;ndrats fr&#xE5;n 2026-12-18 p&#xE5; grund av kvalitetss&#xE4;kringsproblem"


def row(
    product="AM0210",
    reference=" September 2026",
    told="",
    forms="Databas <br />\r\nStatistiknyhet <br />",
    day="2026-11-30",
):
    span = f'<span class="reportingRoundName">{told}</span>' if told else ""
    link = f'<a href="https://www.scb.se/{product}" >\r\n   Namn med &#xE5;\r\n  </a>'
    return (
        f'<tr class="odd">\r\n<td>\r\n\r\n  {link}\r\n{span}'
        f'</td>\r\n<td>{reference}</td>\r\n<td>\r\n{forms}\r\n</td>\r\n<td class="noWrap">{day}</td>\r\n'
        "<td>Statistiska centralbyr&#xE5;n</td>\r\n<td>Statistiska centralbyr&#xE5;n</td>\r\n</tr>"
    )


def page(*rows, more=""):
    head = "<tr><th>Statistikprodukt</th><th>Referensperiod</th></tr>"
    body = (
        f'<div class="publiceringsKalenderTableWrapper"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>{more}'
    )
    return body.encode()


def test_a_row_tells_product_period_day_forms_and_that_it_was_moved():
    found = read_page(page(row(), row("PR2001", " December 2026", MOVED, "Databas <br />", "2026-12-22")))
    assert found.total == 2 and found.unread == 0
    first, second = found.rows
    assert (first.product, first.name, first.day) == ("AM0210", "Namn med å", date(2026, 11, 30))
    assert (first.reference, first.period, first.round) == ("September 2026", "2026-09", "")
    assert first.forms == ("databas", "statistiknyhet") and first.has_figures and first.moved_from is None
    assert second.moved_from == date(2026, 12, 18)
    assert second.round == "Publiceringsdatum har ändrats från 2026-12-18 på grund av kvalitetssäkringsproblem"


def test_a_move_is_told_in_other_words_too_and_a_round_of_its_own_is_none():
    found = read_page(
        page(row(told="Flyttad från 2026-11-20 pga problem"), row(told="Bruttoregionalprodukt - preliminär"))
    )
    assert [one.moved_from for one in found.rows] == [date(2026, 11, 20), None]


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("Oktober 2026", "2026-10"),
        ("3:e kvartalet 2026", "2026-Q3"),
        ("4:a kvartalet 2026", "2026-Q4"),
        ("Kvartal 1 2027", "2027-Q1"),
        ("2025", "2025"),
        ("1 November 2026", ""),
        ("Vecka 40 2026", ""),
        ("Läsår 2025/2026", ""),
        ("1990-2025", ""),
        ("Höstterminen 2026", ""),
        ("2:a halvåret 2026", ""),
        ("", ""),
    ],
)
def test_reference_periods(written, period):
    assert reference_period(written) == period


def test_the_number_of_all_rows_stands_in_the_links_below():
    links = '<div id="pagination"><a href="#">1-20</a> <a href="#">21-40</a> <a href="#">41-47</a></div>'
    assert read_page(page(row(), more=links)).total == 47


def test_a_report_without_figures_has_no_day_for_them():
    (found,) = read_page(page(row(forms="Statistiknyhet <br />"))).rows
    assert not found.has_figures


def test_what_a_row_looks_like_may_change_as_long_as_link_date_and_period_are_cells():
    body = page(
        "<tr><td>*</td><td><time><b>2026-11-30</b> 09:30</time></td><td><p>September 2026</p></td>"
        '<td><div><a href="/am0210/?x=1"><b>BAS</b></a></div><em>Ny omgång</em></td></tr>'
    )
    (found,) = read_page(body).rows
    assert (found.product, found.day, found.period, found.forms) == ("AM0210", date(2026, 11, 30), "2026-09", ())
    assert found.has_figures


def test_a_row_nobody_understands_is_counted_beside_the_others():
    found = read_page(page(row(), row(day="snart")))
    assert len(found.rows) == 1 and found.unread == 1


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<!DOCTYPE html><html><body>Underh\xc3\xa5ll</body></html>", "no page of the release calendar"),
        (page(row(day="30/11 2026")), "no row .* has both a product and a date"),
        (page(row(forms="Database <br /> Statistical news <br />")), "answers in English"),
        (b"{}", "no page of the release calendar"),
    ],
)
def test_what_is_something_else_is_refused(body, says):
    with pytest.raises(SourceChanged, match=says):
        read_page(body)


def test_a_page_without_rows_is_one():
    assert read_page(page()).rows == ()
