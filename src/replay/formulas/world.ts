import { present } from '../../base/invariant.ts';
import {
  lettersFor,
  nameModel,
  namesOf,
  shownIn,
  type Letters,
  type Text,
} from '../../derivation/index.ts';
import { innerShape, type Symbol } from '../../graph/index.ts';
import type { ModelGraph } from '../../model/index.ts';
import { Reals, type Precision } from '../../oracle/index.ts';
import { transformOf } from '../../oracle/transform.ts';
import type { Tree } from '../../syntax/index.ts';
import { randomPoint } from '../point.ts';
import { forEachIndex } from '../values.ts';
import { numberOf, scalar, type Numbers } from './arrays.ts';
import type { Definitions } from './definitions.ts';

/** A model whose derivation is replayed. */
export interface Replayed extends Text {
  readonly model: ModelGraph;
}

/** A random place in the space of a model: what its inputs are worth, and what letters mean. */
export interface Place {
  readonly precision: Precision;
  readonly rows: number;
  readonly letters: Letters;
  readonly definitions: Definitions;
  readonly model: ModelGraph;
  /** The text takes slices of arrays, `w[2:3]`: sums over these run over a part of an axis. */
  readonly hasSlices: boolean;
  /**
   * Columns with the rows first, hyper-parameters, the unconstrained numbers of parameters, and parameters that do
   * not follow from these.
   */
  readonly inputs: ReadonlyMap<string, Numbers>;
  /** Names that are moved, with those that move along. */
  readonly follow?: (moved: World['moved']) => World['moved'];
}

export function placeOf(
  { tree, dims, model }: Replayed,
  definitions: Definitions,
  precision: Precision,
  { seed, rows }: { seed: number; rows?: number },
): Place {
  const point = randomPoint(precision, seed, rows);
  const arrayOf = (symbol: Symbol): Numbers => {
    const sizes = symbol.shape.map((axis) => (axis === 'rows' ? point.rows : axis));
    const values: Numbers['values'][number][] = [];
    forEachIndex(sizes, (index) => values.push(point.valueOf(symbol, [...index])));
    return { shape: sizes, values };
  };
  const inputs = new Map([
    ...sizesIn(precision, tree, dims),
    ...[...model.columns, ...model.hypers].map(
      ({ name, symbol }) => [name, onPaper(precision, symbol, arrayOf(symbol))] as const,
    ),
    ...model.parameters.map((each) => [thetaOf(each.name), arrayOf(each.theta)] as const),
  ]);
  const named = nameModel(tree);
  const letters = lettersFor(namesOf(named.tree), shownIn(named));
  return {
    precision,
    rows: point.rows,
    letters,
    definitions,
    model,
    hasSlices: holdsRange(tree.statements),
    inputs,
  };
}

/** The sizes that the text names, by the names. */
const sizesIn = (p: Precision, tree: Tree, dims: Text['dims']): [string, Numbers][] =>
  tree.statements.flatMap((s): [string, Numbers][] => {
    if (s.kind !== 'dim') return [];
    const written = s.value.kind === 'number' ? s.value.value : undefined;
    const size = dims[s.name.text] ?? written;
    return size === undefined ? [] : [[s.name.text, scalar(Reals.fromNumber(p, size))]];
  });

const holdsRange = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('kind' in part && part.kind === 'range') || Object.values(part).some(holdsRange));

/** The name of the unconstrained numbers of a parameter. */
const thetaOf = (parameter: string): string => `theta_${parameter}`;

/** Categories count from 1 on paper. */
const onPaper = (p: Precision, { domain }: Symbol, value: Numbers): Numbers =>
  domain.kind === 'category'
    ? { ...value, values: value.values.map((code) => Reals.add(p, code, Reals.one(p))) }
    : value;

/** The numbers of the names at a place, some of which may be moved away from there. */
export class World {
  readonly place: Place;
  /** Names with other numbers than at the place. */
  readonly moved: ReadonlyMap<string, Numbers>;
  /** What all names but the moved ones are taken from; null where they follow the moved ones. */
  readonly fixed: World | null;
  readonly known = new Map<string, Numbers>();

  constructor(place: Place, moved: World['moved'] = new Map(), fixed: World | null = null) {
    this.place = place;
    this.moved = moved;
    this.fixed = fixed;
  }

  /** The array of an input, a parameter or the number of rows; undefined for another name. */
  input(name: string): Numbers | undefined {
    const moved = this.moved.get(name);
    if (moved) return moved;
    if (this.fixed) return this.fixed.input(name);
    const { inputs, letters } = this.place;
    const given = inputs.get(name);
    if (given) return given;
    const parameter = this.place.model.parameters.find((each) => each.name === name);
    if (parameter) return this.#remember(name, () => this.#parameter(parameter));
    return name === letters.count ? this.#count() : undefined;
  }

  #remember(key: string, make: () => Numbers): Numbers {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }

  #parameter({ name, domain, symbol }: ModelGraph['parameters'][number]): Numbers {
    const theta = present(this.input(thetaOf(name)));
    const shape = innerShape(symbol);
    return {
      shape,
      values: transformOf(domain, shape).constrain(this.place.precision, theta.values),
    };
  }

  /** The number of rows, or the sum of their weights. */
  #count(): Numbers {
    const { precision: p, rows, model, inputs } = this.place;
    const weights = model.weight && inputs.get(model.weight.name);
    if (!weights) return scalar(Reals.fromInteger(p, BigInt(rows)));
    return scalar(weights.values.reduce((s, x) => Reals.add(p, s, x), Reals.zero));
  }

  /** Where names get what the derivation defines them as. */
  get home(): World {
    return this.fixed?.home ?? this;
  }

  /** How many categories a column has. */
  categories(name: string): number | undefined {
    const domain = this.place.model.columns.find((each) => each.name === name)?.symbol.domain;
    return domain?.kind === 'category' ? domain.size : undefined;
  }
}

/** A whole number that an index is. */
export const indexOf = (value: Numbers): number => Reals.toNumber(numberOf(value));
