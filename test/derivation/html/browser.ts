import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { makeFolder } from '../../cli/folder.ts';

/** Where systems keep the browser. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const executable = places.find((path) => existsSync(path));

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });

/** A page that is open, and all that it asked for or complained of. */
export interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens HTML from a file, without a network. */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const file = join(makeFolder(), 'page.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  const url = pathToFileURL(file).href;
  page.on('request', (request) => request.url() !== url && requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, requests, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Only what is wrong comes back from the page: what is right is megabytes. */
const runAxe = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`;

/** What breaks the rules of accessibility in a page as it stands. */
export async function barriersIn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = (await page.evaluate(runAxe)) as Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
