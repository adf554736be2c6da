"""Places in the patient."""

Point = tuple[float, float, float]
"""LPS millimetres: left, towards the back, towards the head."""
