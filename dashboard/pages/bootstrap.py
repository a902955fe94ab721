"""dash-bootstrap-components as the plain elements they become in a browser, so that pages need not wait for scripts.

A component is read by its properties and answered with the element, classes and attributes that Bootstrap 5 asks for.
A link without ``external_link`` leads to one of our own pages: it gets ``data-lank``.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

NAMESPACE = "dash_bootstrap_components"
STACKED = "staplad"
"""Class of a table whose rows are blocks on a phone: it says that it is a table, which dbc.Table cannot be told."""
_WIDTHS = ("xs", "sm", "md", "lg", "xl", "xxl")
_HANDLED = frozenset(
    {"class_name", "className", "children", "active", "external_link", "color", "align", "justify", "fluid", "width"}
    | {"borderless", "bordered", "striped", "hover", "size", "is_open", "fade", "outline", "vertical", "pills", "pill"}
    | {"dismissable", "disabled", "tag", "text_color", *_WIDTHS}
)

Props = Mapping[str, Any]


def is_bootstrap(node: object) -> bool:
    """Whether a node is a component of dash-bootstrap-components."""
    return isinstance(node, Component) and node._namespace == NAMESPACE


def as_html(node: Component) -> Component:
    """The plain element of a Bootstrap component with the same children; TypeError for one that has no plain form."""
    if node._type not in _ELEMENTS:
        raise TypeError(f"dbc.{node._type} has no plain HTML form here; add it to {__name__}")
    props = node.to_plotly_json()["props"]
    element, classes, more = _ELEMENTS[node._type](props)
    own = props.get("class_name") or props.get("className")
    kept = {name: value for name, value in props.items() if name not in _HANDLED and value is not None}
    joined = " ".join(word for word in (*classes, own) if word)
    return element(props.get("children"), className=joined or None, **(kept | more))


def rendered(node: Any) -> Any:
    """A tree in which every Bootstrap component is its plain element. Other components are filled in place."""
    if isinstance(node, list | tuple):
        return [rendered(child) for child in node]
    if not isinstance(node, Component):
        return node
    plain = as_html(node) if is_bootstrap(node) else node
    inside = getattr(plain, "children", None)
    if inside is not None:
        plain.children = rendered(inside)
    return plain


_Plain = tuple[type[Component], list[str], dict[str, Any]]


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


def _table(props: Props) -> _Plain:
    styles = ("striped", "bordered", "borderless", "hover")
    size = props.get("size")
    classes = ["table", f"table-{size}" if size else "", *(f"table-{name}" for name in styles if props.get(name))]
    stacked = STACKED in str(props.get("class_name") or "").split()
    return html.Table, classes, {"role": "table"} if stacked else {}


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
    "Table": _table,
}
