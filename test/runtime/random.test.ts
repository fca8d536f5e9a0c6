import { describe, expect, it } from 'vitest';
import { random, shuffle } from '../../src/runtime/random.ts';

const draws = (n: number, seed: number, stream?: number): number[] => {
  const next = random(seed, stream);
  return Array.from({ length: n }, () => next());
};

function correlation(a: readonly number[], b: readonly number[]): number {
  const covariance = a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i]! - 0.5), 0) / a.length;
  return covariance * 12;
}

describe('random', () => {
  it('gives the same sequence for the same seed and stream', () => {
    expect(draws(5, 42)).toEqual(draws(5, 42));
    expect(draws(5, 42, 3)).toEqual(draws(5, 42, 3));
  });

  it('gives unrelated sequences for neighbouring seeds and streams', () => {
    for (const [a, b] of [
      [draws(5000, 1), draws(5000, 2)],
      [draws(5000, 0), draws(5000, 2 ** 32)],
      [draws(5000, 7, 0), draws(5000, 7, 1)],
      [draws(5000, 1, 0), draws(5000, 0, 1)],
    ] as const) {
      expect(Math.abs(correlation(a, b))).toBeLessThan(0.06);
    }
    const first = Array.from({ length: 5000 }, (_, seed) => random(seed)());
    expect(Math.abs(correlation(first, [...first.slice(1), 0.5]))).toBeLessThan(0.06);
  });

  it('is uniform on [0, 1) with 53 bits', () => {
    const sample = draws(100_000, 5);
    expect(Math.min(...sample.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    const counts = new Array<number>(64).fill(0);
    for (const u of sample) counts[Math.floor(u * 64)]! += 1;
    const expected = sample.length / 64;
    const chiSquare = counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(110);
    expect(sample.every((u) => u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true);
    expect(sample.some((u) => !Number.isInteger(u * 2 ** 52))).toBe(true);
  });
});

describe('shuffle', () => {
  it('makes every permutation equally often', () => {
    const next = random(3);
    const counts = new Map<string, number>();
    const order = new Int32Array(4);
    for (let i = 0; i < 24_000; i++) {
      shuffle(order, next);
      counts.set(order.join(''), (counts.get(order.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((s, c) => s + (c - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(50);
  });

  it('does not depend on what the array held', () => {
    const a = new Int32Array(100);
    const b = Int32Array.from({ length: 100 }, (_, i) => 99 - i);
    shuffle(a, random(1, 2));
    shuffle(b, random(1, 2));
    expect(a).toEqual(b);
    expect([...a].sort((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
