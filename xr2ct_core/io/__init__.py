"""Reading and writing of radiographs, pairs and volumes. Imports no torch."""
