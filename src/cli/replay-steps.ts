import { invariant } from '../base/invariant.ts';
import type { Source } from '../base/source.ts';
import type { ReplayReport } from '../derivation/index.ts';
import { counted } from './table.ts';

/** Steps that agree to fewer digits are no identities. */
const leastDigits = 12;

interface ReplayFlags {
  readonly dim?: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** Computes every step of the derivation anew. Throws an `InternalFault` that names a step that fails. */
export async function replaySteps(
  source: Source,
  { dim: dims = {}, seed }: ReplayFlags,
): Promise<ReplayReport> {
  const { analyse } = await import('../compile.ts');
  const { replay, reportOf } = await import('../replay/index.ts');
  const steps = analyse(source, { dims }).records.flatMap((record) => record.steps);
  const replays = replay(steps, { seed });
  const report = reportOf(replays);
  const worst = replays.find((each) => each.digits === report.digits);
  const step = steps.find(({ id }) => id === worst?.id);
  const rule = step?.kind === 'rewrite' ? step.rule : 'the chain rule';
  invariant(report.digits >= leastDigits, `${step?.id} of ${source.name}, ${rule}, is no identity`);
  return report;
}

export const replayText = ({ replayed, digits }: ReplayReport): string =>
  `${counted(replayed, 'step')} of the derivation replayed, to ${digits} digits`;
