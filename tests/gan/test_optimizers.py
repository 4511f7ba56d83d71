"""Our update rules against torch.optim."""

import pytest
import torch

from playground.gan.optimizers import RULES, Pace, fresh_memory

THEIRS = {
    "adadelta": torch.optim.Adadelta,
    "adam": torch.optim.Adam,
    "rmsprop": torch.optim.RMSprop,
    "sgd": torch.optim.SGD,
}


@pytest.mark.parametrize("name", RULES)
def test_fifty_steps_agree_with_torch(name):
    random = torch.Generator().manual_seed(0)
    ours = torch.randn(40, generator=random)
    theirs = ours.clone().requires_grad_()
    more = {"betas": (0.6, 0.97)} if name == "adam" else {}
    memory, optimizer = fresh_memory(name, ours), THEIRS[name]([theirs], lr=0.02, **more)
    for _ in range(50):
        theirs.grad = torch.randn(40, generator=random) * torch.logspace(-3, 2, 40)
        RULES[name](ours, theirs.grad, memory, Pace(0.02, 0.6, 0.97))
        optimizer.step()
    assert torch.allclose(ours, theirs.detach(), rtol=2e-4, atol=1e-6)
