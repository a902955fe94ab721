"""The private names of Dash that Länspuls uses, all of them, so that a new version of Dash is met in one place.

A component's library and type are public only through ``to_plotly_json``, which builds a dictionary of all its
properties; they are asked for at every node of every page. The registry of libraries has no public way to leave a
script out. They are as in dash 4.4; the pin ``dash<5`` stands for this file.
"""

import re

from dash.development.base_component import Component, ComponentRegistry

HTML = "dash_html_components"
"""The library of plain elements, ``dash.html``."""
_UNUSED = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>\n?')
"""What Dash sends of its table component, which no page has."""
_MARK = re.compile(r'("end_id":)"[^"]*"')
_POLYFILL = re.compile(r'(?<=<script src=")[^"]*/deps/polyfill@[^"]*(?="></script>)')
"""What Dash sends to browsers older than its own syntax. Of it, dash 4.4 calls ``regeneratorRuntime``."""


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
