import type { Block, Claim, Derivation, Equation, Section, Sentence } from '../derivation.ts';
import { equalitiesIn, reportOfEqualities } from '../equalities.ts';
import type { Formula } from '../formula/formula.ts';
import { setLatex } from '../latex/set.ts';
import { printFormula } from '../text/set.ts';
import type { Discharge, PassTrace, Trace, TracedEquation, TracedStep } from '../trace/traced.ts';

/** The version of what is printed: `derivation.schema.json` describes it. */
const schema = 'fluxion-derivation-1';

/** A derivation as the record that the other formats are views of. */
export function printJson(derivation: Derivation): string {
  const { name, sections, trace, replay } = derivation;
  const digits = (id: string): number | null => replay?.steps.get(id) ?? null;
  return JSON.stringify(
    {
      schema,
      name,
      sections: sections.map(sectionOf),
      ...traceRecord(trace, digits),
      replay: replay
        ? {
            replayed: replay.replayed,
            digits: replay.digits,
            equalities: reportOfEqualities(equalitiesIn(derivation)),
          }
        : null,
    },
    null,
    2,
  );
}

/** A formula for people, for typesetting, and as the tree that both were printed from. */
export const formulaRecord = (tree: Formula) => ({
  text: printFormula(tree),
  latex: setLatex(tree),
  tree,
});

/** What the passes did, each step with the digits to which it holds, where that was found out. */
export const traceRecord = (
  { names, passes }: Trace,
  digits: (id: string) => number | null = () => null,
) => ({
  names: names.map(tracedEquationOf),
  passes: passes.map((pass) => passOf(pass, digits)),
});

const sentenceOf = (sentence: Sentence) =>
  sentence.map((part) => (typeof part === 'string' ? part : formulaRecord(part)));

const sectionOf = ({ id, title, blocks }: Section) => ({
  id,
  title,
  blocks: blocks.map((block) => (blocksOf[block.kind] as (b: Block) => unknown)(block)),
});

type Print = { readonly [K in Block['kind']]: (block: Extract<Block, { kind: K }>) => unknown };

const blocksOf: Print = {
  text: ({ kind, sentence, claim }) => ({
    kind,
    sentence: sentenceOf(sentence),
    ...(claim && { claim: claimOf(claim) }),
  }),
  equations: ({ kind, equations, atSolution }) => ({
    kind,
    equations: equations.map(equationOf),
    atSolution: atSolution !== undefined,
  }),
  graph: ({ kind, nodes, edges }) => ({
    kind,
    nodes: nodes.map(({ label, role, perRow }) => ({ label: formulaRecord(label), role, perRow })),
    edges,
  }),
};

/** `held`: whether it held wherever it was tried; null where it was not. */
const claimOf = ({ kind, at, where, held = null }: Claim) => ({
  kind,
  parameters: at.parameters,
  where: where.map(formulaRecord),
  held,
});

const equationOf = ({ left, steps, rules = [] }: Equation) => ({
  left: formulaRecord(left),
  steps: steps.map(({ sign, formula, digits = null }) => ({
    sign,
    ...formulaRecord(formula),
    digits,
  })),
  rules: rules.map(sentenceOf),
});

const tracedEquationOf = ({ left, sign, right }: TracedEquation) => ({
  left: formulaRecord(left),
  sign,
  right: formulaRecord(right),
});

const passOf = ({ name, because, steps }: PassTrace, digits: (id: string) => number | null) => ({
  name,
  because,
  steps: steps.map((step) => stepOf(step, digits(step.id))),
});

const stepOf = (step: TracedStep, digits: number | null) => ({
  id: step.id,
  kind: step.kind,
  rule: step.rule,
  sentence: sentenceOf(step.sentence),
  equations: step.equations.map(tracedEquationOf),
  assumptions: step.assumptions.map(assumptionOf),
  minor: step.minor,
  place: step.place,
  digits,
});

const assumptionOf = ({ of, says, because }: Discharge) => ({
  of: formulaRecord(of),
  says,
  because,
});
