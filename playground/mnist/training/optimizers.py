"""The optimizers of an image model, and the networks that each of them updates."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.networks.build import Networks
from playground.mnist.training.distributed import ProcessGroup
from playground.nn.device import by_prefix


class Optimizers:
    """A separate Adam for each purpose: "g", "d", and for an InfoGAN's Q "info" and "q".

    Gradients are averaged over the `group`, so that all its processes take the same steps.
    """

    def __init__(self, config: MnistConfig, networks: Networks, group: ProcessGroup) -> None:
        self._config, self._group = config, group
        self._by_name = self._create(networks)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @property
    def have_stepped(self) -> bool:
        """Whether all of them have their states, which the first step makes."""
        return all(adam.state for adam in self._by_name.values())

    def descend(self, loss: Tensor, *names: str) -> None:
        """Take a step of each named optimizer along the gradient of the same loss."""
        gradients = self.gradients(loss, *names)
        for name in names:
            count = len(_parameters(self._by_name[name]))
            self.step(name, gradients[:count])
            gradients = gradients[count:]

    def gradients(self, loss: Tensor, *names: str, keep: bool = False) -> list[Tensor]:
        """The gradients for all weights of the named optimizers, in order; `keep` retains the
        graph.
        """
        weights = [weight for name in names for weight in _parameters(self._by_name[name])]
        found = torch.autograd.grad(loss, weights, retain_graph=keep, allow_unused=True)
        gradients = [
            torch.zeros_like(weight) if gradient is None else _with_layout_of(weight, gradient)
            for weight, gradient in zip(weights, found, strict=True)
        ]
        self._group.average(gradients)
        return gradients

    def step(self, name: str, gradients: list[Tensor]) -> None:
        """Take a step of one optimizer along these gradients."""
        adam = self._by_name[name]
        for weight, gradient in zip(_parameters(adam), gradients, strict=True):
            weight.grad = gradient
        adam.step()
        adam.zero_grad()

    def state(self) -> dict[str, Tensor]:
        """The optimizers' states, by name."""
        return {
            f"{name}.{index}.{key}": value
            for name, adam in self._by_name.items()
            for index, memory in adam.state_dict()["state"].items()
            for key, value in memory.items()
        }

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Load a `state`. Raises KeyError or RuntimeError when it does not fit."""
        for name, adam in self._by_name.items():
            _load(adam, by_prefix(state, f"{name}."))

    def _create(self, networks: Networks) -> dict[str, torch.optim.Adam]:
        config = self._config
        g = list(networks.generator.parameters())
        d = list(networks.discriminator.parameters())
        q = list(networks.reader.parameters()) if networks.reader else []
        own, on_real = config.info_step == "own", config.reads_real
        optimizers = {"g": self._adam(g, config.g_lr)}
        if q and own:
            optimizers["info"] = self._adam(g + d + q, config.info_lr)
        if q and (on_real if own else config.reader != "shared"):
            optimizers["q"] = self._adam(q, config.info_lr)
        joined = q if not own and config.reader == "shared" else []
        return optimizers | {"d": self._adam(d + joined, config.d_lr)}

    def _adam(self, weights: list[nn.Parameter], rate: float) -> torch.optim.Adam:
        betas = self._config.beta1, self._config.beta2
        kind = weights[0].device.type
        return torch.optim.Adam(
            weights, rate, betas, fused=kind in ("cpu", "cuda"), capturable=kind == "cuda"
        )


def _parameters(adam: torch.optim.Adam) -> list[Tensor]:
    return [weight for group in adam.param_groups for weight in group["params"]]


def _with_layout_of(weight: Tensor, values: Tensor) -> Tensor:
    """`values` in the memory layout of `weight`, which the fused Adam assumes."""
    if values.stride() == weight.stride() or not values.ndim:
        return values
    return torch.empty_like(weight).copy_(values)


def _load(adam: torch.optim.Adam, held: Mapping[str, Tensor]) -> None:
    memory: dict[int, dict[str, Tensor]] = {}
    weights = _parameters(adam)
    for key, value in held.items():
        index, name = int(key.split(".")[0]), key.split(".")[1]
        memory.setdefault(index, {})[name] = _with_layout_of(weights[index], value)
    content = adam.state_dict()
    content["state"] = memory
    adam.load_state_dict(content)
