"""Bring the translations up to date: `python assets/update_translations.py [--check]`.

Collects every text that the window shows into `translations/playground_zh_CN.ts`, where what is
new waits for a translator (Qt Linguist, or any editor), and compiles what is translated into the
`.qm` that the window loads. Texts of `gui/` and `app/` are marked by Qt's own `tr` and `translate`;
those from below, where there is no Qt, are found here and handed to Qt's tool as Python that says
the same:

- "settings": labels, help, units and groups of the settings' declarations;
- "sentences": the first argument of `InputError(…)` and `Sentence(…)`;
- "panels": the first argument of `words(…)`, which a theme has for what stands on the panels.

With `--check` nothing is written; the exit code is 1 if a file would change or a text waits.
"""

import argparse
import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from playground.app.storage.preferences import Preferences
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.settings import settings_of

ROOT = Path(__file__).parent.parent
TS = ROOT / "assets" / "translations" / "playground_zh_CN.ts"
QM = TS.with_suffix(".qm")
_CONTEXTS = {
    "InputError": "sentences",
    "FormulaError": "sentences",
    "Sentence": "sentences",
    "words": "panels",
    "_words": "panels",
}
_WITH_QT = ("app", "gui")
_ENGLISH_ONLY = ("cli", "mnist")
"""Whatever stands on a terminal."""


def texts_below() -> dict[str, list[str]]:
    """By context, every text that comes to the window from below it."""
    found: dict[str, dict[str, None]] = {}
    for config in (GanConfig, FlowConfig, Preferences):
        for item in settings_of(config):
            words = (item.label, item.help, item.unit, item.group)
            found.setdefault("settings", {}).update(dict.fromkeys(filter(None, words)))
    for path in sorted((ROOT / "playground").rglob("*.py")):
        if path.relative_to(ROOT / "playground").parts[0] not in _ENGLISH_ONLY:
            for context, text in _calls(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(context, {})[text] = None
    return {context: list(texts) for context, texts in found.items()}


def update(ts: Path) -> None:
    """Have `ts` hold every text there is, and none that is gone; translations stay."""
    with TemporaryDirectory() as folder:
        below = Path(folder) / "below.py"
        calls = (
            f"QCoreApplication.translate({context!r}, {_quoted(text)})\n"
            for context, texts in texts_below().items()
            for text in texts
        )
        below.write_text("".join(calls), encoding="utf-8")
        marked = (path for part in _WITH_QT for path in (ROOT / "playground" / part).rglob("*.py"))
        sources = [*sorted(marked), below]
        options = ["-silent", "-no-obsolete", "-locations", "none"]
        languages = ["-source-language", "en", "-target-language", "zh_CN"]
        _tool("lupdate", *options, *languages, *sources, "-ts", ts)


def compile_to(qm: Path) -> None:
    """Compile the texts that are translated."""
    _tool("lrelease", "-silent", TS, "-qm", qm)


def messages(ts: Path) -> Iterator[tuple[str, str, str]]:
    """Context, source and translation of each text; the last is empty where it waits."""
    for context in ElementTree.parse(ts).iter("context"):
        for message in context.iter("message"):
            source, translation = message.find("source"), message.find("translation")
            done = translation is not None and translation.get("type") is None
            text = translation.text if done and translation is not None else ""
            yield (
                context.findtext("name", ""),
                (source.text or "") if source is not None else "",
                (text or ""),
            )


def _calls(tree: ast.AST) -> Iterable[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in _CONTEXTS and isinstance(first, ast.Constant) and first.value:
                yield _CONTEXTS[name], str(first.value)


def _quoted(text: str) -> str:
    """A literal as Qt's tool reads it: in double quotes always."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _tool(name: str, *arguments: str | Path) -> None:
    tool = Path(sys.executable).parent / f"pyside6-{name}"
    subprocess.run([tool, *arguments], check=True, cwd=ROOT)


def _check() -> int:
    with TemporaryDirectory() as folder:
        ts, qm = Path(folder) / TS.name, Path(folder) / QM.name
        ts.write_bytes(TS.read_bytes())
        update(ts)
        compile_to(qm)
        stale = [new.name for new, old in ((ts, TS), (qm, QM)) if _differ(new, old)]
        waiting = [source for _, source, translation in messages(ts) if not translation]
    for name in stale:
        print(f"{name} is out of date: make translations")
    for source in waiting:
        print(f"not translated: {source!r}")
    return 1 if stale or waiting else 0


def _differ(one: Path, other: Path) -> bool:
    return not other.exists() or one.read_bytes() != other.read_bytes()


def main() -> int:
    """Write both files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args().check:
        return _check()
    update(TS)
    compile_to(QM)
    waiting = sum(not translation for *_, translation in messages(TS))
    print(f"{TS.name}: {waiting} texts wait for a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
