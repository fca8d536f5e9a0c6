import { present } from '../../base/invariant.ts';
import { arrayFunctions } from '../../oracle/array-functions.ts';
import { operators } from '../../oracle/operators.ts';
import { Reals, scalarFunctions, type Precision } from '../../oracle/index.ts';
import { map, zip, type Numbers } from './arrays.ts';

/** Functions of whole arrays; `range` is written like one. */
const wholes: typeof arrayFunctions = new Map([
  ...arrayFunctions,
  ['range', operators.range],
  ['steps', operators.steps],
]);

/** A function of the language or of the elementwise table at arrays; undefined where there is none. */
export function apply(p: Precision, fn: string, args: readonly Numbers[]): Numbers | undefined {
  const ofArrays = wholes.get(fn);
  if (ofArrays) return ofWhole(p, ofArrays, args);
  const f = scalarFunctions.get(fn === 'pow' ? 'dotPow' : fn);
  const [a, b] = args;
  if (!f || !a) return undefined;
  if (args.length === 1) return map((x) => f(p, x), a);
  return args.length === 2 ? zip((x, y) => f(p, x, y), a, present(b)) : undefined;
}

type ArrayFunction = NonNullable<ReturnType<typeof arrayFunctions.get>>;

function ofWhole(p: Precision, f: ArrayFunction, args: readonly Numbers[]): Numbers {
  const values = args.map(({ shape, values: numbers }) => ({
    shape,
    numbers,
    row: false,
    codes: false,
  }));
  const { shape, numbers } = f(p, ...values);
  return { shape, values: numbers };
}

/** √(Σ x²), or Σ |x|. */
export function norm(p: Precision, a: Numbers, order: 1 | 2): Numbers {
  const sizes = a.values.map((x) => (order === 1 ? Reals.absolute(x) : Reals.multiply(p, x, x)));
  const total = sizes.reduce((s, x) => Reals.add(p, s, x), Reals.zero);
  return { shape: [], values: [order === 1 ? total : Reals.sqrt(p, total)] };
}
