import { present } from '../../base/invariant.ts';
import type { Buffer } from '../../lower/loops.ts';
import type { Layout } from '../../runtime/model.ts';
import { literalKey, propertyKey, type Names } from './identifier.ts';
import { bufferKey, fieldKey, type Bindings } from './scope.ts';
import type { Uses } from './uses.ts';

/** What stands before and after the statements of a kernel, and what it names the things that it is given. */
export interface Prelude {
  readonly bindings: Bindings;
  readonly lines: readonly string[];
  /** The statements that hand back the predictions, where there are any. */
  readonly closing: readonly string[];
  /** The parameters of the function that are used. */
  readonly parameters: ReadonlySet<string>;
}

/** A property taken out of `data` or `rows`. */
interface Item {
  readonly key: string;
  readonly property: string;
  /** The name it would like. */
  readonly wanted: string;
}

/** Names what a kernel uses; `scratch` has the names of the arrays of the module. */
export function bindParameters(
  uses: Uses,
  layout: Layout,
  names: Names,
  scratch: Bindings,
): Prelude {
  const buffers = [...uses.buffers.values()];
  const direct = buffers.filter((b) => b.role === 'theta' || b.role === 'gradient');
  const bindings = new Map([...scratch, ...direct.map((b) => [bufferKey(b), b.role] as const)]);
  const taken = (from: string, items: readonly Item[]): string[] =>
    takeFrom(from, items, names, bindings);
  const data = taken('data', dataItems(uses, layout));
  const rows = taken('rows', rowsItems(uses));
  const outputs = buffers.filter((b) => b.role === 'output');
  const allocated = outputs.map((b) => allocate(b, layout, names, bindings));
  const used = [
    ...direct.map((b) => b.role),
    ...(data.length > 0 ? ['data'] : []),
    ...(uses.random ? ['random'] : []),
    ...(rows.length + outputs.length > 0 ? ['rows'] : []),
  ];
  return {
    bindings,
    lines: [...data, ...rows, ...allocated],
    closing: outputs.length === 0 ? [] : [printResult(outputs, bindings)],
    parameters: new Set(used),
  };
}

/** Columns and settings in the order in which the layout has them, then the counts. */
function dataItems(uses: Uses, layout: Layout): Item[] {
  const order = [...layout.columns, ...layout.hypers].map(({ name }) => name);
  const rank = ({ property }: Item): number => {
    const place = order.indexOf(property);
    return place < 0 ? order.length : place;
  };
  const items = [...arrayItems(uses, 'column', 'hyper'), ...fieldItems(uses, 'data')];
  return items.sort((a, b) => rank(a) - rank(b));
}

const rowsItems = (uses: Uses): Item[] => [
  ...fieldItems(uses, 'rows'),
  ...arrayItems(uses, 'order').map((item) => ({ ...item, property: 'order' })),
];

const arrayItems = (uses: Uses, ...roles: readonly Buffer['role'][]): Item[] =>
  [...uses.buffers.values()]
    .filter((b) => roles.includes(b.role))
    .map((b) => ({ key: bufferKey(b), property: b.name, wanted: b.name }));

const fieldItems = (uses: Uses, of: 'data' | 'rows'): Item[] =>
  [...uses.fields.values()]
    .filter((field) => field.of === of)
    .map((f) => ({
      key: fieldKey(f),
      property: f.name,
      wanted: f.name === 'rows' ? 'count' : f.name,
    }));

/** `const { x, y } = data;` */
function takeFrom(
  from: string,
  items: readonly Item[],
  names: Names,
  bindings: Map<string, string>,
): string[] {
  if (items.length === 0) return [];
  const parts = items.map(({ key, property, wanted }) => {
    const name = names.claim(wanted);
    bindings.set(key, name);
    return name === property ? name : `${propertyKey(property)}: ${name}`;
  });
  return [`const { ${parts.join(', ')} } = ${from};`];
}

function allocate(
  buffer: Buffer,
  layout: Layout,
  names: Names,
  bindings: Map<string, string>,
): string {
  const name = names.claim(buffer.name);
  bindings.set(bufferKey(buffer), name);
  const output = present(layout.outputs.find((o) => o.name === buffer.name));
  const size = output.shape.reduce((product, n) => product * n, 1);
  const length = size === 1 ? 'rows.to - rows.from' : `(rows.to - rows.from) * ${size}`;
  return `const ${name} = new Float64Array(${length});`;
}

function printResult(outputs: readonly Buffer[], bindings: Bindings): string {
  const parts = outputs.map((b) => {
    const name = present(bindings.get(bufferKey(b)));
    return name === b.name ? name : `${literalKey(b.name)}: ${name}`;
  });
  return `return { ${parts.join(', ')} };`;
}
