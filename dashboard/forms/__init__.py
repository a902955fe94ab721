"""The forms a view is given in outside the page: PDF, SVG."""
