import { present } from '../../base/invariant.ts';
import { keyOf, namesInUse, rootsOf } from '../../model/names-in-use.ts';
import { declaredBy } from '../../model/walk-tree.ts';
import type { Statement } from '../../syntax/index.ts';
import { warn, type Check, type Subject } from '../subject.ts';

/** Columns, settings, sizes, definitions, functions and densities that no term and no output needs. */
export const unused: Check = (subject) => {
  const used = inUse(subject);
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

/** What the terms, the outputs and the parameters are made of, at any depth. */
function inUse({ tree, model }: Subject): ReadonlySet<string> {
  const kept = tree.statements
    .filter((s) => s.kind === 'param' || s.kind === 'output')
    .flatMap(declaredBy);
  const weight = model.weight ? [model.weight.name] : [];
  return namesInUse(tree, [...rootsOf(tree), ...kept.map(keyOf), ...weight]);
}
