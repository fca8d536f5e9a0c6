/** Line ends, and characters that steer a terminal or reorder the text around them. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text as a string literal that shows every character it has. */
export const printString = (text: string): string =>
  JSON.stringify(text).replace(
    invisible,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
