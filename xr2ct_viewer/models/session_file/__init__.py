"""Session files `.xr2ct`: everything that is open, as a folder or a zip of plain files. Knows no toolkit."""
