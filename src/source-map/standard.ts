import { addMapping, GenMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import type { Compiled } from './compiled.ts';
import { locateLines } from './located.ts';
import { Mapper } from './source-map.ts';

/** The files that a source map names, as they are found from where it lies. */
export interface MapFiles {
  readonly module: string;
  readonly model: string;
}

/**
 * A source map of version 3, as debuggers and bundlers read it: each statement of the kernels to the place
 * in the model that says what it computes, or to the first one where several do.
 */
export async function standardMap(
  text: string,
  compiled: Compiled,
  { module, model }: MapFiles,
): Promise<string> {
  const mapper = new Mapper(compiled);
  const map = new GenMapping({ file: module });
  setSourceContent(map, model, compiled.model.source.text);
  for (const located of await locateLines(text, compiled)) {
    const { line, start } = located;
    const place = mapper.line(located).nodes.flatMap(({ places }) => places)[0];
    if (!place || start?.line !== line) continue;
    addMapping(map, {
      generated: { line, column: start.column - 1 },
      source: model,
      original: { line: place.line, column: place.column - 1 },
    });
  }
  return `${JSON.stringify(toEncodedMap(map))}\n`;
}
