import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Model, Params } from '../runtime/index.ts';
import { readText } from './files.ts';

/** Parameters of a model as θ, and what the codes of text columns stood for when they were fitted. */
export interface ParamsFile {
  readonly theta: Float64Array;
  readonly levels: Readonly<Record<string, readonly string[]>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads `{"name": value, …}` or what `fluxion fit --json` wrote. */
export function readParams(path: string, model: Model): ParamsFile {
  const found = parse(path, readText(path));
  if (!isFields(found)) throw wrong(`${path} holds no \`{"name": value, …}\``);
  const { estimates, levels } = found;
  const isFit = isFields(estimates);
  return {
    theta: toTheta(path, model, isFit ? estimates : found),
    levels: isFit && isFields(levels) ? (levels as ParamsFile['levels']) : {},
  };
}

function toTheta(path: string, model: Model, fields: Fields): Float64Array {
  try {
    return model.unconstrain(fields as Params);
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    throw new FluxionError(
      error.diagnostics.map((d) => ({ ...d, message: `${path}: ${d.message}` })),
    );
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, ' ');
    throw wrong(`${path} is not JSON: ${reason}`);
  }
}

const wrong = (message: string): FluxionError =>
  new FluxionError([
    diagnostic('badParams', message, {
      help: 'write `{"name": value, …}`, or give the output of `fluxion fit --json`',
    }),
  ]);
