/** What is known of one kind of mistake; `docs/diagnostics.md` is made from these rows. */
export interface Code {
  readonly id: `FX${number}`;
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
 * 4xx distributions and densities, 5xx data, 6xx options and files.
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
    'A comma has nothing before or after it, or a declaration declares nothing.',
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
    '`--set` names no `hyper`, `--dim` no `dim`, `--columns` no `data` or `--wrt` no `param` of the model.',
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
    '`fluxion init` never overwrites, and a file that it would write exists.',
    'Choose an empty folder.',
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
} satisfies Record<string, Code>;

export type CodeName = keyof typeof codes;
