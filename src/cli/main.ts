#!/usr/bin/env node
import { explain } from './failure.ts';
import { createProgram } from './program.ts';

/** A reader such as `head` may close the pipe early: what is left has no one to go to. */
function leaveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
}

leaveClosedPipes();
try {
  await createProgram().parseAsync();
} catch (error) {
  const { status, text } = explain(error);
  if (text) process.stderr.write(`${text}\n`);
  process.exitCode = status;
}
