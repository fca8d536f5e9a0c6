import { formulaRecord, traceRecord } from '../derivation/index.ts';
import type { ExplainedNode, Explanation } from '../source-map/index.ts';
import type { LineAt } from './line-at.ts';

/** The version of what is printed: `line.schema.json` describes it. */
const schema = 'fluxion-line-1';

/** What is asked, and the line as it stands. */
export interface Question {
  readonly at: LineAt;
  readonly model: string;
  readonly code: string;
}

/** The explanation of a line as a record. */
export function lineRecord(
  { at, model, code }: Question,
  { region, says, nodes, trace }: Explanation,
): string {
  const record = {
    schema,
    model,
    ...at,
    code,
    region,
    says,
    nodes: nodes.map(nodeRecord),
    ...traceRecord(trace),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

const nodeRecord = ({ what, isPart, formula, places, steps }: ExplainedNode) => ({
  what,
  isPart,
  formula: formulaRecord(formula),
  places,
  steps,
});
