"""A standalone PyTorch script that trains one configuration, with only the code it needs."""

from typing import Any

from playground.density.target import Target
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.nn.model_config import ModelConfig
from playground.script.flow_parts import flow_parts
from playground.script.template import rendered

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


def script_of(config: ModelConfig, target: Target) -> str:
    """The source of a Python script that trains `config` on `target` with only torch and numpy.

    It has the mathematics of the model's trainer, with other random numbers. Raises InputError
    when `target` has too few layers for the model.
    """
    config.check_target(target)
    if isinstance(config, FlowConfig):
        return rendered("flow.py.jinja", config, target, flow_parts(config, len(target.layers)))
    assert isinstance(config, GanConfig), "no script is known for this kind of model"
    return rendered("train.py.jinja", config, target, _parts(config, len(target.layers)))


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
        "activation_name": config.activation,
        "optimizer_name": config.optimizer,
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
