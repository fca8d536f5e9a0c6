import { derivative, parse } from 'mathjs';

const logit = Array.from({ length: 20 }, (_, i) => `w${i + 1}*x${i + 1}`).join(' + ') + ' + b';

/** What a row adds to J, by the elements of θ and of the columns. Simplifying 21 parts of 20 terms takes minutes. */
export const objectives = {
  'linear-regression': {
    text: '(y - w*x - b)^2 / 2 * exp(-2*sigma) + sigma + log(2*pi)/2',
    simplify: true,
  },
  'logistic-regression': {
    text: `log(1 + exp(${logit})) - y*(${logit})`,
    simplify: false,
  },
  'two-node': {
    text: 'log(1 + exp(p)) - a*p + log(1 + exp(q0 + a*(q1 - q0))) - b*(q0 + a*(q1 - q0))',
    simplify: true,
  },
};

const elementNames = (items) =>
  items.flatMap(({ name, shape: [size] }) =>
    size === undefined ? [name] : Array.from({ length: size }, (_, i) => `${name}${i + 1}`),
  );

/** J and its gradient as a function of the number of a call; both are compiled before the first. */
export function prepare({ model, layout, sets, theta }) {
  const { text, simplify } = objectives[model];
  const parameters = elementNames(layout.parameters);
  const loss = parse(text);
  const value = loss.compile();
  const slopes = parameters.map((name) => derivative(loss, name, { simplify }).compile());
  const scope = new Map();
  const setRow = (data, i) => {
    for (const { name, shape } of layout.columns) {
      const [size] = shape;
      if (size === undefined) scope.set(name, data[name][i]);
      else for (let j = 0; j < size; j++) scope.set(`${name}${j + 1}`, data[name][i * size + j]);
    }
  };
  const call = (k) => {
    const data = sets[k & 1];
    const gradient = new Float64Array(theta.length);
    let total = 0;
    parameters.forEach((name, j) => scope.set(name, theta[j]));
    for (let i = 0; i < data.rows; i++) {
      setRow(data, i);
      total += value.evaluate(scope);
      for (let j = 0; j < slopes.length; j++) gradient[j] += slopes[j].evaluate(scope);
    }
    return [total / data.rows, gradient.map((g) => g / data.rows)];
  };
  return { call, join: (gradient) => gradient };
}
