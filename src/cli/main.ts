#!/usr/bin/env node
import { exitStatus, explain } from './failure.ts';
import { isClosedPipe, writingFailure } from './file-failures.ts';
import { tooOld } from './node-version.ts';
import { run } from './run.ts';

/**
 * A reader such as `head` may close the pipe early: what is left has no one to go to, and the work
 * goes on. Any other failure, such as a full disk, ends it.
 */
function watchOutputs(): void {
  process.stdout.on('error', (error) => {
    if (isClosedPipe(error)) return;
    const { status, text } = explain(writingFailure('standard output', error));
    process.stderr.write(`${text}\n`);
    process.exit(status);
  });
  process.stderr.on('error', () => undefined);
}

/** An older Node fails somewhere, which would look like a fault of fluxion. */
function requireNode(): void {
  const text = tooOld(process.versions.node);
  if (text === null) return;
  process.stderr.write(`${text}\n`);
  process.exit(exitStatus.wrongUsage);
}

watchOutputs();
requireNode();
process.exitCode = await run(process.argv.slice(2));
