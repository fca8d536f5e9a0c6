import type { Code } from './codes.ts';
import { dataCodeIds, type DataCodeName } from './data-code-ids.ts';

/** Mistakes in data, parameters and fit settings: all that `fluxion/runtime` can report. */
export const dataCodes = {
  missingColumn: {
    id: dataCodeIds.missingColumn,
    title: 'A column that the data lack',
    cause: 'The model declares a data column that is not among the columns given.',
    remedy:
      'Name the column as the model does, or map it: `columns: { x: ["a", "b"] }`, `--columns x=a,b`.',
  },
  missingCell: {
    id: dataCodeIds.missingCell,
    title: 'A missing value',
    cause: 'A cell is empty, null, undefined, NaN or `NA`.',
    remedy:
      'Fill it in, or drop such rows with `dropMissing` (`--drop-missing`), which counts them.',
  },
  notANumber: {
    id: dataCodeIds.notANumber,
    title: 'Text where a number is needed',
    cause: 'A cell of a numeric column cannot be read as a decimal number.',
    remedy: 'Correct the cell; a decimal point is `.`, and thousands are not separated.',
  },
  outsideDomain: {
    id: dataCodeIds.outsideDomain,
    title: 'A value outside the domain of its column',
    cause: 'A count that is not whole, a probability above 1, a code beyond the last, ….',
    remedy: 'Correct the cell, or declare the column with a domain that holds it.',
  },
  tooManyLevels: {
    id: dataCodeIds.tooManyLevels,
    title: 'More levels than the model has codes',
    cause: 'A text column holds more different texts than its `category(K)` or `binary` has codes.',
    remedy: 'Look for misspelt levels, or raise the size of the category.',
  },
  unequalLengths: {
    id: dataCodeIds.unequalLengths,
    title: 'Columns of unequal length',
    cause: 'All columns must hold one value for each row.',
    remedy: 'Give arrays of the same number of rows.',
  },
  wrongCellShape: {
    id: dataCodeIds.wrongCellShape,
    title: 'A value of another shape than its column',
    cause:
      'A vector or matrix column holds a row with too few, too many or too deep values, or the data have more numbered columns, `x1`, `x2`, …, than the column has elements.',
    remedy: 'Give each row an array of the declared shape, or name the columns that are meant.',
  },
  noRows: {
    id: dataCodeIds.noRows,
    title: 'No rows',
    cause: 'The data hold no row, or none is left after rows with missing values were dropped.',
    remedy: 'Give at least one complete row.',
  },
  noWeight: {
    id: dataCodeIds.noWeight,
    title: 'Weights that are all 0',
    cause: 'Every row has the weight 0, so that nothing is observed.',
    remedy: 'Give at least one row a positive weight.',
  },
  wrongMapping: {
    id: dataCodeIds.wrongMapping,
    title: 'A mapping of columns that does not fit',
    cause:
      'The mapping is for a column that the model lacks, or names too few or too many columns.',
    remedy: 'Name one column for each number in a row of the model’s column, row-major.',
  },
  unknownLevel: {
    id: dataCodeIds.unknownLevel,
    title: 'A level that was not there before',
    cause: 'The levels of a text column are given, and a cell holds another text.',
    remedy: 'Correct the cell, or fit the model to data that have the level.',
  },
  moreValues: {
    id: dataCodeIds.moreValues,
    title: 'Further values that cannot be used',
    cause: 'Only the first few are listed.',
    remedy: 'Correct those that are listed first.',
  },
  unknownHyper: {
    id: dataCodeIds.unknownHyper,
    title: 'A setting that the model does not have',
    cause: 'A value is given for a name that is not declared with `hyper`.',
    remedy: 'Use a name of a `hyper` statement.',
  },
  wrongHyper: {
    id: dataCodeIds.wrongHyper,
    title: 'A setting that the model cannot take',
    cause: 'The value of a `hyper` has another shape than declared, or lies outside its domain.',
    remedy: 'Give a value as the `hyper` statement declares it.',
  },
  missingParameter: {
    id: dataCodeIds.missingParameter,
    title: 'A parameter without a value',
    cause: 'Values are given for the parameters of a model, but not for all of them.',
    remedy: 'Give every parameter a value.',
  },
  unknownParameter: {
    id: dataCodeIds.unknownParameter,
    title: 'A parameter that the model does not have',
    cause: 'A value is given for a name that is not declared with `param`.',
    remedy: 'Use a name of a `param` statement.',
  },
  wrongParameterShape: {
    id: dataCodeIds.wrongParameterShape,
    title: 'A parameter value of another shape',
    cause: 'The value of a parameter is not a number or a nested array as its shape demands.',
    remedy: 'Give a number for a scalar, an array for a vector, an array of rows for a matrix.',
  },
  outsideParameterDomain: {
    id: dataCodeIds.outsideParameterDomain,
    title: 'A parameter value outside its domain',
    cause: 'The value violates the constraint of the parameter, or lies on its border.',
    remedy: 'Give a value inside the domain.',
  },
  unknownOptimizer: {
    id: dataCodeIds.unknownOptimizer,
    title: 'An optimizer that does not exist',
    cause: 'The name is none of the optimizers of fluxion.',
    remedy: 'Use one of the names that the message lists, or give an optimizer object.',
  },
  wrongFitOption: {
    id: dataCodeIds.wrongFitOption,
    title: 'A fit option that cannot be used',
    cause: 'A number of epochs, batch size, learning rate, tolerance or fraction is out of range.',
    remedy: 'Give a value as the message says.',
  },
  batchesForFullBatch: {
    id: dataCodeIds.batchesForFullBatch,
    title: 'Batches for an optimizer that needs all rows',
    cause: 'A method with a line search compares values of J, which differ from batch to batch.',
    remedy: 'Leave out the batch size, or take a stochastic method such as `adam`.',
  },
  foreignState: {
    id: dataCodeIds.foreignState,
    title: 'A state to resume from that does not belong to the fit',
    cause: 'The state was made with another model or another optimizer.',
    remedy: 'Resume with the model, data and options that the state was made with.',
  },
} satisfies Record<DataCodeName, Code>;
