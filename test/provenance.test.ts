import { describe, expect, it } from 'vitest';
import { analyse } from '../src/compile.ts';
import { postorder, stepsOf, type Node } from '../src/graph/index.ts';
import type { Statement } from '../src/lower/index.ts';
import { visitStatements } from '../src/lower/traverse.ts';
import { rootsOf } from '../src/passes.ts';
import { compiled } from './derivation/compiled.ts';
import { models } from './derivation/models.ts';

const textOf = (source: string, node: Node, analysis: ReturnType<typeof analyse>) => {
  const span = analysis.model.provenance.of(node)?.span;
  return span ? source.slice(span.start, span.end) : null;
};

describe.each(models)('%s', (name, text) => {
  const analysis = compiled(name, text);
  const { model, records } = analysis;
  const steps = records.flatMap((record) => record.steps);

  it('knows where each node comes from', () => {
    const nodes = records.flatMap(({ maths }) => postorder(rootsOf(maths)));
    const unknown = nodes.filter((node) => model.provenance.of(node) === undefined);
    expect(unknown).toEqual([]);
  });

  it('numbers its steps, and origins name them', () => {
    const ids = steps.map((step) => step.id);
    expect(new Set(ids).size).toBe(ids.length);
    const made = postorder(rootsOf(records.at(-1)!.maths)).flatMap((node) =>
      stepsOf(model.provenance.of(node)!),
    );
    expect(made.length).toBeGreaterThan(0);
    expect(made.filter((step) => !ids.includes(step))).toEqual([]);
  });

  it('says of every definition the text that defines it', () => {
    for (const { name: defined, node } of model.definitions) {
      if (node.kind === 'symbol' || node.kind === 'constant') continue;
      expect(text, `${defined}: ${textOf(text, node, analysis)}`).toContain(
        textOf(text, node, analysis),
      );
    }
  });
});

/** Where a kernel is among the rows and in its arrays. */
const isPosition = (s: Statement): boolean => s.kind === 'declare' && s.local.type === 'index';

describe.each(models)('the loops of %s', (name, text) => {
  const { model, kernels } = compiled(name, text);
  const statements: Statement[] = [];
  for (const { body } of kernels.kernels) visitStatements(body, (s) => statements.push(s));

  it('say what they compute', () => {
    const plain = statements.filter(
      (s) => !('of' in s || 'partOf' in s) && s.kind !== 'for' && !isPosition(s),
    );
    expect(plain).toEqual([]);
  });

  it('know where each node comes from that they compute', () => {
    const nodes = postorder(statements.flatMap((s) => ('of' in s ? (s.of ?? []) : [])));
    expect(nodes.length).toBeGreaterThan(0);
    const unknown = nodes.filter((node) => model.provenance.of(node) === undefined);
    expect(unknown).toEqual([]);
  });
});

describe('where a node comes from', () => {
  const text = 'data x: real, y: binary\nparam w: real, b: real\ny ~ bernoulli(sigmoid(w*x + b))\n';
  const analysis = analyse(text);

  it('is the innermost text that says it', () => {
    const said = postorder([analysis.model.objective]).map((node) => textOf(text, node, analysis));
    expect(said).toEqual(
      expect.arrayContaining(['x: real', 'w*x', 'w*x + b', 'sigmoid(w*x + b)', 'w: real']),
    );
  });

  it('is kept by what the rewrites make of it', () => {
    const { maths } = analysis.records.find((record) => record.name === 'stabilise')!;
    const softplus = postorder([maths.objective]).find(
      (node) => node.kind === 'map' && node.fn === 'softplus',
    )!;
    expect(textOf(text, softplus, analysis)).toBe('y ~ bernoulli(sigmoid(w*x + b))');
    const steps = stepsOf(analysis.model.provenance.of(softplus)!);
    expect(steps.length).toBeGreaterThan(0);
  });
});
