"""The desktop viewer of xr2ct. Never imports torch."""
