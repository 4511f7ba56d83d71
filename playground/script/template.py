"""The templates of the scripts, and what all of them say."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from playground.density.target import Target
from playground.models import model_of
from playground.nn.model_config import ModelConfig
from playground.script.pixels import PackedPixels

if TYPE_CHECKING:
    from jinja2 import Environment

ACTIVATIONS = {
    "leaky-relu": "nn.LeakyReLU(0.1)",
    "relu": "nn.ReLU()",
    "silu": "nn.SiLU()",
    "gelu": "nn.GELU()",
    "tanh": "nn.Tanh()",
    "elu": "nn.ELU()",
}
OPTIMIZERS = {
    "adadelta": "torch.optim.Adadelta",
    "adam": "torch.optim.Adam",
    "stable-adam": "torch.optim.Adam",
    "rmsprop": "torch.optim.RMSprop",
    "sgd": "torch.optim.SGD",
}
_LONGEST_NAME = 40


def rendered(template: str, config: ModelConfig, target: Target, parts: Mapping[str, Any]) -> str:
    """The source of a script for `config` on `target`; `parts` are its own variables."""
    pixels = PackedPixels.of(target)
    shared = {
        "config": config,
        "title": _with_article(model_of(config).title),
        "name": _plain(target.name),
        "shares": [float(share) for share in target.shares],
        "shapes": pixels.shapes,
        "pixels": pixels.text,
        "reduced": pixels.reduced,
        "square": all(height == width for height, width in pixels.shapes),
        "multilayer": len(target.layers) > 1,
        "activation": ACTIVATIONS[parts["activation_name"]],
        "optimizer": OPTIMIZERS[parts["optimizer_name"]],
    }
    return _environment().get_template(template).render(shared | dict(parts))


def _with_article(title: str) -> str:
    return f"{'an' if title[0] in 'AEIOU' else 'a'} {title}"


def _plain(name: str) -> str:
    """A name made safe for a docstring: printable, on one line, without quotes or backslashes."""
    kept = "".join(one for one in name if one.isprintable() and one not in '"\\')
    return kept[:_LONGEST_NAME].encode(errors="replace").decode()


@cache
def _environment() -> "Environment":
    """Where the templates are, with everything that any configuration may need."""
    # Slow to import, and needed for exports only.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_source),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    environment.globals["when"] = lambda flag, text, other="": text if flag else other
    return environment


def _source(name: str) -> str:
    return files("playground.script").joinpath(name).read_text(encoding="utf-8")
