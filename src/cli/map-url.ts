const start = '//# sourceMappingURL=';

/** A module with a last line that says where its source map is. */
export const withMapUrl = (text: string, file: string): string =>
  `${text}${start}${encodeURI(file)}\n`;

/** The module without that line. */
export const withoutMapUrl = (text: string): string => {
  const at = text.lastIndexOf(`\n${start}`);
  return at < 0 ? text : text.slice(0, at + 1);
};
