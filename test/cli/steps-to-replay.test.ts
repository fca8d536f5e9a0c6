import { describe, expect, it } from 'vitest';
import { stepsToReplay } from '../../src/cli/steps-to-replay.ts';
import { analyse } from '../../src/compile.ts';

const stepsOf = (text: string) => {
  const analysis = analyse(text);
  return { analysis, own: analysis.records.flatMap(({ steps }) => steps) };
};

describe('the steps that a derivation replays', () => {
  it('are its own where the model is small', async () => {
    const { analysis, own } = stepsOf('data x: real[3]\nparam w: real[3]\nloss dot(w, x)^2');
    expect(await stepsToReplay(analysis)).toEqual(own);
  });

  it('are the same ones with shorter axes where it is large', async () => {
    const { analysis, own } = stepsOf('data x: real[300]\nparam w: real[300]\nloss dot(w, x)^2');
    const found = await stepsToReplay(analysis);
    expect(found.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
    const shapes = found.flatMap((step) =>
      step.kind === 'chain-rule' ? step.contributions.flatMap((each) => each.adjoint.shape) : [],
    );
    expect(shapes).toContain(3);
    expect(shapes).not.toContain(300);
  });

  it('are its own where the text needs the long axes', async () => {
    const text = 'data x: real[300]\nparam w: real[300]\nloss (dot(w, x) - w[299])^2';
    const { analysis, own } = stepsOf(text);
    expect(await stepsToReplay(analysis)).toEqual(own);
  });
});
