"""Two plain 3D CNNs: one refines a coarse reconstruction, one tells what was put into a volume."""
