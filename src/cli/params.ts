import { diagnostic, FluxionError } from '../base/diagnostic.ts';
import type { Params } from '../runtime/index.ts';
import { readText } from './files.ts';

/** Parameters, and what the codes of text columns stood for when they were fitted. */
export interface ParamsFile {
  readonly params: Params;
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads `{"name": value, …}` or what `fluxion fit --json` wrote. */
export function readParams(path: string): ParamsFile {
  const found = parse(path, readText(path));
  if (!isFields(found)) throw wrong(`${path} holds no \`{"name": value, …}\``);
  const { estimates, levels } = found;
  if (!isFields(estimates)) return { params: found as Params, levels: {} };
  return { params: estimates as Params, levels: (levels ?? {}) as ParamsFile['levels'] };
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrong(`${path} is not JSON: ${(error as Error).message}`);
  }
}

const wrong = (message: string): FluxionError =>
  new FluxionError([
    diagnostic('badParams', message, {
      help: 'write `{"name": value, …}`, or give the output of `fluxion fit --json`',
    }),
  ]);
