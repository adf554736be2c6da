"""The worker process for heavy work, and the blocking client that drives it."""
