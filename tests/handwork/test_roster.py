"""Rosters as teachers have them."""

import pytest

from autograd.handwork.exercises.roster import file_name, people, people_in


def names(text):
    return [person.name for person in people(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace\nAlan Turing\n", ["Ada Lovelace", "Alan Turing"]),
        ("name\r\nAda\r\n\r\nAlan\r\n", ["Ada", "Alan"]),
        ("Vorname;Nachname\nJürgen;Müßig", ["Jürgen Müßig"]),
        ("Nachname;Vorname\nMüßig;Jürgen", ["Jürgen Müßig"]),
        ("First name,Surname,ID number\nAda,Lovelace,17", ["Ada Lovelace"]),
        ("First Name\tLast Name\tSID\nAda\tLovelace\t17", ["Ada Lovelace"]),
        ('Student,ID\n    Points Possible,\n"Lovelace, Ada",17', ["Lovelace, Ada"]),
        ("ada@x.org,Ada Lovelace,17", ["Ada Lovelace"]),
        ("student1\nstudent2", ["student1", "student2"]),
        ("name\nO'Neill, Zoë", ["O'Neill"]),
        ("  Ada \u200b  King ", ["Ada King"]),
        ("Zoe\u0308", ["Zo\xeb"]),
        ("sep=;\nName;Mail\nAda;a@x", ["Ada"]),
        ("李 小龍\n", ["李 小龍"]),
    ],
)
def test_names_are_found_in_lists_as_people_have_them(text, found):
    assert names(text) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_the_encodings_that_spreadsheets_write(encoding, tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes("Name;E-Mail\nZoë;zoe@x.org\nÖzil;o@x.org\n".encode(encoding))

    assert [(p.name, p.id) for p in people_in(path)] == [("Zoë", "zoe@x.org"), ("Özil", "o@x.org")]


def test_who_stands_there_twice_is_one_person_and_two_of_one_name_are_two():
    assert names("name,id\nAda,1\nAda,1\nAda,2") == ["Ada", "Ada"]
    assert names("Ada\nAda") == ["Ada", "Ada"]


def test_file_names_are_told_apart_by_every_system():
    found = [
        person.file for person in people("Ada King\nADA KING\nada-king\nÅsa\n../../etc\nnul\n*")
    ]

    assert found == ["Ada-King", "ADA-KING-2", "ada-king-3", "Åsa", "etc", "nul-", "person"]
    assert len(file_name("x" * 300)) == 60


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", r"nobody stands on names.csv; write one name a row, or a column `name`"),
        (b"name,email\n,,\n", "nobody stands on names.csv"),
        (b'name,email\n"Ada,a@x\nBo,b@x\n', "is a quote opened and not closed"),
        (b"PK\x03\x04 a workbook", "names.csv is no text; save the list as CSV"),
        (b"\x89PNG\0", "names.csv is no text"),
        (b'"' + b"x" * 200_000 + b'"', r"names.csv cannot be read as a list \(field larger than"),
        (b"x" * 10_000_001, "names.csv is larger than 10 MB; is it the right file"),
    ],
    ids=["empty", "headings", "quote", "workbook", "picture", "field", "large"],
)
def test_what_is_no_list_is_told(data, why, tmp_path):
    (tmp_path / "names.csv").write_bytes(data)

    with pytest.raises(ValueError, match=why):
        people_in(tmp_path / "names.csv")
