"""The SNI workbench: industries on and off, and the share that is left, of everybody and of näringslivet."""
