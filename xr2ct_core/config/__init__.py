"""Frozen configuration models and hints for the forms generated from them."""
