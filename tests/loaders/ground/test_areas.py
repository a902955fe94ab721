"""The region's names of several municipalities: what a file says, and how a fault is told."""

import pytest

from loaders.ground.people.areas import areas_in, read_areas

SMALL = '[[area]]\nname = "Småkommunerna"\nmunicipalities = ["Bräcke", "2303", "Bergs kommun"]\nsynonyms = ["de små"]\n'


def test_an_area_is_its_municipalities_by_name_or_code_and_is_found_by_all_its_names():
    read = areas_in(SMALL.encode(), "omraden.toml")
    assert read.problems == ()
    (area,) = read.areas
    assert area.place.code == "2303+2305+2326~Småkommunerna"
    for written in ("Småkommunerna", "smakommunerna", "SMÅKOMMUNERNA", "de-små"):
        assert read.find(written) == area.place
    assert read.find("2303") is None and read.find("") is None


def test_no_file_is_no_areas(tmp_path):
    assert read_areas(tmp_path / "omraden.toml").areas == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[omrade]]\nname = "A"', "rad 1: det finns ingen nyckel ”omrade”"),
        ("area = 3", "rad 1: skriv [[area]]"),
        ("[[area]", "rad 1: texten är inte giltig TOML"),
        (
            '[[area]]\nname = "A"\nmunicipality = ["Åre"]',
            "rad 3: det finns ingen nyckel ”municipality”. Menade du ”municipalities”?",
        ),
        ('[[area]]\nmunicipalities = ["Åre", "Berg"]', "rad 1: ”name” saknas"),
        (
            '[[area]]\nname = "A"\nmunicipalities = ["Åre", "Bräkce"]',
            "rad 3: ”Bräkce” är ingen kommun. Menade du ”Bräcke”?",
        ),
        ('[[area]]\nname = "A"\nmunicipalities = ["Åre", "23"]', "rad 3: ”23” är ingen kommun"),
        ('[[area]]\nname = "A"\nmunicipalities = ["Åre"]', "rad 3: Ett eget område är 2 till 60 kommuner, inte 1"),
        ('[[area]]\nname = "Åre"\nmunicipalities = ["Åre", "Berg"]', "rad 2: Åre är namnet på en annan plats"),
        ('[[area]]\nname = "A, B"\nmunicipalities = ["Åre", "Berg"]', "rad 2: ”A, B” betyder något annat"),
        (
            '[[area]]\nname = "Sverige"\nmunicipalities = ["Åre", "Berg"]',
            "rad 2: ”Sverige” är namnet på en annan plats",
        ),
        ('[[area]]\nname = "SE32"\nmunicipalities = ["Åre", "Berg"]', "rad 2: ”SE32” är namnet på en annan plats"),
        ('[[area]]\nname = "99"\nmunicipalities = ["Åre", "Berg"]', "rad 2: ”99” är namnet på en annan plats"),
        ('[[area]]\nname = "Länet"\nmunicipalities = ["Åre", "Berg"]', "rad 2: ”Länet” betyder något annat"),
        ('[[area]]\nname = "<b>"\nmunicipalities = ["Åre", "Berg"]', "rad 2: ”<b>” kan inte vara ett områdes namn"),
        (
            '[[area]]\nname = "A"\nmunicipalities = ["Åre", "Berg"]\nsynonyms = ["Gävle kommun"]',
            "rad 4: ”Gävle kommun” är namnet på en annan plats",
        ),
        (
            f'{SMALL}[[area]]\nname = "DE SMÅ"\nmunicipalities = ["Åre", "Berg"]',
            "rad 6: ”DE SMÅ” är redan ett annat område",
        ),
    ],
)
def test_a_fault_is_told_with_line_and_what_was_meant_and_stops_its_own_area(text, said):
    read = areas_in(text.encode(), "omraden.toml")
    (problem,) = read.problems
    assert problem.message_sv.startswith("omraden.toml, rad ") and said in problem.message_sv
    assert len(read.areas) == text.startswith(SMALL)
