import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

/** Where Debian puts it; CHROMIUM says otherwise. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Pictures for people to look at; ignored by git. */
const pictures = join(import.meta.dirname, '..', '..', 'output');

export interface TestBrowser {
  context: BrowserContext;
  page: Page;
  /** Everything the page complained about in its console, and what it threw. */
  complaints: string[];
  close(): Promise<void>;
}

/** Why there is no browser to test with; undefined when there is one. */
export function missingBrowser(): string | undefined {
  return existsSync(executablePath) ? undefined : `no Chromium at ${executablePath}`;
}

/** A real Chromium with a profile of its own. */
export async function startBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'qdt-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1180, height: 900 },
    locale: 'en-GB',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Writes what the page shows now as a picture. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `page-${name}.png`), fullPage: true });
}

/** Chooses language and theme as the switches would, before the next load. */
export async function choose(page: Page, settings: { language?: string; theme?: string }): Promise<void> {
  await page.evaluate(({ language, theme }) => {
    if (language !== undefined) localStorage.setItem('qdt.language', language);
    if (theme !== undefined) localStorage.setItem('qdt.theme', theme);
  }, settings);
}

/** The text that a reader sees there. */
export async function textOf(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read
  return await place.innerText();
}

/** Unfolds every detail, so that nothing on the place is left unread. */
export async function unfold(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((details) => {
    for (const detail of details) detail.setAttribute('open', '');
  });
}
