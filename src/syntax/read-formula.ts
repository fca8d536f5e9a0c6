import { invariant } from '../base/invariant.ts';
import type { Expression, Operator } from './tree.ts';

/** How tightly an operator holds its operands, and what it means; all group to the left but powers. */
const binaries: ReadonlyMap<string, readonly [number, Operator]> = new Map([
  ['or', [2, 'or']],
  ['and', [3, 'and']],
  ['==', [4, 'equal']],
  ['!=', [4, 'notEqual']],
  ['<', [4, 'less']],
  ['<=', [4, 'lessEqual']],
  ['>', [4, 'greater']],
  ['>=', [4, 'greaterEqual']],
  ['+', [5, 'add']],
  ['-', [5, 'subtract']],
  ['*', [6, 'multiply']],
  ['/', [6, 'divide']],
]);

const signs: ReadonlyMap<string, Operator> = new Map([
  ['-', 'negate'],
  ['not', 'not'],
]);

const token = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z]\w*)|([<>=!]=|[-+*/^<>?:(),]))/y;

/**
 * Reads an elementwise formula of the compiler's own tables, which has no mistake: a partial, a side of a rule, what a
 * function is computed by. Text in the whole language goes through `parseExpression`.
 */
export function readFormula(text: string): Expression {
  const reader = new FormulaReader(text);
  const formula = reader.conditional();
  invariant(reader.isAtEnd, `formula: ${text}`);
  return formula;
}

class FormulaReader {
  readonly #text: string;
  #next = '';
  #start = 0;
  #end = 0;
  #last = 0;

  constructor(text: string) {
    this.#text = text;
    this.#advance();
  }

  get isAtEnd(): boolean {
    return this.#next === '';
  }

  conditional(): Expression {
    const start = this.#start;
    const condition = this.#operation(0);
    if (!this.#accept('?')) return condition;
    const whenTrue = this.conditional();
    this.#expect(':');
    const whenFalse = this.conditional();
    return { kind: 'conditional', condition, whenTrue, whenFalse, span: this.#since(start) };
  }

  #operation(above: number): Expression {
    const start = this.#start;
    let left = this.#signed();
    for (;;) {
      const [strength, operator] = binaries.get(this.#next) ?? [0, 'add'];
      if (strength <= above) return left;
      this.#advance();
      const args = [left, this.#operation(strength)];
      left = { kind: 'operation', operator, args, span: this.#since(start) };
    }
  }

  /** A sign stands before a power: −a² is −(a²), and may begin the exponent. */
  #signed(): Expression {
    const start = this.#start;
    const sign = signs.get(this.#next);
    if (sign === undefined) return this.#power();
    this.#advance();
    return { kind: 'operation', operator: sign, args: [this.#signed()], span: this.#since(start) };
  }

  #power(): Expression {
    const start = this.#start;
    const base = this.#atom();
    if (!this.#accept('^')) return base;
    const args = [base, this.#signed()];
    return { kind: 'operation', operator: 'pow', args, span: this.#since(start) };
  }

  #atom(): Expression {
    const start = this.#start;
    if (this.#accept('(')) {
      const inner = this.conditional();
      this.#expect(')');
      return { ...inner, span: this.#since(start) };
    }
    const text = this.#next;
    this.#advance();
    const span = this.#since(start);
    if (/^\d/.test(text)) return { kind: 'number', value: Number(text), span };
    invariant(/^\w/.test(text), `formula: ${this.#text}`);
    if (!this.#accept('(')) return { kind: 'reference', name: text, span };
    const args: Expression[] = [];
    if (!this.#accept(')')) {
      do args.push(this.conditional());
      while (this.#accept(','));
      this.#expect(')');
    }
    return { kind: 'call', callee: { text, span }, args, span: this.#since(start) };
  }

  #since = (start: number): Expression['span'] => ({ start, end: this.#last });

  #accept(wanted: string): boolean {
    if (this.#next !== wanted) return false;
    this.#advance();
    return true;
  }

  #expect(wanted: string): void {
    invariant(this.#accept(wanted), `formula: ${wanted} is missing in ${this.#text}`);
  }

  #advance(): void {
    this.#last = this.#end;
    token.lastIndex = this.#end;
    const found = token.exec(this.#text);
    invariant(
      found !== null || this.#text.slice(this.#end).trim() === '',
      `formula: ${this.#text}`,
    );
    this.#next = found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
    this.#end = found ? token.lastIndex : this.#text.length;
    this.#start = this.#end - this.#next.length;
  }
}
