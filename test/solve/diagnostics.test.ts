import { expect, it } from 'vitest';
import { compileClosedForm } from '../../src/closed-form.ts';

it.each([
  ['log(1 + a^2*x^2)', '`log`'],
  ['log(exp(a) + exp(x)) - a*x', '`sigmoid`'],
  ['lgamma(x^2 + exp(a))', '`digamma`'],
  ['max(a, x)', 'a comparison'],
  ['floor(a*x)', '`floor`'],
  ['sqrt(a^2 + x^2)', 'a power'],
])('says of the loss %s what a parameter stands inside', (loss, where) => {
  const { problems } = compileClosedForm(`data x: real\nparam a: real\nloss ${loss}`);
  expect(problems.map(({ message }) => message)).toEqual([
    `∇J = 0 is not solved for \`a\`: it stands inside ${where}`,
  ]);
});
