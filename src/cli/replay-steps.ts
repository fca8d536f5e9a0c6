import { invariant } from '../base/invariant.ts';
import type { Source } from '../base/source.ts';
import type { Analysis } from '../compile.ts';
import type { Claim, EqualitiesReport, Equality, ReplayReport } from '../derivation/index.ts';
import { counted } from './table.ts';

interface ReplayFlags {
  readonly dim?: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** How the derivation of a model fared when all of it was computed anew. */
export interface Replayed {
  readonly steps: ReplayReport;
  readonly equalities: EqualitiesReport;
}

/**
 * Computes anew every step of the passes and every equality that is read. Throws an `InternalFault` that names
 * one that fails.
 */
export async function replayAll(
  source: Source,
  { dim: dims = {}, seed }: ReplayFlags,
): Promise<Replayed> {
  const { analyse } = await import('../compile.ts');
  const analysis = analyse(source, { dims });
  return {
    steps: await replaySteps(analysis, seed),
    equalities: await replayEqualities(analysis, seed),
  };
}

async function replaySteps({ tree, records }: Analysis, seed: number): Promise<ReplayReport> {
  const { fewestDigits, replay, reportOf } = await import('../replay/index.ts');
  const steps = records.flatMap((record) => record.steps);
  const replays = replay(steps, { seed });
  const report = reportOf(replays);
  const worst = replays.find((each) => each.digits === report.digits);
  const step = steps.find(({ id }) => id === worst?.id);
  const rule = step?.kind === 'rewrite' ? step.rule : 'the chain rule';
  const { name } = tree.source;
  invariant(report.digits >= fewestDigits, `${step?.id} of ${name}, ${rule}, is no identity`);
  return report;
}

async function replayEqualities(analysis: Analysis, seed: number): Promise<EqualitiesReport> {
  const { claimsIn, derive, equalitiesIn, reportOfEqualities } =
    await import('../derivation/index.ts');
  const { replayDerivation } = await import('../replay/index.ts');
  const { name } = analysis.tree.source;
  const derivation = replayDerivation(derive(analysis), analysis, seed);
  const equalities = equalitiesIn(derivation);
  await requireEqualities(equalities, name);
  requireClaims(claimsIn(derivation), name);
  return reportOfEqualities(equalities);
}

/** Throws an `InternalFault` that names an equality whose sides differ, where there is one. */
export async function requireEqualities(
  equalities: readonly Equality[],
  model: string,
): Promise<void> {
  const { fewestDigits } = await import('../replay/index.ts');
  const wrong = equalities.find(({ digits }) => digits !== null && digits < fewestDigits);
  if (!wrong) return;
  const { textOfEquality } = await import('../derivation/index.ts');
  const place = `“${wrong.section.title}” in the derivation of ${model}`;
  const sides = `the sides agree to ${counted(wrong.digits ?? 0, 'digit')}`;
  invariant(false, `${place}: ${textOfEquality(wrong)} is no identity, ${sides}`);
}

/** Throws an `InternalFault` that names a claim that did not hold where it was tried. */
export function requireClaims(claims: readonly Claim[], model: string): void {
  const wrong = claims.find(({ held }) => held === false);
  if (!wrong) return;
  const of = wrong.at.parameters.join(', ');
  invariant(false, `the derivation of ${model} says “${wrong.kind}” of ${of}, which does not hold`);
}

export function replayText({ steps, equalities }: Replayed): string {
  const { replayed, withoutValue, digits } = equalities;
  const both = `${counted(steps.replayed, 'step')} and ${counted(replayed, 'equality', 'equalities')}`;
  const least = Math.min(steps.digits, digits ?? steps.digits);
  const none =
    withoutValue > 0
      ? `; ${counted(withoutValue, 'equality', 'equalities')} without a value at a point`
      : '';
  return `${both} of the derivation replayed, to ${least} digits${none}`;
}
