import { Reporter } from '../base/report.ts';
import { lineBreak, type Source } from '../base/source.ts';
import { closesMoreThanItOpens, readLines, type Line } from './brackets.ts';
import { isKeyword } from './keywords.ts';
import { parseStatement } from './parse-statement.ts';
import { attempt } from './rejection.ts';
import { scan } from './scan.ts';
import { isOperator, type Token } from './token.ts';
import type { Statement, Tree } from './tree.ts';

/**
 * Parses a model file.
 *
 * @throws {FluxionError} with at least one diagnostic for every statement that is wrong
 */
export function parseModel(source: Source): Tree {
  const reporter = new Reporter(source);
  const tokens = scan(source, reporter, { start: 0, end: source.text.length });
  const lines = readLines(tokens, reporter, startsStatement);
  if (lines.length === 0) reportEmpty(reporter);
  const statements = withoutBlocks(lines, source).flatMap((line) =>
    line.sound ? parseLine(line, source, reporter) : [],
  );
  reporter.finish();
  return { source, statements };
}

function parseLine(line: Line, source: Source, reporter: Reporter): readonly Statement[] {
  const start = line.list[0]?.span.start ?? 0;
  const tokens = { source, list: line.list, before: { start, end: start } };
  return attempt(reporter, () => parseStatement(tokens, reporter)) ?? [];
}

/**
 * Whether a row of tokens starts a statement even though a bracket is open before it: nothing else
 * starts with a statement word, or has a `=` or `~` of its own.
 */
function startsStatement(row: readonly Token[]): boolean {
  const first = row[0];
  if (first?.kind !== 'name') return false;
  if (isKeyword(first.text)) return true;
  const relates = row.some((token) => isOperator(token, '=') || isOperator(token, '~'));
  return relates && !closesMoreThanItOpens(row);
}

function reportEmpty(reporter: Reporter): void {
  const help = 'write at least one statement, such as `loss (x - 1)^2`';
  reporter.report('emptyModel', 'the model has no statements', { start: 0, end: 0 }, help);
}

/** The lines without those indented under a `for`, which is rejected as a whole. */
function withoutBlocks(lines: readonly Line[], source: Source): Line[] {
  let block: number | undefined;
  return lines.filter((line) => {
    const indent = indentOf(line, source);
    if (block !== undefined && indent > block) return false;
    const first = line.list[0];
    block = first?.kind === 'name' && first.text === 'for' ? indent : undefined;
    return true;
  });
}

/** Characters before a line on its own row. */
function indentOf(line: Line, source: Source): number {
  const start = line.list[0]?.span.start ?? 0;
  let at = start;
  while (at > 0 && !lineBreak.test(source.text.charAt(at - 1))) at -= 1;
  return start - at;
}
