/**
 * θ as one tensor for each parameter. A matrix lies transposed, inputs by outputs, as those libraries
 * multiply it fastest.
 */
export const splitTheta = ({ parameters }, theta, float) =>
  parameters.map(({ shape, offset, size }) => {
    const values = theta.subarray(offset, offset + size);
    if (shape.length < 2) return { values: float.Array.from(values), shape };
    return { values: float.Array.from(transpose(values, shape)), shape: shape.toReversed() };
  });

/** The gradient in the order of θ, of what `splitTheta` is differentiated by. */
export const joinGradient = ({ parameters }, tensors) =>
  parameters.flatMap(({ shape }, i) =>
    Array.from(shape.length < 2 ? tensors[i] : transpose(tensors[i], shape.toReversed())),
  );

const transpose = (values, [rows, columns]) =>
  values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);

/** The columns as one tensor each: a category is one-hot, all else as it is. */
export const splitData = ({ columns }, data, float) =>
  columns.map(({ name, shape, domain }) => {
    const column = data[name];
    if (domain.kind !== 'category')
      return { values: float.Array.from(column), shape: [data.rows, ...shape] };
    const values = new float.Array(data.rows * domain.size);
    column.forEach((code, i) => (values[i * domain.size + code] = 1));
    return { values, shape: [data.rows, domain.size] };
  });
