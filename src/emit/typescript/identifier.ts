import { printString } from './string.ts';

const identifier = /^[$_\p{ID_Start}][$\u200C\u200D\p{ID_Continue}]*$/u;

/** Words that cannot name a variable of a module, and globals that generated code uses. */
const reserved: ReadonlySet<string> = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum',
    'eval export extends false finally for function if implements import in instanceof interface',
    'let new null package private protected public return static super switch this throw true try',
    'typeof var void while with yield',
    'Float64Array Infinity Int32Array Math NaN undefined',
  ].flatMap((line) => line.split(' ')),
);

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** Whether the text can name a variable. */
export const isIdentifier = (text: string): boolean => identifier.test(text) && !reserved.has(text);

/** The text as an identifier: `w₁` is `w1`; what else an identifier cannot hold is `_`. */
export function toIdentifier(name: string): string {
  const text = name
    .replace(/[₀-₉]/gu, (digit) => String(subscripts.indexOf(digit)))
    .replace(/[^$\p{ID_Continue}]/gu, '_');
  const started = identifier.test(text) ? text : `_${text}`;
  return reserved.has(started) ? `${started}_` : started;
}

/** A name as the key of a property in a type or a pattern. */
export const propertyKey = (name: string): string =>
  identifier.test(name) ? name : printString(name);

/** A name as the key of a property in an object; a plain `__proto__` would set the prototype. */
export const literalKey = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : propertyKey(name);

/** The identifiers visible in a block; none of them is hidden by one of an inner block. */
export class Names {
  readonly #outer: Names | null;
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = [], outer: Names | null = null) {
    this.#outer = outer;
    this.#taken = new Set(taken);
  }

  inner(): Names {
    return new Names([], this);
  }

  has(text: string): boolean {
    return this.#taken.has(text) || (this.#outer?.has(text) ?? false);
  }

  /** The identifier nearest to the name that nothing visible has; takes it. */
  claim(name: string): string {
    const wanted = toIdentifier(name);
    const stem = /\d$/.test(wanted) ? `${wanted}_` : wanted;
    let found = wanted;
    for (let k = 2; this.has(found); k++) found = `${stem}${k}`;
    this.#taken.add(found);
    return found;
  }

  /** The same for the index of a loop: one letter, while there are any. */
  claimIndex(name: string): string {
    return this.claim([name, ...'jmnpqrs'].find((letter) => !this.has(letter)) ?? name);
  }
}
