import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { page as printPage } from '../../../src/page.ts';
import { barriersIn, executable, openBrowser, openPage } from './browser.ts';

const names = ['line', 'linear-regression', 'softmax-iris'];
const fileOf = (name: string): string =>
  readFileSync(new URL(`../../../examples/${name}/${name}.fx`, import.meta.url), 'utf8');

const pages = new Map<string, Promise<string>>();
function htmlOf(name: string): Promise<string> {
  const html = pages.get(name) ?? printExample(name);
  pages.set(name, html);
  return html;
}

function printExample(name: string): Promise<string> {
  const compilation = compile(fileOf(name), { name: `${name}.fx` });
  return printPage(compilation, compilation.derivation);
}

const linkedIn = (page: Page, pane: string): Promise<string[]> =>
  page.locator(`${pane} .linked`).evaluateAll((list) => list.map(({ id }) => id));

const title = executable
  ? 'a page in Chromium'
  : 'a page in Chromium (SKIPPED: no Chromium is installed)';

describe.skipIf(!executable)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it.each(names)('of %s asks for nothing and complains of nothing', async (name) => {
    const { page, requests, complaints } = await openPage(browser, await htmlOf(name));
    expect(await page.title()).toContain('derivation');
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has no barriers in %s', async (colorScheme) => {
    const { page } = await openPage(browser, await htmlOf('line'), { colorScheme });
    await page.locator('#section-gradient .equation .tag').last().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.chosen').count()).toBe(1);
    expect(await barriersIn(page)).toEqual([]);
  });

  it.each(names)('%s keeps to the width of a telephone', async (name) => {
    const viewport = { width: 360, height: 740 };
    const { page } = await openPage(browser, await htmlOf(name), { viewport });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it.each([1300, 1700])('shows the code below the model to its end at %d pixels', async (width) => {
    const options = { viewport: { width, height: 900 }, reducedMotion: 'reduce' } as const;
    const { page } = await openPage(browser, await htmlOf('linear-regression'), options);
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    const [model, code] = [
      await page.locator('#model').boundingBox(),
      await page.locator('#code').boundingBox(),
    ];
    expect(code!.y + 1).toBeGreaterThan(model!.y + model!.height);
  });

  it('has no barriers where formulas are too long for the screen', async () => {
    const viewport = { width: 280, height: 740 };
    const { page } = await openPage(browser, await htmlOf('line'), { viewport });
    expect(await page.locator('.right[tabindex], .scroll[tabindex]').count()).toBeGreaterThan(0);
    expect(await barriersIn(page)).toEqual([]);
  });

  it('folds and unfolds by the keyboard', async () => {
    const { page } = await openPage(browser, await htmlOf('line'));
    const fold = page.locator('main details').first();
    const isOpen = async (): Promise<boolean> => (await fold.getAttribute('open')) !== null;
    await fold.locator('summary').first().focus();
    expect(await isOpen()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(false);
    await page.keyboard.press('Space');
    expect(await isOpen()).toBe(true);
    await page.locator('#fold').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('main details[open]').count()).toBe(0);
    expect(await page.locator('#fold').textContent()).toBe('Unfold all');
  });

  it('moves from equation to equation by the arrows, and through a listing', async () => {
    const { page } = await openPage(browser, await htmlOf('line'));
    const focused = (): Promise<string | null> => page.locator(':focus').getAttribute('href');
    const tags = await page
      .locator('.equation .tag')
      .evaluateAll((list) => list.map((tag) => tag.getAttribute('href')));
    await page.locator('.equation .tag').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(tags[1]);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(tags[0]);
    expect(await page.locator('#model .at[tabindex="0"]').count()).toBe(1);
    await page.locator('#model .at').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('#model-2');
  });

  it('shows what is linked under the pointer and the focus, and keeps what is chosen', async () => {
    const { page } = await openPage(browser, await htmlOf('linear-regression'), {
      viewport: { width: 1700, height: 1000 },
    });
    await page.locator('#model-5').hover();
    expect(await linkedIn(page, 'main')).not.toEqual([]);
    await page.locator('h1').hover();
    expect(await linkedIn(page, 'main')).toEqual([]);
    const definition = page.locator('#section-definitions .equation').first();
    await definition.locator('.tag').focus();
    expect(await linkedIn(page, '#model')).toEqual(['model-5']);
    await page.keyboard.press('Enter');
    await page.locator('h1').hover();
    expect(await linkedIn(page, '#model')).toEqual(['model-5']);
    expect(await page.locator('#trail a').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await page.locator('h1').hover();
    expect(await page.locator('.chosen').count()).toBe(0);
    expect(await page.locator('#trail').isHidden()).toBe(true);
  });

  it('leads from a line of code to the step that made it, and back', async () => {
    const { page } = await openPage(browser, await htmlOf('linear-regression'), {
      viewport: { width: 1700, height: 1000 },
    });
    const line = page.locator('#code li[data-links*="step-differentiate"]').first();
    await line.locator('.at').focus();
    await page.keyboard.press('Enter');
    const steps = (await linkedIn(page, 'main')).filter((id) => id.startsWith('step-'));
    expect(steps.length).toBeGreaterThan(0);
    const step = page.locator(`#${steps[0] ?? ''}`);
    expect(await step.isVisible()).toBe(false);
    await page.locator(`#trail a[href="#${steps[0] ?? ''}"]`).focus();
    await page.keyboard.press('Enter');
    expect(await step.isVisible()).toBe(true);
    await step.locator('.tag').focus();
    expect(await linkedIn(page, '#code')).toContain(await line.getAttribute('id'));
  });

  it('changes its theme and keeps the choice', async () => {
    const { page } = await openPage(browser, await htmlOf('line'), { colorScheme: 'light' });
    const paper = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    const button = page.locator('#theme');
    await button.click();
    expect([await button.textContent(), await paper()]).toEqual(['Theme: light', light]);
    await button.click();
    expect(await button.textContent()).toBe('Theme: dark');
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await button.textContent()).toBe('Theme: dark');
  });

  it('prints on pages, what was folded too', async () => {
    const { page } = await openPage(browser, await htmlOf('linear-regression'));
    await page.locator('#fold').click();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const folded = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
    await page.locator('#fold').click();
    const open = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(folded).toBeGreaterThan(5);
    expect(open.match(/\/Type \/Page\b/g)?.length).toBe(folded);
  });
});
