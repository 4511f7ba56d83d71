"""A standalone PyTorch script that trains one configuration, with only the code it needs."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.models import model_of
from playground.script.pixels import PackedPixels

if TYPE_CHECKING:
    from jinja2 import Template

_ACTIVATIONS = {
    "leaky-relu": "nn.LeakyReLU(0.1)",
    "relu": "nn.ReLU()",
    "silu": "nn.SiLU()",
    "gelu": "nn.GELU()",
    "tanh": "nn.Tanh()",
    "elu": "nn.ELU()",
}
_OPTIMIZERS = {
    "adadelta": "torch.optim.Adadelta",
    "adam": "torch.optim.Adam",
    "stable-adam": "torch.optim.Adam",
    "rmsprop": "torch.optim.RMSprop",
    "sgd": "torch.optim.SGD",
}
_CROSS_ENTROPY = "F.softplus(-at_real).mean() + F.softplus(at_fake).mean()"
_D_FORMULAS = {
    "non-saturating": _CROSS_ENTROPY,
    "minimax": _CROSS_ENTROPY,
    "least-squares": "((at_real - 1).square().mean() + at_fake.square().mean()) / 2",
    "wasserstein": "at_fake.mean() - at_real.mean()",
    "hinge": "F.relu(1 - at_real).mean() + F.relu(1 + at_fake).mean()",
    "pairing": "F.softplus(at_fake - at_real).mean()",
}
_G_FORMULAS = {
    "non-saturating": "F.softplus(-at_fake).mean()",
    "minimax": "-F.softplus(at_fake).mean()",
    "least-squares": "(at_fake - 1).square().mean() / 2",
    "wasserstein": "-at_fake.mean()",
    "hinge": "-at_fake.mean()",
    "pairing": "F.softplus(at_real - at_fake).mean()",
}
_INDEPENDENT = "random.random((2, n))"
_LONGEST_NAME = 40


def script_of(config: GanConfig, target: Target) -> str:
    """The source of a Python script that trains `config` on `target` with only torch and numpy.

    It has the mathematics of `gan.trainer.Trainer`, with other random numbers. Raises InputError
    when `target` has too few layers for the model.
    """
    config.check_target(target)
    pixels = PackedPixels.of(target)
    return _template().render(
        {
            **_parts(config, len(target.layers)),
            "config": config,
            "title": _with_article(model_of(config).title),
            "name": _plain(target.name),
            "shares": [float(share) for share in target.shares],
            "shapes": pixels.shapes,
            "pixels": pixels.text,
            "reduced": pixels.reduced,
            "square": all(height == width for height, width in pixels.shapes),
        }
    )


def _parts(config: GanConfig, layers: int) -> dict[str, Any]:
    """The template's variables: which parts the script needs, and its sizes and formulas."""
    conditional, infogan = config.is_conditional, config.finds_codes
    compares = config.loss == "pairing"
    fades = config.schedule > 0 and config.final_penalty != 1
    d_fades = fades and bool(config.r1 or config.r2)
    info_fades = fades and infogan and config.info_slope > 0
    info_real = infogan and bool(config.info_slope or config.info_balance)
    rate_fades = config.schedule > 0 and config.final_rate != 1
    stable = config.optimizer == "stable-adam"
    uses_gradient_norm = bool(config.r1 or config.r2 or (infogan and config.info_slope))
    return {
        "conditional": conditional,
        "conditioned": config.has_layers,
        "multilayer": layers > 1,
        "classes": (config.codes or layers) if infogan else layers,
        "pack": config.pack_size,
        "quasi_random": config.draws_quasi_random,
        "features": config.d_features or config.g_features,
        "averages": config.average > 0,
        "stable": stable,
        "rate_fades": rate_fades,
        "sets_rate": stable or rate_fades,
        "penalty_fades": d_fades or info_fades,
        "d_fades": d_fades,
        "info_fades": info_fades,
        "info_real": info_real,
        "has_continuous": infogan and config.continuous_codes > 0 and config.continuous_weight > 0,
        "compares": compares,
        "reuses": config.reuse_batch,
        "table": config.table_shape(layers)[0] > 0,
        "every": config.penalty_every if config.r1 or config.r2 else 1,
        "g_real": compares or info_real,
        "uses_gradient_norm": uses_gradient_norm,
        "functional": _is_functional(config, uses_gradient_norm),
        "d_is_plain": _d_is_plain(config),
        **_sizes(config),
        **_draws(config),
        "activation": _ACTIVATIONS[config.activation],
        "optimizer": _OPTIMIZERS[config.optimizer],
        "betas": f", ({config.beta1}, {config.beta2})" if "adam" in config.optimizer else "",
        "d_formula": _D_FORMULAS[config.loss],
        "g_formula": _G_FORMULAS[config.loss],
    }


def _sizes(config: GanConfig) -> dict[str, str]:
    """The input size and hidden layers of each network, as expressions."""
    conditions = {"cgan": ["CLASSES"], "infogan": ["CLASSES", "CONTINUOUS"]}.get(config.model, [])
    d_conditions = ["CLASSES"] if config.is_conditional else []
    g_features = (
        [f"{4 if config.square_features else 2} * {config.g_features}"] if config.g_features else []
    )
    d_features = [f"2 * {config.d_features}"] if config.d_features else []
    differences = ["2"] if config.batch_differences else []
    d_inputs = " + ".join([*d_conditions, "2", *d_features, *differences])
    if config.pack_size > 1:
        d_inputs = f"PACK * ({d_inputs})" if " " in d_inputs else f"PACK * {d_inputs}"
    g_layers = config.layers + config.g_extra_layers
    return {
        "condition_size": " + ".join(conditions),
        "g_inputs": " + ".join([*conditions, str(config.latent_dim), *g_features]),
        "g_hidden": f"[{config.g_hidden}] * {g_layers}",
        "d_inputs": d_inputs,
        "d_hidden": f"[{config.d_hidden}] * {config.layers}",
    }


def _draws(config: GanConfig) -> dict[str, str]:
    """Expressions for the uniform numbers of real points, for latents, and for D's inputs."""
    parts = {
        "condition": config.is_conditional,
        "points": True,
        "phase.sin(), phase.cos()": config.d_features,
        "deviations": config.batch_differences,
    }
    uniform = f"2 * torch.rand(%s, {config.latent_dim}) - 1"
    normal = f"torch.randn(%s, {config.latent_dim})"
    return {
        "uniform": "quasi_random(n, 1, 2)" if config.draws_quasi_random else _INDEPENDENT,
        "independent": normal if config.latent == "normal" else uniform,
        "d_parts": ", ".join(part for part, is_there in parts.items() if is_there),
    }


def _is_functional(config: GanConfig, uses_gradient_norm: bool) -> bool:
    """Whether the script uses torch.nn.functional."""
    if config.table_shape(1)[0]:
        return True
    formulas = _D_FORMULAS[config.loss] + _G_FORMULAS[config.loss]
    return "F." in formulas or uses_gradient_norm or config.finds_codes or config.spectral_norm


def _d_is_plain(config: GanConfig) -> bool:
    """Whether the discriminator's input is a single point and nothing else."""
    more = config.is_conditional or config.d_features or config.batch_differences
    return not more and config.pack_size == 1


def _with_article(title: str) -> str:
    return f"{'an' if title[0] in 'AEIOU' else 'a'} {title}"


def _plain(name: str) -> str:
    """A name made safe for a docstring: printable, on one line, without quotes or backslashes."""
    kept = "".join(one for one in name if one.isprintable() and one not in '"\\')
    return kept[:_LONGEST_NAME].encode(errors="replace").decode()


@cache
def _template() -> "Template":
    """The template of the script, with everything that any configuration may need."""
    from jinja2 import Environment, StrictUndefined  # slow to import, and needed for exports only

    environment = Environment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
    environment.globals["when"] = lambda flag, text: text if flag else ""
    source = files("playground.script").joinpath("train.py.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)
