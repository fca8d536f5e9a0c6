import { exitStatus, explain } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs the command with the words after its name; gives the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return exitStatus.done;
  } catch (error) {
    const { status, text } = explain(error);
    if (text) process.stderr.write(`${text}\n`);
    return status;
  }
}
