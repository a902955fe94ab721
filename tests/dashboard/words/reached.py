"""What a function of the rules is made of: all that it reaches in ``dashboard/``, as code without its form.

Comments, docstrings, annotations, layout and the version of Python make no difference; names and numbers do.
"""

import ast
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.shared import REPOSITORY

At = tuple[str, str]
"""A module, and a name at its top."""
KEPT_ELSEWHERE = frozenset({"LIMITS", "TESTS"})
"""Today's numbers, which an edition and its version have of their own."""
_FORM = ("annotation", "returns", "type_comment", "type_params", "ctx", "kind")


@dataclass
class Module:
    """What stands at the top of a module: its definitions by name, and where its imported names come from."""

    made: dict[str, ast.AST] = field(default_factory=dict)
    taken: dict[str, At] = field(default_factory=dict)


@cache
def module(name: str) -> Module:
    """A module of ours as it is written."""
    path = _path(name)
    assert path is not None, name
    return read(path.read_text(encoding="utf-8"))


def read(text: str) -> Module:
    """The module that a text is."""
    made = Module()
    for one in ast.parse(text).body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            made.made[one.name] = one
        elif isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            for name in (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)):
                made.made[name] = one.value
        elif isinstance(one, ast.ImportFrom):
            made.taken |= {alias.asname or alias.name: (one.module or "", alias.name) for alias in one.names}
        elif isinstance(one, ast.Import):
            made.taken |= {alias.asname or alias.name: (alias.name, "") for alias in one.names}
    return made


def reached(start: At, modules: Callable[[str], Module] = module) -> dict[At, ast.AST]:
    """Every definition in ``dashboard/`` that one reaches, itself among them."""
    found: dict[At, ast.AST] = {}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        name, defined = at
        if at in found or not name.startswith("dashboard.") or defined in KEPT_ELSEWHERE:
            continue
        there = modules(name)
        if defined in there.taken:
            waiting.append(there.taken[defined])
        elif defined in there.made:
            found[at] = there.made[defined]
            waiting += [(name, used) for used in _names(found[at])]
            waiting += [
                (".".join(there.taken[whole]), used)
                for whole, used in _parts(found[at])
                if whole in there.taken and _path(".".join(there.taken[whole]))
            ]
    return found


def fingerprint(start: At, modules: Callable[[str], Module] = module) -> str:
    """SHA-256 of all that a definition reaches, short. Where something stands makes no difference."""
    parts = sorted(
        f"{defined} {plain(node, _modules_in(modules(name)))}"
        for (name, defined), node in reached(start, modules).items()
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def plain(node: object, modules: frozenset[str] = frozenset()) -> str:
    """A piece of code without its form. modules: names that stand for modules, of which only what is used counts."""
    if isinstance(node, list):
        return f"[{','.join(plain(one, modules) for one in node)}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
        return f"Name(id={node.attr!r})"
    fields = {name: value for name, value in ast.iter_fields(node) if name not in _FORM and value not in (None, [])}
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        fields["body"] = [one for one in node.body if not _is_text(one)]
    told = ",".join(f"{name}={plain(value, modules)}" for name, value in sorted(fields.items()))
    return f"{type(node).__name__}({told})"


def _modules_in(there: Module) -> frozenset[str]:
    return frozenset(name for name, at in there.taken.items() if _path(".".join(at)) is not None)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _names(node: ast.AST) -> Iterator[str]:
    """Names that a piece of code reads; those of its annotations too, whose methods it may call."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
            yield one.id


def _parts(node: ast.AST) -> Iterator[tuple[str, str]]:
    """``counts.is_rare`` as its two names."""
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            yield one.value.id, one.attr


def _path(name: str) -> Path | None:
    """The file of a module of ours."""
    folder = REPOSITORY.joinpath(*name.split("."))
    return next((path for path in (folder.with_suffix(".py"), folder / "__init__.py") if path.exists()), None)
