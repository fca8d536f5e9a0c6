import type { Compilation } from './compile.ts';
import { printPage, type CodeLine, type Derived, type GeneratedCode } from './derivation/index.ts';
import type { MappedNode } from './source-map/index.ts';

/** The derivation of a compiled model as one page of HTML, beside the model and the generated code. */
export const page = async (compilation: Compilation, derivation: Derived): Promise<string> =>
  printPage({
    derivation: { ...derivation, sections: await replayedSections(compilation, derivation) },
    source: compilation.tree.source,
    code: await generatedCode(compilation),
  });

/** Numbers to fit of a model whose equations are computed anew in the time that a reader waits. */
const mostNumbers = 100;

/** The sections with the digits to which the sides of their equations agree, where the model is small. */
async function replayedSections(
  compilation: Compilation,
  derivation: Derived,
): Promise<Derived['sections']> {
  const isLarge = compilation.model.layout.size > mostNumbers;
  if (isLarge || !derivation.replay) return derivation.sections;
  const { replayDerivation } = await import('./replay/index.ts');
  return replayDerivation(derivation, compilation).sections;
}

async function generatedCode(compilation: Compilation): Promise<GeneratedCode> {
  const [text, map] = await Promise.all([compilation.module(), compilation.sourceMap()]);
  const mapped = new Map(map.lines.map((line) => [line.line, line]));
  return {
    name: `${compilation.program.name}.ts`,
    lines: text
      .replace(/\n$/, '')
      .split('\n')
      .map((line, k) => codeLine(line, mapped.get(k + 1)?.nodes ?? [])),
  };
}

const codeLine = (text: string, nodes: readonly MappedNode[]): CodeLine => ({
  text,
  what: distinct(nodes.map(({ what }) => what)),
  steps: distinct(nodes.flatMap(({ steps }) => steps)),
  spans: nodes.flatMap(({ places }) => places),
});

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
