"""PxWeb over HTTP: the transport any dialect uses, the v2 dialect, and what to ask for. The only code that fetches."""
