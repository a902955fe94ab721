"""Settings from lanspuls.toml and the environment, and what is said of those that cannot be."""

import re
from pathlib import Path

import pytest

from dashboard.data import public
from dashboard.web.app import create_app
from loaders.ground.errors import UsageError
from loaders.settings import Settings, load_settings


def test_without_file_and_environment_everything_has_its_default(tmp_path):
    settings = load_settings(tmp_path, {})
    assert settings == Settings(data=tmp_path / "data")
    assert (settings.county, settings.organisation) == ("23", "Region Jämtland Härjedalen")
    assert (settings.host, settings.port, settings.snapshots_kept) == ("127.0.0.1", 8050, 24)
    assert settings.scb_url == "https://statistikdatabasen.scb.se/api/v2"
    folders = settings.store_dir, settings.raw_dir, settings.reports_dir, settings.meetings_dir
    assert [folder.relative_to(tmp_path).as_posix() for folder in folders] == [
        "data/store",
        "data/raw",
        "data/reports",
        "data/meetings",
    ]


def test_the_environment_overrules_the_file(tmp_path):
    (tmp_path / "lanspuls.toml").write_text('county = "24"\nport = 9000\ndata = "figures"\n', encoding="utf-8")
    settings = load_settings(tmp_path, {"LANSPULS_PORT": "8080", "LANSPULS_SCB_URL": "http://127.0.0.1:9/api/v2/"})
    assert (settings.county, settings.port, settings.data) == ("24", 8080, tmp_path / "figures")
    assert settings.scb_url == "http://127.0.0.1:9/api/v2"


def test_how_patient_a_fetch_is(tmp_path):
    settings = load_settings(tmp_path, {})
    assert (settings.timeout, settings.retries, settings.backoff_seconds) == (120, 5, 1)
    (tmp_path / "lanspuls.toml").write_text("timeout = 30\nbackoff_seconds = 0.5\n", encoding="utf-8")
    settings = load_settings(tmp_path, {"LANSPULS_RETRIES": "0", "LANSPULS_TIMEOUT": "0.3"})
    assert (settings.timeout, settings.retries, settings.backoff_seconds) == (0.3, 0, 0.5)


def test_addresses_for_readers_are_those_of_the_settings_or_none(tmp_path):
    told = 'public_url = "https://lanspuls.example.se/"\npublished_url = "https://example.se/statistik"\n'
    (tmp_path / "lanspuls.toml").write_text(told, encoding="utf-8")
    found = public.of(load_settings(tmp_path, {}))
    assert found.address("/indikator/brp") == "https://lanspuls.example.se/indikator/brp"
    assert found.published("/indikator/brp") == "https://example.se/statistik/indikator/brp"
    unknown = public.of(Settings())
    assert (unknown.is_known, unknown.address("/"), unknown.published("/")) == (False, "", "")


def test_a_whole_path_stays_as_it_is(tmp_path):
    elsewhere = (tmp_path / "elsewhere").resolve()
    assert load_settings(tmp_path, {"LANSPULS_DATA": str(elsewhere)}).data == elsewhere
    assert load_settings(tmp_path, {"LANSPULS_DATA": "~/figures"}).data == Path.home() / "figures"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('# ours\n\nconty = "23"\n', "lanspuls.toml, line 3: there is no setting 'conty'; did you mean county?"),
        ("\nmeeting_days = [2026-12-14, 2026-13-01]\n", "lanspuls.toml, line 2: there is no day 2026-13-01"),
        ("[scb]\nurl = 1\n", "lanspuls.toml, line 1: there is no setting 'scb'; did you mean scb_url?"),
        ('county = "2321"\n', "line 1: county is '2321' and must be the two-digit code of a county as text"),
        ("county = 23\n", "line 1: county is 23 and must be the two-digit code"),
        ('data = "d"\nport = 80500\n', "line 2: port is 80500 and must be a whole number from 0 to 65535"),
        ("port = true\n", "port is True and must be a whole number"),
        ("retries = 21\n", "retries is 21 and must be a whole number from 0 to 20"),
        ("backoff_seconds = 0\n", "backoff_seconds is 0 and must be a number of seconds from 0.01 to 60"),
        ("timeout = true\n", "timeout is True and must be a number of seconds from 0.1 to 3600"),
        ('scb_url = "statistikdatabasen.scb.se"\n', "scb_url is .* must be an address that begins with https://"),
        (
            'public_url = "http://127.0.0.1:8050"\n',
            "public_url is .* must be the address readers use, not this machine's",
        ),
        ('public_url = "http://localhost"\n', "not this machine's"),
        ('public_url = "http://[::]:80"\n', "not this machine's"),
        ('published_url = "http://dator.local/s"\n', "not this machine's"),
        ('published_url = "https://example.se/?a=1"\n', r"without \? and #"),
        ('public_url = "https://example.se/lanspuls"\n', "scheme and host alone, at most 30 characters"),
        ('public_url = "https://lanspuls.nagon-region.example.se"\n', "at most 30 characters"),
        ('organisation = " "\n', "must be a text that is not empty"),
        ("county\n", "not valid TOML: .*line 1"),
        pytest.param(
            f"port = {'9' * 5000}\n", "line 1: a number has more than 40", id="a number of thousands of digits"
        ),
        pytest.param(f"port = {'[' * 5000}\n", "line 1: more than 10 brackets", id="a nesting of thousands"),
    ],
)
def test_a_setting_that_cannot_be_names_its_line(tmp_path, text, told):
    (tmp_path / "lanspuls.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told) as error:
        load_settings(tmp_path, {})
    assert error.value.message_sv.startswith("lanspuls.toml, rad ")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LANSPULS_PROT", "1", "there is no setting 'LANSPULS_PROT'; did you mean LANSPULS_PORT?"),
        ("LANSPULS_CONNECTIONS", "9", "LANSPULS_CONNECTIONS is '9' and must be a whole number from 1 to 4"),
        ("LANSPULS_XYZZY", "1", "there are LANSPULS_DATA, LANSPULS_COUNTY"),
    ],
)
def test_a_name_in_the_environment_that_cannot_be_is_named(tmp_path, name, value, told):
    with pytest.raises(UsageError, match=told):
        load_settings(tmp_path, {name: value, "PATH": "x", "LANSPULS_SHARED": "only for tests"})


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "lanspuls.toml").write_bytes('organisation = "Härjedalen"'.encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load_settings(tmp_path, {})


def test_the_organisation_follows_the_county_and_addresses_have_the_prefix(tmp_path):
    told = 'county = "14"\nprefix = "/lanspuls/"\npublic_url = "https://example.se"\n'
    (tmp_path / "lanspuls.toml").write_text(told, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert (settings.organisation, settings.prefix) == ("Västra Götalandsregionen", "/lanspuls")
    assert public.of(settings).address("/indikator/brp") == "https://example.se/lanspuls/indikator/brp"
    assert load_settings(tmp_path, {"LANSPULS_ORGANISATION": "Kommunalförbundet"}).organisation == "Kommunalförbundet"


@pytest.mark.parametrize("prefix", ["lanspuls", "/läns puls", "/a/../b", "//b", "/<script>"])
def test_a_prefix_is_a_plain_path(tmp_path, prefix):
    with pytest.raises(UsageError, match="LANSPULS_PREFIX"):
        load_settings(tmp_path, {"LANSPULS_PREFIX": prefix})


def test_proxies_are_addresses_and_say_a_path_that_nothing_needs_beforehand(tmp_path):
    named = load_settings(tmp_path, {"LANSPULS_PROXIES": "127.0.0.1, 10.0.0.0/8,::1"}).proxies
    assert [str(one) for one in named] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]
    for wrong in ("lanspuls.example.se", "10.0.0.1/8", "*", ""):
        with pytest.raises(UsageError, match="LANSPULS_PROXIES"):
            load_settings(tmp_path, {"LANSPULS_PROXIES": wrong})
    for other in ({"LANSPULS_PREFIX": "/x"}, {"LANSPULS_PUBLIC_URL": "https://a.se"}):
        with pytest.raises(UsageError, match="prefix"):
            load_settings(tmp_path, {"LANSPULS_PROXIES": "127.0.0.1"} | other)
    (tmp_path / "data" / "lan" / "20").mkdir(parents=True)
    (tmp_path / "data" / "lan" / "20" / "lanspuls.toml").touch()
    with pytest.raises(UsageError, match="one region"):
        load_settings(tmp_path, {"LANSPULS_PROXIES": "127.0.0.1"})


def test_a_logo_and_a_colour_stand_on_every_page(tmp_path):
    (tmp_path / "logga.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>', encoding="utf-8")
    (tmp_path / "lanspuls.toml").write_text('logo = "logga.svg"\ncolour = "#8a1538"\ncounty = "20"', encoding="utf-8")
    client = create_app(load_settings(tmp_path, {})).server.test_client()
    for page in ("/om", "/moten"):
        text = client.get(page).text
        (address,) = re.findall(r'<img[^>]* ?src="(/_fil/logga\.[0-9a-f]+\.svg)"', text)
        assert 'alt="Region Dalarna"' in text and ":root:root { --chosen: #8A1538; }" in text
        assert client.get(address).mimetype == "image/svg+xml"
    (tmp_path / "logga.svg").write_text("no picture", encoding="utf-8")
    with pytest.raises(UsageError, match="SVG or PNG"):
        create_app(load_settings(tmp_path, {}))


@pytest.mark.parametrize("address", ["s3://hink/lanspuls", "s3://hink.med-punkt", "file:///mnt/delat"])
def test_data_that_machines_share_has_a_working_copy_here(tmp_path, address):
    settings = load_settings(tmp_path, {"LANSPULS_DATA": f"{address}/"})
    assert (settings.remote, settings.data) == (address, tmp_path / "copy" / "work")
    settings = load_settings(tmp_path, {"LANSPULS_DATA": address, "LANSPULS_COPY_DIR": "kopia"})
    assert settings.meetings_dir == tmp_path / "kopia" / "work" / "meetings"


@pytest.mark.parametrize(
    "address",
    [
        "s3://nyckel:hemlig@hink/x",
        "s3:///x",
        "s3://Hink/x",
        "file://dator/x",
        "file:///",
        "s3://hink/x?a",
        "s3://hink/../y",
    ],
)
def test_an_address_of_shared_data_that_cannot_be_is_refused_without_its_secrets(tmp_path, address):
    with pytest.raises(UsageError, match="s3://bucket/lanspuls") as told:
        load_settings(tmp_path, {"LANSPULS_DATA": address})
    assert "hemlig" not in f"{told.value} {told.value.message_sv}"
