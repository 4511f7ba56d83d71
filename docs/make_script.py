"""Generate `docs/example_script.py`: the exported script of the CGAN on the two discs."""

from dataclasses import replace
from pathlib import Path

from playground.density.load import load_target
from playground.gan.presets import STABLE
from playground.script.script import script_of

SCRIPT = Path(__file__).parent / "example_script.py"


def source() -> str:
    """The source of the script."""
    return script_of(replace(STABLE, model="cgan"), load_target("binary"))


if __name__ == "__main__":
    SCRIPT.write_text(source(), encoding="utf-8")
