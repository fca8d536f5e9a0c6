import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { suggest } from '../base/suggest.ts';

interface Bounds {
  readonly above?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

type Parser<T> = (text: string) => T;

const wrong = (message: string, help?: string): FluxionError =>
  new FluxionError([diagnostic('badOptionValue', message, { help })]);

/** A parser of numbers for the option, which says what the option takes. */
export const number =
  (option: string, bounds: Bounds = {}): Parser<number> =>
  (text) => {
    const value = toNumber(text);
    if (value !== undefined && isWithin(value, bounds)) return value;
    throw wrong(`${option} takes a number${describe(bounds)}, not \`${text}\``);
  };

/** A parser of whole numbers. */
export const integer =
  (option: string, bounds: Bounds = {}): Parser<number> =>
  (text) => {
    const value = toNumber(text);
    if (Number.isSafeInteger(value) && isWithin(value as number, bounds)) return value as number;
    throw wrong(`${option} takes a whole number${describe(bounds)}, not \`${text}\``);
  };

/** A parser of one of some words. */
export const choice =
  <T extends string>(option: string, words: readonly T[]): Parser<T> =>
  (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    const near = suggest(text, words);
    const help = near === undefined ? undefined : `did you mean \`${near}\`?`;
    throw wrong(`${option} takes ${orList(words)}, not \`${text}\``, help);
  };

/** A parser of `name=value` that adds to what the option has gathered so far. */
export const assignment =
  <T>(option: string, example: string, value: (name: string, text: string) => T) =>
  (text: string, gathered: Readonly<Record<string, T>> = {}): Record<string, T> => {
    const [, name, right] = /^\s*([^=\s]+)\s*=\s*(\S.*?)\s*$/su.exec(text) ?? [];
    if (name === undefined || right === undefined) {
      throw wrong(`${option} takes a name and a value, not \`${text}\``, `write \`${example}\``);
    }
    if (Object.hasOwn(gathered, name)) throw wrong(`${option} sets \`${name}\` twice`);
    return { ...gathered, [name]: value(name, right) };
  };

/** The number that a text is in full; undefined for anything else. */
export function toNumber(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const isWithin = (value: number, { above, atLeast, atMost }: Bounds): boolean =>
  (above === undefined || value > above) &&
  (atLeast === undefined || value >= atLeast) &&
  (atMost === undefined || value <= atMost);

function describe({ above, atLeast, atMost }: Bounds): string {
  const parts = [
    above === undefined ? [] : [`above ${above}`],
    atLeast === undefined ? [] : [`of at least ${atLeast}`],
    atMost === undefined ? [] : [`at most ${atMost}`],
  ].flat();
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

const orList = (words: readonly string[]): string =>
  words.length === 1
    ? `${words[0]}`
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;

/** A parser of the sizes that override those of `dim` statements. */
export const dimension = assignment('--dim', '--dim D=4', (name, text) =>
  integer(`--dim ${name}`, { atLeast: 1 })(text),
);

/** A parser of the values of settings: a number, or those of a vector between commas. */
export const settings = assignment('--set', '--set tau=2', (name, text) =>
  text
    .replace(/^\[(.*)\]$/s, '$1')
    .split(',')
    .map((item) => number(`--set ${name}`)(item.trim())),
);

/** A parser of the columns of a table that hold a column of the model. */
export const mapping = assignment('--columns', '--columns x=a,b,c', (_, text) =>
  text.split(',').map((item) => item.trim()),
);
