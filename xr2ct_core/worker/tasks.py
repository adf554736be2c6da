"""The tasks the worker can run."""
