import type { Domain } from '../../runtime/domain.ts';
import { declarationOf } from '../../runtime/domain-syntax.ts';
import type { Layout } from '../../runtime/model.ts';
import { propertyKey } from './identifier.ts';

/** A property of a type: its name, its type, and what it is in the notation of the language. */
interface Member {
  readonly name: string;
  readonly type: string;
  readonly note: string;
}

const printDomain = (domain: Domain, shape: readonly number[]): string =>
  declarationOf(domain) + (shape.length === 0 ? '' : `[${shape.join(', ')}]`);

const nested = (shape: readonly number[]): string =>
  shape.reduce<string>(
    (inner, _, depth) => (depth === 0 ? 'readonly number[]' : `readonly (${inner})[]`),
    'number',
  );

const columnType = (domain: Domain): string =>
  domain.kind === 'category' ? 'Int32Array' : 'Float64Array';

/** The type of the named parameters. */
export const printParamsType = (layout: Layout): string =>
  printObjectType(
    layout.parameters.map(({ name, domain, shape }) => ({
      name,
      type: nested(shape),
      note: printDomain(domain, shape),
    })),
  );

/** The type of the data: columns, settings, and the counts. */
export const printDataType = (layout: Layout): string =>
  printObjectType([
    { name: 'rows', type: 'number', note: 'Number of rows.' },
    {
      name: 'totalWeight',
      type: 'number',
      note: "Sum of the rows' weights; `rows` where there are none.",
    },
    ...layout.columns.map(({ name, domain, shape }) => ({
      name,
      type: columnType(domain),
      note: printDomain(domain, shape),
    })),
    ...layout.hypers.map(({ name, domain, shape }) => ({
      name,
      type: shape.length === 0 ? 'number' : 'Float64Array',
      note: printDomain(domain, shape),
    })),
  ]);

/** The type of the predictions. */
export const printPredictionsType = (layout: Layout): string =>
  printObjectType(
    layout.outputs.map(({ name, shape }) => ({
      name,
      type: 'Float64Array',
      note: shape.length === 0 ? 'A number a row.' : `[${shape.join(', ')}] a row.`,
    })),
  );

const printObjectType = (members: readonly Member[]): string =>
  members.length === 0 ? '{}' : `{\n${members.map(printMember).join('\n')}\n}`;

const printMember = ({ name, type, note }: Member): string =>
  `/** ${note} */\nreadonly ${propertyKey(name)}: ${type};`;
