import { describe, expect, it } from 'vitest';
import { fit } from '../../src/runtime/fit.ts';
import { rateAt, type LearningRate, type Schedule } from '../../src/runtime/schedule.ts';
import { line, linePoints } from './models.ts';

const rates = (rate: LearningRate, epochs: number[], all = 10): number[] =>
  epochs.map((epoch) => rateAt(rate, epoch, all));

const close = (values: number[]) => values.map((v) => expect.closeTo(v, 12) as number);

describe('rateAt', () => {
  it.each<[Schedule, number[], number[]]>([
    [{ kind: 'constant', rate: 0.1 }, [0, 5], [0.1, 0.1]],
    [{ kind: 'step', rate: 1, factor: 0.5, every: 3 }, [0, 2.9, 3, 6], [1, 1, 0.5, 0.25]],
    [{ kind: 'exponential', rate: 2, factor: 0.9 }, [0, 1, 2], [2, 1.8, 1.62]],
    [{ kind: 'cosine', rate: 1 }, [0, 5, 10], [1, 0.5, 0]],
    [{ kind: 'cosine', rate: 1, final: 0.2 }, [0, 5, 10], [1, 0.6, 0.2]],
    [{ kind: 'inverse', rate: 1, decay: 0.5 }, [0, 1, 2], [1, 1 / 1.5, 0.5]],
    [{ kind: 'constant', rate: 1, warmUp: 3 }, [0, 1, 2, 3], [0.25, 0.5, 0.75, 1]],
  ])('%o', (schedule, epochs, expected) => {
    expect(rates(schedule, epochs)).toEqual(close(expected));
  });

  it('takes numbers and functions', () => {
    expect(rates(0.3, [0, 9])).toEqual([0.3, 0.3]);
    expect(rates((epoch, all) => epoch / all, [0, 5])).toEqual([0, 0.5]);
  });

  it('is asked before each batch, with the part of the epoch that is done', () => {
    const asked: number[] = [];
    const rate = (epoch: number): number => {
      asked.push(epoch);
      return 0.01;
    };
    fit(line, linePoints, { optimizer: 'sgd', batchSize: 4, epochs: 2, learningRate: rate });
    expect(asked.slice(1)).toEqual([0, 0.5, 1, 1.5]);
  });
});
