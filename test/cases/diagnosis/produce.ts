import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '../../../src/base/diagnostic.ts';
import { loadData } from '../../../src/cli/load-data.ts';
import { compile, diagnose } from '../../../src/index.ts';
import type { Produce } from '../../golden.ts';

/** What looks wrong with a model without errors, and with its rows where there are some. */
export const produce: Produce = async (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const compiled = compile({ name: 'model.fx', text });
  const file = join(folder, 'data.csv');
  const data = existsSync(file)
    ? (await loadData(file, compiled.program.layout, {})).data
    : null;
  const warnings = diagnose(compiled, { data }).map(formatDiagnostic);
  return new Map([['warnings.txt', `${warnings.join('\n\n') || 'no warnings'}\n`]]);
};
