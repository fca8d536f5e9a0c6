#!/usr/bin/env node
import { run } from './run.ts';

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
process.exitCode = await run(process.argv.slice(2));
