import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { en } from '../../../node/web/messages/en.ts';
import { choose, takePicture, textOf, unfold } from './browser.fixture.ts';
import type { PageTest } from './page.fixture.ts';

/** Every place, by a name for its picture. */
export function placesOf({ city }: PageTest): Record<string, string> {
  return {
    decisions: '/decisions',
    decision: `/decisions/${city.honest.id}`,
    'decision-waiting': `/decisions/${city.waiting}`,
    'decision-unknown': '/decisions/999',
    request: '/request',
    people: '/participants',
    person: `/participants/${city.agency}`,
    desk: '/desk',
    check: '/check',
    about: '/about',
    search: '/search?q=Test',
    unknown: '/nowhere',
  };
}

/** Opens an address and waits until nothing on it is loading any more. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settle(page);
}

export async function settle(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForFunction(() => document.querySelector('progress') === null);
}

/** Renders each place in both languages and reads all of its text. */
export function showsEveryPlace(current: () => PageTest): void {
  for (const language of ['en', 'it']) {
    it(`shows every place in full sentences (${language})`, async () => {
      const { page } = current().browser;
      const places = Object.entries(placesOf(current()));
      await open(page, `${current().city.node.url}/about`);
      await choose(page, { language });
      for (const [name, address] of places) {
        await open(page, current().city.node.url + address);
        await takePicture(page, `${name}-${language}`);
        await unfold(page);
        checkText(await textOf(page.locator('body')), `${name} ${language}`);
        expect(await page.locator('html').getAttribute('lang')).to.equal(language);
        const heading = await textOf(page.locator('h1'));
        expect(heading, name).not.to.match(/0x[0-9a-fA-F]{16,}|baf[a-z2-7]{20,}/);
      }
      await choose(page, { language: 'en' });
      expect(places).to.have.length(12);
    });
  }

  it('says a decision in one sentence, with its numbers and its picture', async () => {
    const { page } = current().browser;
    await open(page, `${current().city.node.url}/decisions/${current().city.honest.id}`);
    expect(await textOf(page.locator('h1'))).to.match(
      /^Test Agency asked how 20\s% of the drivers should be guided; the committee recorded a plan that saves [\d,]+ vehicle-hours \(\d\.\d\s%\), final since .*\d{2}:\d{2} \(.*\d{2}:\d{2}\sUTC\)\.$/,
    );
    expect(await page.locator('.picture svg').count()).to.equal(3);
    expect(await page.locator('.picture path.road').count()).to.equal(3 * 76);
    expect(await page.locator('.numbers > div').count()).to.equal(3);
  });

  it('finds a decision, a participant and an unknown word by the search field', async () => {
    const { page } = current().browser;
    const { honest, agency } = current().city;
    await open(page, `${current().city.node.url}/about`);
    for (const [query, address] of [
      [String(honest.id), `/decisions/${honest.id}`],
      [agency, `/participants/${agency}`],
      ['no such thing', '/search?q=no%20such%20thing'],
    ] as const) {
      await page.getByRole('searchbox').fill(query);
      await page.getByRole('searchbox').press('Enter');
      await page.waitForURL(`**${address}`);
    }
    await page.getByText('Nothing was found').waitFor();
  });

  it('has no horizontal scroll at 320 pixels in either language', async () => {
    const { page } = current().browser;
    await page.setViewportSize({ width: 320, height: 800 });
    for (const language of ['en', 'it']) {
      await choose(page, { language });
      for (const [name, address] of Object.entries(placesOf(current()))) {
        await open(page, current().city.node.url + address);
        await unfold(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${name} ${language}`).to.be.at.most(320);
        if (language === 'en') await takePicture(page, `${name}-320`);
      }
    }
    await choose(page, { language: 'en' });
    await page.setViewportSize({ width: 1180, height: 900 });
  });

  it('asks no other host for anything', async () => {
    const { page } = current().browser;
    const { url } = current().city.node;
    const hosts = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    );
    expect(hosts).to.have.length.above(0);
    expect([...new Set(hosts)]).to.deep.equal([new URL(url).origin]);
  });
}

const keys = new Set(Object.keys(en).filter((key) => key.includes('.')));

export function checkText(text: string, where: string): void {
  expect(text, where).not.to.match(/\b(undefined|NaN|null|Infinity)\b|\[object |\{\w+\}/);
  const untranslated = text.split(/[\s,;()“”]+/).filter((word) => keys.has(word));
  expect(untranslated, where).to.deep.equal([]);
  expect(text.length, where).to.be.above(200);
}
