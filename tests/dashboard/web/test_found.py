"""What machines that read pages are told: title and sentence in the head, which pages there are, and not to keep
made-up figures."""

import re
from html import unescape

import pytest

from dashboard.data.public import public_of
from dashboard.web.app import DATA, create_app
from loaders.settings import Settings
from tests.dashboard.made import made_store

SITE = "https://lanspuls.example.se"


def served(folder, *, synthetic):
    made_store(folder / "store", synthetic=synthetic)
    return create_app(Settings(data=folder, public_url=SITE)).server.test_client()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return served(tmp_path_factory.mktemp("found"), synthetic=False)


def tags(text):
    found = re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', text)
    return {name: unescape(said) for name, said in found}


def test_a_link_to_a_page_is_shown_with_its_title_and_its_first_sentence(published):
    told = tags(published.get("/indikator/arbetsloshet?region=2321").text)
    assert told["og:title"].startswith("Arbetslösheten i Åre kommun var ")
    assert told["description"] == told["og:description"] and told["description"].startswith("Arbetslösheten i Åre")
    assert "robots" not in told and told["og:locale"] == "sv_SE"
    assert tags(published.get("/finns/inte").text)["robots"] == "noindex"


def test_every_page_that_is_listed_is_there_under_the_address_readers_have(published):
    listed = re.findall(r"<loc>(.*?)</loc>", published.get("/sitemap.xml").text)
    assert f"{SITE}/indikator/arbetsloshet" in listed and f"{SITE}/?region=2321" in listed
    assert all(one.startswith(SITE) for one in listed) and len(set(listed)) == len(listed)
    lost = [one for one in listed if published.get(unescape(one).removeprefix(SITE)).status_code != 200]
    assert lost == []
    assert f"Sitemap: {SITE}/sitemap.xml" in published.get("/robots.txt").text


def test_what_says_the_same_as_a_page_is_not_kept_where_one_of_several_regions_stands_either(published):
    closed = re.findall(r"Disallow: (.+)", published.get("/robots.txt").text)
    assert closed == ["/_sida", "/_forslag", "/hamta/", "/inbadda/", "/sok", "/k/"]
    data = published.application.extensions[DATA]
    usual, data.public = data.public, public_of(f"{SITE}/lan/20")
    below = re.findall(r"Disallow: (.+)", published.get("/robots.txt").text)
    data.public = usual
    assert below == [*(f"/lan/20{one}" for one in closed[:-1]), "/20-"]


def test_made_up_figures_are_kept_by_nobody(tmp_path):
    client = served(tmp_path, synthetic=True)
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert tags(client.get("/").text)["robots"] == "noindex"


@pytest.mark.parametrize(("cut", "above"), [("/indikator", "/indikatorer"), ("/mote", "/moten"), ("/mote/", "/moten")])
def test_an_address_cut_off_before_its_open_word_leads_to_the_page_above(published, cut, above):
    assert published.get(cut).headers["Location"] == above
