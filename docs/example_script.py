"""Train a CGAN on "binary".

The Distribution Playground wrote this script for this very configuration; it needs
torch and numpy only. It follows the playground's recipe with other random numbers, so
the two differ as one seed does from another. Points lie in the unit square, x to the
right and y up. In the end samples.csv holds points of the generator, and samples.png
(where matplotlib is) shows them beside real ones.
"""

import base64
import zlib
from copy import deepcopy
from itertools import pairwise
from math import cos, pi

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

ITERATIONS, BATCH, SAMPLES = 5000, 256, 10_000
D_RATE, G_RATE = 0.003, 0.002
SCHEDULE = 4000  # iterations until what fades has faded
FINAL_RATE = 0.05  # what part of the rates is left then
R1 = 0.06  # weight of the discriminator's squared slope at real points
R2 = 0.06  # and at generated ones
FINAL_PENALTY = 0.002  # what part of the squared slopes is left
AVERAGE = 0.998  # memory of the generator's running average
KINDS = 2  # layers, told to both networks one-hot

torch.manual_seed(0)
torch.set_num_threads(1)


def mlp(inputs, hidden, outputs):
    layers = []
    for before, after in pairwise([inputs, *hidden, outputs]):
        layers += [nn.Linear(before, after), nn.SiLU()]
    return nn.Sequential(*layers[:-1])


def projections(inputs, count):
    """Fourier features: random frequencies on 5 scales, each twice as fine."""
    return torch.randn(inputs, count) * pi * 2.0 ** (torch.arange(count) % 5)


g = mlp(KINDS + 2 + 4 * 64, [128] * 4, 2)
with torch.no_grad():
    for layer in g[:-1:2]:
        layer.weight *= 2.45
    g[-1].weight *= 0.1  # at first it hardly shifts the latents
d = mlp(KINDS + 2 + 2 * 64, [128] * 3, 1)
g_waves = projections(2, 64)
d_waves = projections(2, 64)


def generate(g, latent, asked):
    """Points [n, 2] for latents [n, 2] and requests [n, KINDS]."""
    phase = latent @ g_waves
    waves = [phase.sin(), phase.cos()]
    waves += [wave.sign() for wave in waves]  # jumps, to tear the plane along
    outputs = g(torch.cat([asked, latent, *waves], dim=1))
    return (latent[:, :2] + outputs + 1) / 2


def judge(points, told):
    """Logits of points [n, 2] told to be of layers [n, KINDS]: above 0 is real."""
    points = 2 * points - 1
    phase = points @ d_waves
    inputs = torch.cat([told, points, phase.sin(), phase.cos()], dim=1)
    return d(inputs).flatten()


class Cells:
    """Masses laid end to end."""

    def __init__(self, masses):
        self.masses, self.ends = masses, masses.cumsum(0)

    def find(self, value):
        """The cell that each value falls into, and how far in."""
        cell = torch.searchsorted(self.ends, value, right=True)
        return cell, 1 - (self.ends[cell] - value) / self.masses[cell]


class Layer:
    """A density, constant inside each of pixels [height, width], row 0 the lowest."""

    def __init__(self, pixels):
        self.rows, self.pixels = Cells(pixels.sum(dim=1)), Cells(pixels.flatten())
        self.height, self.width = pixels.shape

    def points(self, uniform):
        """Points [n, 2] for uniform numbers [2, n]: y by its marginal, x by its row."""
        up, right = uniform * (1 - 1e-7)  # never on the next pixel's edge
        row, up = self.rows.find(up * self.rows.ends[-1])
        value = self.rows.ends[row] - (1 - right) * self.rows.masses[row]
        pixel, right = self.pixels.find(value)
        corner = torch.stack([pixel % self.width + right, row + up], dim=1)
        return (corner / self.width).float()


def even(n, powers):
    """Uniform numbers [2, n], evenly spread: a Kronecker sequence, shifted."""
    golden = 1.1673039782614187  # the real root of x**5 = x + 1
    steps = torch.tensor([[golden**-power] for power in powers], dtype=torch.float64)
    return (steps * torch.arange(n) + torch.rand(2, 1, dtype=torch.float64)) % 1


def draw_layers(n):
    """A layer for each of n points, ascending: fixed shares, one random offset."""
    edges = torch.tensor([share for share, _, _ in LAYERS]).cumsum(0)[:-1]
    return torch.searchsorted(edges, (torch.arange(n) + torch.rand(1)) / n, right=True)


def draw_real(n):
    """Points [n, 2] of the target, and their layers, one-hot."""
    layer, uniform = draw_layers(n), even(n, (1, 2))
    points = [one.points(uniform[:, layer == i]) for i, one in enumerate(target)]
    return torch.cat(points), F.one_hot(layer, KINDS).float()


def draw_latent(n):
    return 2 * even(n, (3, 4)).T.float() - 1


def rate_left(iteration):
    high = (1 + cos(pi * min(iteration / SCHEDULE, 1))) / 2
    return FINAL_RATE + (1 - FINAL_RATE) * high


def penalty_left(iteration):
    return FINAL_PENALTY ** min(iteration / SCHEDULE, 1) ** 5.0


def nearby(points):
    return points + 1e-3 * F.normalize(torch.randn_like(points), dim=1)


def squared_slope(here, beside):
    """Its mean, in half sides of the square: twice that along a random direction."""
    return 2 * ((beside - here) / 2e-3).square().mean()


def d_loss(real, fake, told, iteration):
    points = torch.cat([real, fake, nearby(real), nearby(fake)])
    logits = judge(points, told.repeat(4, 1))
    at_real, at_fake, by_real, by_fake = logits.chunk(4)
    r1, r2 = squared_slope(at_real, by_real), squared_slope(at_fake, by_fake)
    penalty = penalty_left(iteration) * (R1 * r1 + R2 * r2) / 2
    return F.softplus(at_fake - at_real).mean() + penalty


def g_loss(real, fake, told):
    at_fake = judge(fake, told)
    at_real = judge(real, told).detach()
    return F.softplus(at_real - at_fake).mean()


class StableAdam(torch.optim.Adam):
    """Adam whose step is at most the rate in the root mean square of its entries."""

    @torch.no_grad()
    def step(self):
        before = [[w.clone() for w in group["params"]] for group in self.param_groups]
        super().step()
        for group, old in zip(self.param_groups, before, strict=True):
            steps = [w - v for w, v in zip(group["params"], old, strict=True)]
            size = torch.cat([step.flatten() for step in steps]).square().mean().sqrt()
            for w, v, step in zip(group["params"], old, steps, strict=True):
                w.copy_(v + step / (size / max(group["lr"], 1e-30)).clamp(min=1))


def update(optimizer, loss):
    """One step down the gradient of the loss in the optimizer's own weights."""
    weights = [w for group in optimizer.param_groups for w in group["params"]]
    optimizer.zero_grad()
    loss.backward(inputs=weights)
    optimizer.step()


d_optimizer = StableAdam(d.parameters(), D_RATE, (0.0, 0.99))
g_optimizer = StableAdam(g.parameters(), G_RATE, (0.0, 0.99))
schedules = [LambdaLR(optimizer, rate_left) for optimizer in (d_optimizer, g_optimizer)]
average = deepcopy(g).requires_grad_(False)  # what the samples are made with


def follow(iteration):
    """Let the average take over a part of the weights, much of them at first."""
    part = max(1 - AVERAGE, 10 / (10 + iteration))
    for mine, its in zip(average.parameters(), g.parameters(), strict=True):
        mine.lerp_(its.detach(), part)


def train():
    for iteration in range(ITERATIONS):
        real, told = draw_real(BATCH)
        with torch.no_grad():
            fake = generate(g, draw_latent(BATCH), told)
        d_now = d_loss(real, fake, told, iteration)
        update(d_optimizer, d_now)
        real, told = draw_real(BATCH)
        fake = generate(g, draw_latent(BATCH), told)
        g_now = g_loss(real, fake, told)
        update(g_optimizer, g_now)
        follow(iteration)
        for schedule in schedules:
            schedule.step()
        done = iteration + 1
        if done % 100 == 0 or done == ITERATIONS:
            print(f"{done} of {ITERATIONS}: D {d_now:.4f}, G {g_now:.4f}", flush=True)


@torch.no_grad()
def save():
    layer = draw_layers(SAMPLES)
    asked = F.one_hot(layer, KINDS).float()
    latent = 2 * torch.rand(SAMPLES, 2) - 1
    points = generate(average, latent, asked)
    table = torch.cat([points, layer[:, None]], dim=1)
    np.savetxt("samples.csv", table, "%.9g", ",", header="x,y,layer", comments="")
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return
    figure = Figure(figsize=(9, 4.8))
    left, right = figure.subplots(1, 2)
    left.scatter(*draw_real(SAMPLES)[0].T, s=2, color="black")
    right.scatter(*points.T, s=2, c=layer, cmap="tab10")
    for axes, title in ((left, "real"), (right, "generated")):
        axes.set(title=title, xlim=(0, 1), ylim=(0, 1), aspect="equal")
    figure.savefig("samples.png", dpi=120)


# The target. Of each layer: its share of the points, its height and its width; then
# all pixels, 0 (empty) to 255 (densest), from the top row down, compressed by zlib.
LAYERS = [
    (0.5, 400, 400),
    (0.5, 400, 400),
]
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
data = np.frombuffer(zlib.decompress(base64.b64decode(PIXELS)), np.uint8)
target = []
for _, height, width in LAYERS:
    pixels, data = data[: height * width].astype(np.float64), data[height * width :]
    target.append(Layer(torch.from_numpy(pixels.reshape(height, width)).flip(0)))

if __name__ == "__main__":
    train()
    save()
