"""A template CT registered to the two radiographs."""
