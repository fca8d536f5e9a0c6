import { invariant, present } from '../base/invariant.ts';
import { binary, call, negative, not, select } from './arithmetic.ts';
import type { BinaryOperator } from './loops.ts';
import { number, type Term } from './term.ts';

/** How tightly a binary operator holds its operands. */
const strength: ReadonlyMap<string, number> = new Map([
  ['||', 1],
  ['&&', 2],
  ['===', 3],
  ['!==', 3],
  ['<', 4],
  ['<=', 4],
  ['>', 4],
  ['>=', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
]);

const token = /\s*(Math\.\w+|\w+(?:\.\d+)?|===|!==|<=|>=|&&|\|\||[-+*/%<>?:!(),])/y;

/** Reads the code of an elementwise function as a term over its arguments `a`, `b`, `c`. */
export function readCode(text: string, args: ReadonlyMap<string, Term>): Term {
  const reader = new CodeReader(tokensOf(text), args);
  const term = reader.conditional();
  invariant(reader.isAtEnd, `code: ${text}`);
  return term;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text))
    tokens.push(present(match[1]));
  invariant(tokens.join('') === text.replace(/\s/g, ''), `code: ${text}`);
  return tokens;
}

class CodeReader {
  readonly #tokens: readonly string[];
  readonly #args: ReadonlyMap<string, Term>;
  #next = 0;

  constructor(tokens: readonly string[], args: ReadonlyMap<string, Term>) {
    this.#tokens = tokens;
    this.#args = args;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  conditional(): Term {
    const test = this.#operation(0);
    if (!this.#accept('?')) return test;
    const whenTrue = this.conditional();
    this.#expect(':');
    return select(test, whenTrue, this.conditional());
  }

  #operation(minimum: number): Term {
    let left = this.#sign();
    for (;;) {
      const operator = this.#tokens[this.#next] ?? '';
      const own = strength.get(operator) ?? 0;
      if (own <= minimum) return left;
      this.#next++;
      left = binary(operator as BinaryOperator, left, this.#operation(own));
    }
  }

  #sign(): Term {
    if (this.#accept('-')) return negative(this.#sign());
    if (this.#accept('!')) return not(this.#sign());
    return this.#atom();
  }

  #atom(): Term {
    if (this.#accept('(')) {
      const inner = this.conditional();
      this.#expect(')');
      return inner;
    }
    const name = present(this.#tokens[this.#next++], 'code: an operand');
    if (/^\d/.test(name)) return number(Number(name));
    if (this.#accept('(')) return this.#call(name);
    const constant = name.startsWith('Math.')
      ? (Math as unknown as Record<string, number>)[name.slice(5)]
      : undefined;
    return constant === undefined
      ? present(this.#args.get(name), `code: ${name}`)
      : number(constant);
  }

  #call(name: string): Term {
    const args: Term[] = [];
    while (!this.#accept(')')) {
      args.push(this.conditional());
      this.#accept(',');
    }
    return name.startsWith('Math.')
      ? call('Math', name.slice(5), args)
      : call('runtime', name, args);
  }

  #accept(wanted: string): boolean {
    if (this.#tokens[this.#next] !== wanted) return false;
    this.#next++;
    return true;
  }

  #expect(wanted: string): void {
    invariant(this.#accept(wanted), `code: ${wanted} is missing`);
  }
}
