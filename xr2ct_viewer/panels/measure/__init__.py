"""The panel beside the views that lists measurements."""
