import { present } from '../../base/invariant.ts';
import type { Buffer } from '../../lower/loops.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import type { Layout, ParameterLayout } from '../../runtime/model.ts';
import { bufferKey, fieldKey, thetaKey } from './scope.ts';
import type { Uses } from './uses.ts';

/** Something that a kernel takes out of its parameters and names. */
export interface Given {
  /** What its statements know it by. */
  readonly key: string;
  /** The property of the parameter, or the element of θ, that it is. */
  readonly property: string;
  /** The name it would like. */
  readonly wanted: string;
  /** What the model calls it; null for what no model names. */
  readonly input: string | null;
}

/** Columns and settings in the order in which the layout has them, then the counts. */
export const givenByData = (uses: Uses, { columns, hypers }: Layout): Given[] =>
  inOrderOf(
    [...columns, ...hypers].map(({ name }) => name),
    [...arrays(uses, 'column', 'hyper'), ...fields(uses, 'data')],
  );

/** The bounds of the rows, then their order. */
export const givenByRows = (uses: Uses): Given[] =>
  inOrderOf(
    ['from', 'to'],
    [
      ...fields(uses, 'rows'),
      ...arrays(uses, 'order').map((item) => ({ ...item, property: 'order', input: null })),
    ],
  );

/** The arrays of the predictions. */
export const givenOutputs = (uses: Uses, { outputs }: Layout): Given[] =>
  inOrderOf(
    outputs.map(({ name }) => name),
    arrays(uses, 'output'),
  );

/** The parameters that are numbers. */
export const givenByTheta = (uses: Uses, { parameters }: Layout): Given[] =>
  parameters
    .filter(({ shape, offset }) => shape.length === 0 && uses.offsets.has(offset))
    .map((parameter) => ({
      key: thetaKey(parameter.offset),
      property: `theta[${parameter.offset}]`,
      wanted: unconstrainedName(parameter),
      input: parameter.name,
    }));

/** The parameters of a function that its statements use. */
export function usedParameters(uses: Uses, layout: Layout): Set<string> {
  const roles = [...uses.buffers.values()].map((buffer) => buffer.role);
  const rows = givenByRows(uses).length + givenOutputs(uses, layout).length > 0;
  return new Set([
    ...roles.filter((role) => role === 'theta' || role === 'gradient'),
    ...(givenByData(uses, layout).length > 0 ? ['data'] : []),
    ...(rows ? ['rows'] : []),
    ...(uses.random ? ['random'] : []),
  ]);
}

const unconstrainedName = ({ name, domain }: ParameterLayout): string =>
  `${present(syntaxOf(domain).transform).prefix}${name}`;

/** The items whose properties are named first, in that order, then the others. */
function inOrderOf(properties: readonly string[], items: readonly Given[]): Given[] {
  const places = new Map(properties.map((property, place) => [property, place]));
  const place = ({ property }: Given): number => places.get(property) ?? properties.length;
  return items.toSorted((a, b) => place(a) - place(b));
}

const arrays = (uses: Uses, ...roles: readonly Buffer['role'][]): Given[] =>
  [...uses.buffers.values()]
    .filter((buffer) => roles.includes(buffer.role))
    .map((buffer) => ({
      key: bufferKey(buffer),
      property: buffer.name,
      wanted: buffer.name,
      input: buffer.name,
    }));

/** What all data and all rows have. */
const ownFields: ReadonlySet<string> = new Set(['rows', 'totalWeight', 'from', 'to']);

/** The number of rows of the data would hide the rows of the call. */
const fields = (uses: Uses, of: 'data' | 'rows'): Given[] =>
  [...uses.fields.values()]
    .filter((field) => field.of === of)
    .map((field) => ({
      key: fieldKey(field),
      property: field.name,
      wanted: field.name === 'rows' ? 'count' : field.name,
      input: ownFields.has(field.name) ? null : field.name,
    }));
