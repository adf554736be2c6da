"""Reconstruction methods, one folder each, listed in `registry`."""
