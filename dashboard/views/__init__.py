"""From an address to a View: selection, scene, way of showing, tables, news."""
