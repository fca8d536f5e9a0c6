import type { Expression, Statement } from '../../syntax/index.ts';
import { name } from '../formula/build.ts';
import type { Names } from '../formula/from-expression.ts';
import { rankOf } from '../formula/rank.ts';
import { partsOf } from '../model/expressions.ts';
import { expressionsOf } from '../model/name-model.ts';
import type { Maths } from './maths.ts';

type FunctionStatement = Extract<Statement, { kind: 'function' }>;

/**
 * The names in the body of a function: its formal arguments are written as themselves, and have as many axes as
 * what the model calls it with.
 */
export function namesInBody(f: FunctionStatement, maths: Maths): Names {
  const ranks = ranksOfFormals(f, maths);
  const formals = new Map(f.parameters.map((p, k) => [p.text, ranks[k] ?? 0]));
  const lookup: Names['lookup'] = (text) => {
    const rank = formals.get(text);
    return rank === undefined ? maths.names.lookup(text) : { formula: name(text), rank };
  };
  return { ...maths.names, lookup };
}

/** The most axes that an argument has in a call; functions do not call themselves. */
function ranksOfFormals(f: FunctionStatement, maths: Maths): number[] {
  const calls = maths.symbolic.named.tree.statements.flatMap((s) => {
    const found = expressionsOf(s).flatMap((e) => callsOf(f.name.text, e));
    if (found.length === 0) return [];
    const names = s.kind === 'function' ? namesInBody(s, maths) : maths.names;
    return found.map((args) => args.map((arg) => rankOf(arg, names)));
  });
  return f.parameters.map((_, k) => Math.max(0, ...calls.map((ranks) => ranks[k] ?? 0)));
}

/** The arguments of each call of a function in an expression. */
function callsOf(callee: string, e: Expression): (readonly Expression[])[] {
  const own = e.kind === 'call' && e.callee.text === callee ? [e.args] : [];
  return [...own, ...partsOf(e).flatMap((part) => callsOf(callee, part))];
}
