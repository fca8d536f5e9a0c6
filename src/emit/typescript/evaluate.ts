import { compileFunction } from 'node:vm';

/** Runs JavaScript, the body of a function, with the given variables; `name` is for stack traces. */
export const evaluate = (
  body: string,
  variables: Readonly<Record<string, unknown>>,
  name: string,
): unknown => {
  const run = compileFunction(body, Object.keys(variables), { filename: `fluxion:${name}` });
  return (run as (...values: unknown[]) => unknown)(...Object.values(variables));
};
