import axe from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { choose, takePicture } from './browser.fixture.ts';
import type { PageTest } from './page.fixture.ts';
import { open, placesOf } from './places.behavior.ts';

/** Both themes by axe-core, and everything by keyboard alone. */
export function isAccessible(current: () => PageTest): void {
  for (const theme of ['light', 'dark']) {
    it(`has no serious finding of axe-core on any place (${theme})`, async () => {
      const { page } = current().browser;
      await open(page, `${current().city.node.url}/about`);
      await choose(page, { theme });
      for (const [name, address] of Object.entries(placesOf(current()))) {
        await open(page, current().city.node.url + address);
        expect(await seriousFindings(page), `${name} ${theme}`).to.deep.equal([]);
        if (theme === 'dark') await takePicture(page, `${name}-dark`);
      }
      await choose(page, { theme: 'system' });
    });
  }

  it('starts with a link that skips to the content', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/check`);
    await page.keyboard.press('Tab');
    expect(await focused(page)).to.equal('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).to.equal('file');
  });

  it('leads to a decision and checks it by keyboard alone', async () => {
    const { page } = current().browser;
    const { honest, node } = current().city;
    await open(page, `${node.url}/decisions`);
    await tabTo(page, `Decision ${honest.id}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/decisions/${honest.id}`);
    await page.waitForSelector('#checks');
    await tabTo(page, 'Check it here');
    await page.keyboard.press('Space');
    await page.waitForSelector('[data-verdict]');
  });

  it('changes the language by keyboard and keeps it', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/about`);
    await page.getByRole('combobox', { name: 'Language' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Informazioni su questa rete' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Informazioni su questa rete' }).waitFor();
    await choose(page, { language: 'en' });
  });
}

/** Findings that keep somebody out, with the place of each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const found: unknown = await Reflect.get(globalThis, 'axe').run(document);
    const passes: unknown[] = Reflect.get(Object(found), 'passes');
    if (passes.length < 10) return [`axe looked at ${passes.length} rules only`];
    const violations: { id: string; impact: string; nodes: { html: string }[] }[] = Reflect.get(
      Object(found),
      'violations',
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

/** Presses Tab until the element with that text has the focus, and sees that the focus shows. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) !== text) continue;
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).to.equal('solid');
    return;
  }
  throw new Error(`no way to “${text}” by keyboard`);
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}
