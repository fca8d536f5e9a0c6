/** Markup that may stand in a page: what came as text is escaped in it. */
export interface Markup {
  readonly html: string;
}

export type Content = Markup | string | readonly Content[];

/** An attribute that is false or undefined is left out; one that is true has no value. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML has no place for: controls but for tab and newline, and halves of pairs. */
const unprintable = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** Text as it is read, and never markup. */
export const escape = (text: string): string =>
  text.replace(unprintable, '\uFFFD').replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Markup that was made elsewhere of text that was escaped there. */
export const trusted = (html: string): Markup => ({ html });

export const nothing: Markup = trusted('');

/** Texts are escaped. */
export function htmlOf(content: Content): string {
  if (typeof content === 'string') return escape(content);
  return 'html' in content ? content.html : content.map(htmlOf).join('');
}

/** Elements that hold nothing and have no end tag. */
const empty: ReadonlySet<string> = new Set(['meta', 'br', 'wbr', 'hr', 'input']);

export function element(name: string, attributes: Attributes, ...content: Content[]): Markup {
  const start = `<${name}${Object.entries(attributes).map(attribute).join('')}>`;
  return trusted(empty.has(name) ? start : `${start}${htmlOf(content)}</${name}>`);
}

function attribute([name, value]: [string, Attributes[string]]): string {
  if (value === false || value === undefined) return '';
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}
