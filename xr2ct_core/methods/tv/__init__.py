"""Two-view least squares with total variation."""
