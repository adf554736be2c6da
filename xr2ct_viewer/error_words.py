"""Which sentences errors say: the message and the hint of every error that is made in the code, for the translator.

An error is a call of a class whose name ends in `Error` and that Python does not bring along: Python's own tell of
mistakes in the program, and nobody is shown them. An argument is a text, an f-string, a choice or a sum of such, a
text in `marked("…")` or `filled("…")`, a constant of the module or of another, or what a function of the module
returns. What comes from elsewhere, such as the words of another error, is `carried`: a test holds a list of those.
"""

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

_WORDS: Final = ("marked", "filled")
_ARGUMENTS: Final = ("message", "hint")
_DEEPEST: Final = 6


@dataclass
class Raised:
    """What the errors of modules say: patterns of sentences, and what is handed on from elsewhere, as code."""

    sentences: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)


def errors_in(path: Path, root: Path) -> Raised:
    """What the errors made in a module say; `root` is the folder of the packages that it imports from."""
    return _of_tree(ast.parse(path.read_text(encoding="utf-8")), root)


def errors_in_code(code: str, root: Path = Path()) -> Raised:
    """The same of a piece of code."""
    return _of_tree(ast.parse(code), root)


def pattern_of(node: ast.AST) -> str:
    """The text of a node with its values numbered in braces; one that is to be filled twice has single braces."""
    match node:
        case ast.Constant(value=str(text)):
            return text.replace("{{", "{").replace("}}", "}")
        case ast.JoinedStr(values=parts):
            numbers = count()
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else f"{{{next(numbers)}}}" for part in parts
            )
    return ""


def _is_said(text: str) -> bool:
    """Whether a text is shown to people; reasons in a few small letters are only counted."""
    return any(map(str.isalpha, text)) and (not text[0].islower() or text.endswith("."))


def _of_tree(tree: ast.Module, root: Path) -> Raised:
    raised, module = Raised(), _Module(tree, root)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_error(node.func):
            told = [*node.args[: len(_ARGUMENTS)], *(word.value for word in node.keywords if word.arg in _ARGUMENTS)]
            for argument in told:
                module.read(argument, raised)
    return raised


def _is_error(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id.endswith("Error") and not hasattr(builtins, function.id)


class _Module:
    """The constants and functions of a module, and the constants of those that it imports from."""

    def __init__(self, tree: ast.Module, root: Path) -> None:
        self._values: dict[str, list[ast.expr]] = {}
        self._functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(tree):
            for name, value in _assigned(node):
                self._values.setdefault(name, []).append(value)
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                constants = _constants(root / (node.module.replace(".", "/") + ".py"))
                for alias in node.names:
                    if alias.name in constants:
                        self._values.setdefault(alias.asname or alias.name, []).append(constants[alias.name])

    def read(self, node: ast.expr, raised: Raised, depth: int = 0) -> None:
        """Add what an argument may say."""
        inner = None if depth > _DEEPEST else self._inner(node)
        if text := pattern_of(node).strip():
            raised.sentences += [text] if _is_said(text) else []
        elif isinstance(node, ast.Constant):
            return
        elif inner is None:
            raised.carried.append(ast.unparse(node))
        else:
            for part in inner:
                self.read(part, raised, depth + 1)

    def _inner(self, node: ast.expr) -> Iterable[ast.expr] | None:
        """The texts that an expression chooses from; None if they come from elsewhere."""
        match node:
            case (
                ast.IfExp(body=first, orelse=second)
                | ast.BoolOp(values=[first, second])
                | ast.BinOp(left=first, op=ast.Add(), right=second)
            ):
                return first, second
            case ast.Call(func=ast.Name(id=name), args=[words, *_]) if name in _WORDS:
                return (words,)
            case ast.Call(func=ast.Name(id=name)) if name in self._functions:
                returned = (part for part in ast.walk(self._functions[name]) if isinstance(part, ast.Return))
                return [part.value for part in returned if part.value is not None]
            case ast.Name(id=name):
                return self._values.get(name)
        return None


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement gives values to."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
            yield from (
                (name.id, value) for name, value in zip(names, values, strict=True) if isinstance(name, ast.Name)
            )


@cache
def _constants(path: Path) -> dict[str, ast.expr]:
    """The constants of a module, by name."""
    if not path.is_file():
        return {}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name: value for node in tree.body for name, value in _assigned(node)}
