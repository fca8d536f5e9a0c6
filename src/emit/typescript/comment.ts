/** Characters that end a line, steer a terminal or reorder the text around them. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\uFEFF]/gu;

/** A text as line comments: no content can end the comment before its line does. */
export function printComment(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `// ${line.replaceAll('\t', '  ').replace(unprintable, '\uFFFD')}`.trimEnd());
}
