import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { escape } from '../../../src/derivation/html/markup.ts';
import { printPage } from '../../../src/derivation/index.ts';
import { page } from '../../../src/page.ts';
import { replay as replaySteps, replayDerivation, reportOf } from '../../../src/replay/index.ts';
import { compiled } from '../compiled.ts';
import { models } from '../models.ts';
import {
  attribute,
  elementsIn,
  parsePage,
  textOf,
  type Element,
  type Parsed,
} from './parse-page.ts';

const pageOf = (text: string, name = 'model.fx'): Promise<string> => {
  const compilation = compile(text, { name });
  return page(compilation, compilation.derivation);
};

const withClass = (elements: readonly Element[], name: string): Element[] =>
  elements.filter((element) => attribute(element, 'class')?.split(' ').includes(name));

const named = (elements: readonly Element[], tag: string): Element[] =>
  elements.filter(({ tagName }) => tagName === tag);

const idsIn = (elements: readonly Element[]): string[] =>
  elements.flatMap((element) => attribute(element, 'id') ?? []);

/** The ids that an element names, in whichever way. */
const referencesOf = (element: Element): string[] => [
  ...(attribute(element, 'data-links')?.split(' ') ?? []),
  ...(attribute(element, 'aria-labelledby')?.split(' ') ?? []),
  ...[attribute(element, 'href')].flatMap((href) => href?.replace(/^#/, '') ?? []),
  ...[attribute(element, 'marker-end')].flatMap((url) => url?.replace(/^url\(#|\)$/g, '') ?? []),
];

describe.each(models)('the page of %s', (name, text) => {
  const { derivation, tree } = compiled(name, text);
  let html: string;
  let page: Parsed;
  beforeAll(async () => {
    html = await printPage({ derivation, source: tree.source, code: null });
    page = parsePage(html);
  });

  it('is valid, and whole in itself', () => {
    const { errors, elements } = page;
    expect(errors).toEqual([]);
    const ids = idsIn(elements);
    const distinct = new Set(ids);
    expect(ids.length).toBe(distinct.size);
    expect(elements.flatMap(referencesOf).filter((id) => !distinct.has(id))).toEqual([]);
    expect(html).not.toMatch(/(?:src|href)="(?!#)|@import|url\((?!#)| style="/);
  });

  it('has every equation, and no formula that is empty or failed', () => {
    const { elements } = page;
    const equations = derivation.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'equations' ? block.equations : [])),
    );
    const unnumbered = withClass(elements, 'unnumbered').length;
    expect(withClass(elements, 'equation').length - unnumbered).toBe(equations.length);
    const formulas = named(elements, 'math');
    expect(formulas.length).toBeGreaterThan(equations.length);
    expect(formulas.filter((math) => textOf(math).trim() === '')).toEqual([]);
    expect(named(elements, 'merror')).toEqual([]);
    expect(elements.filter((e) => attribute(e, 'class')?.includes('temml-error'))).toEqual([]);
  });
});

describe('the steps of the passes', () => {
  const text = 'data x: real, y: binary\nparam w: real, b: real\ny ~ bernoulli(sigmoid(w*x + b))\n';

  it('are on the page, each once, with the digits to which it was replayed', async () => {
    const compilation = compile(text);
    const { derivation, records } = compilation;
    const steps = records.flatMap((record) => record.steps);
    const replay = reportOf(replaySteps(steps, { points: 1 }));
    const { elements } = parsePage(
      await page(compilation, { ...replayDerivation(derivation, compilation), replay }),
    );
    const shown = withClass(elements, 'step');
    expect(shown.map((e) => attribute(e, 'id'))).toHaveLength(steps.length);
    expect(new Set(shown.map((e) => attribute(e, 'id')))).toEqual(
      new Set(steps.map(({ id }) => `step-${id}`)),
    );
    const first = shown.find((e) => attribute(e, 'id') === `step-${steps[0]!.id}`)!;
    expect(textOf(first)).toContain(`${replay.steps.get(steps[0]!.id)} digits`);
    const [facts] = withClass(elements, 'facts').map(textOf);
    expect(facts).toContain(`${replay.replayed} steps`);
    expect(facts).toContain(`${replay.digits} digits`);
    expect(facts).toMatch(/^[1-9]\d* equalities/);
    const told = withClass(elements, 'side').filter((e) => attribute(e, 'title'));
    expect(told.length).toBe(Number(/^\d+/.exec(facts!)![0]));
  });

  it('lead to the lines of the gradient, as the lines of the model and the equations do', async () => {
    const { elements } = parsePage(await pageOf(text));
    const code = elements.filter((e) => /^code-\d+$/.test(attribute(e, 'id') ?? ''));
    const line = code.find((e) => /d[wb] \+= /.test(textOf(e)))!;
    const links = attribute(line, 'data-links')!.split(' ');
    const kinds = new Set(links.map((id) => id.split('-')[0]));
    expect([...kinds].toSorted()).toEqual(['equation', 'model', 'step']);
  });
});

describe('a page', () => {
  const line = 'data x: real, y: real\nparam m: real, b: real\nloss (m*x + b - y)^2\n';

  it('is the same each time', async () => {
    expect(await pageOf(line)).toBe(await pageOf(line));
  });

  it('allows its own style and script and nothing else', async () => {
    const { elements } = parsePage(await pageOf(line));
    const policy = named(elements, 'meta').flatMap((m) =>
      attribute(m, 'http-equiv') === 'Content-Security-Policy' ? attribute(m, 'content') : [],
    );
    const hashOf = (tag: string): string => {
      const texts = named(elements, tag).map(textOf);
      expect(texts.length).toBe(1);
      return createHash('sha256')
        .update(texts[0] ?? '')
        .digest('base64');
    };
    expect(policy).toEqual([
      `default-src 'none'; style-src 'sha256-${hashOf('style')}'; script-src 'sha256-${hashOf('script')}'; base-uri 'none'; form-action 'none'`,
    ]);
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '</code></script><script>alert(1)</script><img src=x onerror=alert(2)>&lt;"\'--><![CDATA[';
    const text = `# ${hostile}\n${line}# ${hostile} \u0001\u0085\n`;
    const name = `<img src=x onerror=alert(3)>"'&.fx`;
    const { errors, elements } = parsePage(await pageOf(text, name));
    expect(errors).toEqual([]);
    expect(named(elements, 'img')).toEqual([]);
    expect(named(elements, 'script').length).toBe(1);
    expect(elements.filter((e) => e.attrs.some((a) => a.name.startsWith('on')))).toEqual([]);
    const source = elements.find((e) => attribute(e, 'id') === 'model-1')!;
    expect(textOf(named(elementsIn(source), 'code')[0]!)).toBe(`# ${hostile}`);
    expect(textOf(named(elements, 'h1')[0]!)).toBe(`<img src=x onerror=alert(3)>"'&`);
  });

  it('writes names that are words as words, in any script', async () => {
    const text =
      'data größe_x: real, вес: real\nparam alpha_höhe: real\nloss (alpha_höhe*größe_x - вес)^2\n';
    const { elements } = parsePage(await pageOf(text));
    const formulas = named(elements, 'math').map(textOf).join(' ');
    expect(formulas).toContain('größe_x');
    expect(formulas).toContain('вес');
  });
});

describe('text in markup', () => {
  it('keeps no sign that HTML would read, and no character that it has no place for', () => {
    expect(escape(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
    expect(escape('a\u0000b\uD800c\u0085d\uFFFFe\tf\n')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\n');
  });
});
