import { setImmediate } from 'node:timers/promises';
import type { FitOptions } from '../runtime/fit-options.ts';
import type { EpochReport, FitResult } from '../runtime/fit-result.ts';
import { fitEpochs } from '../runtime/fit.ts';
import type { Data, Model } from '../runtime/index.ts';
import { openProgress } from './progress.ts';

/** How long a fit goes on before the process looks at signals. */
const turnMilliseconds = 50;

/** Fits epoch by epoch and shows how far it is; an interruption ends it with what there is. */
export async function minimise(model: Model, data: Data, options: FitOptions): Promise<FitResult> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    const onEpoch = (): unknown => (interrupted ? 'stop' : undefined);
    const result = await inTurns(fitEpochs(model, data, { ...options, onEpoch }));
    return interrupted ? { ...result, message: 'it was interrupted' } : result;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** Runs the epochs, and lets the process breathe between some of them. */
async function inTurns(epochs: Generator<EpochReport, FitResult, void>): Promise<FitResult> {
  const progress = await openProgress();
  try {
    let turn = performance.now();
    let next = epochs.next();
    while (!next.done) {
      if (performance.now() - turn > turnMilliseconds) {
        progress.show(next.value);
        await setImmediate();
        turn = performance.now();
      }
      next = epochs.next();
    }
    return next.value;
  } finally {
    progress.close();
  }
}
