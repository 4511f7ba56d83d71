"use strict";
// A generator drawing points: float32, on columns, in the order of the inputs of `gan/networks.py`.

/** The bytes that base64 text stands for, as numbers of a kind of array, or of half precision. */
function decoded(text, Kind) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Kind === "half" ? halves(new Uint16Array(bytes.buffer)) : new Kind(bytes.buffer);
}

/** Numbers of half precision as float32 (IEEE 754 binary16). */
function halves(words) {
  return Float32Array.from(words, (word) => {
    const exponent = (word >> 10) & 31;
    const fraction = word & 1023;
    const size = exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24;
    return word & 0x8000 ? -size : size;
  });
}

/** Uniform numbers between 0 and 1 from a seed (SplitMix32, then Doty-Humphrey's sfc32). */
function randomNumbers(seed) {
  let state = seed | 0;
  const split = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let [a, b, c, counter] = [split(), split(), split(), 1];
  return () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 4294967296;
  };
}

/** Latents [dimensions, n], uniform in -1 ... 1 or normal.
 *
 * `bend` may put other uniform numbers [dimensions, n] in the place of those that are drawn.
 */
function drawLatents({ dimensions, normal }, n, random, bend = (uniform) => uniform) {
  const uniform = bend(Float64Array.from({ length: dimensions * n }, random), n);
  return Float32Array.from(uniform, normal ? normalQuantile : (value) => 2 * value - 1);
}

/** The density of the latents: tables of cells × cells cells of even density, one a layer. */
class LatentTables {
  /** `log` is the log density of each cell, layer by layer and row by row. */
  constructor(log, cells) {
    this.cells = cells;
    this.rows = []; // the running sums of a layer's rows, from 0 to 1
    this.columns = []; // those of the cells in a row
    for (let first = 0; first < log.length; first += cells * cells) {
      const layer = log.subarray(first, first + cells * cells);
      const most = Math.max(...layer);
      const masses = Array.from(layer, (value) => Math.exp(value - most));
      const rows = [];
      for (let at = 0; at < masses.length; at += cells) {
        const row = masses.slice(at, at + cells);
        rows.push(row.reduce((sum, mass) => sum + mass));
        this.columns.push(runningShares(row));
      }
      this.rows.push(runningShares(rows));
    }
  }

  /** The first two of uniform numbers [dimensions, n], bent by the tables of their layers [n]. */
  bend(uniform, n, layers) {
    const bent = uniform.slice();
    for (let at = 0; at < n; at++) {
      const [row, up] = inverted(this.rows[layers[at]], uniform[at]);
      const [column, right] = inverted(this.columns[layers[at] * this.cells + row], uniform[n + at]);
      bent[at] = (row + up) / this.cells;
      bent[n + at] = (column + right) / this.cells;
    }
    return bent;
  }
}

/** The running sums of `masses`, as shares of all: from 0 to 1. */
function runningShares(masses) {
  const sums = [0];
  for (const mass of masses) sums.push(sums[sums.length - 1] + mass);
  return sums.map((sum) => sum / sums[sums.length - 1]);
}

/** The interval of `edges` that a value in 0 ... 1 is in, and the place inside. */
function inverted(edges, value) {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return [low, (value - edges[low]) / (edges[low + 1] - edges[low])];
}

/** The normal distribution's quantile at `share`, to nine digits (Acklam's approximation). */
function normalQuantile(share) {
  const along = (factors, x) => factors.reduce((sum, factor) => sum * x + factor, 0);
  const tail = (near) => {
    const q = Math.sqrt(-2 * Math.log(near));
    return along(TAIL_OVER, q) / along(TAIL_UNDER, q);
  };
  if (share < 0.02425) return tail(share);
  if (share > 1 - 0.02425) return -tail(1 - share);
  const q = share - 0.5;
  return (q * along(MIDDLE_OVER, q * q)) / along(MIDDLE_UNDER, q * q);
}

const MIDDLE_OVER = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
];
const MIDDLE_UNDER = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
];
const TAIL_OVER = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const TAIL_UNDER = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1,
];

/** What the loop of a layer does itself: [slope below 0, whether it is SiLU]. */
const WITHIN = { "leaky-relu": [0.1, 0], relu: [0, 0], silu: [1, 1] };

/** The other activations, number by number. */
const BESIDE = {
  tanh: Math.tanh,
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  gelu: (x) => (x * (1 + errorFunction(x / Math.SQRT2))) / 2,
};

/** erf(x), by its series near 0 and its continued fraction beyond. */
function errorFunction(x) {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size > 2.5) {
    let fraction = size;
    for (let k = 40; k > 0; k--) fraction = size + k / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-size * size) / (fraction * Math.sqrt(Math.PI)));
  }
  let [term, sum] = [x, x];
  for (let k = 1; Math.abs(term) > 1e-12; k++) {
    term *= (-x * x) / k;
    sum += term / (2 * k + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

class Generator {
  /** `spec` is what `content.py` writes of a generator: sizes, weights, features, the last step. */
  constructor(spec) {
    this.dimensions = spec.dimensions;
    this.normal = spec.normal;
    this.conditions = spec.conditions;
    this.output = spec.output;
    this.square = spec.square;
    this.frequencies = decoded(spec.frequencies, Float32Array);
    this.activation = spec.activation;
    this.tables = spec.cells ? new LatentTables(decoded(spec.table, Float32Array), spec.cells) : null;
    this.layers = this.placed(spec);
    this.dense = denseKernel(this.memory);
  }

  /** Copy the weights, packed by blocks of rows, and where each layer's are. */
  placed({ sizes, weights, biases }) {
    const blocks = sizes.map((size) => Math.ceil(size / ROWS));
    const widest = Math.max(...blocks) * ROWS * TILE;
    let next = 2 * widest;
    const layers = weights.map((_, index) => {
      const [columns, count] = [sizes[index], blocks[index + 1]];
      const layer = { columns, blocks: count, weights: next, bias: next + count * ROWS * columns };
      next = layer.bias + count * ROWS;
      return layer;
    });
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((4 * next) / 65536) });
    this.cells = new Float32Array(this.memory.buffer);
    this.buffers = [0, widest];
    layers.forEach((layer, index) => {
      const matrix = decoded(weights[index], "half");
      this.cells.set(decoded(biases[index], Float32Array), layer.bias);
      for (let row = 0; row < sizes[index + 1]; row++) {
        const first = layer.weights + (row - (row % ROWS)) * layer.columns + (row % ROWS);
        for (let column = 0; column < layer.columns; column++)
          this.cells[first + column * ROWS] = matrix[row * layer.columns + column];
      }
    });
    return layers;
  }

  /** Points [2, n] for latents [dimensions, n] and conditions [conditions, n]. */
  points(latents, conditions, n) {
    const points = new Float32Array(2 * n);
    for (let first = 0; first < n; first += TILE) {
      const count = Math.min(TILE, n - first);
      this.fill(latents, conditions, n, first, count);
      const from = this.forward();
      for (let axis = 0; axis < 2; axis++)
        for (let point = 0; point < count; point++) {
          const output = this.cells[from + axis * TILE + point];
          const latent = latents[axis * n + first + point];
          points[axis * n + first + point] = this.placedAt(output, latent);
        }
    }
    return points;
  }

  /** The last step: from an output to a coordinate. */
  placedAt(output, latent) {
    if (this.output === "sigmoid") return 1 / (1 + Math.exp(-output));
    return ((this.output === "shift" ? latent : 0) + output + 1) / 2;
  }

  /** Write the inputs of some points: conditions, latents, and the latents' Fourier features. */
  fill(latents, conditions, n, first, count) {
    const { cells, dimensions, frequencies } = this;
    const projections = frequencies.length / dimensions;
    let row = this.buffers[0];
    for (const [values, rows] of [
      [conditions, this.conditions],
      [latents, dimensions],
    ])
      for (let index = 0; index < rows; index++, row += TILE)
        for (let point = 0; point < count; point++)
          cells[row + point] = values[index * n + first + point];
    const group = projections * TILE; // sines, cosines, and the signs of both
    for (let index = 0; index < projections; index++, row += TILE)
      for (let point = 0; point < count; point++) {
        let phase = 0;
        for (let axis = 0; axis < dimensions; axis++)
          phase += frequencies[index * dimensions + axis] * latents[axis * n + first + point];
        const [sine, cosine] = [Math.sin(phase), Math.cos(phase)];
        cells[row + point] = sine;
        cells[row + group + point] = cosine;
        if (this.square) {
          cells[row + 2 * group + point] = Math.sign(sine);
          cells[row + 3 * group + point] = Math.sign(cosine);
        }
      }
  }

  /** Run all layers on what was filled in; returns where the outputs are. */
  forward() {
    const [within, last] = [WITHIN[this.activation] ?? [1, 0], this.layers.length - 1];
    let [from, to] = this.buffers;
    this.layers.forEach(({ columns, blocks, weights, bias }, index) => {
      const [slope, silu] = index < last ? within : [1, 0];
      this.dense(4 * from, 4 * to, 4 * weights, 4 * bias, blocks, columns, slope, silu);
      const beside = index < last && BESIDE[this.activation];
      for (let at = to; beside && at < to + blocks * ROWS * TILE; at++)
        this.cells[at] = beside(this.cells[at]);
      [from, to] = [to, from];
    });
    return from;
  }
}
