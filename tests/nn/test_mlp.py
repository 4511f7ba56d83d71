"""The perceptron over columns against torch's own modules."""

import pytest
import torch
from torch import nn

from playground.nn.activations import ACTIVATIONS
from playground.nn.mlp import Mlp, spectral_norm


def as_modules(mlp, weights):
    """The same network as torch modules over rows."""
    modules = []
    for weight, bias in mlp.layers(weights):
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = weight.clone(), bias[:, 0].clone()
        modules += [linear, nn.LeakyReLU(0.1)]
    return nn.Sequential(*modules[:-1])


def test_outputs_and_gradients_are_those_of_torch_modules():
    mlp = Mlp((3, 17, 5, 2))
    weights = mlp.initial(torch.Generator().manual_seed(0)).requires_grad_()
    inputs = torch.randn(3, 50)
    modules = as_modules(mlp, weights.detach())
    ours, theirs = mlp(weights, inputs), modules(inputs.T).T
    assert torch.allclose(ours, theirs, atol=1e-6)
    (gradient,) = torch.autograd.grad(ours.square().sum(), weights)
    theirs.square().sum().backward()
    expected = torch.cat([p.grad.flatten() for p in modules.parameters()])
    assert torch.allclose(gradient, expected, rtol=1e-4, atol=1e-5)


@pytest.fixture(params=ACTIVATIONS)
def small(request):
    """A perceptron of any activation, its weights and inputs, in float64."""
    mlp, random = Mlp((3, 7, 5, 2), request.param), torch.Generator().manual_seed(0)
    weights = torch.randn(mlp.size, dtype=torch.float64, generator=random)
    return mlp, weights, torch.randn(3, 20, dtype=torch.float64, generator=random)


def test_a_traces_gradients_are_autograds(small):
    mlp, weights, inputs = small
    leaves = weights.clone().requires_grad_(), inputs.clone().requires_grad_()
    outputs = mlp.outputs(*leaves)
    slopes = torch.randn(outputs.shape, dtype=torch.float64)
    expected = torch.autograd.grad(outputs, leaves, slopes)
    trace = mlp.trace(mlp.layered(weights), inputs)
    assert torch.allclose(trace.outputs, outputs)
    for of_weights, of_inputs in ((True, True), (True, False), (False, True)):
        found = trace.gradients(slopes, of_weights=of_weights, of_inputs=of_inputs)
        for wanted, mine, theirs in zip((of_weights, of_inputs), found, expected, strict=True):
            assert torch.allclose(mine, theirs) if wanted else mine is None


@pytest.mark.parametrize("sizes", [(3, 7, 5, 2), (2, 40, 30, 1), (2, 1, 5, 1)], ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_trace_that_is_asked_once_says_the_same(sizes, activation):
    mlp, random = Mlp(sizes, activation), torch.Generator().manual_seed(0)
    weights, inputs = mlp.initial(random).double(), torch.randn(sizes[0], 20).double()
    leaves = weights.clone().requires_grad_(), inputs.clone().requires_grad_()
    outputs = mlp.outputs(*leaves)
    slopes = torch.randn(outputs.shape, dtype=torch.float64)
    expected = torch.autograd.grad(outputs, leaves, slopes)
    found = mlp.trace(mlp.layered(weights), inputs).gradients(slopes, of_inputs=True, once=True)
    for mine, theirs in zip(found, expected, strict=True):
        assert torch.allclose(mine, theirs)


def test_a_pass_can_be_differentiated_twice(small):
    mlp, weights, inputs = small
    if mlp.activation in ("leaky-relu", "relu"):
        pytest.skip("has kinks, near which finite differences differ")
    leaves = weights.requires_grad_(), inputs[:, :3].clone().requires_grad_()
    assert torch.autograd.gradcheck(mlp, leaves)
    assert torch.autograd.gradgradcheck(mlp, leaves)


def test_a_spectral_pass_is_that_of_the_divided_weights():
    mlp, random = Mlp((3, 7, 2), spectral=True), torch.Generator().manual_seed(0)
    weights, inputs = mlp.initial(random) * 9, torch.randn(3, 20, generator=random)
    (first, _), (second, _) = mlp.layers(mlp.used(weights))
    for matrix in (first, second):
        assert torch.linalg.matrix_norm(matrix, ord=2) == pytest.approx(1, abs=1e-3)
    assert torch.equal(mlp(weights, inputs), Mlp((3, 7, 2))(mlp.used(weights), inputs))


def test_initial_weights_follow_torchs_default():
    mlp = Mlp((4, 1000, 2))
    weights = mlp.initial(torch.Generator().manual_seed(0))
    assert weights.shape == (mlp.size,) == (4 * 1000 + 1000 + 2000 + 2,)
    (first, bias), (second, _) = mlp.layers(weights)
    for part, inputs in ((first, 4), (bias, 4), (second, 1000)):
        bound = inputs**-0.5
        assert part.abs().max() <= bound and part.abs().max() > 0.9 * bound
        assert abs(part.mean()) < 0.1 * bound


def test_the_spectral_norm_is_the_largest_singular_value():
    weight = torch.randn(30, 20, generator=torch.Generator().manual_seed(0))
    weight[:, 0] *= 3
    exact = torch.linalg.matrix_norm(weight, ord=2)
    assert abs(spectral_norm(weight) / exact - 1) < 1e-3


def test_spectral_layers_stretch_nothing():
    mlp = Mlp((2, 40, 40, 1), "relu", spectral=True)
    weights = 30 * mlp.initial(torch.Generator().manual_seed(0))
    inputs = torch.randn(2, 300, generator=torch.Generator().manual_seed(1))
    rise = (mlp(weights, inputs) - mlp(weights, inputs.flip(1))).abs()[0]
    assert (rise <= 1.05 * (inputs - inputs.flip(1)).norm(dim=0) + 1e-6).all()
