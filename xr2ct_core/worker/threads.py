"""How many threads torch takes: as many as the machine has free when a task begins. Imports torch only when asked."""

from importlib import import_module

from xr2ct_core.system import free_threads


def set_free_threads() -> None:
    """Load torch and let it use the processors that other programs leave idle."""
    threads = free_threads()
    import_module("torch").set_num_threads(threads)
