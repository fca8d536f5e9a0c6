import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compile.ts';
import {
  claimsIn,
  derive,
  equalitiesIn,
  formatNames,
  printDerivation,
  type Derivation,
  type Formula,
} from '../../src/derivation/index.ts';
import { replayDerivation } from '../../src/replay/index.ts';
import { changed, spoil } from './spoil.ts';

const analysis = analyse('param x: real, y: real\nloss x^2 + 3*x*y + y^2', { name: 'a.fx' });
const derivation = derive(analysis);
const replayed = (spoiled: Derivation): Derivation => replayDerivation(spoiled, analysis);
const isGradient = ({ left }: { readonly left: Formula }): boolean => left.kind === 'partial';

describe('an equation that is wrong', () => {
  const wrong = replayed(changed(derivation, isGradient, spoil));

  it.each([
    ...formatNames.map((format) => [format, format === 'latex' || format === 'markdown'] as const),
  ])('is no equation in %s', (format, isTex) => {
    const mark = isTex ? String.raw`\stackrel{?}{=}` : '≟';
    expect(printDerivation(replayed(derivation), format)).not.toContain(mark);
    expect(printDerivation(wrong, format)).toContain(mark);
    expect(printDerivation(wrong, format)).toContain('is not proved');
  });

  it('is one where shapes do not go together', () => {
    const vector: Formula = {
      kind: 'array',
      items: [1, 2].map((value) => ({ kind: 'number', value })),
    };
    const longer: Formula = { kind: 'array', items: [...vector.items, ...vector.items] };
    const sum: Formula = {
      kind: 'sum',
      terms: [vector, longer].map((formula) => ({ negative: false, formula })),
    };
    const without = changed(derivation, isGradient, (e) => ({
      ...e,
      steps: [...e.steps.slice(0, -1), { sign: '=', formula: sum }],
    }));
    const digits = equalitiesIn(replayed(without)).map((each) => each.digits);
    expect(digits).toContain(0);
  });
});

describe('a claim', () => {
  const kindsOf = (of: Derivation) => claimsIn(of).map(({ kind, held }) => [kind, held]);

  it('holds where it is tried', () => {
    expect(kindsOf(replayed(derivation))).toEqual([['saddle', true]]);
  });

  it.each(['minimum', 'maximum'] as const)('of a %s that is none is not said', (kind) => {
    const wrong = replayed({
      ...derivation,
      sections: derivation.sections.map((section) => ({
        ...section,
        blocks: section.blocks.map((block) =>
          block.kind === 'text' && block.claim
            ? { ...block, sentence: [`It is the ${kind}.`], claim: { ...block.claim, kind } }
            : block,
        ),
      })),
    });
    expect(kindsOf(wrong)).toEqual([[kind, false]]);
    for (const format of formatNames) {
      expect(printDerivation(wrong, format)).not.toContain(`It is the ${kind}`);
    }
  });

  it('that J rises or stays the same is held against J', () => {
    const of = (text: string) => {
      const own = analyse(text);
      return kindsOf(replayDerivation(derive(own), own));
    };
    expect(of('param x: positive\nloss x^2 + x')).toEqual([['rises', true]]);
    expect(of('param x: real, y: real\nloss x^2 + log(exp(y)) - y')).toEqual([
      ['minimum', true],
      ['absent', true],
    ]);
  });
});
