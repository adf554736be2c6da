"""Training runs as folders of plain files. Imports no torch."""
