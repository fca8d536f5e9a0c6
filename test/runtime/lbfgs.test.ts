import { describe, expect, it } from 'vitest';
import type { EpochReport } from '../../src/runtime/fit-result.ts';
import { fit } from '../../src/runtime/fit.ts';
import { optimizers } from '../../src/runtime/optimizers/index.ts';
import { lineSearch, ray } from '../../src/runtime/optimizers/line-search.ts';
import { functionModel } from './models.ts';
import { testProblems } from './problems.ts';

const { lbfgs } = optimizers;

describe('lbfgs', () => {
  it.each(testProblems)('minimises $name', ({ start, minimum, f }) => {
    const model = functionModel(start.length, f);
    let evaluations = 0;
    const onEpoch = (report: EpochReport): void => {
      ({ evaluations } = report);
    };
    const result = fit(model, {}, { start: Float64Array.from(start), onEpoch });
    expect(result).toMatchObject({ converged: true });
    for (const [i, expected] of minimum.entries()) {
      expect(result.theta[i]! / expected).toBeCloseTo(1, 10);
    }
    expect(evaluations).toBeLessThan(250);
  });

  it('minimises the extended Rosenbrock function in 1,000 dimensions', () => {
    const model = functionModel(1000, (t, g) => {
      let sum = 0;
      for (let i = 0; i < 1000; i += 2) {
        const a = 10 * (t[i + 1]! - t[i]! ** 2);
        const b = 1 - t[i]!;
        sum += a * a + b * b;
        g[i] = -40 * a * t[i]! - 2 * b;
        g[i + 1] = 20 * a;
      }
      return sum;
    });
    const start = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const { theta, converged, evaluations } = fit(model, {}, { start });
    expect(converged).toBe(true);
    expect(Math.max(...theta.map((x) => Math.abs(x - 1)))).toBeLessThan(1e-10);
    expect(evaluations).toBeLessThan(200);
  });

  it('backs off from where J is not finite', () => {
    const barrier = functionModel(1, (t, g) => {
      g[0] = 1 - 1 / t[0]!;
      return t[0]! - Math.log(t[0]!);
    });
    for (const start of [1e-8, 1e3]) {
      const { theta, converged } = fit(barrier, {}, { start: Float64Array.of(start) });
      expect(converged).toBe(true);
      expect(theta[0]).toBeCloseTo(1, 12);
    }
  });

  it('goes on where J is lost in rounding', () => {
    // The sum hides every change of J below 1e-4; the gradient still shows the way.
    const shifted = functionModel(2, (t, g) => {
      g[0] = 2 * (t[0]! - Math.PI);
      g[1] = 0.02 * (t[1]! + Math.E);
      return 1e12 + (t[0]! - Math.PI) ** 2 + 0.01 * (t[1]! + Math.E) ** 2;
    });
    const { theta } = fit(shifted, {}, { start: Float64Array.of(3.14, -2.71) });
    expect(theta[0]).toBeCloseTo(Math.PI, 6);
    expect(theta[1]).toBeCloseTo(-Math.E, 6);
  });

  it.each<[string, number, (x: number) => readonly [value: number, slope: number]]>([
    ['x', 0, (x) => [x, 1]],
    ['−3x', 5, (x) => [-3 * x, -3]],
    ['−log(1 + x²) − x', 0, (x) => [-Math.log1p(x * x) - x, (-2 * x) / (1 + x * x) - 1]],
  ])('does not take the fall of %s for a minimum', (_, start, f) => {
    const model = functionModel(1, (t, g) => {
      const [value, slope] = f(t[0]!);
      g[0] = slope;
      return value;
    });
    const { converged, objective } = fit(model, {}, { start: Float64Array.of(start) });
    expect(converged).toBe(false);
    expect(objective).toBeLessThan(-1e150);
  });

  it('does not take a slope that is small beside J for a minimum', () => {
    const steep = functionModel(1, (t, g) => {
      g[0] = Math.exp(t[0]!) - 1000;
      return Math.exp(t[0]!) - 1000 * t[0]!;
    });
    const { theta, converged } = fit(steep, {}, { start: Float64Array.of(600) });
    expect(converged).toBe(Math.abs(theta[0]! - Math.log(1000)) < 1e-6);
  });

  it('says so where a wrong gradient leads nowhere', () => {
    const wrong = functionModel(1, (t, g) => {
      g[0] = -2 * t[0]!;
      return t[0]! ** 2;
    });
    const result = fit(wrong, {}, { start: Float64Array.of(1) });
    expect(result).toMatchObject({ converged: false, reason: 'noDescent' });
    expect(result.theta[0]).toBe(1);
  });

  it('stops at once at a stationary point', () => {
    const flat = functionModel(3, (_t, g) => {
      g.fill(0);
      return 7;
    });
    expect(fit(flat)).toMatchObject({ converged: true, epochs: 0 });
  });

  it('takes the memory as a setting', () => {
    expect(lbfgs({ memory: 5 }).settings).toEqual({ memory: 5 });
    const { moves } = lbfgs({ memory: 5 }).init(4);
    expect(moves).toHaveLength(20);
    expect(lbfgs().init(100_000)['inner']).toHaveLength(10);
  });
});

describe('lineSearch', () => {
  /** Searches along +1 from 0. */
  function search(phi: (t: number) => [value: number, slope: number], first: number) {
    const problem = {
      evaluations: 0,
      evaluate(theta: Float64Array, gradient: Float64Array): number {
        this.evaluations += 1;
        const [value, slope] = phi(theta[0]!);
        gradient[0] = slope;
        return value;
      },
    };
    const line = ray(1);
    line.direction[0] = 1;
    [line.start.value, line.start.slope] = phi(0);
    const point = { theta: Float64Array.of(0), gradient: new Float64Array(1), objective: NaN };
    const found = lineSearch(line, first, point, problem);
    return { found, t: point.theta[0]!, evaluations: problem.evaluations };
  }

  const functions: [string, (t: number) => [number, number]][] = [
    ['a parabola far away', (t) => [(t - 1000) ** 2, 2 * (t - 1000)]],
    ['a parabola close by', (t) => [(t - 1e-6) ** 2, 2 * (t - 1e-6)]],
    ['a quartic', (t) => [(t - 2) ** 4 - t, 4 * (t - 2) ** 3 - 1]],
    ['waves', (t) => [0.05 * t * t - Math.sin(t), 0.1 * t - Math.cos(t)]],
    ['a wall', (t) => (t < 3 ? [-t - Math.log(3 - t), -1 + 1 / (3 - t)] : [NaN, NaN])],
    ['a cliff', (t) => [Math.exp(20 * (t - 1)) - t, 20 * Math.exp(20 * (t - 1)) - 1]],
  ];

  it.each(functions)('meets the strong Wolfe conditions on %s', (_name, phi) => {
    const [value0, slope0] = phi(0);
    for (const first of [1e-8, 0.01, 1, 50, 1e6]) {
      const { found, t, evaluations } = search(phi, first);
      const [value, slope] = phi(t);
      expect(found).toBe(true);
      expect(value).toBeLessThanOrEqual(value0 + 1e-4 * t * slope0);
      expect(Math.abs(slope)).toBeLessThanOrEqual(0.9 * Math.abs(slope0));
      expect(evaluations).toBeLessThan(20);
    }
  });

  it('answers false on a slope that never ends', () => {
    expect(search((t) => [-t, -1], 1).found).toBe(false);
  });
});
