"""Train a CGAN on "binary".

The Distribution Playground exported this script for exactly this configuration; it
needs only torch and numpy. It follows the playground's recipe with other random
numbers, so the two differ like two seeds. Points lie in the unit square, x to the right
and y up. At the end it writes generated points to samples.csv and, if matplotlib is
installed, a plot of them, to the right of real ones, to samples.png.
"""

import base64
import zlib
from itertools import pairwise
from math import cos, pi

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

ITERATIONS, BATCH, SAMPLES = 5000, 256, 10_000
D_RATE, G_RATE = 0.003, 0.002
SCHEDULE = 4000  # length of the schedules, in iterations
FINAL_RATE, FINAL_PENALTY = 0.05, 0.0002  # final factors
R1, R2 = 0.06, 0.06  # weights of D's squared gradient norm: real, generated
PENALTY_EVERY = 2  # the penalties are measured at every so many points
AVERAGE = 0.998  # decay of the generator's running average
CELLS, TABLE_RATE = 32, 0.05  # of the latents' density
CLASSES = 2  # layers, given to both networks one-hot

random = np.random.default_rng(0)
torch.manual_seed(0)
torch.set_num_threads(1)


def mlp(inputs, hidden, outputs):
    layers = []
    for before, after in pairwise([inputs, *hidden, outputs]):
        layers += [nn.Linear(before, after), nn.SiLU()]
    return nn.Sequential(*layers[:-1])


def frequencies(inputs, count):
    """Random Fourier frequencies on 5 scales, each twice as fine."""
    return torch.randn(inputs, count) * pi * 2.0 ** (torch.arange(count) % 5)


g = mlp(CLASSES + 2 + 4 * 64, [128] * 4, 2)
for layer in g[:-1:2]:
    layer.weight.data *= 2.45
g[-1].weight.data *= 0.1  # starts close to the identity
d = mlp(CLASSES + 2 + 2 * 64, [128] * 3, 1)
g_frequencies, d_frequencies = frequencies(2, 64), frequencies(2, 64)


def generate(latent, condition):
    """Points [n, 2] for latents [n, 2] and conditions [n, CLASSES]."""
    phase = latent @ g_frequencies
    features = torch.cat([phase.sin(), phase.cos()], dim=1)
    features = torch.cat([features, features.sign()], dim=1)  # discontinuities
    outputs = g(torch.cat([condition, latent, features], dim=1))
    return (latent[:, :2] + outputs + 1) / 2


def discriminate(points, condition):
    """Logits of points [n, 2] under conditions [n, CLASSES]: above 0 is real."""
    points = 2 * points - 1
    phase = points @ d_frequencies
    return d(torch.cat([condition, points, phase.sin(), phase.cos()], dim=1)).flatten()


class Layer:
    """A density, constant in each of pixels [height, width], row 0 at the bottom."""

    def __init__(self, pixels):
        self.height, self.width = pixels.shape
        self.mass = np.append(0, pixels.cumsum())  # cumulative, row by row

    def points(self, uniform):
        """Points [n, 2] for uniform numbers [2, n]: y by its marginal, x by its row."""
        up, right = uniform * (1 - 1e-7)  # stays off the next pixel's edge
        edges, below = np.arange(self.height + 1), self.mass[:: self.width]
        y = np.interp(up * below[-1], below, edges)
        value = np.interp(y // 1 + right, edges, below)
        x = np.interp(value, self.mass, np.arange(len(self.mass))) % self.width
        return np.stack([x, y], axis=1) / self.width


def quasi_random(n, *powers):
    """Quasi-random uniform numbers: a Kronecker sequence per power, shifted."""
    steps = 1.1673039782614187 ** -np.array(powers)[:, None]  # the root of x**5 = x + 1
    return (steps * np.arange(n) + random.random((len(powers), 1))) % 1


def draw_layers(n):
    """The layers of n points, ascending: fixed shares, one random offset."""
    ranks = (np.arange(n) + random.random()) / n
    return np.searchsorted(np.cumsum(SHARES)[:-1], ranks, side="right")


def draw_real(n):
    """Points [n, 2] of the target, and their layers, one-hot."""
    layer, uniform = draw_layers(n), quasi_random(n, 1, 2)
    points = [one.points(uniform[:, layer == i]) for i, one in enumerate(target)]
    return torch.from_numpy(np.concatenate(points)).float(), torch.eye(CLASSES)[layer]


def draw_latent(n):
    return 2 * torch.from_numpy(quasi_random(n, 3, 4).T).float() - 1


table = torch.zeros(CLASSES, CELLS, CELLS)  # the latents' log density
shown = table.clone()  # its running average


def invert(mass, value):
    """The cell of each value [n, 1] in the sums of mass [n, CELLS], and where in it."""
    edges = F.pad(mass.cumsum(dim=1) / mass.sum(dim=1, keepdim=True), (1, 0))
    cell = torch.searchsorted(edges, value.contiguous(), right=True) - 1
    cell = cell.clamp(0, CELLS - 1)
    low, high = edges.gather(1, cell), edges.gather(1, cell + 1)
    return cell[:, 0], ((value - low) / (high - low))[:, 0]


def bend(latent, layer, table):
    """Latents of even density, given that of their layers' tables."""
    number = (latent + 1) / 2
    mass = table.flatten(1).softmax(dim=1).view_as(table)[layer]
    row, up = invert(mass.sum(dim=2), number[:, :1])
    column, right = invert(mass[torch.arange(len(row)), row], number[:, 1:2])
    number = torch.stack([row + up, column + right], dim=1) / CELLS
    bent = 2 * number - 1
    return bent


def learn(latent, layer, at_fake):
    """Cells gain mass by the mean of p/q at their points, which D knows."""
    number = (latent[:, :2] + 1) / 2
    cell = (layer, *(CELLS * number).long().clamp(0, CELLS - 1).T)
    own = F.one_hot(layer, len(table)).float()
    ratio = at_fake - (own.T @ at_fake / own.sum(dim=0).clamp(min=1))[layer]
    total, count = torch.zeros(2, *table.shape)
    total.index_put_(cell, ratio.clamp(max=2).exp(), accumulate=True)
    count.index_put_(cell, torch.ones_like(ratio), accumulate=True)
    sums = [one.sum((1, 2), keepdim=True) for one in (total, count)]
    mean = (sums[0] / sums[1].clamp(min=1)).clamp(min=1e-3)
    table.add_(TABLE_RATE * (total / mean - count) / count.clamp(min=1))
    table.sub_(table.mean((1, 2), keepdim=True)).clamp_(-4, 4)


def rate_factor(iteration):
    high = (1 + cos(pi * min(iteration / SCHEDULE, 1))) / 2
    return FINAL_RATE + (1 - FINAL_RATE) * high


def penalty_factor(iteration):
    return FINAL_PENALTY ** min(iteration / SCHEDULE, 1) ** 5.0


def nearby(points):
    return points + 1e-3 * F.normalize(torch.randn_like(points), dim=1)


def squared_gradient_norm(here, shifted):
    """Its mean, in half sides of the square: twice that of a random direction."""
    return 2 * ((shifted - here) / 2e-3).square().mean()


def d_loss(real, fake, condition, iteration):
    at_real, at_fake = discriminate(real, condition), discriminate(fake, condition)
    near = discriminate(nearby(real[::PENALTY_EVERY]), condition[::PENALTY_EVERY])
    r1 = squared_gradient_norm(at_real[::PENALTY_EVERY], near)
    near = discriminate(nearby(fake[::PENALTY_EVERY]), condition[::PENALTY_EVERY])
    r2 = squared_gradient_norm(at_fake[::PENALTY_EVERY], near)
    penalty = penalty_factor(iteration) * (R1 * r1 + R2 * r2) / 2
    return F.softplus(at_fake - at_real).mean() + penalty


def g_loss(real, fake, condition):
    at_real = discriminate(real, condition).detach()
    at_fake = discriminate(fake, condition)
    return F.softplus(at_real - at_fake).mean()


def update(optimizer, loss, rate):
    """Take one step: Adam's, clipped to a root mean square of `rate`."""
    (group,) = optimizer.param_groups
    group["lr"] = rate
    before = parameters_to_vector(group["params"]).detach()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    step = parameters_to_vector(group["params"]).detach() - before
    size = step.square().mean().sqrt() / max(rate, 1e-30)
    vector_to_parameters(before + step / size.clamp(min=1), group["params"])


d_optimizer = torch.optim.Adam(d.parameters(), D_RATE, (0.0, 0.99))
g_optimizer = torch.optim.Adam(g.parameters(), G_RATE, (0.0, 0.99))
average = parameters_to_vector(g.parameters()).detach()  # generates the samples


def update_average(iteration):
    """Move the average towards the weights, most of all at first."""
    weight = max(1 - AVERAGE, 10 / (10 + iteration))
    average.lerp_(parameters_to_vector(g.parameters()).detach(), weight)
    shown.lerp_(table, weight)


def train():
    for iteration in range(ITERATIONS):
        factor = rate_factor(iteration)
        real, condition = draw_real(BATCH)
        layer = condition.argmax(dim=1)
        latent = bend(draw_latent(BATCH), layer, table)
        fake = generate(latent, condition)
        d_now = d_loss(real, fake.detach(), condition, iteration)
        update(d_optimizer, d_now, D_RATE * factor)
        g_now = g_loss(real, fake, condition)
        if iteration >= 500:  # the points have come to the parts
            learn(latent, layer, discriminate(fake, condition).detach())
        update(g_optimizer, g_now, G_RATE * factor)
        update_average(iteration)
        if iteration % 100 == 99 or iteration == ITERATIONS - 1:
            print(f"{iteration + 1} of {ITERATIONS}: D {d_now:.4f}, G {g_now:.4f}")


@torch.no_grad()
def save():
    vector_to_parameters(average, g.parameters())
    layer = torch.from_numpy(draw_layers(SAMPLES))
    latent = bend(2 * torch.rand(SAMPLES, 2) - 1, layer, shown)
    points = generate(latent, torch.eye(CLASSES)[layer])
    rows = np.column_stack([points, layer])
    np.savetxt("samples.csv", rows, "%.9g", ",", header="x,y,layer", comments="")
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return
    figure = Figure(figsize=(9, 4.8))
    square = {"xlim": (0, 1), "ylim": (0, 1), "aspect": "equal"}
    left, right = figure.subplots(1, 2, subplot_kw=square)
    left.scatter(*draw_real(SAMPLES)[0].T, s=2, color="black")
    right.scatter(*points.T, s=2, c=layer, cmap="tab10")
    figure.savefig("samples.png", dpi=120)


# The target. All pixels, 0 (empty) to 255 (densest), from the top row down, layer by
# layer, compressed with zlib; and each layer's share of the points.
PIXELS = """
eNrt3aF18zoUAOA3QGlB4U+7QkFgFygoLfACBVkhKxSEGnqBAJPA0AwQ4gUCBay3QOI4sSzrnHzfCPceS/dey/J/
/wEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJDF66ra1O2xO4e+
D+fu2NabavUqLkv4WDeneNGpWX+IT05vVXOOg85N9SZOWbxUuzjKrnoRrdmXqW2Io4WthWtWX228U/slanP5PsQH
HL5Fbg6f+/ig/afopfavjhPU/0Qwqd8QJwm/YpjO+y5OtnsXx0SqEBMIlUgm8RcT+RPLBBv5Piazt61PtepiQt1K
RKc15H1MqteuT/ETk/sR1ccLqzgDZVZBT4cnZMLeEWdiD3mosurnykevynqg7+jibDp9yN32cUZ78V1qSGJ0Umyl
q+p91HuYOx/B+P0Ouzi7nSiP9hsz8MZwdKkbcuQjKHpHqmMWtUiP8hkzcQxo+U5QV3iv75iNk4sjHPLl4yDaN33F
jEzeb2pz5qMV7xs+Yla+D7lhmzcfWxEf9BLy5iP4pG1QFTMzd196sGvMO95bzM5n0SUtVxasQU3+fDSift05fz7O
ol5KM6glvGG9RD7W4l7Q9mEDGXBaIh8ncb/iNS7CBWZXrJbJh9Pu5XSDOsIBm2XysRH5y+pl8uEc1hXtMvnw0vaK
4zL5OIr8Zd0y+ehEvphpoonigLBMPoLIX9Yvk49e5OXDemW9sp+rd9W7+kHzEvMS88TnY95eFu+jyuJ9bVmcZyiM
8z5lcR6uLM6LlsV5ahNF08SyNhDbR1kdoW5wgO85C+N75ydfsCxXg9yXURj3yTx1S6gZvMV9ZGVxX19h3GdZFve9
FsZ9yGVxX3hh3KdfFv+bKIz/sTzfmNdg9w7+51UY/7srjP9BPlNXqBO8v+j1P+Gy+N92YfyPvjA/86TjR2RLqnpV
ukU9IZ6OSXtI4k29t3dMrLKSlr2dympyH5KwMdzrO0oanRiSJCqzkkx7g8IqlfcE70N2BuwJ/U58RIK3gYm39UmH
HGobeXKfDxdaewd7ZvH90FHSg1OI87Xrd59+bzXks/rY3rGzh63vO2b3Uo2sfneVj9HyeKuaGzc5nJvKh8x5F651
c+V6plOztkwt4nVVber22J1D34dzd2zrTbVyvRgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAwo9dVtanbY3cOfR/O3bGtN9XqVVyW8LFuTvGiU7P+EJ+c3qrmHAedm+pNnLJ4qXZxlF31IlqzL1PbEEcL
WwvXrL7aeKf2S9Tm8n2IDzh8i9wcPvfxQftP0UvtXx0nqP+JYFK/IU4SfsUwnfddnGz3Lo6JVCEmECqRTOIvJvIn
lgk28n1MZm9bn2rVxYS6lYhOa8j7mFSvXZ/iJyb3I6qPF1ZxBsqsgp4OT8iEvSPOxB7yUGXVz5WPXpX1QN/Rxdl0
+pC77eOM9uK71JDE6KTYSlfV+6j3MHc+gvH7HXZxdjtRHu03ZuCN4ehSN+TIR1D0jlTHLGqRHuUzZuIY0PKdoK7w
Xt8xGycXRzjky8dBtG/6ihmZvN/U5sxHK943fMSsfB9ywzZvPrYiPugl5M1H8EnboCpmZu6+9GDXmHe8t5idz6JL
Wq4sWIOa/PloRP26c/58nEW9lGZQS3jDeol8rMW9oO3DBjLgtEQ+TuJ+xWtchAvMrlgtkw+n3cvpBnWEAzbL5GMj
8pfVy+TDOawr2mXy4aXtFcdl8nEU+cu6ZfLRiXwx00QTxQFhmXwEkb+sXyYfvcjLh/XKemU/V++qd/WD5iXmJeaJ
z8e8vSzeR5XF+9qyOM9QGOd9yuI8XFmcFy2L89QmiqaJZW0gto+yOkLd4ADfcxbG985PvmBZrga5L6Mw7pN56pZQ
M3iL+8jK4r6+wrjPsizuey2M+5DL4r7wwrhPvyz+N1EY/2N5vjGvwe4d/M+rMP53Vxj/g3ymrlAneH/R63/CZfG/
7cL4H31hfuZJx4/IllT1qnSLekI8HZP2kMSbem/vmFhlJS17O5XV5D4kYWO413eUNDoxJElUZiWZ9gaFVSrvCd6H
7AzYE/qd+IgEbwMTb+uTDjnUNvLkPh8utPYO9szi+6GjpAenEOdr1+8+/d5qyGf1sb1jZw9b33fM7qUaWf3uKh+j
5fFWNTducjg3lQ+Z8y5c6+bK9UynZm2ZWsTrqtrU7bE7h74P5+7Y1ptq5XoxAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACAXP4HeywL4Q==
"""
SHARES = [0.5, 0.5]
data = np.frombuffer(zlib.decompress(base64.b64decode(PIXELS)), np.uint8)
target = [Layer(rows[::-1]) for rows in data.reshape(-1, 400, 400)]

if __name__ == "__main__":
    train()
    save()
