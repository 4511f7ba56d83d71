"""What there is to see of the models of a run: which choices the view toolbar can offer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from playground.app.model_slots import ModelSlot
from playground.density.target import Target
from playground.metrics.distances import LEAST_LOSS
from playground.plots.view import View

_MOST_AXES = 8


@dataclass(frozen=True)
class ViewChoices:
    """Depends on the models and the target.

    `layers` names the layers that can be shown by themselves, `planes` the pairs of latent
    dimensions a grid can span (none where there are only two), `losses_without_best` the losses,
    if all of them have no best discriminator to compare with, and `conditional` whether a model is
    told layers, so that they can leak into each other. `adversarial` and `flows` say whether there
    are models with a discriminator, and with a velocity.
    """

    layers: tuple[str, ...] = ()
    planes: tuple[tuple[int, int], ...] = ()
    losses_without_best: tuple[str, ...] = ()
    conditional: bool = False
    adversarial: bool = True
    flows: bool = False

    @classmethod
    def of(cls, target: Target, slots: Sequence[ModelSlot]) -> "ViewChoices":
        """The choices for these models on `target`."""
        configs = [slot.config for slot in slots]
        conditional = any(config.is_conditional for config in configs)
        names = tuple(layer.name for layer in target.layers) if conditional else ()
        axes = min(max(config.latent_axes for config in configs), _MOST_AXES)
        losses = sorted({config.adversarial_loss for config in configs if config.is_adversarial})
        adversarial = bool(losses)
        return cls(
            layers=names if len(names) > 1 else (),
            planes=tuple(combinations(range(axes), 2)) if axes > 2 else (),
            losses_without_best=() if any(one in LEAST_LOSS for one in losses) else tuple(losses),
            conditional=conditional,
            adversarial=adversarial,
            flows=not all(config.is_adversarial for config in configs),
        )

    @property
    def has_best(self) -> bool:
        """Whether there is a best discriminator to compare with."""
        return not self.losses_without_best

    def fitted(self, view: View) -> View:
        """`view` without what these models do not have."""
        has_layer = view.layer is not None and view.layer < len(self.layers)
        return replace(
            view,
            heat="none" if self._lacks_map(view.heat) else view.heat,
            strip="densities" if view.strip == "leak" and not self.conditional else view.strip,
            layer=view.layer if has_layer else None,
            plane=view.plane if view.plane in self.planes else View.plane,
        )

    def _lacks_map(self, heat: str) -> bool:
        """Whether none of these models has this map."""
        if heat == "velocity":
            return not self.flows
        if heat in ("best", "difference"):
            return not (self.has_best and self.adversarial)
        return heat == "discriminator" and not self.adversarial

    def carried_over(self, view: View, before: "ViewChoices") -> View:
        """`view`, chosen when there were the choices `before`, with the layer of the same name."""
        known = view.layer is not None and view.layer < len(before.layers)
        name = before.layers[view.layer] if known and view.layer is not None else None
        layer = self.layers.index(name) if name in self.layers else None
        plane = view.plane if view.plane in self.planes else View.plane
        return replace(view, layer=layer, plane=plane)
