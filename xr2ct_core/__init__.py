"""Core of xr2ct: domain types, files, physics, reconstruction methods and their evaluation. Knows no screen."""

__version__ = "0.1.0"
