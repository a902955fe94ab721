"""dash-bootstrap-components as the plain elements they become in a browser, so that pages need not wait for scripts.

A component is read by its properties and answered with the element, classes and attributes that Bootstrap 5 asks for.
A link without ``external_link`` leads to one of our own pages: it gets ``data-lank``. No script of Bootstrap or dbc is
sent, so nothing here behaves: what opens, closes or turns over (Tabs, Modal, Tooltip) is another address, or HTML's own
``details``.
"""

import ast
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.web.dash_names import is_component, library_of, props_of, type_of
from loaders.ground.errors import UsageError

NAMESPACE = "dash_bootstrap_components"
_WIDTHS = ("xs", "sm", "md", "lg", "xl", "xxl")
_HANDLED = frozenset(
    {"class_name", "className", "children", "active", "external_link", "color", "align", "justify", "fluid", "width"}
    | {"size", "is_open", "fade", "outline", "vertical", "pills", "pill"}
    | {"dismissable", "disabled", "tag", "text_color", *_WIDTHS}
)

Props = Mapping[str, Any]


def is_bootstrap(node: object) -> bool:
    """Whether a node is a component of dash-bootstrap-components."""
    return is_component(node) and library_of(node) == NAMESPACE


def as_html(node: Component) -> Component:
    """The plain element of a Bootstrap component with the same children; TypeError for one that has no plain form."""
    if type_of(node) not in _ELEMENTS:
        raise TypeError(_no_plain_form(type_of(node)))
    props = props_of(node)
    element, classes, more = _ELEMENTS[type_of(node)](props)
    own = props.get("class_name") or props.get("className")
    kept = {name: value for name, value in props.items() if name not in _HANDLED and value is not None}
    joined = " ".join(word for word in (*classes, own) if word)
    return element(props.get("children"), className=joined or None, **(kept | more))


def rendered(node: Any) -> Any:
    """A tree in which every Bootstrap component is its plain element. Other components are filled in place."""
    if isinstance(node, list | tuple):
        return [rendered(child) for child in node]
    if not is_component(node):
        return node
    plain = as_html(node) if is_bootstrap(node) else node
    inside = getattr(plain, "children", None)
    if inside is not None:
        plain.children = rendered(inside)
    return plain


def check_components(folder: Path) -> None:
    """UsageError if a Python file below a folder names a component of dash-bootstrap-components without plain form.

    Read from the text of the files, so that it is said when the server starts and not on the one page that has it.
    """
    for path in sorted(folder.rglob("*.py")):
        for line, name in _components_named(path.read_text(encoding="utf-8")):
            if name not in _ELEMENTS:
                raise UsageError(f"{path.name}, line {line}: {_no_plain_form(name)}")


def _components_named(source: str) -> list[tuple[int, str]]:
    """Line and name of every component of dash-bootstrap-components that a Python text names."""
    nodes = list(ast.walk(ast.parse(source)))
    aliases = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == NAMESPACE
    }
    found = [
        (node.lineno, alias.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == NAMESPACE
        for alias in node.names
    ]
    found += [
        (node.lineno, node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases
    ]
    return sorted(found)


def _no_plain_form(name: str) -> str:
    return (
        f"dbc.{name} has no plain HTML form. Its behaviour never works here, since no script of Bootstrap is sent: a "
        "state is an address, what opens is html.Details. Where markup alone is wanted, add it to _ELEMENTS in "
        f"{__name__}"
    )


_Plain = tuple[Callable[..., Component], list[str], dict[str, Any]]


def _container(props: Props) -> _Plain:
    return html.Div, ["container-fluid" if props.get("fluid") else "container"], {}


def _row(props: Props) -> _Plain:
    align, justify = props.get("align"), props.get("justify")
    return (
        html.Div,
        ["row", f"align-items-{align}" if align else "", f"justify-content-{justify}" if justify else ""],
        {},
    )


def _col(props: Props) -> _Plain:
    classes = []
    for size in ("width", *_WIDTHS):
        wide = props.get(size)
        if wide is None or wide is False:
            continue
        infix = "" if size in ("width", "xs") else f"-{size}"
        classes.append(f"col{infix}" if wide is True else f"col{infix}-{wide}")
    return html.Div, classes or ["col"], {}


def _nav(props: Props) -> _Plain:
    vertical = props.get("vertical")
    return html.Ul, ["nav", "nav-pills" if props.get("pills") else "", "flex-column" if vertical else ""], {}


def _nav_item(_: Props) -> _Plain:
    return html.Li, ["nav-item"], {}


def _nav_link(props: Props) -> _Plain:
    active = bool(props.get("active"))
    current = {"aria-current": "page"} if active else {}
    return html.A, ["nav-link", "active" if active else ""], current | _ours(props)


def _badge(props: Props) -> _Plain:
    colour = props.get("color")
    element = getattr(html, str(props.get("tag", "span")).capitalize())
    return element, ["badge", f"bg-{colour}" if colour else "", "rounded-pill" if props.get("pill") else ""], {}


def _alert(props: Props) -> _Plain:
    return html.Div, ["alert", f"alert-{props.get('color', 'primary')}"], {"role": "alert"}


def _button(props: Props) -> _Plain:
    kind = f"btn-{'outline-' if props.get('outline') else ''}{props.get('color', 'primary')}"
    size, active = props.get("size"), bool(props.get("active"))
    classes = ["btn", kind, f"btn-{size}" if size else "", "active" if active else ""]
    if props.get("disabled"):
        return html.Span, [*classes, "disabled"], {}
    if props.get("href"):
        return html.A, classes, ({"aria-current": "true"} if active else {}) | _ours(props)
    return html.Button, classes, {}


def _group(props: Props) -> _Plain:
    return html.Div, ["btn-group-vertical" if props.get("vertical") else "btn-group"], {"role": "group"}


def _ours(props: Props) -> dict[str, str]:
    return {} if props.get("external_link") else {"data-lank": ""}


_ELEMENTS: Mapping[str, Callable[[Props], _Plain]] = {
    "Alert": _alert,
    "Badge": _badge,
    "Button": _button,
    "ButtonGroup": _group,
    "Col": _col,
    "Container": _container,
    "Nav": _nav,
    "NavItem": _nav_item,
    "NavLink": _nav_link,
    "Row": _row,
}
