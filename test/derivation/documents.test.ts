import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import temml from 'temml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printDerivation } from '../../src/derivation/index.ts';
import { compiled } from './compiled.ts';
import { models } from './models.ts';

const derivations = models.map(([name, text]) => [name, compiled(name, text).derivation] as const);

/** The formulas of a document, without what marks their ends. */
const mathsIn = (document: string, displays: RegExp, inline: RegExp): string[] => [
  ...[...document.matchAll(displays)].map((match) => match[1] ?? ''),
  ...[...document.replace(displays, '').matchAll(inline)].map((match) => match[1] ?? ''),
];

const parse = (tex: string): string => temml.renderToString(tex, { throwOnError: true });

describe('a derivation as a LaTeX document', () => {
  it.each(derivations)('%s has formulas that parse', (_, derivation) => {
    const tex = printDerivation(derivation, 'latex');
    const formulas = mathsIn(
      tex,
      /\\begin\{align\*\}([^]*?)\\end\{align\*\}/gu,
      /(?<!\\)\$(.*?)(?<!\\)\$/gu,
    );
    expect(tex).toContain('\\frac{\\partial ');
    expect(tex).toMatch(/^\p{ASCII}*$/u);
    expect(formulas.length).toBeGreaterThan(4);
    for (const formula of formulas) {
      expect(parse(`\\begin{aligned}${formula}\\end{aligned}`), formula).toContain('<math');
    }
  });
});

describe('a derivation as markdown', () => {
  it.each(derivations)('%s has formulas that parse', (_, derivation) => {
    const markdown = printDerivation(derivation, 'markdown');
    const formulas = mathsIn(
      markdown,
      /^\$\$\n([^]*?)\n\$\$$/gmu,
      /(?<![\\$])\$(?!\$)(.*?)(?<!\\)\$/gu,
    );
    expect(formulas.length).toBeGreaterThan(4);
    for (const formula of formulas) expect(parse(formula), formula).toContain('<math');
    expect(markdown).not.toContain('\\operatorname');
  });

  it('keeps signs of markdown in text', () => {
    const block = { kind: 'text', sentence: ['a_b * c | [d] <e>'] } as const;
    const trace = { names: [], passes: [] };
    const section = { id: 'model', title: 'The model', blocks: [block] } as const;
    expect(printDerivation({ name: 'm.fx', sections: [section], trace }, 'markdown')).toContain(
      'a\\_b \\* c \\| \\[d\\] \\<e\\>',
    );
  });
});

const hasTex = ((): boolean => {
  try {
    execFileSync('pdflatex', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasTex)('LaTeX compiles', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fluxion-tex-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.concurrent.each(derivations)('%s', async (name, derivation) => {
    const file = `${name.replaceAll(/\W/gu, '-')}.tex`;
    writeFileSync(join(folder, file), printDerivation(derivation, 'latex'));
    const { stdout } = await promisify(execFile)(
      'pdflatex',
      ['-interaction=nonstopmode', '-halt-on-error', file],
      { cwd: folder },
    );
    expect(stdout).toContain('Output written on');
    expect(stdout).not.toContain('Overfull');
  });
});
