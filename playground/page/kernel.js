"use strict";
// One layer of a perceptron for TILE points at a time, on columns: row i, point j lies at i * TILE + j.
//
// A page has 83,000 weights to go through for each point. Plain JavaScript takes a tenth of a second
// for 2,000 points, four numbers at a time take a tenth of that. So the loop is also assembled here
// as WebAssembly, and a browser that does not know its instructions uses the loop that is written out.

const TILE = 48;
const ROWS = 4; // weights are packed in blocks of so many rows: [block][column][row]
const SIDES = 3; // vectors of four points that go through a block of rows together

/** The function dense(input, output, weights, bias, blocks, columns, slope, silu) over `memory`.
 *
 * The first four are byte offsets. output = max(z, slope * z) for z = weights @ input + bias, or
 * z / (1 + exp(-z)) with `silu`.
 */
function denseKernel(memory) {
  for (const fused of [true, false]) {
    try {
      const module = new WebAssembly.Module(assemble(fused));
      return new WebAssembly.Instance(module, { page: { memory } }).exports.dense;
    } catch {
      continue; // these instructions are not known here
    }
  }
  return plainDense(memory);
}

/** The same in plain JavaScript. */
function plainDense(memory) {
  const cells = new Float32Array(memory.buffer);
  const sums = new Float32Array(TILE);
  return (input, output, weights, bias, blocks, columns, slope, silu) => {
    for (let row = 0; row < blocks * ROWS; row++) {
      const first = weights / 4 + (row - (row % ROWS)) * columns + (row % ROWS);
      sums.fill(cells[bias / 4 + row]);
      for (let column = 0; column < columns; column++) {
        const weight = cells[first + column * ROWS];
        const from = input / 4 + column * TILE;
        for (let point = 0; point < TILE; point++) sums[point] += weight * cells[from + point];
      }
      const to = output / 4 + row * TILE;
      for (let point = 0; point < TILE; point++) {
        const z = sums[point];
        cells[to + point] = silu ? z / (1 + Math.exp(-z)) : Math.max(z, slope * z);
      }
    }
  };
}

/** The bytes of a module whose `dense` is that function; `fused` multiplies and adds in one step. */
function assemble(fused) {
  const unsigned = (value) => {
    const bytes = [];
    do {
      bytes.push((value & 127) | (value > 127 ? 128 : 0));
      value >>>= 7;
    } while (value);
    return bytes;
  };
  const signed = (value) => {
    const bytes = [];
    for (;;) {
      const byte = value & 127;
      value >>= 7;
      const last = (value === 0 && !(byte & 64)) || (value === -1 && byte & 64);
      bytes.push(last ? byte : byte | 128);
      if (last) return bytes;
    }
  };
  const vector = (items) => [...unsigned(items.length), ...items.flat()];
  const section = (id, bytes) => [id, ...unsigned(bytes.length), ...bytes];
  const text = (word) => vector([...word].map((letter) => letter.charCodeAt(0)));

  const simd = (code) => [0xfd, ...unsigned(code)];
  const [ADD, SUB, MUL, DIV, MIN, MAX] = [0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9].map(simd);
  const [SPLAT, NEAREST, TO_INT, SHIFT, ADD_INT] = [0x13, 0x6a, 0xf8, 0xab, 0xae].map(simd);
  const load = (offset) => [...simd(0x00), 2, ...unsigned(offset)];
  const loadSplat = (offset) => [...simd(0x09), 2, ...unsigned(offset)];
  const store = (offset) => [...simd(0x0b), 2, ...unsigned(offset)];
  const madd = fused ? simd(0x105) : [...MUL, ...ADD]; // a * b + c, with c below a and b or last
  const get = (local) => [0x20, ...unsigned(local)];
  const set = (local) => [0x21, ...unsigned(local)];
  const integer = (value) => [0x41, ...signed(value)];
  const number = (value) => [
    0x43,
    ...new Uint8Array(new Float32Array([value]).buffer),
    ...SPLAT,
  ];
  const step = (local, by) => [...get(local), ...integer(by), 0x6a, ...set(local)];
  const loop = (body) => [0x03, 0x40, ...body, 0x0b];
  const again = (local) => [...step(local, -1), ...get(local), 0x0d, 0];

  const [INPUT, OUTPUT, WEIGHTS, BIAS, BLOCKS, COLUMNS, SLOPE, SILU] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [X, W, LEFT, PART] = [8, 9, 10, 11];
  const [T, N, R] = [12, 13, 14];
  const point = (side) => 15 + side;
  const sum = (row, side) => 15 + SIDES + SIDES * row + side;
  const rows = [...Array(ROWS).keys()];
  const sides = [...Array(SIDES).keys()];
  const sums = rows.flatMap((row) => sides.map((side) => [row, side]));
  // With two instructions the sum comes first on the stack, with one it comes last.
  const product = (row, side) =>
    fused
      ? [...get(T), ...get(point(side)), ...get(sum(row, side)), ...madd]
      : [...get(sum(row, side)), ...get(T), ...get(point(side)), ...madd];

  // exp(t) = 2^n * exp(r) with |r| <= ln 2 / 2, the latter by its series.
  const silu = (local) => [
    ...[...number(0), ...get(local), ...SUB, ...number(-87), ...MAX, ...number(87), ...MIN],
    ...set(T),
    ...[...get(T), ...number(Math.LOG2E), ...MUL, ...NEAREST, ...set(N)],
    ...[...get(T), ...get(N), ...number(0.693359375), ...MUL, ...SUB],
    ...[...get(N), ...number(-2.12194440e-4), ...MUL, ...SUB, ...set(R)],
    ...number(1 / 720),
    ...[1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1].flatMap((next) => [
      ...[...get(R), ...MUL, ...number(next), ...ADD],
    ]),
    ...[...get(N), ...TO_INT, ...integer(127), ...simd(0x11), ...ADD_INT],
    ...[...integer(23), ...SHIFT, ...MUL],
    ...[...number(1), ...ADD, ...set(T)],
    ...[...get(local), ...get(T), ...DIV, ...set(local)],
  ];
  const leak = (local) => [
    ...[...get(local), ...get(SLOPE), ...SPLAT, ...get(local), ...MUL, ...MAX, ...set(local)],
  ];
  const block = [
    ...[...get(INPUT), ...set(X), ...get(WEIGHTS), ...set(W), ...get(COLUMNS), ...set(LEFT)],
    ...sums.flatMap(([row, side]) => [...get(BIAS), ...loadSplat(4 * row), ...set(sum(row, side))]),
    ...loop([
      ...sides.flatMap((side) => [...get(X), ...load(16 * side), ...set(point(side))]),
      ...rows.flatMap((row) => [
        ...[...get(W), ...loadSplat(4 * row), ...set(T)],
        ...sides.flatMap((side) => [...product(row, side), ...set(sum(row, side))]),
      ]),
      ...step(X, 4 * TILE),
      ...step(W, 4 * ROWS),
      ...again(LEFT),
    ]),
    ...[...get(SILU), 0x04, 0x40],
    ...sums.flatMap(([row, side]) => silu(sum(row, side))),
    0x05,
    ...sums.flatMap(([row, side]) => leak(sum(row, side))),
    0x0b,
    ...sums.flatMap(([row, side]) => [
      ...[...get(OUTPUT), ...get(sum(row, side)), ...store(4 * TILE * row + 16 * side)],
    ]),
    ...[...step(INPUT, 16 * SIDES), ...step(OUTPUT, 16 * SIDES), ...again(PART)],
  ];
  const parts = TILE / (4 * SIDES);
  const body = [
    ...loop([
      ...[...integer(parts), ...set(PART), ...loop(block)],
      ...[...step(INPUT, -4 * TILE), ...step(OUTPUT, 4 * TILE * (ROWS - 1))],
      ...[...get(W), ...set(WEIGHTS), ...step(BIAS, 4 * ROWS), ...again(BLOCKS)],
    ]),
    0x0b,
  ];
  const [I32, F32, V128] = [0x7f, 0x7d, 0x7b];
  const locals = vector([
    [4, I32],
    [3 + SIDES + SIDES * ROWS, V128],
  ]);
  const code = [...locals, ...body];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector([I32, I32, I32, I32, I32, I32, F32, I32]), 0]])),
    ...section(2, vector([[...text("page"), ...text("memory"), 2, 0, 1]])),
    ...section(3, vector([0])),
    ...section(7, vector([[...text("dense"), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
