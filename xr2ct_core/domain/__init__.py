"""The domain gate: whether a pair, and what was made of it, is anything like what the program knows. No torch."""
