import type { Kernels } from '../../lower/loops.ts';
import { printHeader } from './header.ts';
import { kernelNames, type PrintedKernel } from './kernel.ts';
import { printKernels } from './kernels.ts';
import type { ModelFacts } from './model-facts.ts';
import { printLiteral } from './literal.ts';
import { openShell, type Shell } from './shell.ts';
import { printDataType, printParamsType, printPredictionsType } from './types.ts';

/**
 * The text of the TypeScript module of a program. `header` has the formulas that its first comment
 * shows, line by line; `file` is the file of the model. Equal programs give equal texts.
 */
export async function emitModule(
  program: ModelFacts,
  kernels: Kernels,
  header: readonly string[],
  file = `${program.name}.fx`,
): Promise<string> {
  const shell = await openShell();
  shell.replaceHeader(printHeader(file, program.layout, header, kernels));
  fillTables(shell, program);
  fillKernels(shell, program, kernels);
  return format(shell.print());
}

/** The form of prettier that looks for no settings; what it needs is imported when it is needed. */
async function format(text: string): Promise<string> {
  const [prettier, babel, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/estree'),
  ]);
  const plugins = [babel, estree.default];
  return prettier.format(text, { parser: 'babel-ts', plugins, printWidth: 100, singleQuote: true });
}

function fillTables(shell: Shell, { layout, starts }: ModelFacts): void {
  shell.replaceType('Params', printParamsType(layout));
  shell.replaceType('Data', printDataType(layout));
  shell.replaceValue('layout', printLiteral(layout));
  shell.replaceValue('starts', printLiteral(Object.fromEntries(starts)));
}

function fillKernels(shell: Shell, { name, layout }: ModelFacts, kernels: Kernels): void {
  const { helpers, scratch, functions } = printKernels(kernels, layout, 'typescript');
  const has = new Set(functions.map((f) => f.name));
  shell.changeImports('values', (names) => [...names, ...helpers]);
  if (scratch.length === 0) shell.dropConstant('scratch');
  else shell.replaceConstant('scratch', scratch);
  functions.forEach((f) => shell.fillFunction(f.name, f.lines, f.unused));
  const missing = kernelNames.filter((k) => !has.has(k));
  missing.forEach((k) => shell.dropFunction(k));
  if (has.has('predict')) shell.replaceType('Predictions', printPredictionsType(layout));
  else shell.dropType('Predictions');
  if (!has.has('sample'))
    shell.changeImports('types', (names) => names.filter((n) => n !== 'Random'));
  shell.replaceDefault(printDefault(name, functions));
}

/** The model as one object; the shell has the functions that every model has. */
function printDefault(name: string, functions: readonly PrintedKernel[]): string {
  const own = functions.map((f) => f.name);
  const entries = [
    `name: ${printLiteral(name)}`,
    'layout',
    ...own,
    'start',
    'constrain',
    'unconstrain',
  ];
  return `{\n${entries.join(',\n')}\n} satisfies Model`;
}
