import { dataCodes } from './data-codes.ts';
import { warningCodes } from './warning-codes.ts';

/** What is known of one kind of mistake; `docs/diagnostics.md` is made from these rows. */
export interface Code {
  readonly id: `FX${number}`;
  /** Of what may be meant; without it, an error. */
  readonly severity?: 'warning';
  readonly title: string;
  /** What causes it. */
  readonly cause: string;
  /** What to do. */
  readonly remedy: string;
}

const code = (id: Code['id'], title: string, cause: string, remedy: string): Code => ({
  id,
  title,
  cause,
  remedy,
});

/**
 * Every mistake a user can make. 1xx syntax, 2xx names and statements, 3xx shapes and domains,
 * 4xx distributions and densities, 5xx data, parameters and fits, 6xx options and files,
 * 7xx warnings.
 */
export const codes = {
  unexpectedText: code(
    'FX101',
    'Unexpected text',
    'A line is none of the statements of the language, or goes on after one.',
    'Write a declaration, a definition `name = …`, a distribution `y ~ …`, `loss …` or `penalty …`. A line goes on only while a bracket is open.',
  ),
  unexpectedCharacter: code(
    'FX102',
    'A character outside the language',
    'A character or sign is neither part of a name or number nor an operator.',
    'Write the sign that the message names, or remove it.',
  ),
  badNumber: code(
    'FX103',
    'A number that cannot be read',
    'A number has two dots, an exponent without digits, a digit separator or another base, or is outside the range of a 64-bit float.',
    'Write digits with one decimal point and an exponent, such as `1.5e-3`.',
  ),
  unclosedBracket: code(
    'FX104',
    'A bracket that is never closed',
    'A bracket is still open where the next statement or the end of the file comes.',
    'Close it on the line where the expression ends.',
  ),
  unmatchedBracket: code(
    'FX105',
    'A closing bracket without its opening one',
    'A bracket closes nothing, or closes a bracket of another kind.',
    'Remove it, or write the kind that closes the open one.',
  ),
  reservedName: code(
    'FX106',
    'A reserved word used as a name',
    'Statement words such as `data` and `loss`, operator words such as `mod`, and words of mathjs such as `to` and `true` cannot name anything.',
    'Pick another name.',
  ),
  missingName: code(
    'FX107',
    'A name is missing',
    'Something else stands where a name is needed.',
    'A name is a letter or `_` followed by letters, digits, subscripts and `_`.',
  ),
  missingEquals: code(
    'FX108',
    '`=` is missing',
    'A `dim`, `output` or `density` statement has no `=`.',
    'Write `=` and the expression after the name.',
  ),
  missingType: code(
    'FX109',
    'A type is missing',
    'A declared name has no `:` or nothing after it.',
    'Write a domain and an optional shape, such as `w: real[D]`.',
  ),
  missingExpression: code(
    'FX110',
    'An expression is missing',
    'An operand, an argument, a condition or the whole expression is empty.',
    'Write the missing part; a line goes on only while a bracket is open.',
  ),
  missingOperator: code(
    'FX111',
    'Two values without an operator',
    'Two parts of an expression stand side by side and no product is implied between them.',
    'Write the operator or the comma between them.',
  ),
  emptyItem: code(
    'FX112',
    'An empty place in a list',
    'A comma has nothing before or after it, an array `[]` has no elements, or a declaration declares nothing.',
    'Remove the comma, or write the missing item; repeat the statement word on a new line for more.',
  ),
  unknownKeyword: code(
    'FX113',
    'A word that starts no statement',
    'A line starts with a word followed by a name, and the word is not a statement of the language.',
    'Check the spelling against `dim`, `data`, `param`, `hyper`, `density`, `loss`, `penalty` and `output`.',
  ),
  missingDistribution: code(
    'FX114',
    'A distribution is missing',
    'What follows `~` is not a distribution with its arguments.',
    'Write `y ~ name(arguments)`.',
  ),
  chainedAssignment: code(
    'FX115',
    'A second `=` or `~`',
    'One statement defines one thing, and neither `=` nor `~` stands inside an expression.',
    'Write two statements; `==` compares.',
  ),
  unexpectedValue: code(
    'FX116',
    'A value where none belongs',
    'A data column has a value after `=`.',
    'Remove the value: the data set gives it. A constant is a `hyper` or a definition.',
  ),
  unevenRows: code(
    'FX117',
    'Rows of different lengths',
    'The rows of a matrix `[a, b; c, d]` have different numbers of entries.',
    'Give every row the same number of entries.',
  ),
  incompleteConditional: code(
    'FX118',
    'A conditional without both branches',
    'A `?` has no `:` of its own, or nothing between the two.',
    'Write `condition ? value : other`, a nested one in parentheses.',
  ),
  unsupportedSyntax: code(
    'FX119',
    'Syntax of mathjs that the language does not have',
    'Strings, units, objects, bitwise operators, assignments inside expressions, stepped ranges and ranges outside subscripts have no meaning in a model.',
    'Write what the help of the message shows.',
  ),
  notYetSupported: code(
    'FX120',
    'A statement that is not supported yet',
    '`for` blocks and definitions of single elements are planned and cannot be compiled yet.',
    'Write the statements with vectors and matrices.',
  ),
  tooDeep: code(
    'FX121',
    'An expression nested too deeply',
    'Brackets or operators are nested beyond what can be compiled.',
    'Name a part of the expression in a definition of its own.',
  ),
  emptyModel: code(
    'FX122',
    'A model without statements',
    'The text is empty or holds comments only.',
    'Write at least one statement.',
  ),
  moreErrors: code(
    'FX123',
    'Further errors',
    'Only the first hundred of a stage are listed.',
    'Correct those that are listed first. Where there are thousands, the file is probably no model.',
  ),
  duplicateName: code(
    'FX201',
    'A name declared twice',
    'Two statements declare one name, or a function has two parameters of one name.',
    'Give one of them another name.',
  ),
  builtinName: code(
    'FX202',
    'A name of the language that is declared',
    'A declaration takes the name of a constant (`pi`, `e`), a function or a distribution of the language, or one that data sets and generated modules use for themselves.',
    'Pick another name.',
  ),
  unknownName: code(
    'FX203',
    'A name that is not declared',
    'An expression uses a name that no statement declares.',
    'Check the spelling, or declare it with `data`, `param`, `hyper`, `dim` or a definition.',
  ),
  unknownFunction: code(
    'FX204',
    'A function that does not exist',
    'A call names neither a function of the language nor one of the model.',
    'Check the spelling, or define it: `f(a, b) = …`. A distribution stands after `~` only.',
  ),
  usedBeforeDefined: code(
    'FX205',
    'A name used above its definition',
    'Statements are read in order, and a name has a meaning only below the statement that declares it.',
    'Move the definition above its first use.',
  ),
  cyclicDefinition: code(
    'FX206',
    'Definitions in a circle',
    'A definition uses itself, directly or through others.',
    'Break the circle: a definition uses names above it.',
  ),
  recursion: code(
    'FX207',
    'A function that calls itself',
    'A function calls itself, directly or through others; functions are expanded where they are called.',
    'Write the expression without recursion.',
  ),
  argumentCount: code(
    'FX208',
    'A wrong number of arguments',
    'A function is called with more or fewer arguments than it takes.',
    'Call it as the help of the message shows.',
  ),
  notAFunction: code(
    'FX209',
    'A value that is called',
    'A name followed by parentheses is not a function.',
    'Write `*` for a product.',
  ),
  functionAsValue: code(
    'FX210',
    'A function without arguments',
    'The name of a function stands where a value is needed.',
    'Call it with its arguments.',
  ),
  noObjective: code(
    'FX211',
    'Nothing to minimise',
    'The model has no distribution, loss or penalty.',
    'Add a `~`, `loss` or `penalty` statement.',
  ),
  unusedParameter: code(
    'FX212',
    'A parameter that no term uses',
    'The objective does not depend on a parameter, so that nothing can be said of it.',
    'Use it in a term, or remove it.',
  ),
  dataInPenalty: code(
    'FX213',
    'Data in a penalty',
    'A penalty is added once for all rows and cannot use a column, which has a value for each row.',
    'Write `loss` for a term of each row.',
  ),
  notConstant: code(
    'FX214',
    'A number that is not known when the model is built',
    'A size, a bound, a start value or an argument such as that of `zeros` uses more than numbers and sizes.',
    'Use numbers and names declared with `dim`.',
  ),
  unknownDim: code(
    'FX215',
    'A size that the model does not have',
    'A size is set for a name that no `dim` statement declares.',
    'Check the spelling, or declare it with `dim`.',
  ),
  secondWeight: code(
    'FX216',
    'Two columns of weights',
    'More than one column is declared `weight`.',
    'Keep one; multiply them before, if both are meant.',
  ),
  hyperWithoutValue: code(
    'FX217',
    'A hyper-parameter without a value',
    'A `hyper` has no value after `=`, which it has wherever none is set.',
    'Write `= value`.',
  ),
  densityScope: code(
    'FX218',
    'A density that uses more than its arguments',
    'The body of a density, or a function that it calls, uses a column, a parameter or a definition of the model.',
    'Add it to the parameters of the density, and hand it over where the density is used.',
  ),
  tooLarge: code(
    'FX219',
    'A model too large to compile',
    'Functions that call functions stand for more calls than 10,000 and the length of the text, or an array has more than 67,108,864 numbers.',
    'Give a value that is used twice a name, so that it is computed once; make the array smaller.',
  ),
  unknownDomain: code(
    'FX301',
    'A domain that does not exist',
    'The name after `:` is none of the domains of the language.',
    'Use `real`, `positive`, `unit`, `interval(a, b)`, `simplex`, `ordered`, `binary`, `count`, `category(K)` or `weight`.',
  ),
  domainArguments: code(
    'FX302',
    'Arguments that a domain cannot have',
    'A domain has a wrong number of arguments, an interval is empty, or a category has no codes.',
    'Write it as the help of the message shows.',
  ),
  domainNotAllowed: code(
    'FX303',
    'A domain that this cannot have',
    'A parameter is declared with a domain of whole numbers, or a domain of columns is used elsewhere.',
    'Use one of the domains that the message lists.',
  ),
  badSize: code(
    'FX304',
    'A size that is not a whole number from 1',
    'A `dim` or the length of an axis is not a whole number, is less than 1 or is too great; a simplex has at least 2 elements.',
    'Give a whole number.',
  ),
  badRank: code(
    'FX305',
    'A shape of a wrong number of axes',
    'Declared values are numbers, vectors and matrices; a simplex and an ordered vector need an axis, and a weight has none.',
    'Write as many sizes in the brackets as the message says.',
  ),
  valueShape: code(
    'FX306',
    'A value of another shape than declared',
    'The value after `=` has neither the declared shape nor is it one number for all elements.',
    'Write one number, or an array of the declared shape.',
  ),
  valueOutsideDomain: code(
    'FX307',
    'A value outside its domain',
    'The value after `=` is not in the declared domain.',
    'Give a value inside; bounds themselves are outside.',
  ),
  shapeMismatch: code(
    'FX308',
    'Arrays of different shapes',
    'An elementwise operation, a dot product or the parts of an array have different shapes.',
    'Make the shapes equal; a number goes with any shape.',
  ),
  productShape: code(
    'FX309',
    'A product of shapes that do not fit',
    '`*` is the product of linear algebra: the inner lengths of the two sides differ.',
    'Transpose one side, or write `.*` for the elementwise product.',
  ),
  divisionByArray: code(
    'FX310',
    'Division by an array',
    '`/` divides by a number.',
    'Write `./` to divide element by element.',
  ),
  powerOfArray: code(
    'FX311',
    'A power of an array',
    '`^` raises numbers, and square matrices to whole powers.',
    'Write `.^` to raise element by element.',
  ),
  notSquare: code(
    'FX312',
    'A matrix that is not square',
    'A trace or a diagonal is taken of a matrix that is not square.',
    'Take it of a square matrix.',
  ),
  subscriptCount: code(
    'FX313',
    'Too many subscripts',
    'A value has more subscripts than axes.',
    'Write at most one for each axis; `:` stands for a whole axis, as in `W[:, 1]`.',
  ),
  subscriptRange: code(
    'FX314',
    'A position that does not exist',
    'A subscript is not a whole number from 1 to the length of the axis, or a range is empty.',
    'Positions count from 1; `end` is the last one.',
  ),
  subscriptKind: code(
    'FX315',
    'A subscript that is neither known nor a category',
    'A subscript is computed from parameters or from columns that are not categories.',
    'Index with a number, a size, or a column declared `category(K)`.',
  ),
  categoryInArithmetic: code(
    'FX316',
    'A category used as a number',
    'A column declared `category(K)` holds codes, and codes have no arithmetic.',
    'Index with it, `E[s]`, or make it the subject of `categorical`.',
  ),
  categorySize: code(
    'FX317',
    'A category that does not fit an axis',
    'A category indexes an axis whose length is not its number of codes.',
    'Give the axis the size of the category.',
  ),
  argumentShape: code(
    'FX318',
    'An argument of a wrong shape',
    'A function is given a number, a vector or a matrix where it takes another of them. A `sum`, `mean` or `max` runs over the elements of an array; of a column with one number in each row it would be that number.',
    'Give it what the message names; compute a statistic of the rows before, and give it as a `hyper` or a column.',
  ),
  termNotNumber: code(
    'FX319',
    'A term that is not a number',
    'A loss or a penalty is a vector or a matrix.',
    'Add its elements with `sum`.',
  ),
  unknownDistribution: code(
    'FX401',
    'A distribution that does not exist',
    'The name after `~` is neither a distribution of the language nor a density of the model.',
    'Check the spelling, or define it: `density name(y, a) = …`.',
  ),
  distributionArguments: code(
    'FX402',
    'A wrong number of arguments of a distribution',
    'A distribution has more or fewer arguments than it has parameters.',
    'Write it as the help of the message shows.',
  ),
  distributionShape: code(
    'FX403',
    'Arguments of a distribution that do not fit its subject',
    'An argument is neither one for all elements of the subject nor one for each, or a vector of probabilities has another length than the subject has categories.',
    'Give arguments of the shape that the message names.',
  ),
  argumentOutsideDomain: code(
    'FX404',
    'An argument outside its domain',
    'An argument of a distribution can never be in the domain of its parameter, such as a standard deviation of 0.',
    'Give one inside the domain.',
  ),
  outsideSupport: code(
    'FX405',
    'A subject outside the support',
    'What a distribution is given to can take values that the distribution has none of.',
    'Declare it with the domain that the message names, or take another distribution.',
  ),
  badSubject: code(
    'FX406',
    'A subject that cannot have a distribution',
    'The left side of `~` is not a data column, an expression of data only, a parameter or a part of one.',
    'Put the column or the parameter by itself on the left.',
  ),
  dataInPrior: code(
    'FX407',
    'Data in a prior',
    'A distribution of a parameter has a column among its arguments; a prior holds once for all rows.',
    'Write the column on the left side, if it is what is distributed.',
  ),
  densityNotNumber: code(
    'FX408',
    'A density that is not a number',
    'The body of a density is a vector or a matrix for these arguments.',
    'Multiply over the elements with `prod`.',
  ),
  ...dataCodes,
  emptyTable: code(
    'FX550',
    'A data file without rows',
    'The file is empty, or holds a header and nothing below it.',
    'Check the path, and that the first line names the columns and the rows follow it.',
  ),
  raggedRow: code(
    'FX551',
    'A row of another length than the header',
    'A row of the data file has more or fewer fields than the header names columns.',
    'Complete the row, or put quotes around a field that holds the separator.',
  ),
  duplicateHeader: code(
    'FX552',
    'Two columns of one name',
    'The header of the data file names a column twice that the model takes.',
    'Rename one of them.',
  ),
  unbalancedQuotes: code(
    'FX553',
    'Quotes that do not pair',
    'A quoted field of the data file is never closed, or text stands beside its quotes.',
    'Close the field, and write a quote inside of it twice.',
  ),
  notText: code(
    'FX554',
    'A data file that is not text',
    'The file is not UTF-8 text: a spreadsheet, an archive, or text of another encoding.',
    'Save the table as CSV in UTF-8.',
  ),
  badOptionValue: code(
    'FX601',
    'A value that an option does not take',
    'An option of the command has a value that is no number, is out of its range, or is none of its words.',
    'Write what the message names; `fluxion COMMAND --help` lists the options.',
  ),
  unknownSetting: code(
    'FX602',
    'An option names what the model does not have',
    '`--wrt` names no `param` of the model.',
    'Use a name that the model declares.',
  ),
  missingDataFile: code(
    'FX603',
    'The data file is missing',
    'The model declares `data` and the command line names no file with it.',
    'Name a CSV file after the model.',
  ),
  unusedDataFile: code(
    'FX604',
    'A data file for a model without data',
    'The model declares no `data`, so that it could use nothing of the file.',
    'Leave the file out, or declare the columns that the model uses.',
  ),
  conflictingOptions: code(
    'FX605',
    'Options that exclude each other',
    'Two options of the command line ask for things that cannot be had together.',
    'Give one of them.',
  ),
  notAModel: code(
    'FX606',
    'A file that is no model',
    'The file that is named as a model is far too long for one, or model and data are the wrong way round.',
    'Name the model first, then the data.',
  ),
  unreadableFile: code(
    'FX630',
    'A file that cannot be read',
    'There is no such file, it is a folder, or its permissions forbid it.',
    'Check the path and the permissions.',
  ),
  unwritableFile: code(
    'FX631',
    'A file that cannot be written',
    'The folder cannot be made, the permissions forbid it, or the disk is full.',
    'Choose another place with `--out`, or change the permissions.',
  ),
  existingFile: code(
    'FX632',
    'A file that is there already',
    '`fluxion init` overwrites nothing, and `fluxion build` nothing but what it has made; a file that they would write exists.',
    'Choose another folder.',
  ),
  staleModule: code(
    'FX633',
    'A generated module that is not up to date',
    'The module is missing, or is not what its model compiles to now.',
    'Run `fluxion build` with the same arguments, and commit what it writes.',
  ),
  noModels: code(
    'FX634',
    'No model files',
    'No file ending in `.fx` is below the folder.',
    'Name a model file, or a folder that holds some.',
  ),
  sameModule: code(
    'FX635',
    'Two models for one module',
    'Two model files have one name, so that their modules would overwrite each other.',
    'Rename one of them, or build them into folders of their own with `--out`.',
  ),
  badParams: code(
    'FX636',
    'A parameter file that cannot be used',
    'The file is not JSON, lacks a parameter of the model, or has a value of another shape or outside of its domain.',
    'Write `{"name": value, …}` with nested lists for vectors and matrices, or give the output of `fluxion fit --json`.',
  ),
  notGenerative: code(
    'FX637',
    'A model that says nothing about how data arise',
    'No data column of the model is the subject of a `~`, so that there is nothing to draw.',
    'Write the model with distributions, `y ~ normal(…)`, instead of a loss.',
  ),
  notFiniteAtStart: code(
    'FX638',
    'An objective that is not finite at its start',
    'J is infinite or NaN at the start values: a logarithm of 0, a value outside of the support of its distribution, ….',
    'Correct the rows that the message names, or give start values, `param w: real = 1`, at which every term is finite.',
  ),
  diverged: code(
    'FX639',
    'A fit that diverged',
    'The steps became longer and longer until J was no longer a finite number.',
    'Take a smaller learning rate, or the optimizer `lbfgs`.',
  ),
  noClosedForm: code(
    'FX640',
    'A model without a closed form',
    '`--method closed-form` asks to solve ∇J = 0 by algebra, and that is not possible for some parameters.',
    'Leave the option out: the parameters are then found step by step.',
  ),
  noInnerMinimum: code(
    'FX641',
    'An estimate that is no minimum inside the domain',
    'The solution of ∇J = 0 for these data is infinite, lies on the border of the domain or outside of it, or is no minimum, or a fit came to where J falls without end: all of a binary column is 0, a residual is exactly 0, ….',
    'Look at the data, add a prior, leave out the parameter, or begin elsewhere.',
  ),
  notIdentified: code(
    'FX642',
    'Parameters that the data do not identify',
    'Some parameters can change, alone or together, without a change of J: a column is constant or a combination of others, or no row has a category.',
    'Leave out one of the parameters that the message names, or add a prior.',
  ),
  tooManyWarnings: code(
    'FX643',
    'More warnings than allowed',
    '`fluxion check --pedantic` finds more warnings than `--max-warnings` allows.',
    'Mend what the warnings name, or allow more of them.',
  ),
  otherModule: code(
    'FX644',
    'A module that is not of the model',
    '`--at` names a file that fluxion did not write, or that it made of another model.',
    'Name the model that the module was made of.',
  ),
  unknownPass: code(
    'FX645',
    'A pass that does not exist',
    '`--print-after` names none of the passes of the compiler.',
    'Give one of those that the message lists; `docs/architecture.md` says what each is for.',
  ),
  ...warningCodes,
} satisfies Record<string, Code>;

export type CodeName = keyof typeof codes;
