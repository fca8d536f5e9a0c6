import { FluxionError } from '../../base/diagnostic.ts';
import { present } from '../../base/invariant.ts';
import {
  derive,
  readingOf,
  symbolicModel,
  type Block,
  type Derivation,
  type Equation,
  type Section,
  type Text,
} from '../../derivation/index.ts';
import type { ModelGraph } from '../../model/index.ts';
import { fewestDigits } from '../digits.ts';
import { isLarge, numbersOf, smaller } from '../small.ts';
import { replayAsIs } from './as-is.ts';
import { mapBlocks, mapEquations, replayedSteps, type Equations } from './blocks.ts';

/** A model whose derivation is replayed. */
export interface Replayable extends Text {
  readonly model: ModelGraph;
}

/** Numbers up to which a large model's own equations are computed that a smaller model does not have. */
const mostNumbersOfRest = 10_000;

/** Smaller models that are tried for one with the same equations. */
const mostModels = 2;

/**
 * A derivation each of whose sides knows to how many digits it agrees with the first side that has a value.
 * For a large model the same equations of the same model with shorter axes are computed. Those in which a length
 * stands as a number are computed for the model itself, or where that is too large, have null.
 */
export const replayDerivation = <D extends Derivation>(
  derivation: D,
  replayable: Replayable,
  seed = 1,
): D => withMarks(replayed(derivation, replayable, seed));

/** Sides that do not hold stand behind ≟, and a sentence says what that means. */
const withMarks = <D extends Derivation>(derivation: D): D =>
  mapBlocks(derivation, (block) => {
    if (block.kind !== 'equations') return block;
    const marked = { ...block, equations: block.equations.map(withMark) };
    const isMarked = marked.equations.some(({ steps }) => steps.some(({ sign }) => sign === '≟'));
    return isMarked ? [marked, { kind: 'text', sentence: [notProved] }] : marked;
  });

const notProved =
  'A side behind ≟ is not proved: where both sides were computed anew, they were not equal.';

const withMark = (equation: Equation): Equation => ({
  ...equation,
  steps: equation.steps.map((step) =>
    typeof step.digits === 'number' && step.digits < fewestDigits ? { ...step, sign: '≟' } : step,
  ),
});

function replayed<D extends Derivation>(derivation: D, replayable: Replayable, seed: number): D {
  if (!isLarge(replayable.model)) return replayAsIs(derivation, replayable, seed);
  const tried: Matched<D>[] = [];
  for (const text of smaller(replayable)) {
    const small = replaySmall(text, seed);
    if (!small) continue;
    const matched = withDigits(derivation, small);
    tried.push(matched);
    if (matched.rest.size === 0 || tried.length === mostModels) break;
  }
  const [best] = tried.toSorted((a, b) => a.rest.size - b.rest.size);
  if (!best) return replayAsIs(derivation, replayable, seed);
  if (best.rest.size === 0 || numbersOf(replayable.model) > mostNumbersOfRest)
    return best.derivation;
  return replayAsIs(best.derivation, replayable, seed, (each) => best.rest.has(each));
}

/** Null where the text has errors at these sizes: an index may be beyond a short axis. */
function replaySmall(text: Text, seed: number): Derivation | null {
  try {
    const symbolic = symbolicModel(text);
    const { written: model } = symbolic;
    return replayAsIs(
      derive({ ...text, model, records: [], reading: readingOf(symbolic) }),
      { ...text, model },
      seed,
    );
  } catch (error) {
    if (error instanceof FluxionError) return null;
    throw error;
  }
}

interface Matched<D> {
  readonly derivation: D;
  /** The equations and the claims that the other derivation does not have. */
  readonly rest: ReadonlySet<Equation | Block>;
}

/** A derivation with the digits of the same equations of another one; null for those that it does not have. */
function withDigits<D extends Derivation>(derivation: D, other: Derivation): Matched<D> {
  const known = new Map<string, Equation>();
  mapEquations(other, (equation, block, section) => {
    known.set(textOf(equation, block, section), equation);
    return equation;
  });
  const rest = new Set<Equation | Block>();
  const claims = new Map(claimsIn(other).map((block) => [textOfClaim(block), block]));
  const judged = mapBlocks(derivation, (block) => {
    if (block.kind !== 'text' || !block.claim) return block;
    const same = claims.get(textOfClaim(block));
    if (!same) rest.add(block);
    return same ?? block;
  });
  const found = mapEquations(judged, (equation, block, section) => {
    const same = known.get(textOf(equation, block, section));
    if (same) return withDigitsOf(equation, same);
    const isReplayed = replayedSteps(equation, block);
    const missed = withoutValue(equation, isReplayed);
    if (isReplayed.includes(true)) rest.add(missed);
    return missed;
  });
  return { derivation: found, rest };
}

const claimsIn = ({ sections }: Derivation): Sentences[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'text' && block.claim ? [block] : [])),
  );

type Sentences = Extract<Block, { kind: 'text' }>;

/** What a claim is of; not its sentence, which is another one where it did not hold. */
const textOfClaim = ({ claim }: Sentences): string => {
  const { kind, at, where } = present(claim);
  return JSON.stringify([kind, at, where]);
};

const textOf = ({ left, steps }: Equation, block: Equations, { id }: Section): string =>
  JSON.stringify([
    id,
    block.atSolution ?? null,
    left,
    steps.map(({ sign, formula }) => [sign, formula]),
  ]);

const withDigitsOf = (equation: Equation, { steps }: Equation): Equation => ({
  ...equation,
  steps: equation.steps.map((step, k) => {
    const digits = steps[k]?.digits;
    return digits === undefined ? step : { ...step, digits };
  }),
});

const withoutValue = (equation: Equation, isReplayed: readonly boolean[]): Equation => ({
  ...equation,
  steps: equation.steps.map((step, k) => (isReplayed[k] ? { ...step, digits: null } : step)),
});
