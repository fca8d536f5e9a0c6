import { diagnostic } from './base/report.ts';
import { FluxionError } from './base/diagnostic.ts';
import type { Source } from './base/source.ts';
import { suggest } from './base/suggest.ts';
import { analyse, type CompileOptions } from './compile.ts';
import { typescriptWidths } from './emit/typescript/index.ts';
import { graphPasses, kernelPasses, lower, printGraph, printKernelState } from './lower/index.ts';
import { passes, rootsOf } from './passes.ts';

/** All passes from the model's graph to the statements of its kernels, in order. */
export const allPasses: readonly { readonly name: string; readonly because: string }[] = [
  ...passes,
  ...graphPasses,
  ...kernelPasses,
];

/**
 * What a model is after one of its passes: its graph, a node a line, or the chains, loops or statements of
 * each kernel.
 *
 * @throws {FluxionError} with all that is wrong with the model, or where no pass has the name
 */
export function printAfter(source: Source, name: string, options: CompileOptions = {}): string {
  requirePass(name);
  const { records, program } = analyse(source, options);
  const lines: string[] = [];
  const record = records.find((each) => each.name === name);
  if (record) lines.push(...printGraph(rootsOf(record.maths)));
  else {
    lower(program, {
      widths: typescriptWidths,
      onPass: (after) => {
        if (after.pass.name !== name) return;
        if (after.kind === 'graph') lines.push(...printGraph(after.roots));
        else lines.push(`${after.kernel}:`, ...printKernelState(after.state).map((l) => `  ${l}`));
      },
    });
  }
  return `${lines.join('\n')}\n`;
}

function requirePass(name: string): void {
  const names = allPasses.map((pass) => pass.name);
  if (names.includes(name)) return;
  const meant = suggest(name, names);
  const help = `${meant === undefined ? '' : `did you mean \`${meant}\`? `}the passes are ${names.join(', ')}`;
  throw new FluxionError([diagnostic('unknownPass', `there is no pass \`${name}\``, { help })]);
}
