"""Many pairs, one after another: what is to be done, what is done, and going on after an interruption. No torch."""
