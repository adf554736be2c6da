"""Central areas of the main window."""
