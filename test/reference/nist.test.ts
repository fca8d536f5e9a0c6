import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileClosedForm } from '../../src/closed-form.ts';
import { instantiate } from '../../src/compile.ts';
import { fit, prepareData, type FitResult, type Model } from '../../src/runtime/index.ts';

type Numbers = Readonly<Record<string, number>>;

interface Problem {
  readonly name: string;
  readonly level: 'Lower' | 'Average' | 'Higher';
  readonly response: string;
  readonly formula: string;
  readonly parameters: readonly string[];
  /** Linear problems have none. */
  readonly start1?: Numbers;
  readonly start2?: Numbers;
  readonly certified: Numbers;
  readonly data: Readonly<Record<string, readonly number[]>>;
}

const folder = new URL('../../../shared/external/nist/', import.meta.url);
const problems: readonly Problem[] = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Problem)
  : [];

function textOf({ data, parameters, response, formula }: Problem): string {
  const declared = (names: readonly string[]): string =>
    names.map((each) => `${each}: real`).join(', ');
  return `data ${declared(Object.keys(data))}\nparam ${declared(parameters)}\nloss (${response} - (${formula}))^2`;
}

const compile = (problem: Problem): Model =>
  instantiate(textOf(problem), { name: `${problem.name}.fx` });

/** Right digits of the worst parameter. */
function digits(problem: Problem, start: Numbers): number {
  const model = compile(problem);
  return rightDigits(problem, fit(model, problem.data, { start, epochs: 10_000 }));
}

function rightDigits({ parameters, certified }: Problem, { params }: FitResult): number {
  const errors = parameters.map((name) =>
    Math.abs(Number(params[name]) / present(certified[name]) - 1),
  );
  return -Math.log10(Math.max(...errors, 1e-16));
}

/** The linear problems are solved, the others are not: that is what they are made for. */
const isLinear = ({ start1 }: Problem): boolean => start1 === undefined;

const starts = problems.flatMap((problem) => {
  const zero = Object.fromEntries(problem.parameters.map((name) => [name, 0]));
  const { start1, start2 } = problem;
  const given = [start1, start2].filter((start) => start !== undefined);
  return (given.length > 0 ? given : [zero]).map((start, k) => ({
    title: `${problem.name} (${problem.level}) from start ${k + 1}`,
    problem,
    start,
  }));
});

/** From here the exponents run off to where two terms are constants. */
const unreached = 'MGH17 (Average) from start 1';

describe.skipIf(problems.length === 0)('regression problems of NIST', () => {
  test.each(starts.filter(({ title }) => title !== unreached))('$title', ({ problem, start }) => {
    expect(digits(problem, start)).toBeGreaterThan(6);
  });

  test.each(problems.map((problem) => ({ name: problem.name, problem })))(
    '$name has a closed form if it is linear',
    ({ problem }) => {
      const solved = compileClosedForm(textOf(problem), { name: `${problem.name}.fx` });
      expect(solved.problems.length === 0).toBe(isLinear(problem));
      if (!isLinear(problem)) return;
      const { data } = prepareData(solved.model.layout, problem.data);
      expect(rightDigits(problem, solved.fit(data))).toBeGreaterThan(10);
    },
  );
});
