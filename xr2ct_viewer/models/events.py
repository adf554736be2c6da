"""The signals of an evented dataclass, which live and die with its object.

psygnal also keeps every group of signals in a table of its class. Where a callback refers to what owns the object (a
widget, a window), that table keeps the owner and all it holds for ever; here the object alone has its group.
"""

from typing import overload

from psygnal import SignalGroup, SignalGroupDescriptor


class Events:
    """As `SignalGroupDescriptor`, which is compiled and cannot be derived from, but without the table."""

    def __init__(self) -> None:
        self._descriptor = SignalGroupDescriptor()

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._descriptor.__set_name__(owner, name)

    @overload
    def __get__(self, instance: None, owner: type) -> "Events": ...

    @overload
    def __get__(self, instance: object, owner: type) -> SignalGroup: ...

    def __get__(self, instance: object | None, owner: type) -> "SignalGroup | Events":
        """The group of an object, which takes it as an attribute when first asked for."""
        if instance is None:
            return self
        group = self._descriptor.__get__(instance, owner)
        if vars(instance).get(self._name) is group:
            SignalGroupDescriptor._instance_map.pop(id(instance), None)
        return group
