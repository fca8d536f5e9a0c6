import type { Random } from '../../src/runtime/index.ts';

const choose = <T>(items: readonly T[], draw: Random): T =>
  items[Math.floor(draw() * items.length)]!;
const place = (length: number, draw: Random): number => Math.floor(draw() * (length + 1));

/** Makes a text another one; it may give back the same. */
export type Mutation = (text: string, draw: Random) => string;

/** Cuts a text into pieces that lose nothing: joined, they are the text. */
const cut = (text: string, pieces: RegExp): string[] => text.match(pieces) ?? [];

/** Deletes, doubles, moves and replaces pieces of a text. */
const edits = (pieces: RegExp, others: readonly string[]): readonly Mutation[] => {
  const edit =
    (change: (list: string[], at: number, draw: Random) => string[]): Mutation =>
    (text, draw) => {
      const list = cut(text, pieces);
      return list.length === 0
        ? text
        : change(list, Math.floor(draw() * list.length), draw).join('');
    };
  return [
    edit((list, at) => list.toSpliced(at, 1)),
    edit((list, at) => list.toSpliced(at, 0, list[at]!)),
    edit((list, at, draw) => list.with(at, choose(list, draw))),
    edit((list, at, draw) => list.with(at, choose(others, draw))),
    edit((list, at, draw) => list.toSpliced(at, 0, choose(others, draw))),
    edit((list, at, draw) => {
      const to = Math.floor(draw() * list.length);
      return list.with(at, list[to]!).with(to, list[at]!);
    }),
  ];
};

const tokens = /\p{L}[\p{L}\p{N}_]*|\d+(?:\.\d+)?(?:e[-+]?\d+)?|[.=<>!]?[=*/^]|\s+|[^]/gu;
const lines = /[^\n]*\n|[^\n]+$/g;

const words = [
  ...[
    'dim',
    'data',
    'param',
    'hyper',
    'density',
    'loss',
    'penalty',
    'output',
    'real',
    'positive',
    'unit',
  ],
  ...[
    'simplex',
    'ordered',
    'binary',
    'count',
    'category',
    'weight',
    'interval',
    'n',
    'J',
    'theta',
    'i',
    'end',
  ],
  ...[
    'sum',
    'prod',
    'norm',
    'dot',
    'outer',
    'softmax',
    'log_softmax',
    'logsumexp',
    'tril',
    'diag',
    'max',
  ],
  ...[
    'exp',
    'log',
    'sqrt',
    'abs',
    'sigmoid',
    'lgamma',
    'erf',
    'relu',
    'mean',
    'identity',
    'trace',
    'zeros',
  ],
  ...[
    'normal',
    'bernoulli',
    'poisson',
    'categorical',
    'dirichlet',
    'gamma',
    'uniform',
    'beta',
    'student_t',
  ],
  ...['0', '1', '2', '-1', '0.5', '1e308', '5e-324', '97', '1e999', '2147483647', '007', '1.5'],
  ...[
    '+',
    '-',
    '*',
    '/',
    '.*',
    './',
    '.^',
    '^',
    "'",
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    ':',
    '?',
    '==',
    '<',
    '~',
    '=',
  ],
  ...[
    '\n',
    ' ',
    '#',
    '(0)',
    '[1]',
    '[:, 1]',
    '[1:2]',
    '[end]',
    '[]',
    '[[]]',
    '^2',
    '*0',
    '/0',
    'not ',
    ' mod ',
  ],
];

/** Texts that no one writes on purpose. */
const oddities = [
  '\0',
  '\uFEFF',
  '\r',
  '\r\n',
  '\t',
  '\u200B',
  '"',
  '\\',
  '${',
  '😀',
  'é',
  '√',
  '−',
  '²',
  '‮',
];

/** A byte of the text put in the place of another, by code. */
const characters: readonly Mutation[] = [
  (text, draw) => text.slice(0, place(text.length, draw)),
  (text, draw) => {
    const at = place(text.length, draw);
    return text.slice(0, at) + choose(oddities, draw) + text.slice(at);
  },
  (text, draw) => {
    const at = place(text.length, draw);
    return text.slice(0, at) + String.fromCharCode(Math.floor(draw() * 256)) + text.slice(at + 1);
  },
  (text, draw) => text.replaceAll('\n', choose(['\r\n', '\r', '\n\n', ' \n'], draw)),
];

const cells = /[^,;\n]+|[,;]|\n/g;

const values = [
  ...[
    '',
    'NA',
    'nan',
    'NaN',
    'inf',
    '-1',
    '0',
    '1',
    '2',
    '0.5',
    '1e999',
    '-1e308',
    '1e-320',
    '007',
    '1,5',
    '"',
    '""',
  ],
  ...[
    '"a"',
    'TRUE',
    'x',
    'y',
    ' ',
    '1 ',
    '٣',
    '0x10',
    '1_000',
    '2147483648',
    '9007199254740993',
    '"1\n2"',
    'setosa',
  ],
];

const args = /[^\0]+\0?/g;

const options = [
  ...[
    '--json',
    '--seed',
    '--epochs',
    '--tolerance',
    '--optimizer',
    '--batch-size',
    '--learning-rate',
    '--rows',
  ],
  ...[
    '--set',
    '--dim',
    '--columns',
    '--drop-missing',
    '--method',
    '--validation',
    '--patience',
    '--format',
    '--out',
  ],
  ...[
    '--at',
    '--params',
    '--help',
    '--version',
    '--minor',
    '--check',
    '--data',
    '--source-map',
    '--',
    '---',
    '-h',
  ],
  ...[
    'fit',
    'derive',
    'check',
    'sample',
    'build',
    'help',
    'model.fx',
    'data.csv',
    'missing',
    '.',
    '',
    '/dev/null',
  ],
  ...[
    '0',
    '1',
    '-1',
    '1.5',
    'NaN',
    '1e3',
    'x',
    'x=1',
    'D=2',
    'D=-1',
    'D=1e9',
    'tau=0',
    'x=a,b',
    '=',
    'x=',
    '0.2',
  ],
  ...[
    'lbfgs',
    'adam',
    'sgd',
    'closed-form',
    'iterative',
    'html',
    'json',
    'latex',
    'text',
    'markdown',
    'model.fx:1',
  ],
].map((word) => `${word}\0`);

/** What is changed: a model, a table of data, or the words of a command, each ended by NUL. */
export type Target = 'model' | 'data' | 'command';

const mutations: { readonly [T in Target]: readonly Mutation[] } = {
  model: [
    ...edits(tokens, words),
    ...edits(tokens, words),
    ...edits(lines, ['loss 0\n', '\n']),
    ...characters,
  ],
  data: [
    ...edits(cells, values),
    ...edits(cells, values),
    ...edits(lines, ['\n', ',\n', 'x\n']),
    ...characters,
  ],
  command: edits(args, options),
};

/** A text with up to four changes. */
export function mutate(target: Target, text: string, draw: Random): string {
  let result = text;
  for (let k = Math.floor(1 + 3 * draw() * draw()); k > 0; k--) {
    result = choose(mutations[target], draw)(result, draw);
  }
  return result;
}
