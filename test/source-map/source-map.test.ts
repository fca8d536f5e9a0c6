import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, type Compilation, type MappedLine, type SourceMap } from '../../src/index.ts';
import { models } from '../derivation/models.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const files = readdirSync(examples).map((name): [string, string] => [
  name,
  readFileSync(join(examples, name, `${name}.fx`), 'utf8'),
]);
const wanted = ['weights', 'matrix of outputs', 'simplex', 'embedding', 'chain of three', 'groups'];
const small = models.filter(([name]) => wanted.includes(name));

/** A line that only has brackets, as what closes a function or an argument. */
const isBracket = (text: string): boolean => /^\s*[\])}]*[;,]?\s*$/.test(text);
/** Which row or element is meant; the rows of the call. */
const isPosition = (text: string): boolean =>
  /^\s*(const (end|i\d?|row\w*|start\w*) =|\w+\[?.*\? k|const \{ from)/.test(text);

describe.each([...files, ...small])('the source map of %s', (name, text) => {
  let compiled: Compilation;
  let map: SourceMap;
  let module: string[];
  const line = (mapped: MappedLine): string => module[mapped.line - 1] ?? '';
  beforeAll(async () => {
    compiled = compile(text, { name: `/some/where/${name}.fx` });
    map = await compiled.sourceMap();
    module = (await compiled.module()).split('\n');
  });
  /** The lines of the functions that compute, without their heads. */
  const bodies = (): MappedLine[] => {
    const kernels = compiled.kernels.kernels.map((kernel): string => kernel.name);
    return kernels.flatMap((kernel) => {
      const own = map.lines.filter((mapped) => mapped.region === kernel);
      const head = own.findIndex((mapped) => line(mapped).endsWith('{'));
      return own.slice(head + 1);
    });
  };

  it('has each line of the module, and no folder', () => {
    expect(map.lines.map((each) => each.line)).toEqual(module.slice(1).map((_, k) => k + 1));
    expect(map.model).toBe(`${name}.fx`);
    expect(JSON.stringify(map)).not.toContain('/some/where');
  });

  it('says of every line of a function what it computes', () => {
    const silent = bodies()
      .filter(({ nodes }) => nodes.length === 0)
      .filter((mapped) => !isBracket(line(mapped)) && !isPosition(line(mapped)));
    expect(silent.map(line)).toEqual([]);
  });

  it('says something of every other line', () => {
    const silent = map.lines.filter(({ nodes, says }) => nodes.length === 0 && !says);
    expect(silent).toEqual([]);
    const both = map.lines.filter(({ nodes, says }) => nodes.length > 0 && says);
    expect(both).toEqual([]);
  });

  it('names places of the model, and steps of its derivation', () => {
    const nodes = map.lines.flatMap((each) => each.nodes);
    const unplaced = nodes.filter(({ places, what }) => places.length === 0 && !isCount(what));
    expect(unplaced).toEqual([]);
    const lines = text.split('\n');
    for (const place of nodes.flatMap((node) => node.places)) {
      expect(text.slice(place.start, place.end)).toBe(place.text);
      expect(lines[place.line - 1]?.slice(place.column - 1)).toContain(
        place.text.split('\n')[0] ?? '',
      );
    }
    const ids = new Set(compiled.records.flatMap((r) => r.steps.map((step) => step.id)));
    expect(nodes.flatMap(({ steps }) => steps).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('tells the derivatives by their parameters', () => {
    const { parameters } = compiled.program.layout;
    const stores = bodies().flatMap((mapped) => {
      const [, offset] = /^\s*gradient\[(\d+)\] [-+*]?=/.exec(line(mapped)) ?? [];
      return offset === undefined ? [] : [{ mapped, offset: Number(offset) }];
    });
    for (const { mapped, offset } of stores) {
      const parameter = parameters.find((p) => p.offset <= offset && offset < p.offset + p.size);
      const names = mapped.nodes.flatMap(({ what }) =>
        what.replace(/^(part of )?gradient of /, '').split(', '),
      );
      expect(names, line(mapped)).toContain(parameter?.name);
    }
    const told = map.lines.flatMap(({ nodes }) => nodes.map(({ what }) => what));
    for (const { name: parameter } of parameters)
      expect(told.join('\n')).toMatch(new RegExp(`gradient of .*\\b${parameter}\\b`));
  });

  it('tells the derivatives by the chain rule, and values without it', () => {
    const rules = new Set(
      compiled.records
        .flatMap((r) => r.steps.filter((s) => s.kind === 'chain-rule'))
        .map((s) => s.id),
    );
    const nodes = map.lines.flatMap((each) => each.nodes);
    for (const { what, steps } of nodes.filter((node) => node.what.startsWith('gradient of')))
      expect(
        steps.some((id) => rules.has(id)),
        what,
      ).toBe(true);
    for (const { what, steps } of nodes.filter((node) => !node.what.includes('gradient of')))
      expect(
        steps.filter((id) => rules.has(id)),
        what,
      ).toEqual([]);
  });

  it('returns the objective', () => {
    const returns = map.lines.filter(
      (mapped) => mapped.region?.startsWith('objective') && /^ {2}return/.test(line(mapped)),
    );
    expect(returns.map(({ nodes }) => nodes.map(({ what }) => what))).toEqual([
      ['objective'],
      ['objective'],
    ]);
  });

  it('is the same each time', async () => {
    const again = await compile(text, { name: `/else/where/${name}.fx` }).sourceMap();
    expect(JSON.stringify(again)).toBe(JSON.stringify(map));
  });
});

const isCount = (what: string): boolean => what === 'number of rows';

describe('what a line is said to compute', () => {
  it('has the name that the model gives it', async () => {
    const text =
      'data x: real, y: binary\nparam w: real, b: real\nz = w*x + b\ny ~ bernoulli(sigmoid(z))\n';
    const map = await compile(text).sourceMap();
    const told = new Set(map.lines.flatMap(({ nodes }) => nodes.map(({ what }) => what)));
    expect([...told]).toEqual(
      expect.arrayContaining([
        'column x',
        'parameter w',
        'number of rows',
        'objective',
        'gradient of w',
        'definition z',
        'draw of y',
      ]),
    );
  });
});
