import { basename, extname } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Data, Model } from '../runtime/index.ts';
import { elementName } from './check.ts';
import type { Comparison } from './compare.ts';
import { warningJson } from './pedantic.ts';
import type { Replayed } from './replay-steps.ts';

/** What a check has found. */
export interface Checked {
  readonly path: string;
  readonly model: Model;
  readonly data: Data;
  readonly comparisons: readonly Comparison[];
  readonly warnings: readonly Diagnostic[];
  readonly replay: Replayed;
}

/**
 * The result for programs: errors are relative, `"Infinity"` where no number was found, and null where there is
 * nothing to compare.
 */
export function checkJson({ path, model, data, comparisons, warnings, replay }: Checked): string {
  const { layout } = model;
  const result = {
    model: basename(path, extname(path)),
    size: layout.size,
    rows: layout.columns.length === 0 ? null : data.rows,
    points: comparisons.map(
      ({ name, objective, objectiveError, gradientError, partials, worst, ...more }) => ({
        name,
        objective,
        objectiveError: errorOf(objectiveError),
        gradientError: errorOf(gradientError),
        ...(more.unknown !== undefined && { unknown: more.unknown }),
        ...(more.errorAsWritten !== undefined && { errorAsWritten: errorOf(more.errorAsWritten) }),
        partials,
        largestAt: worst < 0 ? null : elementName(layout, worst),
      }),
    ),
    steps: { replayed: replay.steps.replayed, digits: replay.steps.digits },
    equalities: replay.equalities,
    warnings: warnings.map(warningJson),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** JSON has no infinity. */
const errorOf = (error: number | null): number | string | null =>
  error === Infinity ? 'Infinity' : error;
