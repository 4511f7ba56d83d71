"""The perceptron over columns against torch's own modules."""

import torch
from torch import nn

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
