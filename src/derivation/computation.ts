import { hasRows, symbolsOf, type Node } from '../graph/index.ts';
import type { Span } from '../base/source.ts';
import type { Formula } from './formula/formula.ts';
import { rows } from './sections/model.ts';
import { lossName, objectiveName, penaltyName } from './sections/names.ts';
import { writeName, type Maths } from './maths/maths.ts';

export type QuantityKind = 'data' | 'parameter' | 'hyper' | 'definition' | 'term' | 'objective';

/** A quantity of the computation of J. */
export interface Quantity {
  /** Unique among the quantities of a model. */
  readonly id: string;
  readonly kind: QuantityKind;
  /** There is one for each row. */
  readonly perRow: boolean;
  /** The name that it has in formulas, with the index of the row where it varies by row. */
  readonly formula: Formula;
  /** The texts of the model that say it: a declaration, a definition, the terms of the loss. */
  readonly spans: readonly Span[];
}

/** `to` is computed from `from`. */
export interface Use {
  readonly from: string;
  readonly to: string;
  /** A derivative flows back along it. */
  readonly active: boolean;
}

/** What J is computed from, and in which order. */
export interface Computation {
  readonly quantities: readonly Quantity[];
  readonly uses: readonly Use[];
  /** Over which rows there is one of what there is for each row: i = 1, …, n. */
  readonly rows: Formula;
}

/** A quantity with what it is computed from. */
interface Made {
  readonly quantity: Quantity;
  readonly symbol: Node | null;
  readonly from: readonly Node[];
  /** It depends on a parameter. */
  readonly active: boolean;
}

/** The computation of the objective: inputs, named quantities, terms, J. */
export function computationOf(maths: Maths): Computation {
  const inputs = inputsOf(maths);
  const definitions = withActivity(definitionsOf(maths), inputs);
  const terms = withActivity(termsOf(maths), [...inputs, ...definitions]);
  const used = usedBy(terms, definitions);
  const kept = [...inputs, ...definitions].filter(({ symbol }) => symbol && used.has(symbol));
  const bySymbol = new Map(kept.map((made) => [made.symbol, made]));
  const objective = objectiveOf(maths);
  const uses = [...kept, ...terms].flatMap((to) =>
    to.from.flatMap((symbol) => useOf(bySymbol.get(symbol), to.quantity)),
  );
  return {
    quantities: [...kept, ...terms].map(({ quantity }) => quantity).concat(objective),
    uses: [...uses, ...terms.flatMap((term) => useOf(term, objective))],
    rows: rows(maths),
  };
}

const useOf = (from: Made | undefined, to: Quantity): Use[] =>
  from ? [{ from: from.quantity.id, to: to.id, active: from.active }] : [];

function inputsOf(maths: Maths): Made[] {
  const { parameters, columns, hypers } = maths.symbolic.model;
  const input =
    (kind: QuantityKind) =>
    ({ name, symbol, span }: { name: string; symbol: Node; span: Span }): Made => ({
      quantity: {
        id: name,
        kind,
        perRow: hasRows(symbol),
        formula: writeName(maths, name),
        spans: [span],
      },
      symbol,
      from: [],
      active: kind === 'parameter',
    });
  return [
    ...columns.map(input('data')),
    ...hypers.map(input('hyper')),
    ...parameters.map(input('parameter')),
  ];
}

function definitionsOf(maths: Maths): Made[] {
  const { definitions, named } = maths.symbolic;
  const spans = new Map(
    named.tree.statements.flatMap((s) =>
      s.kind === 'definition' ? [[s.name.text, s.span] as const] : [],
    ),
  );
  return definitions.map(({ name, symbol, node, perRow }) => {
    const span = spans.get(name);
    const formula = writeName(maths, name);
    return {
      quantity: { id: name, kind: 'definition', perRow, formula, spans: span ? [span] : [] },
      symbol,
      from: symbolsOf([node]),
      active: false,
    };
  });
}

/** ℓ, the penalty, and the log prior of each parameter that has one. */
function termsOf(maths: Maths): Made[] {
  const { objective, symbolic } = maths;
  const { factors, losses, penalties } = symbolic.model;
  const likelihoods = factors.filter((factor) => factor.kind === 'likelihood');
  const priors = factors.filter((factor) => factor.kind === 'prior');
  const term = (id: string, formula: Formula, said: readonly Said[], nodes: Node[]): Made => ({
    quantity: {
      id,
      kind: 'term',
      perRow: nodes.some(hasRows),
      formula,
      spans: said.map(({ span }) => span),
    },
    symbol: null,
    from: symbolsOf(nodes),
    active: false,
  });
  const { loss, penalty } = objective;
  return [
    ...(loss ? [term('.loss', lossName(maths), [...losses, ...likelihoods], [loss])] : []),
    ...(penalty ? [term('.penalty', penaltyName(maths), penalties, [penalty])] : []),
    ...(priors.length > 0 ? [term('.prior', priorName(maths), priors, [...objective.priors])] : []),
  ];
}

interface Said {
  readonly span: Span;
}

const priorName = ({ notation }: Maths): Formula => ({
  kind: 'call',
  fn: 'log',
  args: [{ kind: 'name', name: notation.density, indices: [] }],
});

const objectiveOf = (maths: Maths): Quantity => ({
  id: '.objective',
  kind: 'objective',
  perRow: false,
  formula: objectiveName(maths),
  spans: [],
});

/** A quantity is active where it is computed from one that is; each follows those it is made of. */
function withActivity(list: readonly Made[], earlier: readonly Made[]): Made[] {
  const active = new Set(earlier.flatMap((made) => (made.active ? [made.symbol] : [])));
  return list.map((made) => {
    const isActive = made.from.some((symbol) => active.has(symbol));
    if (isActive && made.symbol) active.add(made.symbol);
    return { ...made, active: isActive };
  });
}

/** The symbols that lead to the terms. */
function usedBy(terms: readonly Made[], definitions: readonly Made[]): ReadonlySet<Node> {
  const used = new Set(terms.flatMap((term) => term.from));
  for (const { symbol, from } of definitions.toReversed()) {
    if (symbol && used.has(symbol)) from.forEach((each) => used.add(each));
  }
  return used;
}
