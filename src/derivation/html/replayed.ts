import type { Derivation } from '../derivation.ts';
import { equalitiesIn, reportOfEqualities } from '../equalities.ts';
import type { ReplayReport } from '../trace/traced.ts';

/** How the equations that are shown fared when they were computed anew; empty where they were not. */
export function equationsReplayed(derivation: Derivation): string {
  const { replayed, withoutValue, digits } = reportOfEqualities(equalitiesIn(derivation));
  if (digits === null) return '';
  const rest =
    withoutValue > 0 ? ` ${counted(withoutValue, 'has', 'have')} no value at a point.` : '';
  return `${counted(replayed, 'equality', 'equalities')} computed anew at random points in high precision: the sides agree to ${digits} digits or more.${rest}`;
}

/** How the steps of the passes fared. */
export const stepsReplayed = (replay: ReplayReport | undefined): string =>
  replay && replay.replayed > 0
    ? `${counted(replay.replayed, 'step', 'steps')} of the compiler replayed at random points in high precision: both sides agree to ${replay.digits} digits or more.`
    : '';

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
