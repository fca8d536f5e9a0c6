import type { EpochReport } from '../runtime/fit-result.ts';
import { printNumber } from './table.ts';

/** A live display of how far a fit is. */
export interface Progress {
  show(report: EpochReport): void;
  close(): void;
}

const silent: Progress = { show: () => undefined, close: () => undefined };

/** A bar on standard error where that is a terminal; nothing elsewhere. */
export async function openProgress(): Promise<Progress> {
  if (!process.stderr.isTTY) return silent;
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream: process.stderr,
    format: 'epoch {value} of {total} |{bar}| {state}',
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    show: (report) => {
      if (!started) bar.start(report.epochs, report.epoch, { state: '' });
      started = true;
      bar.update(report.epoch, { state: stateOf(report) });
    },
    close: () => {
      if (started) bar.stop();
    },
  };
}

function stateOf({ objective, validation, seconds }: EpochReport): string {
  const held = Number.isNaN(validation) ? '' : `, validation ${printNumber(validation)}`;
  return `J ${printNumber(objective)}${held}, ${seconds.toFixed(0)} s`;
}
