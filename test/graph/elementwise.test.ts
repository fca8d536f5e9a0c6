import { all, create, type BigNumber, type EvalFunction } from 'mathjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elementwise,
  elementwiseRule,
  isElementwise,
  type ElementwiseName,
} from '../../src/graph/elementwise.ts';
import { evaluate, Graph, instantiate } from '../../src/graph/index.ts';
import * as special from '../../src/runtime/special.ts';
import { cases, sample, type ElementwiseCase } from './elementwise-cases.ts';

// Numbers that differ at all are different.
const tolerance = { relTol: 1e-60, absTol: 0 };
const math = create(all ?? {}, { ...tolerance, number: 'BigNumber', precision: 64 });
const plain = create(all ?? {}, tolerance);
const names = Object.keys(elementwise) as ElementwiseName[];
const letters = ['a', 'b', 'c'] as const;
type Point = readonly number[];
// Shrinking numbers of many digits tells little and takes long.
const runs = { numRuns: 8, endOnFailure: true, seed: 1 };

const inputs = (known: ElementwiseCase): fc.Arbitrary<Point> =>
  fc.tuple(
    ...known.args.map((regions) =>
      fc
        .tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        )
        .map(([pick, within]) => sample(regions, pick, within)),
    ),
  );

const scopeOf = (args: Point): Record<string, number> =>
  Object.fromEntries(args.map((x, i) => [letters[i] ?? '', x]));

/** The partial's text evaluated with the values of the table's own functions. */
const functions = Object.fromEntries(
  names.filter((name) => name !== 'add').map((name) => [name, elementwiseRule(name).value]),
);
const textValue = (text: string, args: Point, f: number): number =>
  Number(plain.evaluate(text, { ...functions, ...scopeOf(args), f }));

function near(actual: number, wanted: number, relative: number, label: string): void {
  const error = Math.abs(actual - wanted);
  expect(error, `${label}: ${actual} for ${wanted}`).toBeLessThanOrEqual(
    relative * Math.max(Math.abs(wanted), 1e-300),
  );
}

/** All digits of a double; its shortest text is another number. */
const exact = (x: number): BigNumber => math.bignumber(x.toPrecision(80));

const compiled = new Map<string, EvalFunction>();
function big(text: string, args: readonly BigNumber[]): BigNumber {
  const code = compiled.get(text) ?? math.compile(text);
  compiled.set(text, code);
  const value: unknown = code.evaluate(Object.fromEntries(args.map((x, i) => [letters[i], x])));
  return math.bignumber(typeof value === 'boolean' ? Number(value) : (value as BigNumber));
}

/** ∂/∂(argument k) by central differences with 64 digits. */
function exactPartial(text: string, args: Point, k: number): number {
  const step = math.bignumber('1e-20').times(exact(Math.abs(args[k] ?? 1)));
  const moved = (sign: number): BigNumber =>
    big(
      text,
      args.map((x, i) => (i === k ? exact(x).plus(step.times(sign)) : exact(x))),
    );
  return moved(1).minus(moved(-1)).div(step.times(2)).toNumber();
}

/** ∂/∂(argument k) by Richardson's extrapolation of central differences in floating point. */
function extrapolated(f: (...args: number[]) => number, args: Point, k: number): number {
  const difference = (h: number): number => {
    const at = (x: number): number => f(...args.map((y, i) => (i === k ? x : y)));
    const x = args[k] ?? 0;
    return (at(x + h) - at(x - h)) / (x + h - (x - h));
  };
  const h = 2 ** -6 * Math.min(1, Math.abs(args[k] ?? 1));
  const rows = [0, 1, 2, 3].map((i) => difference(h / 2 ** i));
  for (let order = 1; order < rows.length; order++) {
    for (let i = rows.length - 1; i >= order; i--) {
      const [fine = 0, coarse = 0] = [rows[i], rows[i - 1]];
      rows[i] = fine + (fine - coarse) / (4 ** order - 1);
    }
  }
  return rows.at(-1) ?? NaN;
}

describe.each(names)('%s', (name) => {
  const rule = elementwiseRule(name);
  const known = cases[name];
  const { reference } = known;
  const arity = known.args.length;

  it('has a partial for each argument', () => {
    if (rule.arity === Infinity) expect(rule.partials).toEqual([]);
    else expect([rule.arity, rule.partials.length]).toEqual([arity, arity]);
  });

  if (reference)
    it('has the value of its definition', () => {
      const check = (args: Point): void => {
        const wanted = big(reference ?? '', args.map(exact)).toNumber();
        near(
          rule.value(...args),
          wanted,
          2e-14 * conditionNumber(reference ?? '', args, wanted),
          name,
        );
      };
      fc.assert(fc.property(inputs(known), check), runs);
      known.extremes?.forEach(check);
    });

  it('has the derivative of its value', () => {
    const check = (args: Point): void => {
      rule.partials.forEach((text, k) => {
        // A condition jumps where its sides are equal.
        if (isDiscrete(known, k) || (rule.condition && args[0] === args[1])) return;
        const actual = textValue(text, args, rule.value(...args));
        if (reference) near(actual, exactPartial(reference, args, k), 1e-12, `${name}: ${text}`);
        else roughly(actual, extrapolated(rule.value, args, k), `${name}: ${text}`);
      });
    };
    fc.assert(fc.property(inputs(known), check), runs);
    if (reference) known.extremes?.forEach(check);
  });

  it('has code for its value', () => {
    const signs: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };
    const text = rule.code.replace(/\b(and|or|not)\b/g, (word) => signs[word] ?? word);
    const own = Object.getOwnPropertyNames(Math).filter((each) => !(each in special));
    // The text comes from the table, not from a user.
    const make = new Function(
      ...Object.keys(special),
      `const { ${own.join(', ')} } = Math; return (a, b, c) => ${text};`,
    ) as (...functions: unknown[]) => (...args: unknown[]) => number | boolean;
    const code = make(...Object.values(special));
    fc.assert(
      fc.property(inputs(known), (args) => {
        const padded = letters.map((_, i) => args[i]);
        near(Number(code(...padded)), rule.value(...args), 1e-15, name);
      }),
      runs,
    );
    expect(rule.helper === undefined || rule.helper in special).toBe(true);
    expect(rule.helper === undefined || rule.code.includes(`${rule.helper}(`)).toBe(true);
  });

  if (rule.parity)
    it('is even or odd as it says', () => {
      const check = ([a = NaN]: Point): void => {
        const sign = rule.parity === 'odd' ? -1 : 1;
        near(rule.value(-a), sign * rule.value(a), 1e-15, name);
      };
      fc.assert(fc.property(inputs(known), check), runs);
    });

  if (rule.expand)
    it('is what it expands to', () => {
      const check = (args: Point): void => {
        const value = rule.value(...args);
        near(
          textValue(rule.expand ?? '', args, NaN),
          value,
          1e-14 * (1 + 1 / Math.abs(value)),
          name,
        );
      };
      fc.assert(fc.property(inputs(known), check), runs);
    });
});

/** An argument that takes whole values only, along which nothing is differentiated. */
const isDiscrete = (known: ElementwiseCase, k: number): boolean =>
  known.args[k]?.every(([from, to]) => from === to) ?? false;

/** How much a relative change of the arguments is magnified; at least 1. */
function conditionNumber(text: string, args: Point, value: number): number {
  const magnified = args.map((x, k) => Math.abs((x * exactPartial(text, args, k)) / (value || 1)));
  return 1 + Math.max(0, ...magnified.filter(Number.isFinite)) * 0.1;
}

const roughly = (actual: number, wanted: number, label: string): void =>
  expect(Math.abs(actual - wanted), `${label}: ${actual} for ${wanted}`).toBeLessThan(
    2e-8 * (1 + Math.abs(wanted)),
  );

describe('values known from tables', () => {
  it.each([
    ['erf', [0.5], 0.5204998778130465],
    ['erfc', [3], 2.209049699858544e-5],
    ['erfcx', [30], 0.018795888861416751],
    ['logerfc', [30], -903.9741171106439],
    ['logerfcDifference', [-1, 1], 0.5220038653189044],
    ['lognormcdf', [-20], -203.91715537109727],
    ['lognormcdf', [9], -1.1285884059538405e-19],
    ['lgamma', [0.1], 2.252712651734206],
    ['lgamma', [100], 359.1342053695754],
    ['digamma', [1], -0.5772156649015329],
    ['polygamma', [1, 1], 1.6449340668482264],
    ['polygamma', [2, 1], -2.404113806319189],
    ['lbeta', [2, 3], Math.log(1 / 12)],
    ['lrising', [2, 3], Math.log(24)],
    ['digammaDifference', [1, 2], 1.5],
    // ψ(a + 2) − ψ(a) = 1/a + 1/(a + 1).
    ['stirlingError', [1], 0.08106146679532726],
    ['devianceTerm', [1e6, 1e6 + 1], 4.999996666669167e-7],
    ['xlogy', [0, 0], 0],
    ['xlog1py', [0, -1], 0],
    ['nthRoot', [-27, 3], -3],
    ['mod', [-1, 3], 2],
    ['round', [-2.5], -3],
    ['softplus', [-800], 0],
    ['sigmoid', [800], 1],
    ['acot', [0], Math.PI / 2],
  ] as const)('%s(%s)', (name, args, wanted) => {
    near(elementwiseRule(name).value(...args), wanted, 3e-14, name);
  });

  it.each([
    ['xlogy', 1, [0, 0]],
    ['xlog1py', 1, [0, -1]],
    ['pow', 1, [0, 2]],
  ] as const)('∂%s/∂argument %i is 0 at %s', (name, k, args) => {
    const rule = elementwiseRule(name);
    expect(textValue(rule.partials[k] ?? '', args, rule.value(...args))).toBe(0);
  });
});

describe('the expansion into plainer functions', () => {
  const expanded = names.filter((name) => elementwiseRule(name).expand !== undefined);
  const environment = { rows: 0, valueOf: () => ({ shape: [], values: [] }) };

  it.each(expanded)('of %s has its value', (name) => {
    const { expand = '', value } = elementwiseRule(name);
    const g = new Graph();
    fc.assert(
      fc.property(inputs(cases[name]), (args) => {
        const bindings = new Map(args.map((x, k) => [letters[k] ?? '', g.constant(x)]));
        const [plain] = evaluate([instantiate(g, g.formula(expand), bindings)], environment);
        near(plain?.values[0] ?? NaN, value(...args), 1e-12, `${name}(${args.join(', ')})`);
      }),
      runs,
    );
  });
});

it('knows its own names only', () => {
  expect(isElementwise('tanh')).toBe(true);
  expect(isElementwise('toString')).toBe(false);
});
