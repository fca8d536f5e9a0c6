import type { Compilation } from './compile.ts';
import { printPage, type CodeLine, type Derived, type GeneratedCode } from './derivation/index.ts';
import type { MappedNode } from './source-map/index.ts';

/** The derivation of a compiled model as one page of HTML, beside the model and the generated code. */
export const page = async (compilation: Compilation, derivation: Derived): Promise<string> =>
  printPage({
    derivation,
    source: compilation.tree.source,
    code: await generatedCode(compilation),
  });

async function generatedCode(compilation: Compilation): Promise<GeneratedCode> {
  const [text, map] = await Promise.all([compilation.module(), compilation.sourceMap()]);
  const mapped = new Map(map.lines.map((line) => [line.line, line]));
  return {
    name: moduleNameOf(compilation.tree.source.name),
    lines: text
      .replace(/\n$/, '')
      .split('\n')
      .map((line, k) => codeLine(line, mapped.get(k + 1)?.nodes ?? [])),
  };
}

/** `models/my-line.fx` → `my-line.ts`. */
const moduleNameOf = (model: string): string =>
  `${(model.split(/[/\\]/).at(-1) ?? model).replace(/\.fx$/, '')}.ts`;

const codeLine = (text: string, nodes: readonly MappedNode[]): CodeLine => ({
  text,
  what: distinct(nodes.map(({ what }) => what)),
  steps: distinct(nodes.flatMap(({ steps }) => steps)),
  spans: nodes.flatMap(({ places }) => places),
});

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
