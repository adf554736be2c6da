"""Worker process, settings and file loading behind Qt signals."""
