"""Reusable Qt widgets; 2D canvases are pure Qt."""
