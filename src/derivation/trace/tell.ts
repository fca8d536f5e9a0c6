import type { PassStepKind, PassStepOf } from './pass-step.ts';
import { ruleAt } from './differentiation.ts';
import { discharge, identityOf } from './rewriting.ts';
import { name, partial } from '../formula/build.ts';
import type { TracedStep } from './traced.ts';
import type { Writer } from './writer.ts';

/** What a kind of step has of its own to tell. */
export type Told = Pick<TracedStep, 'rule' | 'sentence' | 'equations' | 'assumptions' | 'minor'>;

type Tell = { readonly [K in PassStepKind]: (w: Writer, step: PassStepOf<K>) => Told };

/** What each kind of step says. */
export const tell: Tell = {
  substitution: (w, { before, after }) => {
    const left = w.write(before);
    return {
      rule: 'parameter without bounds',
      sentence: ['The optimizer moves numbers without bounds, which ', left, ' is a function of.'],
      equations: [{ left, sign: '=', right: w.write(after, [after]) }],
      assumptions: [],
      minor: false,
    };
  },
  rewrite: (w, { row, before, after, conditions }) => ({
    rule: row.name,
    sentence: identityOf(row),
    equations: [{ left: w.write(before, [before]), sign: '=', right: w.write(after, [after]) }],
    assumptions: conditions.flatMap((condition) => discharge(w, condition)),
    minor: row.minor ?? false,
  }),
  'chain-rule': (w, { node, contributions }) => {
    const { rule, sentence, minor } = ruleAt(w, node);
    const objective = name(w.notation.objective);
    return {
      rule,
      sentence,
      equations: contributions.map(({ to, adjoint }) => ({
        left: partial(objective, w.write(to)),
        sign: '∋',
        right: w.write(adjoint, [adjoint]),
      })),
      assumptions: [],
      minor,
    };
  },
};
