const double = { name: 'float64', Array: Float64Array };
const single = { name: 'float32', Array: Float32Array };

/** The libraries by the module that states the models in them, each in the precisions that it has. */
export const peers = [
  // jax-js computes exp and log in float32, also of float64.
  { name: 'jax-js, float64', module: './jax.mjs', float: double, tolerance: 1e-5 },
  { name: 'jax-js, float32', module: './jax.mjs', float: single, tolerance: 1e-4 },
  { name: 'TensorFlow.js, float32', module: './tensorflow.mjs', float: single, tolerance: 1e-4 },
  { name: 'mathjs, float64', module: './mathjs.mjs', float: double, tolerance: 1e-9 },
];
