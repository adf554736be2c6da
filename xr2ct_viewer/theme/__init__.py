"""Palettes and style of the window."""
