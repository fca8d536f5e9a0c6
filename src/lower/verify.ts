import { invariant } from '../base/invariant.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import { isLoopOf, readsOf, visitActions, type Item, type Loop } from './nest.ts';
import { visitTerm, type Tensor, type Term } from './term.ts';
import { operandsOf, valuesOf } from './traverse.ts';

/** Throws an `InternalFault` unless every position is one of a loop around it and every tensor is made before it is read. */
export function verifyLoops(items: readonly Item[]): void {
  const made = new Set<Tensor>();
  visitActions(items, (action, around) => {
    const terms = action.kind === 'update' ? [...action.at, action.value] : [];
    terms.forEach((term) => visitTerm(term, (part) => requireLoop(part, around)));
    for (const { tensor } of readsOf(action)) {
      const isMade = made.has(tensor) || tensor.place !== null || tensor === action.target;
      invariant(isMade || action.kind === 'perform', `${tensor.name} is made before it is read`);
    }
    made.add(action.target);
  });
}

const requireLoop = (term: Term, around: readonly Loop[]): void =>
  invariant(
    term.kind !== 'index' || around.some((loop) => isLoopOf(term, loop)),
    'an index has a loop around it',
  );

/**
 * Throws an `InternalFault` unless variables are defined before they are used and once, only those that may
 * change do, arrays that the module makes are written before they are read, and positions that are numbers
 * lie inside of them.
 */
export const verifyStatements = (body: readonly Statement[]): void =>
  new Verification().block(body, new Map());

/** What is known in a block: variables, and whether they may change. */
type Known = Map<Local, boolean>;

class Verification {
  readonly #written = new Set<Buffer>();

  block(body: readonly Statement[], known: Known): void {
    for (const s of body) this.#statement(s, known);
  }

  #statement(s: Statement, known: Known): void {
    valuesOf(s).forEach((e) => this.#expression(e, known));
    if (s.kind === 'declare') {
      invariant(!known.has(s.local), `${s.local.name} is declared once`);
      known.set(s.local, s.mutable);
    } else if (s.kind === 'assign') {
      invariant(known.get(s.local) === true, `${s.local.name} may change`);
    } else if (s.kind === 'store' || s.kind === 'fill') {
      requireInside(s.buffer, s.kind === 'store' ? s.index : s.from, 0);
      if (s.kind === 'fill') requireInside(s.buffer, s.to, 1);
      this.#written.add(s.buffer);
    } else if (s.kind === 'for') {
      invariant(s.step > 0 && Number.isInteger(s.step), 'a loop goes forwards');
      this.block(s.body, new Map(known).set(s.index, false));
    } else if (s.kind === 'if') {
      this.block(s.then, new Map(known));
      this.block(s.otherwise, new Map(known));
    }
  }

  #expression(e: Expression, known: Known): void {
    if (e.kind === 'local') invariant(known.has(e.local), `${e.local.name} is defined`);
    if (e.kind === 'load') {
      const isMade = e.buffer.role === 'scratch' || e.buffer.role === 'gradient';
      invariant(!isMade || this.#written.has(e.buffer), `${e.buffer.name} is written first`);
      requireInside(e.buffer, e.index, 0);
    }
    // A sampler fills the array that it is handed.
    if (e.kind === 'array') this.#written.add(e.buffer);
    operandsOf(e).forEach((operand) => this.#expression(operand, known));
  }
}

function requireInside({ name, length }: Buffer, index: Expression, beyond: 0 | 1): void {
  if (index.kind !== 'number' || length === null) return;
  const isInside = Number.isInteger(index.value) && index.value >= 0;
  invariant(isInside && index.value < length + beyond, `${name} has a place ${index.value}`);
}
