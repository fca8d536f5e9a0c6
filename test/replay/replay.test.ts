import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import type { PassStep } from '../../src/derivation/index.ts';
import { elementwise, Graph, map, plus, type Node } from '../../src/graph/index.ts';
import { replay, reportOf } from '../../src/replay/index.ts';
import { RuleSet, simplify, type Rule } from '../../src/rewrite/index.ts';
import { functionNamed } from '../../src/replay/values.ts';
import { models } from '../derivation/models.ts';

/** What every step must hold to. */
const digitsWanted = 12;

const stepsOf = (text: string): PassStep[] =>
  analyse(text).records.flatMap((record) => record.steps);

describe.each(models)('%s', (_, text) => {
  const steps = stepsOf(text);
  const replays = replay(steps);

  it('holds at every step', () => {
    const failed = replays.filter(({ digits }) => digits !== null && digits < digitsWanted);
    expect(failed).toEqual([]);
  });

  it('replays all but definitions', () => {
    const definitions = steps.filter((step) => step.kind === 'substitution').map(({ id }) => id);
    const left = replays.filter(({ digits }) => digits === null).map(({ id }) => id);
    expect(left).toEqual(definitions);
    expect(reportOf(replays).replayed).toBe(steps.length - definitions.length);
  });
});

describe('what is wrong is caught, and named', () => {
  const g = new Graph();
  const [a, b] = ['a', 'b'].map((name) => g.symbol(name, 'theta', [], { kind: 'real' }));
  const sum = plus(g, a!, b!);

  /** The first step that a rule makes of a node. */
  function rewritten(rule: Rule, node: Node): PassStep[] {
    const steps: PassStep[] = [];
    simplify(g, [node], new RuleSet([rule]), {
      rewritten: (step) => {
        if (steps.length === 0) steps.push({ kind: 'rewrite', id: 'step-1', ...step });
      },
    });
    return steps;
  }

  it.each([
    ['a sign', { name: 'tangent', pattern: 'tan(a)', replacement: '-sin(a)/cos(a)' }],
    ['a factor', { name: 'tangent', pattern: 'tan(a)', replacement: '2*sin(a)/cos(a)' }],
    ['a small term', { name: 'tangent', pattern: 'tan(a)', replacement: 'sin(a)/cos(a) + 1e-11' }],
    ['no value', { name: 'tangent', pattern: 'tan(a)', replacement: 'log(-exp(a))' }],
  ])('%s', (_, rule) => {
    const [wrong] = replay(rewritten(rule, map(g, 'tan', [sum])));
    expect(wrong!.id).toBe('step-1');
    expect(wrong!.digits).toBeLessThan(digitsWanted);
  });

  it('but not what is right', () => {
    const rule = { name: 'Pythagoras', pattern: 'sin(a)^2', replacement: '1 - cos(a)^2' };
    const node = map(g, 'pow', [map(g, 'sin', [sum]), g.constant(2)]);
    expect(replay(rewritten(rule, node))[0]!.digits).toBeGreaterThan(25);
  });

  it('a wrong derivative', () => {
    const node = map(g, 'sin', [sum]);
    const chainRule = (adjoint: Node): PassStep => ({
      kind: 'chain-rule',
      id: 'differentiate-1',
      node,
      adjoint: g.constant(1),
      contributions: [{ to: sum, adjoint }],
    });
    const [right, wrong] = replay([
      chainRule(map(g, 'cos', [sum])),
      chainRule(map(g, 'sin', [sum])),
    ]);
    expect(right!.digits).toBeGreaterThan(25);
    expect(wrong!.digits).toBeLessThan(digitsWanted);
  });
});

it('knows every elementwise function by its definition', () => {
  for (const name of Object.keys(elementwise)) expect(functionNamed(name), name).toBeDefined();
});
