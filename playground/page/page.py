"""One HTML page of one or two runs on a target, with everything inside."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from playground.density.target import Target
from playground.page.content import PageRun, page_content, title_of
from playground.page.encoding import script_json
from playground.plots.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from jinja2 import Template

_PROGRAMS = ("kernel.js", "generator.js", "plots.js", "page.js")


def page_of(target: Target, runs: Sequence[PageRun], versions: Mapping[str, str]) -> str:
    """The source of the page: the runs side by side, both in the browser's language or English.

    It is under 2 MB: the more layers and models there are, the fewer moments. Names that come from
    files are texts in it, never markup or programs.
    """
    from markupsafe import Markup

    content = script_json(page_content(target, runs, dict(versions)))
    return _template().render(
        title=title_of(target, runs),
        style=Markup(_colors() + _text("page.css")),
        words=Markup(_text("words.json")),
        content=Markup(content),
        programs=[Markup(_text(name)) for name in _PROGRAMS],
    )


def _colors() -> str:
    """The colours that mean something, those of the window, as variables of CSS."""
    light, dark = (
        "".join(f"  --{name}: {color};\n" for name, color in _meanings(theme))
        for theme in (LIGHT, DARK)
    )
    return f":root {{\n{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{\n{dark}}} }}\n\n"


def _meanings(theme: Theme) -> Iterator[tuple[str, str]]:
    yield from (("text", theme.text), ("muted", theme.muted), ("generated", theme.generated))
    yield from (("above", theme.discriminator), ("below", theme.generator))
    yield from (("loss-d", theme.discriminator), ("loss-g", theme.generator))
    yield from ((f"layer-{index}", color) for index, color in enumerate(theme.layers))


@cache
def _text(name: str) -> str:
    return files("playground.page").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # slow to import, and needed for exports only

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_text("page.html.jinja"))
