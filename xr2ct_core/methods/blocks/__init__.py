"""Building blocks shared by learned methods."""
