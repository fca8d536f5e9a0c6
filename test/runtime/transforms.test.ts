import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import type { Domain } from '../../src/runtime/domain.ts';
import type { Layout } from '../../src/runtime/model.ts';
import { random } from '../../src/runtime/random.ts';
import { constrain, startVector, unconstrain } from '../../src/runtime/transforms.ts';

/** A layout of parameters by name: domain, shape, and how many numbers of θ they take. */
function layoutOf(parameters: Record<string, [Domain, number[], number]>): Layout {
  let offset = 0;
  const rows = Object.entries(parameters).map(([name, [domain, shape, size]]) => {
    offset += size;
    return { name, shape, domain, offset: offset - size, size };
  });
  return { size: offset, parameters: rows, columns: [], hypers: [], outputs: [] };
}

const layout = layoutOf({
  b: [{ kind: 'real' }, [], 1],
  sigma: [{ kind: 'positive' }, [], 1],
  p: [{ kind: 'unit' }, [2], 2],
  t: [{ kind: 'interval', lower: -2, upper: 5 }, [], 1],
  W: [{ kind: 'real' }, [2, 3], 6],
  pi: [{ kind: 'simplex' }, [3], 2],
  P: [{ kind: 'simplex' }, [2, 3], 4],
  c: [{ kind: 'ordered' }, [3], 3],
});

const problems = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FluxionError);
    return (error as FluxionError).diagnostics.map((d) => `${d.code} ${d.message}`);
  }
  return [];
};

describe('constrain', () => {
  it('maps each domain by its textbook transform', () => {
    const theta = Float64Array.from([
      ...[7, Math.log(3), 0, Math.log(3), 0],
      ...[1, 2, 3, 4, 5, 6],
      ...[Math.log(2), Math.log(3)],
      ...[0, 0, Math.log(8), 0],
      ...[-1, 0, Math.log(0.5)],
    ]);
    const params = constrain(layout, theta);
    expect(params['b']).toBe(7);
    expect(params['sigma']).toBeCloseTo(3, 14);
    expect(params['p']).toEqual([0.5, expect.closeTo(0.75, 14)]);
    expect(params['t']).toBeCloseTo(1.5, 14);
    expect(params['W']).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const close = (xs: number[]) => xs.map((x) => expect.closeTo(x, 14) as number);
    expect(params['pi']).toEqual(close([2 / 6, 3 / 6, 1 / 6]));
    expect(params['P']).toEqual([close([1 / 3, 1 / 3, 1 / 3]), close([0.8, 0.1, 0.1])]);
    expect(params['c']).toEqual(close([-1, 0, 0.5]));
  });

  it('stays finite and inside far out', () => {
    for (const far of [-800, 800]) {
      const params = constrain(layout, new Float64Array(layout.size).fill(far));
      const sum = (params['pi'] as number[]).reduce((a, b) => a + b);
      expect(sum).toBeCloseTo(1, 14);
      expect(params['t']).toBeGreaterThanOrEqual(-2);
      expect(params['t']).toBeLessThanOrEqual(5);
    }
  });
});

describe('unconstrain', () => {
  it('inverts constrain', () => {
    const draw = random(4);
    for (let k = 0; k < 50; k++) {
      const theta = Float64Array.from({ length: layout.size }, () => 8 * draw() - 4);
      const back = unconstrain(layout, constrain(layout, theta));
      for (const [i, x] of theta.entries()) expect(back[i]).toBeCloseTo(x, 10);
    }
  });

  it('names every parameter that cannot be used', () => {
    const good = constrain(layout, new Float64Array(layout.size));
    const rest = Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'b'));
    const bad = { ...rest, sigma: 0, p: [0.5], pi: [0.5, 0.5, 0.5], c: [1, 1, 2], sgima: 2 };
    expect(problems(() => unconstrain(layout, bad))).toEqual([
      'FX531 the model has no parameter `sgima`',
      'FX530 the parameter `b` has no value',
      'FX533 the parameter `sigma` is 0, but must lie inside its domain: greater than 0',
      'FX532 the parameter `p` must be an array of shape [2]',
      'FX533 the parameter `pi` must lie inside its domain: numbers of at least 0 that sum to 1',
      'FX533 the parameter `c` must lie inside its domain: numbers that increase',
    ]);
    expect(problems(() => unconstrain(layout, { ...good, b: NaN }))).toHaveLength(1);
    expect(problems(() => unconstrain(layout, { ...good, t: -2 }))).toHaveLength(1);
    expect(problems(() => unconstrain(layout, { ...good, W: [1, 2, 3, 4, 5, 6] }))).toHaveLength(1);
  });
});

describe('startVector', () => {
  it('takes start values from the constrained space and draws matrices from the seed', () => {
    const theta = startVector(layout, { b: [2], sigma: [5], c: [1, 2, 4] }, 3);
    expect(theta[0]).toBe(2);
    expect(theta[1]).toBeCloseTo(Math.log(5), 14);
    expect([...theta.subarray(2, 5)]).toEqual([0, 0, 0]);
    const weights = theta.subarray(5, 11);
    const limit = Math.sqrt(6 / 5);
    expect(weights.every((w) => w !== 0 && Math.abs(w) < limit)).toBe(true);
    expect([...theta.subarray(17)]).toEqual([1, 0, expect.closeTo(Math.log(2), 14)]);
    expect(startVector(layout, {}, 3).subarray(5, 11)).toEqual(weights);
    expect(startVector(layout, {}, 4).subarray(5, 11)).not.toEqual(weights);
  });

  it('is uniform with the variance of Glorot’s rule', () => {
    const wide = layoutOf({ W: [{ kind: 'real' }, [40, 60], 2400] });
    const theta = startVector(wide, {}, 1);
    const variance = theta.reduce((sum, w) => sum + w * w, 0) / theta.length;
    expect(variance).toBeCloseTo(2 / 100, 3);
  });

  it('refuses a start outside the domain', () => {
    expect(problems(() => startVector(layout, { sigma: [-1] }, 1))).toHaveLength(1);
  });
});
