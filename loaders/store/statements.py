"""Small JSON files that say what other files are: written with the hash of what they say, and a copy beside them."""

from pathlib import Path
from typing import Any

import orjson

from loaders.ground.errors import StoreDamaged, StoreError
from loaders.ground.files import digest, write_atomically
from loaders.store.damage import Damage, move_aside, piece_of, told_as_damage

_HASH = "sha256"


def copy_of(name: str) -> str:
    """The name of a statement's copy: ``lock.1.json`` of ``lock.json``."""
    return name.replace(".json", ".1.json")


def read_statement(root: Path, name: str, schema: int, *, is_begun: bool) -> dict[str, Any] | None:
    """What the file says, or its copy where it is damaged or gone; None where neither is there and nothing is begun.

    is_begun: whether the files are there that it tells of. StoreDamaged where it should be there and neither can be
    read, StoreError if a later program wrote it.
    """
    failures = []
    for one in (name, copy_of(name)):
        try:
            return _read(root, root / one, schema)
        except StoreDamaged as error:
            failures.append(error)
    if all(isinstance(error.__cause__, FileNotFoundError) for error in failures):
        if not is_begun:
            return None
        raise StoreDamaged(failures[0].piece, "is missing, though there are files that it should tell of")
    raise failures[0]


def damages_of(root: Path, name: str, schema: int) -> list[Damage]:
    """What is wrong with the file and with its copy; a copy that is not there is as earlier programs left it."""
    found = []
    for one in (name, copy_of(name)):
        try:
            _read(root, root / one, schema)
        except StoreDamaged as error:
            if one == name or not isinstance(error.__cause__, FileNotFoundError):
                found.append(Damage(piece=error.piece, reason=error.reason, loses_figures=False))
    return found


def write_statement(root: Path, name: str, stated: dict[str, Any]) -> None:
    """Write the file and its copy, each atomically; one that is damaged is moved aside first. OSError."""
    for one in (name, copy_of(name)):
        try:
            _read(root, root / one, stated["schema"])
        except StoreError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                move_aside(root, root / one)
    plain = orjson.loads(orjson.dumps(stated, option=orjson.OPT_UTC_Z))
    content = orjson.dumps({**plain, _HASH: _hash(plain)}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    write_atomically(root / copy_of(name), content)
    write_atomically(root / name, content)


def _read(root: Path, path: Path, schema: int) -> dict[str, Any]:
    piece = piece_of(root, path)
    with told_as_damage(piece):
        stated: dict[str, Any] = orjson.loads(path.read_bytes())
        said = stated.pop(_HASH, "")
        if said and said != _hash(stated):
            raise StoreDamaged(piece, "is damaged (what it says does not have the hash it states)")
        if stated["schema"] != schema:
            raise StoreError(f"{piece} has schema {stated['schema']}, this program reads {schema}: update Länspuls")
        return stated


def _hash(stated: dict[str, Any]) -> str:
    return digest(orjson.dumps(stated, option=orjson.OPT_SORT_KEYS))
