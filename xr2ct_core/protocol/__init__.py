"""The JSON-lines protocol between a front end and the worker process."""
