import { volume } from '../../base/shape.ts';
import { suggest } from '../../base/suggest.ts';
import { describeDomain, holds, holdsVector } from '../domains.ts';
import type { HyperLayout, Layout } from '../model.ts';
import { flatten, nounOf } from '../values.ts';
import type { Faults } from './faults.ts';

/** The settings by name: the values that are given, and else those of the model. */
export function readHypers(
  layout: Layout,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): Map<string, number | Float64Array> {
  const read = layout.hypers.map(
    (hyper) => [hyper.name, readHyper(hyper, hypers, faults)] as const,
  );
  refuseStrangers(layout, hypers, faults);
  return new Map(read);
}

function readHyper(
  { name, shape, domain, value }: HyperLayout,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): number | Float64Array {
  const given = Object.hasOwn(hypers, name) ? flatten(hypers[name], shape) : value;
  if (given === undefined || !given.every((x): x is number => typeof x === 'number')) {
    faults.add('wrongHyper', `the setting \`${name}\` must be ${nounOf(shape)}`);
    return NaN;
  }
  const n = shape.at(-1) ?? 1;
  const vectors = Array.from({ length: volume(shape) / n }, (_, k) => k * n);
  if (
    !given.every((x) => holds(domain, x)) ||
    !vectors.every((k) => holdsVector(domain, given, k, n))
  ) {
    faults.add('wrongHyper', `the setting \`${name}\` must be ${describeDomain(domain)}`);
  }
  return shape.length === 0 ? (given[0] as number) : Float64Array.from(given);
}

function refuseStrangers(
  layout: Layout,
  hypers: Readonly<Record<string, unknown>>,
  faults: Faults,
): void {
  const known = layout.hypers.map(({ name }) => name);
  for (const name of Object.keys(hypers).filter((name) => !known.includes(name))) {
    const near = suggest(name, known);
    const help = near === undefined ? undefined : `did you mean \`${near}\`?`;
    faults.add('unknownHyper', `the model has no setting \`${name}\``, help);
  }
}
