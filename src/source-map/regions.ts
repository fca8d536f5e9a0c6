/** What the lines of a module are for that compute nothing, by the name of what they declare. */
const regions: { readonly [name: string]: string } = {
  header: 'The first comment: the model, its formulas, and what a row costs.',
  imports: 'What the module takes from the runtime.',
  Params: 'The type of the named parameters.',
  Data: 'The type of the data: columns and settings.',
  Predictions: 'The type of what `predict` hands back.',
  layout: 'Where each parameter lies in θ, and what the columns and settings are.',
  starts: 'The start values that the model gives.',
  objective: 'The function that computes J.',
  objectiveAndGradient: 'The function that computes J and ∇J.',
  logLikelihood: 'The function that computes the log-likelihood.',
  logPrior: 'The function that computes the log-density of the parameters.',
  predict: 'The function that computes the outputs.',
  sample: 'The function that draws data from the model.',
  start: 'Start values for a fit; the same text in every module.',
  constrain: 'θ as named parameters; the same text in every module.',
  unconstrain: 'Named parameters as θ; the same text in every module.',
  default: 'The model as one object, for `fit`.',
};

/** What a part of a module is for. An array has a name of the model's, and is none of the others. */
export const regionText = (name: string): string =>
  Object.hasOwn(regions, name) ? `${regions[name]}` : 'Working memory of the functions below.';

export const emptyLine = 'An empty line between two parts.';
export const positionText = 'Which row or element is meant: it follows from the loops alone.';
export const rowsText = 'The rows that the function is called for.';
