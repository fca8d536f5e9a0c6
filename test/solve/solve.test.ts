import { describe, expect, it } from 'vitest';
import { compileClosedForm } from '../../src/closed-form.ts';
import { analyse } from '../../src/compile.ts';
import { fit } from '../../src/runtime/index.ts';
import { parametersOf, solve } from '../../src/solve/index.ts';
import { dataFor, rows, solved, unsolved } from './models.ts';
import { expectNear, flat } from './numbers.ts';

describe.each(Object.entries(solved))('%s', (_name, { text, methods }) => {
  const { model, closedForm, estimate } = compileClosedForm(text);
  const data = dataFor(model.layout, rows, 11);

  it('is solved for all parameters', () => {
    expect(closedForm.unsolved).toEqual([]);
    const found = closedForm.solutions.flatMap((solution) =>
      parametersOf(solution).map(({ name }) => [name, solution.method]),
    );
    expect(Object.fromEntries(found)).toEqual(methods);
  });

  it('has the estimates of an iterative fit', () => {
    const { params, faults } = estimate(data);
    expect(faults).toEqual([]);
    const iterative = fit(model, data, { gradientTolerance: 1e-13, epochs: 10_000 });
    for (const name of Object.keys(methods)) {
      expectNear(flat(params[name]), flat(iterative.params[name]), 1e-8);
    }
  });

  it('has a gradient of 0 at the estimates, and a minimum', () => {
    const theta = model.unconstrain(estimate(data).params);
    const gradient = new Float64Array(model.layout.size);
    const whole = { from: 0, to: data.rows, order: null };
    const best = model.objectiveAndGradient(theta, data, whole, gradient);
    gradient.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-12));
    theta.forEach((x, i) => {
      for (const step of [-1e-3, 1e-3]) {
        expect(model.objective(theta.with(i, x + step), data, whole)).toBeGreaterThan(best);
      }
    });
  });
});

describe.each(Object.entries(unsolved))('%s', (_name, { text, reasons }) => {
  it('says which parameters it is not solved for, and why', () => {
    const found = solve(analyse(text).model).unsolved;
    const told = found.map(({ parameter, reason }) => [parameter.name, reason.kind]);
    expect(Object.fromEntries(told)).toEqual(reasons);
  });
});
