"""The optimizers of an image model: whose weights each of them moves, and how."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.networks.build import Networks
from playground.mnist.training.distributed import ProcessGroup
from playground.nn.device import by_prefix


class Optimizers:
    """An Adam of its own for each purpose: "g", "d", and those of an InfoGAN's Q, "info" and "q".

    Gradients are averaged over the `team`, so that all its members make the same steps.
    """

    def __init__(self, config: MnistConfig, networks: Networks, team: ProcessGroup) -> None:
        self._config, self._team = config, team
        self._adams = self._made(networks)

    def __contains__(self, who: str) -> bool:
        return who in self._adams

    def descend(self, loss: Tensor, *who: str) -> None:
        """A step of each of these down the same loss."""
        gradients = self.gradients(loss, *who)
        for name in who:
            count = len(_weights(self._adams[name]))
            self.move(name, gradients[:count])
            gradients = gradients[count:]

    def gradients(self, loss: Tensor, *who: str, keep: bool = False) -> list[Tensor]:
        """Of all weights that these move, in order; `keep` the graph for another loss."""
        weights = [weight for name in who for weight in _weights(self._adams[name])]
        found = torch.autograd.grad(loss, weights, retain_graph=keep, allow_unused=True)
        gradients = [
            torch.zeros_like(weight) if gradient is None else _laid_out_as(weight, gradient)
            for weight, gradient in zip(weights, found, strict=True)
        ]
        self._team.average(gradients)
        return gradients

    def move(self, who: str, gradients: list[Tensor]) -> None:
        """A step down these."""
        adam = self._adams[who]
        for weight, gradient in zip(_weights(adam), gradients, strict=True):
            weight.grad = gradient
        adam.step()
        adam.zero_grad()

    def state(self) -> dict[str, Tensor]:
        """What they remember, by name."""
        return {
            f"{who}.{index}.{key}": value
            for who, adam in self._adams.items()
            for index, memory in adam.state_dict()["state"].items()
            for key, value in memory.items()
        }

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to a `state`. Raises KeyError or RuntimeError when it does not fit."""
        for who, adam in self._adams.items():
            _load(adam, by_prefix(state, f"{who}."))

    def _made(self, networks: Networks) -> dict[str, torch.optim.Adam]:
        config = self._config
        g = list(networks.generator.parameters())
        d = list(networks.discriminator.parameters())
        q = list(networks.reader.parameters()) if networks.reader else []
        own, on_real = config.info_step == "own", config.reads_real
        adams = {"g": self._adam(g, config.g_lr)}
        if q and own:
            adams["info"] = self._adam(g + d + q, config.info_lr)
        if q and (on_real if own else config.reader != "shared"):
            adams["q"] = self._adam(q, config.info_lr)
        joined = q if not own and config.reader == "shared" else []
        return adams | {"d": self._adam(d + joined, config.d_lr)}

    def _adam(self, weights: list[nn.Parameter], rate: float) -> torch.optim.Adam:
        betas = self._config.beta1, self._config.beta2
        fused = weights[0].device.type in ("cpu", "cuda")
        return torch.optim.Adam(weights, rate, betas, fused=fused)


def _weights(adam: torch.optim.Adam) -> list[Tensor]:
    return [weight for group in adam.param_groups for weight in group["params"]]


def _laid_out_as(weight: Tensor, values: Tensor) -> Tensor:
    """`values` in the memory order of `weight`, which the fused Adam takes for granted."""
    if values.stride() == weight.stride() or not values.ndim:
        return values
    return torch.empty_like(weight).copy_(values)


def _load(adam: torch.optim.Adam, held: Mapping[str, Tensor]) -> None:
    memory: dict[int, dict[str, Tensor]] = {}
    weights = _weights(adam)
    for key, value in held.items():
        index, name = int(key.split(".")[0]), key.split(".")[1]
        memory.setdefault(index, {})[name] = _laid_out_as(weights[index], value)
    content = adam.state_dict()
    content["state"] = memory
    adam.load_state_dict(content)
