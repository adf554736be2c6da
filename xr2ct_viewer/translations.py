"""Collects the words of the window and keeps the translations in step: `python -m xr2ct_viewer.translations`.

Words are the title and tip of every command, the title of every preset that comes along, and in the code `tr("…")`,
`marked("…")`, `filled("…")`, the title, help, group and labels of every `preference`, and the values of tables named
`…TITLES` and `…MENUS`. Titles, help and choices of the settings of methods and trainings are words too. So is what
errors and the core say (`sentences`). They go into `resources/translations/xr2ct_de.ts`, which Qt Linguist edits; what
is translated there already stays. `pyside6-lrelease` then makes the `.qm` the program loads. Qt's own `lupdate` reads
none of these tables. The patterns of what errors and the core say also go into `sentences.json`, by which `said` finds
them again.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.geometry import View
from xr2ct_core.io.dicom_write_options import DICOM_TITLES
from xr2ct_core.methods.registry import method_specs
from xr2ct_core.provenance import RESEARCH_BANNER, SIMULATED_BANNER, SYNTHETIC_BANNER
from xr2ct_core.samples import samples
from xr2ct_viewer.actions.table import COMMANDS
from xr2ct_viewer.render.presets import bundled_presets
from xr2ct_viewer.said import FILE as SENTENCES
from xr2ct_viewer.sentences import said_sentences
from xr2ct_viewer.tr import CONTEXT, TRANSLATED

SOURCES: Final = Path(__file__).parent
FOLDER: Final = SOURCES.parent / "resources" / "translations"
_PLACES: Final[dict[str, tuple[int, ...]]] = {"tr": (0,), "marked": (0,), "filled": (0,), "preference": (1,)}
"""Which arguments without a name are words, for each of the calls."""
_NAMES: Final = ("title", "tip", "group", "labels")


def words_in(code: str) -> Iterator[str]:
    """The texts in a module that are shown to people, in the order of the code."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict) and _is_table(node):
            for value in node.value.values:
                yield from _texts(value)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        places = _PLACES.get(node.func.id, ())
        found = [node.args[place] for place in places if place < len(node.args)]
        if node.func.id == "preference":
            found += [keyword.value for keyword in node.keywords if keyword.arg in _NAMES]
        for argument in found:
            yield from _texts(argument)


def _is_table(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id.endswith(("TITLES", "MENUS")) for target in targets)


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts an argument may be: itself, both ends of a choice, every member of a tuple."""
    match node:
        case ast.Constant(value=str(text)) if text.strip():
            yield text
        case ast.IfExp(body=first, orelse=second):
            yield from (*_texts(first), *_texts(second))
        case ast.Tuple(elts=members) | ast.List(elts=members):
            for member in members:
                yield from _texts(member)


def all_words(folder: Path = SOURCES) -> tuple[str, ...]:
    """Every text of the window once, and every sentence of errors and of the core that it shows, sorted."""
    found = {word for path in sorted(folder.rglob("*.py")) for word in words_in(path.read_text(encoding="utf-8"))}
    found.update(said_sentences())
    found.update((RESEARCH_BANNER, SYNTHETIC_BANNER, SIMULATED_BANNER, *(view.label for view in View)))
    found.update(setting_words())
    found.update(DICOM_TITLES.values())
    found.update(text for sample in samples() for text in (sample.title, sample.description, sample.attribution))
    found.update(preset.title for preset in bundled_presets())
    found.update(text for command in COMMANDS for text in (command.title, command.tip) if text)
    return tuple(sorted(found))


def setting_words() -> Iterator[str]:
    """Titles of methods, and what the forms of their settings and of trainings say."""
    configs: list[type[ConfigBase]] = [TrainConfig, AugmentConfig]
    for spec in method_specs().values():
        yield spec.title
        configs.append(spec.config_type())
    for node in (node for config in configs for node in form_nodes(config)):
        choices = () if node.labels else (choice for choice in node.choices if isinstance(choice, str))
        yield from filter(None, (node.title, node.help, *node.labels, *choices))


def read_translations(path: Path) -> dict[str, str]:
    """What a `.ts` file translates; words without a translation are left out."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).iter("message")
    pairs = ((message.findtext("source", ""), message.findtext("translation", "")) for message in messages)
    return {source: translation for source, translation in pairs if translation}


def write_translations(path: Path, language: str, words: tuple[str, ...], known: Mapping[str, str]) -> None:
    """Write a `.ts` file with every word; those that are not known are marked as unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for word in words:
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = word
        translation = ElementTree.SubElement(message, "translation")
        if word in known:
            translation.text = known[word]
        else:
            translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(head + ElementTree.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def main() -> int:
    """Bring every language up to date; returns how many words it lacks."""
    words, missing = all_words(), 0
    sentences = json.dumps(said_sentences(), ensure_ascii=False, indent=1)
    (FOLDER.parent / SENTENCES).write_text(sentences + "\n", encoding="utf-8")
    for language in TRANSLATED:
        path = FOLDER / f"xr2ct_{language}.ts"
        known = read_translations(path)
        lacking = [word for word in words if word not in known]
        missing += len(lacking)
        write_translations(path, language, words, known)
        release = Path(sys.executable).with_name("pyside6-lrelease")
        command = [str(release), "-silent", "-removeidentical", str(path), "-qm", str(path.with_suffix(".qm"))]
        subprocess.run(command, check=True, timeout=60)
        sys.stdout.write(f"{language}: {len(words)} texts, {len(lacking)} without a translation\n")
        sys.stdout.write("".join(f"  {word!r}\n" for word in lacking))
    return missing


if __name__ == "__main__":
    sys.exit(min(main(), 1))
