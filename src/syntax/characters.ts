/** Signs that mean an operator of the language, by what they stand for. */
export const operatorSigns: ReadonlyMap<string, string> = new Map([
  ['\u2212', '-'],
  ['·', '*'],
  ['⋅', '*'],
  ['×', '*'],
  ['∗', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);

/** Operators and signs of other languages and of print, with what to write instead. */
export const foreignSigns: ReadonlyMap<string, string> = new Map([
  ['**', 'write `^` for a power'],
  ['&&', 'write `and`'],
  ['||', 'write `or`'],
  ['&', 'write `and`; there are no bitwise operators'],
  ['|', 'write `abs(x)` for a magnitude, `or` for either condition'],
  ['!', 'write `not x`, or `exp(lgamma(x + 1))` for a factorial'],
  ['===', 'write `==`'],
  ['!==', 'write `!=`'],
  ['<>', 'write `!=`'],
  ['=<', 'write `<=`'],
  ['=>', 'write `>=` for a comparison; a function is `f(x) = …`'],
  ['<<', 'there are no bitwise operators'],
  ['>>', 'there are no bitwise operators'],
  ['>>>', 'there are no bitwise operators'],
  ['->', 'write `name = …` for a definition'],
  [':=', 'write `=`'],
  ['+=', 'a name is defined once: write another name'],
  ['-=', 'a name is defined once: write another name'],
  ['*=', 'a name is defined once: write another name'],
  ['/=', 'a name is defined once: write another name'],
  ['//', 'write `#` for a comment, `/` for a quotient'],
  ['/*', 'write `#` before a comment'],
  ['..', 'write `1:3` for a range'],
  ['...', 'write `1:3` for a range'],
  ['??', 'there are no missing values in an expression'],
  [".'", "write `'` for a transpose"],
  ['@', 'write `*` for a matrix product'],
  ['{', 'write `[…]` for an array, `(…)` for a group'],
  ['}', 'write `[…]` for an array, `(…)` for a group'],
  ['$', 'a name is a letter or `_` followed by letters, digits, subscripts and `_`'],
  ['\\', 'a line goes on by itself while a bracket is open'],
  ['–', 'write `-`'],
  ['—', 'write `-`'],
  ['′', "write `'` for a transpose"],
  ['’', "write `'` for a transpose"],
  ['‘', "write `'` for a transpose"],
  ['ᵀ', "write `'` for a transpose"],
  ['⊤', "write `'` for a transpose"],
  ['√', 'write `sqrt(x)`'],
  ['∑', 'write `sum(x)`'],
  ['∏', 'write `prod(x)`'],
  ['∞', 'leave the bound out by choosing the domain: `real` or `positive`'],
  ['⊙', 'write `.*` for an elementwise product'],
  ['∘', 'write `.*` for an elementwise product'],
  ['∼', 'write `~`'],
  ['＝', 'write `=`'],
  ['∈', 'write `name: domain` for a domain'],
  ['∧', 'write `and`'],
  ['∨', 'write `or`'],
  ['¬', 'write `not`'],
  ['←', 'write `=`'],
  ['⁰', 'write `^0`'],
  ['¹', 'write `^1`'],
  ['²', 'write `^2`'],
  ['³', 'write `^3`'],
  ['⁻', 'write `^-1` for a reciprocal'],
  ['½', 'write `1/2`'],
]);

/** Words that are operators. */
export const operatorWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'mod']);

/**
 * The one spelling of a name: composed letters, and the micro sign as the Greek letter that it
 * looks like.
 */
export const canonicalName = (text: string): string =>
  text.normalize('NFC').replaceAll('\u00B5', '\u03BC');

/** A character as a person can read it, by its number where it has no picture. */
export const describeCharacter = (character: string): string =>
  /[\p{C}\p{Z}\p{M}`]/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `\`${character}\``;
