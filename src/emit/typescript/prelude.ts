import { present } from '../../base/invariant.ts';
import type { Layout } from '../../runtime/model.ts';
import { givenByData, givenByRows, givenByTheta, givenOutputs, type Given } from './given.ts';
import { literalKey, propertyKey, type Names } from './identifier.ts';
import { bufferKey, presence, type Bindings, type ModuleScope } from './scope.ts';
import type { Uses } from './uses.ts';

/** What stands around the statements of a kernel, and what they call the things that it is given. */
export interface Prelude {
  readonly bindings: Bindings;
  /** Paragraphs before the statements. */
  readonly opening: readonly (readonly Taking[])[];
  /** What hands back the predictions, where there are any. */
  readonly closing: readonly Taking[];
}

/** A statement that names what a kernel is given, or hands back what is named. */
export interface Taking {
  readonly kind: 'taking';
  readonly line: string;
  /** What the model calls those that it names. */
  readonly inputs: readonly string[];
}

interface Named extends Given {
  readonly name: string;
}

/** Takes what a kernel uses out of its parameters. */
export function openKernel(uses: Uses, names: Names, module: ModuleScope): Prelude {
  const { layout, language, scratch } = module;
  const name = (given: Given): Named => ({ ...given, name: names.claim(given.wanted) });
  const data = givenByData(uses, layout).map(name);
  const rows = givenByRows(uses).map(name);
  const outputs = givenOutputs(uses, layout).map(name);
  const scalars = givenByTheta(uses, layout).map(name);
  const named = [...data, ...rows, ...outputs, ...scalars];
  return {
    bindings: new Map([
      ...scratch,
      ...parameters(uses),
      ...named.map((g) => [g.key, g.name] as const),
    ]),
    opening: [
      [
        ...printTaken('data', data),
        ...printTaken('rows', rows),
        ...outputs.map((o) => taking(printAllocated(o, layout), [o])),
      ],
      scalars.map((g) => taking(`const ${g.name} = ${g.property}${presence[language]};`, [g])),
    ],
    closing: printResult(outputs),
  };
}

const taking = (line: string, items: readonly Named[]): Taking => ({
  kind: 'taking',
  line,
  inputs: items.flatMap(({ input }) => (input === null ? [] : [input])),
});

/** The arrays that are parameters of the function themselves. */
const parameters = (uses: Uses): (readonly [string, string])[] =>
  [...uses.buffers.values()]
    .filter(({ role }) => role === 'theta' || role === 'gradient')
    .map((buffer) => [bufferKey(buffer), buffer.role]);

/** `const { x, y } = data;` */
function printTaken(from: string, items: readonly Named[]): Taking[] {
  const parts = items.map(({ name, property }) =>
    name === property ? name : `${propertyKey(property)}: ${name}`,
  );
  return parts.length === 0 ? [] : [taking(`const { ${parts.join(', ')} } = ${from};`, items)];
}

function printAllocated({ name, property }: Named, layout: Layout): string {
  const output = present(layout.outputs.find((o) => o.name === property));
  const size = output.shape.reduce((product, n) => product * n, 1);
  const length = size === 1 ? 'rows.to - rows.from' : `(rows.to - rows.from) * ${size}`;
  return `const ${name} = new Float64Array(${length});`;
}

function printResult(outputs: readonly Named[]): Taking[] {
  const parts = outputs.map(({ name, property }) =>
    name === property ? name : `${literalKey(property)}: ${name}`,
  );
  return parts.length === 0 ? [] : [taking(`return { ${parts.join(', ')} };`, outputs)];
}
