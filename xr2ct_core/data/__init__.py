"""Cases to learn from: where they come from, and the batches that networks see."""
