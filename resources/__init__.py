"""Bundled files, found through `importlib.resources`."""
