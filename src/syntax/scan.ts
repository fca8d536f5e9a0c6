import type { Reporter } from '../base/report.ts';
import type { Source, Span } from '../base/source.ts';
import {
  canonicalName,
  describeCharacter,
  foreignSigns,
  operatorSigns,
  operatorWords,
} from './characters.ts';
import type { Token } from './token.ts';

/** One sort of text: how it looks, and what token it is, if any. */
interface Sort {
  readonly pattern: RegExp;
  readonly token?: (found: Found) => Token;
}

interface Found {
  readonly text: string;
  readonly span: Span;
  readonly source: Source;
  readonly reporter: Reporter;
}

const operators = [
  ...['.*', './', '.^', '==', '!=', '<=', '>=', '<', '>'],
  ...['+', '-', '*', '/', '^', '%', "'", ',', ':', ';', '?', '(', ')', '[', ']', '=', '~'],
];

/** A pattern of any of the texts, the longest first. */
const anyOf = (...texts: readonly string[]): RegExp => {
  const longestFirst = texts.toSorted((a, b) => b.length - a.length);
  const escaped = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'uy');
};

/** A name, with the dots that other languages allow in names. */
const name = /(?!ᵀ)[\p{L}_](?:(?!ᵀ)[\p{L}\p{M}\p{Nd}_₀-₉])*(?:\.[\p{L}\p{N}_]+)*/uy;

/** Most names are plain letters, and are told at once; not the start of one that goes on with others. */
const plainName = /[A-Za-z_]\w*(?![\w.]|[^\0-\x7f])/y;

/** A dot that starts `.*`, `./` or `.^` ends a number. */
const digits = /(?:\d+(?:\.(?![*/^.])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;

/** The sorts of text, in the order in which they are tried; the last one takes any character. */
const sorts: readonly Sort[] = [
  { pattern: /[ \t]+|#[^\r\n]*/y },
  { pattern: plainName, token: word },
  { pattern: name, token: word },
  { pattern: anyOf(...operators, ...operatorSigns.keys(), ...foreignSigns.keys()), token: sign },
  { pattern: digits, token: number },
  { pattern: /\r\n|[\r\n\u0085\u2028\u2029]/y, token: newline },
  { pattern: /[\p{Zs}\v\f\uFEFF]+/uy },
  { pattern: /"[^"\r\n]*"?/y, token: quoted },
  { pattern: /[^]/uy, token: unknownCharacter },
];

/** The tokens of a part of a source; what is no token is reported and comes as `invalid`. */
export function scan(source: Source, reporter: Reporter, span: Span): Token[] {
  const tokens: Token[] = [];
  const text = source.text.slice(0, span.end);
  for (let start = span.start; start < span.end;) {
    const [sort, found] = matchAt(text, start);
    const end = start + found.length;
    const token = sort?.token?.({ text: found, span: { start, end }, source, reporter });
    if (token) tokens.push(token);
    start = token?.span.end ?? end;
  }
  return tokens;
}

function matchAt(text: string, at: number): [Sort | undefined, string] {
  for (const sort of sorts) {
    sort.pattern.lastIndex = at;
    const found = sort.pattern.exec(text)?.[0];
    if (found !== undefined) return [sort, found];
  }
  return [undefined, text.charAt(at)];
}

const invalid = ({ text, span }: Found): Token => ({ kind: 'invalid', text, span });

function newline({ text, span }: Found): Token {
  return { kind: 'newline', text, span };
}

/** What makes the number before it unreadable: `1.2.3`, `2e+x`, `1_000`, `0xFF`. */
const badNumberTail = /(?:\.(?![*/^.])|_|[eE][+-]|(?<=(?<![\d.])0)[xXbBoO])[\p{L}\p{N}_.]*/uy;

function number(found: Found): Token {
  badNumberTail.lastIndex = found.span.end;
  const tail = badNumberTail.exec(found.source.text)?.[0];
  if (tail !== undefined) return badNumber(found, tail);
  const value = Number(found.text);
  const lost = !Number.isFinite(value) || (value === 0 && /^[^eE]*[1-9]/.test(found.text));
  if (!lost) return { kind: 'number', text: found.text, span: found.span };
  const message = `the number ${found.text} is outside the range of a 64-bit float`;
  found.reporter.report('badNumber', message, found.span);
  return invalid(found);
}

function badNumber({ text, span, reporter }: Found, tail: string): Token {
  const whole = { start: span.start, end: span.end + tail.length };
  const help = 'a number is digits with one decimal point and an exponent, such as `1.5e-3`';
  reporter.report('badNumber', `\`${text + tail}\` is not a number`, whole, help);
  return { kind: 'invalid', text: text + tail, span: whole };
}

function dottedName(found: Found): Token {
  const { text, span, reporter } = found;
  const help = `write \`${text.replaceAll('.', '_')}\``;
  reporter.report('unexpectedCharacter', `the name \`${text}\` has a dot in it`, span, help);
  return invalid(found);
}

function word(found: Found): Token {
  if (found.text.includes('.')) return dottedName(found);
  const text = canonicalName(found.text);
  return { kind: operatorWords.has(text) ? 'operator' : 'name', text, span: found.span };
}

function quoted(found: Found): Token {
  const help = 'a model holds names and numbers only; a category is a code 0, 1, …';
  found.reporter.report('unsupportedSyntax', 'there is no text in a model', found.span, help);
  return invalid(found);
}

function sign(found: Found): Token {
  const { text, span, reporter } = found;
  const help = foreignSigns.get(text);
  if (help === undefined) {
    return { kind: 'operator', text: operatorSigns.get(text) ?? text, span };
  }
  reporter.report('unexpectedCharacter', `\`${text}\` is not part of the language`, span, help);
  return invalid(found);
}

function unknownCharacter(found: Found): Token {
  const message = `unexpected character ${describeCharacter(found.text)}`;
  found.reporter.report('unexpectedCharacter', message, found.span);
  return invalid(found);
}
