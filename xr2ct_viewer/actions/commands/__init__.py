"""The commands by area, one module each; `actions/table.py` joins them."""
