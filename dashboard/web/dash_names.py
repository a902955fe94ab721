"""The private names of Dash that Länspuls uses, all of them, so that a new version of Dash is met in one place.

A component's library and type are public only through ``to_plotly_json``, which asks for every property that there
could be; they and the properties there are, are asked for at every node of every page. The registry of libraries has no
public way to leave a script out. They are as in dash 4.4; the pin ``dash<5`` stands for this file.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeGuard

from dash.development.base_component import Component, ComponentRegistry

HTML = "dash_html_components"
"""The library of plain elements, ``dash.html``."""
_UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>\n?')
"""What Dash sends of its table component, which no page has."""
_MARK = re.compile(r'("end_id":)"[^"]*"')
_POLYFILL = re.compile(r'(?<=<script src=")[^"]*/deps/polyfill@[^"]*(?="></script>)')
"""What Dash sends to browsers older than its own syntax. Of it, dash 4.4 calls ``regeneratorRuntime``."""


def is_component(node: object) -> TypeGuard[Component]:
    """As ``isinstance``, which is slow where the class is an abstract one."""
    return Component in type(node).__mro__


_WILD = ("aria-", "data-")


@cache
def _order(names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: n for n, name in enumerate(names)}


def props_of(component: Component) -> dict[str, Any]:
    """The properties a component was given: its own as it declares them, then aria-* and data-* by their names.

    ``to_plotly_json`` has the latter in an order that is another in each process, and with it the page would be too.
    """
    held, order = component.__dict__, _order(tuple(component._prop_names))
    props = {name: held[name] for name in sorted(held.keys() & order.keys(), key=order.__getitem__)}
    return props | {name: held[name] for name in sorted(held) if name.startswith(_WILD)}


def library_of(component: Component) -> str:
    """The name of the library a component is of, such as ``dash_html_components``."""
    return component._namespace


def type_of(component: Component) -> str:
    """What a component is called in its library, such as ``Div``."""
    return component._type


def leave_out_script_of(library: str) -> None:
    """Keep Dash from sending the script of a library whose components are written as HTML."""
    if library in ComponentRegistry.registry:
        ComponentRegistry.registry.discard(library)


def without_unused(scripts: str, polyfill: str | None) -> str:
    """Dash's script elements without those that nothing here uses. polyfill: the address of a smaller one."""
    used = _UNUSED.sub("", scripts)
    return _POLYFILL.sub(polyfill, used) if polyfill else used


def without_mark(config: str) -> str:
    """Dash's settings without the random mark it puts into each page for background callbacks, of which there are none.

    With it the same page would be another from another process, and be sent again to who has it.
    """
    return _MARK.sub(r'\1""', config)
