"""Generate `docs/settings.md` from the declarations of the settings."""

from collections.abc import Mapping
from pathlib import Path

from playground.flow.base import DRAWING
from playground.flow.presets import PRESETS as FLOWS
from playground.gan.presets import MODEL_PRESETS, PRESETS
from playground.nn.model_config import ModelConfig
from playground.settings import Setting, settings_of

PAGE = Path(__file__).parent / "settings.md"
_HEAD = """# Settings of the 2D models

Made by `python docs/make_settings.py` from the declarations in `playground/gan/config.py` and
`playground/flow/config.py`. "Live" settings may change while a run trains.

"""


def page() -> str:
    """The text of the page: for each kind of model a row for each setting, a column a preset."""
    gans = _table({**PRESETS, **MODEL_PRESETS})
    return f"{_HEAD}## GANs\n\n{gans}\n## Flows\n\n{_table(FLOWS)}"


def _table(presets: Mapping[str, ModelConfig]) -> str:
    header = ["flag", "meaning", "range", "live", *presets]
    lines = [header, ["---"] * len(header)]
    for item in settings_of(next(iter(presets.values()))):
        values = [_shown(getattr(preset, item.name)) for preset in presets.values()]
        live = "yes" if item.live else ""
        lines.append([f"`{item.flag}`", item.help, _range(item), live, *values])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _range(item: Setting) -> str:
    if item.suggestions:
        named = ", ".join(name for name in item.suggestions if name != DRAWING)
        return f"{named}, `formula:…`, a file; in the window also `{DRAWING}`"
    if item.choices:
        return ", ".join(item.choices)
    if item.kind is bool:
        return "yes, no"
    low, high = ("" if x is None else f"{x:g}" for x in (item.low, item.high))
    return f"{low} … {high} {item.unit}".strip()


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
