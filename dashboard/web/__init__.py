"""How a page reaches the browser: address → page → HTML and JSON, the server, and what Dash is used for."""
