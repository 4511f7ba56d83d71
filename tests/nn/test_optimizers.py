"""Our update rules against torch.optim."""

import pytest
import torch

from playground.nn.optimizers import UPDATE_RULES, StepParameters, initial_state

THEIRS = {
    "adadelta": torch.optim.Adadelta,
    "adam": torch.optim.Adam,
    "rmsprop": torch.optim.RMSprop,
    "sgd": torch.optim.SGD,
}
STEP = StepParameters(*torch.tensor([0.02, 0.6, 0.97]))


@pytest.mark.parametrize("name", THEIRS)
def test_fifty_steps_agree_with_torch(name):
    random = torch.Generator().manual_seed(0)
    ours = torch.randn(40, generator=random)
    theirs = ours.clone().requires_grad_()
    more = {"betas": (0.6, 0.97)} if name == "adam" else {}
    state, optimizer = initial_state(name, ours), THEIRS[name]([theirs], lr=0.02, **more)
    for _ in range(50):
        theirs.grad = torch.randn(40, generator=random) * torch.logspace(-3, 2, 40)
        UPDATE_RULES[name](ours, theirs.grad, state, STEP)
        optimizer.step()
    assert torch.allclose(ours, theirs.detach(), rtol=2e-4, atol=1e-6)


def test_a_stable_step_is_adams_but_for_its_length():
    random = torch.Generator().manual_seed(0)
    start = torch.randn(40, generator=random)
    parameters = StepParameters(*torch.tensor([0.02, 0.0, 0.99]))
    memories = {name: initial_state(name, start) for name in ("adam", "stable-adam")}
    lengths = []
    for size in (*[1.0] * 50, 0.1, 100.0, 1.0):
        gradient = size * torch.randn(40, generator=random)
        plain, stable = start.clone(), start.clone()
        UPDATE_RULES["adam"](plain, gradient, memories["adam"], parameters)
        UPDATE_RULES["stable-adam"](stable, gradient, memories["stable-adam"], parameters)
        whole, kept = plain - start, stable - start
        assert torch.cosine_similarity(whole, kept, dim=0) > 0.9999
        length = whole.square().mean().sqrt().item() / parameters.rate.item()
        kept_length = kept.square().mean().sqrt().item() / parameters.rate.item()
        assert kept_length == pytest.approx(min(length, 1), rel=1e-3)
        lengths.append(length)
    assert max(lengths) > 4
