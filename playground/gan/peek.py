"""A look at a moment that is past, from its snapshot; nothing that trains is touched."""

from dataclasses import replace

import torch
from torch import Tensor

from playground.gan.asking import Asked, Asking
from playground.gan.look import Look, Wanted
from playground.gan.looker import Insides, Looker
from playground.gan.snapshot import Snapshot


def peek(inside: Insides, snapshot: Snapshot, wanted: Wanted) -> Look:
    """What a look at the model would have shown when `snapshot` was taken of it.

    `inside` gives the networks, which are functions of their weights, and the latents, which are
    the same at all moments of a run; weights and points are those of `snapshot`.
    """
    device = inside.maker.device
    then = replace(
        inside,
        d_weights=torch.from_numpy(snapshot.d_weights).to(device),
        g_weights=torch.from_numpy(snapshot.g_weights).to(device),
        real=torch.from_numpy(snapshot.real).T.contiguous().to(device),
        asked=_asked(inside, torch.from_numpy(snapshot.generated_layer).to(device)),
    )
    looker = Looker(lambda: then)
    while looker.refresh(wanted, 0):
        pass
    return looker.look


def _asked(inside: Insides, layer: Tensor) -> Asked:
    """What was asked for with `layer` [n]; continuous codes are the same at all moments, too."""
    asking: Asking = inside.maker.asking
    if not asking.layers:
        return inside.asked
    values = None
    if not asking.is_told:
        assert inside.asked.inputs is not None
        values = inside.asked.inputs[asking.layers :]
    return asking.ask(layer, values)
