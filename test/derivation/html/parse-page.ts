import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** A page as a browser reads it. */
export interface Parsed {
  readonly errors: readonly string[];
  readonly elements: readonly Element[];
}

export function parsePage(html: string): Parsed {
  const errors: string[] = [];
  const onParseError = ({ code, startLine }: ParserError): number =>
    errors.push(`${code} in line ${startLine}`);
  return { errors, elements: elementsIn(parse(html, { onParseError })) };
}

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

/** The elements below a node, in the order of the text. */
export function elementsIn(node: Node, found: Element[] = []): Element[] {
  for (const child of childrenOf(node)) {
    if ('tagName' in child) found.push(child);
    elementsIn(child, found);
  }
  return found;
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

export const textOf = (node: Node): string =>
  'value' in node ? node.value : childrenOf(node).map(textOf).join('');
