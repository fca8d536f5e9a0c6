import type { Derivation } from '../derivation.ts';
import type { ReplayReport } from '../trace/traced.ts';

/** How the equations that are shown fared when they were computed anew; empty where they were not. */
export function equationsReplayed({ sections }: Derivation): string {
  const digits = sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'equations' ? block.equations : []))
    .flatMap(({ steps }) => steps.flatMap((step) => step.digits ?? []));
  return digits.length > 0
    ? `${counted(digits.length, 'equality', 'equalities')} computed anew at random points in high precision: the sides agree to ${Math.min(...digits)} digits or more.`
    : '';
}

/** How the steps of the passes fared. */
export const stepsReplayed = (replay: ReplayReport | undefined): string =>
  replay && replay.replayed > 0
    ? `${counted(replay.replayed, 'step', 'steps')} of the compiler replayed at random points in high precision: both sides agree to ${replay.digits} digits or more.`
    : '';

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
