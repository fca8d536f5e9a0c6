import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import {
  parseModel,
  printExpression,
  type Declaration,
  type Expression,
  type Statement,
} from '../../src/syntax/index.ts';

const parse = (text: string): readonly Statement[] =>
  parseModel({ name: 'model.fx', text }).statements;

const list = (items: readonly Expression[]): string => items.map(printExpression).join(', ');

/** A declaration as text, whose brackets are written even when they are empty. */
const declaration = ({ name, type, value }: Declaration): string =>
  `${name.text}: ${type.domain.text}(${list(type.domainArgs)})[${list(type.shape)}]` +
  (value ? ` = ${printExpression(value)}` : '');

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const declarations = ({ kind, declarations }: StatementOf<'data' | 'param' | 'hyper'>): string =>
  `${kind} ${declarations.map(declaration).join(', ')}`;

const named = ({ kind, name, value }: StatementOf<'dim' | 'definition' | 'output'>): string =>
  `${kind} ${name.text} = ${printExpression(value)}`;

const parametric = ({
  kind,
  name,
  parameters,
  body,
}: StatementOf<'function' | 'density'>): string =>
  `${kind} ${name.text}(${parameters.map((p) => p.text).join(', ')}) = ${printExpression(body)}`;

const term = ({ kind, value }: StatementOf<'loss' | 'penalty'>): string =>
  `${kind} ${printExpression(value)}`;

const writers: { readonly [K in Statement['kind']]: (statement: StatementOf<K>) => string } = {
  dim: named,
  definition: named,
  output: named,
  data: declarations,
  param: declarations,
  hyper: declarations,
  function: parametric,
  density: parametric,
  loss: term,
  penalty: term,
  distributed: ({ subject, distribution, args }) =>
    `${printExpression(subject)} ~ ${distribution.text}(${list(args)})`,
};

const write = (text: string): string[] =>
  parse(text).map((statement) => writers[statement.kind](statement as never));

describe('parseModel', () => {
  it.each<[string, string[]]>([
    ['dim D = 2, K = D + 1', ['dim D = 2', 'dim K = D + 1']],
    [
      'data x: real[D], y: category(K), n: weight',
      ['data x: real()[D], y: category(K)[], n: weight()[]'],
    ],
    [
      'param w: interval(0, 10)[D, K + 1] = 1/2, b: real = [1, 2]',
      ['param w: interval(0, 10)[D, K + 1] = 1 / 2, b: real()[] = [1, 2]'],
    ],
    ['hyper tau: positive = 1', ['hyper tau: positive()[] = 1']],
    ['z = dot(w, x) + b', ['definition z = dot(w, x) + b']],
    ['f(a, b) = a + b', ['function f(a, b) = a + b']],
    ['density tri(y, a) = 2y/a^2', ['density tri(y, a) = 2 * y / a^2']],
    ['density flat(y) = 1', ['density flat(y) = 1']],
    ['y ~ normal(mu, σ)', ['y ~ normal(mu, σ)']],
    ['log(y) ~ mixture(pi, normal(0, 1))', ['log(y) ~ mixture(pi, normal(0, 1))']],
    ['y ~ flat()', ['y ~ flat()']],
    ['loss (y - z)^2', ['loss (y - z)^2']],
    ['loss [1, 2] * w', ['loss [1, 2] * w']],
    ['penalty lambda * sum(w .^ 2)', ['penalty lambda * sum(w .^ 2)']],
    ['output p = sigmoid(z)', ['output p = sigmoid(z)']],
    ['parm = 3', ['definition parm = 3']],
    ['cost = 2\nreturn = 3', ['definition cost = 2', 'definition return = 3']],
  ])('reads %s', (text, expected) => {
    expect(write(text)).toEqual(expected);
  });

  it('takes a statement from each line, and goes on while a bracket is open', () => {
    const text = `
# comment with = and ( in it
A = [1, 2;   # first row

     3, 4]   # second row
  loss sum(
    A
    + B
  )
param w: real[
  D
], b: real
y ~ normal(
  mu, sigma)`;
    expect(write(text)).toEqual([
      'definition A = [1, 2; 3, 4]',
      'loss sum(A + B)',
      'param w: real()[D], b: real()[]',
      'y ~ normal(mu, sigma)',
    ]);
  });

  it.each(['\n', '\r\n', '\r', '\u2028'])('takes %j for a line end', (end) => {
    expect(write(`\uFEFFa = 1${end}${end}\tb\t=\t2${end}`)).toEqual([
      'definition a = 1',
      'definition b = 2',
    ]);
  });

  it('says where each statement and name is', () => {
    const text = '  param w: real[D] = 0, b: real # start\n\nf(a) = a^2';
    const [param, square] = parse(text);
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(param && cut(param.span)).toBe('param w: real[D] = 0, b: real');
    const [w] = param?.kind === 'param' ? param.declarations : [];
    expect(w && [w.span, w.name.span, w.type.span, w.type.domain.span].map(cut)).toEqual([
      'w: real[D] = 0',
      'w',
      'real[D]',
      'real',
    ]);
    expect(square && cut(square.span)).toBe('f(a) = a^2');
    expect(square?.kind === 'function' && square.parameters.map((p) => cut(p.span))).toEqual(['a']);
  });

  it('keeps the source with the tree', () => {
    const source = { name: 'model.fx', text: 'loss 1' };
    expect(parseModel(source).source).toBe(source);
  });

  it('takes names of built-in properties for ordinary names', () => {
    const text = 'param constructor: __proto__\ntoString = valueOf(hasOwnProperty)';
    expect(write(text)).toEqual([
      'param constructor: __proto__()[]',
      'definition toString = valueOf(hasOwnProperty)',
    ]);
  });

  it('reports every bad statement at once, in order', () => {
    const text = 'loss 3 4\nx = 1\nparm w: real\ny ~\nparam a, b\nz = @\nloss (';
    try {
      parse(text);
      expect.unreachable();
    } catch (error) {
      const found = error instanceof FluxionError ? error.diagnostics : [];
      expect(found.map((d) => text.slice(0, d.span?.start).split('\n').length)).toEqual([
        1, 3, 4, 5, 5, 6, 7,
      ]);
    }
  });
});
