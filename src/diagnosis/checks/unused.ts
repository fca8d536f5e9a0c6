import { present } from '../../base/invariant.ts';
import { declaredBy, expressionsIn, termsOf, type Declared } from '../../model/walk-tree.ts';
import type { Expression, Statement, Tree } from '../../syntax/index.ts';
import { warn, type Check, type Subject } from '../subject.ts';

/** Columns, settings, sizes, definitions, functions and densities that no term and no output needs. */
export const unused: Check = (subject) => {
  const used = namesInUse(subject);
  return subject.tree.statements
    .flatMap(declaredBy)
    .filter((declared) => !used.has(keyOf(declared)))
    .map(({ name, kind }) => {
      const { noun, help } = present(nouns[kind]);
      const message = `no term of the objective and no output uses the ${noun} \`${name.text}\``;
      return warn(subject, 'unusedName', message, name.span, help);
    });
};

const remove = 'use it, or remove it';

/** How a declared thing is called; parameters without use are errors, and outputs need none. */
const nouns: { readonly [K in Statement['kind']]?: { noun: string; help: string } } = {
  dim: { noun: 'size', help: remove },
  data: {
    noun: 'column',
    help: 'remove it: columns of a file that the model does not name are ignored',
  },
  hyper: { noun: 'setting', help: remove },
  definition: { noun: 'definition', help: 'use it, write `output` before it, or remove it' },
  function: { noun: 'function', help: remove },
  density: { noun: 'density', help: remove },
};

/** Densities have names of their own. */
const key = (name: string, isDensity: boolean): string => `${isDensity ? '~' : ''}${name}`;
const keyOf = ({ name, kind }: Declared): string => key(name.text, kind === 'density');

/** What the terms, the outputs and the parameters are made of, at any depth. */
function namesInUse({ tree, model }: Subject): ReadonlySet<string> {
  const declared = new Map(tree.statements.flatMap(declaredBy).map((d) => [keyOf(d), d]));
  const used = new Set<string>();
  const pending = rootsOf(tree);
  if (model.weight) pending.push(model.weight.name);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    const found = declared.get(next);
    if (found)
      pending.push(
        ...namesIn(
          found.expressions,
          found.parameters.map((p) => p.text),
        ),
      );
  }
  return used;
}

const rootsOf = ({ statements }: Tree): string[] =>
  statements.flatMap((s) => [
    ...namesIn(termsOf(s)),
    ...(s.kind === 'distributed' ? [key(s.distribution.text, true)] : []),
    ...(s.kind === 'param' || s.kind === 'output' ? declaredBy(s).map(keyOf) : []),
  ]);

const namesIn = (expressions: readonly Expression[], locals: readonly string[] = []): string[] =>
  expressions
    .flatMap(expressionsIn)
    .flatMap((e) => (e.kind === 'reference' ? [e.name] : e.kind === 'call' ? [e.callee.text] : []))
    .filter((name) => !locals.includes(name));
