"""The peer in JAX: the recipes of `classic` and `stable` under jit and scan, tables included.

    python -m benchmarks.jax_peer stable

runs as a process of its own: for every line that it reads it trains `CHUNK` iterations and prints
the seconds that they took. It needs the extra `[bench]`, and neither torch nor the playground.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

CHUNK = 40
_SIDE = 400
_OCTAVES = 5
_REACH = 1e-3

Layers = list[tuple[jax.Array, jax.Array]]
"""Weights [inputs, outputs] and biases [outputs] of each layer; rows are points."""


def two_discs() -> tuple[jax.Array, jax.Array]:
    """The cumulative marginal of y [side], and of x in each row [side, side], of two discs."""
    y, x = np.mgrid[:_SIDE, :_SIDE]
    mass = (np.hypot(x - 120, y - 200) < 80) | (np.hypot(x - 290, y - 200) < 70)
    rows = mass.sum(1)
    inside = np.cumsum(mass, 1) / np.maximum(rows, 1)[:, None]
    return jnp.asarray(np.cumsum(rows) / rows.sum(), jnp.float32), jnp.asarray(inside, jnp.float32)


def draw(tables: tuple[jax.Array, jax.Array], key: jax.Array, n: int) -> jax.Array:
    """Points [n, 2] by inversion of both tables, a binary search each."""
    marginal, inside = tables
    u = random.uniform(key, (4, n))
    row = jnp.searchsorted(marginal, u[0]).clip(0, _SIDE - 1)
    low, high = jnp.zeros_like(row), jnp.full_like(row, _SIDE - 1)
    for _ in range(_SIDE.bit_length()):
        middle = (low + high) // 2
        above = inside[row, middle] < u[1]
        low, high = jnp.where(above, middle + 1, low), jnp.where(above, high, middle)
    return jnp.stack([low.clip(0, _SIDE - 1) + u[2], row + u[3]], 1) / _SIDE


def initial(key: jax.Array, sizes: Sequence[int]) -> Layers:
    """Initial layers, uniform in ±1/√inputs."""
    keys = random.split(key, len(sizes) - 1)
    return [
        (random.uniform(one, (a, b), minval=-(a**-0.5), maxval=a**-0.5), jnp.zeros(b))
        for one, a, b in zip(keys, sizes[:-1], sizes[1:], strict=True)
    ]


def outputs(layers: Layers, x: jax.Array, activate: Callable[[jax.Array], jax.Array]) -> jax.Array:
    """The outputs of a perceptron."""
    for index, (weight, bias) in enumerate(layers):
        x = (activate(x) if index else x) @ weight + bias
    return x


def adadelta(weights: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
    """A step of Adadelta at rate 1; ρ = 0.9, ε = 1e-6."""
    square, delta = state
    each = jax.tree_util.tree_map
    square = each(lambda old, g: 0.9 * old + 0.1 * g * g, square, gradient)
    step = each(lambda d, s, g: jnp.sqrt((d + 1e-6) / (s + 1e-6)) * g, delta, square, gradient)
    delta = each(lambda old, s: 0.9 * old + 0.1 * s * s, delta, step)
    return each(jnp.subtract, weights, step), (square, delta)


def adam(weights: Any, gradient: Any, state: Any, rate: float) -> tuple[Any, Any]:
    """A step of Adam, clipped to a root mean square of `rate`; β₁ = 0, β₂ = 0.99."""
    square, count = state
    each, count = jax.tree_util.tree_map, count + 1
    square = each(lambda old, g: 0.99 * old + 0.01 * g * g, square, gradient)
    fair = 1 - 0.99**count
    step = each(lambda g, s: g / (jnp.sqrt(s / fair) + 1e-8), gradient, square)
    leaves = jax.tree_util.tree_leaves(step)
    mean = sum(jnp.vdot(one, one) for one in leaves) / sum(one.size for one in leaves)
    size = jnp.maximum(jnp.sqrt(mean), 1)
    return each(lambda w, s: w - rate / size * s, weights, step), (square, count)


def _zeros(tree: Any) -> Any:
    return jax.tree_util.tree_map(jnp.zeros_like, tree)


def classic() -> tuple[Callable[..., Any], Any]:
    """One iteration of `classic`, and its initial state."""
    tables, n, softplus = two_discs(), 2000, jax.nn.softplus
    leaky = partial(jax.nn.leaky_relu, negative_slope=0.1)
    g, d = initial(random.key(0), (2, 50, 2)), initial(random.key(1), (2, 100, 1))

    def generate(g: Layers, key: jax.Array) -> jax.Array:
        return jax.nn.sigmoid(outputs(g, random.normal(key, (n, 2)), leaky))

    def judge(d: Layers, x: jax.Array) -> jax.Array:
        return outputs(d, 2 * x - 1, leaky)[:, 0]

    def d_loss(d: Layers, real: jax.Array, fake: jax.Array) -> jax.Array:
        return softplus(-judge(d, real)).mean() + softplus(judge(d, fake)).mean()

    def g_loss(g: Layers, d: Layers, key: jax.Array) -> jax.Array:
        return softplus(-judge(d, generate(g, key))).mean()

    def iterate(carry: Any, key: jax.Array) -> tuple[Any, None]:
        g, d, g_state, d_state = carry
        keys = random.split(key, 7)
        for one, other in keys[:6].reshape(3, 2):
            gradient = jax.grad(d_loss)(d, draw(tables, one, n), generate(g, other))
            d, d_state = adadelta(d, gradient, d_state)
        g, g_state = adadelta(g, jax.grad(g_loss)(g, d, keys[6]), g_state)
        return (g, d, g_state, d_state), None

    return iterate, (g, d, (_zeros(g), _zeros(g)), (_zeros(d), _zeros(d)))


def stable(*, every: int = 2, reuse: bool = True) -> tuple[Callable[..., Any], Any]:
    """One iteration of `stable`, and its initial state; the rates and penalties do not fade."""
    tables, n, softplus, silu = two_discs(), 256, jax.nn.softplus, jax.nn.silu
    octave = np.pi * 2.0 ** (np.arange(64) % _OCTAVES)
    g_waves, d_waves = (random.normal(random.key(seed), (2, 64)) * octave for seed in (5, 6))
    g = initial(random.key(0), (2 + 4 * 64, 128, 128, 128, 128, 2))
    d = initial(random.key(1), (2 + 2 * 64, 128, 128, 128, 1))

    def generate(g: Layers, z: jax.Array) -> jax.Array:
        waves = jnp.concatenate([jnp.sin(z @ g_waves), jnp.cos(z @ g_waves)], 1)
        return (z + outputs(g, jnp.concatenate([z, waves, jnp.sign(waves)], 1), silu) + 1) / 2

    def judge(d: Layers, x: jax.Array) -> jax.Array:
        x = 2 * x - 1
        phase = x @ d_waves
        return outputs(d, jnp.concatenate([x, jnp.sin(phase), jnp.cos(phase)], 1), silu)[:, 0]

    def d_loss(d: Layers, points: jax.Array, near: jax.Array) -> jax.Array:
        logits = judge(d, jnp.concatenate([points, near]))
        here, there = logits[: 2 * n].reshape(2, n), logits[2 * n :].reshape(2, -1)
        slope = (there - here[:, ::every]) / (2 * _REACH)
        return softplus(here[1] - here[0]).mean() + 0.06 * (slope**2).mean(1).sum()

    def g_loss(g: Layers, d: Layers, real: jax.Array, z: jax.Array) -> jax.Array:
        return softplus(judge(d, real) - judge(d, generate(g, z))).mean()

    def latent(key: jax.Array) -> jax.Array:
        return random.uniform(key, (n, 2), minval=-1)

    def iterate(carry: Any, key: jax.Array) -> tuple[Any, None]:
        g, d, average, g_state, d_state = carry
        keys = random.split(key, 5)
        real, z = draw(tables, keys[0], n), latent(keys[1])
        points = jnp.concatenate([real, generate(g, z)])
        some = points.reshape(2, n, 2)[:, ::every].reshape(-1, 2)
        away = random.normal(keys[2], some.shape)
        near = some + _REACH * away / jnp.linalg.norm(away, axis=1, keepdims=True)
        d, d_state = adam(d, jax.grad(d_loss)(d, points, near), d_state, 3e-3)
        if not reuse:
            real, z = draw(tables, keys[3], n), latent(keys[4])
        g, g_state = adam(g, jax.grad(g_loss)(g, d, real, z), g_state, 2e-3)
        average = jax.tree_util.tree_map(lambda a, w: 0.998 * a + 0.002 * w, average, g)
        return (g, d, average, g_state, d_state), None

    return iterate, (g, d, g, (_zeros(g), 0.0), (_zeros(d), 0.0))


RECIPES: dict[str, Callable[[], tuple[Callable[..., Any], Any]]] = {
    "classic": classic,
    "stable": stable,
    "stable of 0.1": partial(stable, every=1, reuse=False),
}


def main(name: str) -> None:
    """Train a chunk for every line of the standard input, and print its seconds."""
    iterate, carry = RECIPES[name]()
    run = jax.jit(lambda carry, keys: lax.scan(iterate, carry, keys)[0])
    for index, _ in enumerate(sys.stdin):
        keys = jax.block_until_ready(random.split(random.key(index), CHUNK))
        start = time.perf_counter()
        carry = jax.block_until_ready(run(carry, keys))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
