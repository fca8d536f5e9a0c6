import { innerShape, type Symbol } from '../../graph/index.ts';
import type { Domain } from '../../runtime/domain.ts';
import type { Statement } from '../../syntax/index.ts';
import {
  equation,
  equations,
  is,
  text,
  type Block,
  type Equation,
  type Section,
  type Sentence,
} from '../derivation.ts';
import { call, name, negate, number, plus, relation } from '../formula/build.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaOfExpression } from '../formula/from-expression.ts';
import { rowIndex } from '../formula/notation.ts';
import type { WrittenFactor } from '../maths/factors.ts';
import { namesInBody } from '../maths/formals.ts';
import { writeExpression, writeName, type Maths } from '../maths/maths.ts';
import { lossName, penaltyName } from './names.ts';

/** What the model says: unknowns, data, and its statements. */
export function modelSection(maths: Maths, factors: readonly WrittenFactor[]): Section {
  const { model } = maths.symbolic;
  const lists = [
    list(
      'Unknowns: ',
      model.parameters.map((p) => member(maths, p.name, p.symbol, p.domain)),
    ),
    list(
      ['Data, for the rows ', rows(maths), ': '],
      model.columns.map((c) => member(maths, c.name, c.symbol)),
    ),
    list(
      'Fixed when a fit starts: ',
      model.hypers.map((h) => hyper(maths, h.name, h.symbol)),
    ),
  ];
  const statements = equations(statementsOf(maths, factors), true);
  return { id: 'model', title: 'The model', blocks: [...lists.flat(), statements] };
}

type Item = Sentence;

function list(start: string | Sentence, items: readonly Item[]): Block[] {
  if (items.length === 0) return [];
  const parts = items.flatMap((item, k): Sentence => (k === 0 ? item : [', ', ...item]));
  return [text(...(typeof start === 'string' ? [start] : start), ...parts, '.')];
}

function member(maths: Maths, text: string, symbol: Symbol, domain: Domain = symbol.domain): Item {
  const set: Formula = { kind: 'domain', domain, shape: innerShape(symbol) };
  const isPositive = domain.kind === 'positive' && innerShape(symbol).length === 0;
  const belongs = isPositive
    ? relation(writeName(maths, text), '>', number(0))
    : relation(writeName(maths, text), '∈', set);
  const isWeight = symbol === maths.symbolic.model.weight;
  const notes = [
    ...(isWeight ? [', the weight of its row'] : []),
    ...(domain.kind === 'category' ? [' (counted from 0 in the data)'] : []),
  ];
  return [belongs, ...notes];
}

function hyper(maths: Maths, text: string, symbol: Symbol): Item {
  const layout = maths.symbolic.model.layout.hypers.find((h) => h.name === text);
  const [value] = layout?.value ?? [];
  const isNumber = layout?.shape.length === 0 && value !== undefined;
  return [
    ...member(maths, text, symbol),
    ...(isNumber ? [' (', number(value), ' unless set)'] : []),
  ];
}

/** i = 1, …, n; where rows have weights, n is their sum. */
export const rows = ({ notation, symbolic }: Maths): Formula => {
  const last = symbolic.model.weight ? '…' : `…, ${notation.count}`;
  return relation(rowIndex(notation), '=', name(`1, ${last}`));
};

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

type Writers = {
  readonly [K in Statement['kind']]?: (s: StatementOf<K>, maths: Maths) => Equation | null;
};

const writers: Writers = {
  function: (s, maths) => {
    const parameters = s.parameters.map((p) => name(p.text));
    const body = formulaOfExpression(s.body, namesInBody(s, maths));
    return equation(call(s.name.text, ...parameters), body);
  },
  definition: (s, maths) =>
    maths.notation.order.has(s.name.text)
      ? equation(writeName(maths, s.name.text), writeExpression(maths, s.value))
      : null,
  distributed: (s, maths) => {
    const args = s.args.map((arg) => writeExpression(maths, arg));
    const right: Formula = { kind: 'distribution', name: s.distribution.text, args };
    return equation(writeExpression(maths, s.subject), { sign: '~', formula: right });
  },
};

/** The statements in their order; losses and penalties, which add up, at the end. */
function statementsOf(maths: Maths, factors: readonly WrittenFactor[]): Equation[] {
  const { statements } = maths.symbolic.named.tree;
  const each = statements.map((s) =>
    (writers[s.kind] as ((s: Statement, m: Maths) => Equation | null) | undefined)?.(s, maths),
  );
  const sums = [
    sumOf(lossName(maths), termsOf(maths, 'loss'), logsOf(factors)),
    sumOf(penaltyName(maths), termsOf(maths, 'penalty')),
  ];
  return [...each, ...sums].filter((e) => e !== null && e !== undefined);
}

/** Null where no statement adds to the sum. */
const sumOf = (
  left: Formula,
  terms: readonly Formula[],
  others: readonly Formula[] = [],
): Equation | null => (terms.length > 0 ? equation(left, is(plus(...terms, ...others))) : null);

const termsOf = (maths: Maths, kind: 'loss' | 'penalty'): Formula[] =>
  maths.symbolic.named.tree.statements.flatMap((s) =>
    s.kind === kind ? [writeExpression(maths, s.value)] : [],
  );

/** What `~` adds to the loss of a row. */
const logsOf = (factors: readonly WrittenFactor[]): Formula[] =>
  factors
    .filter(({ log }) => log.factor.kind === 'likelihood')
    .map(({ probability }) => negate(call('log', probability)));
