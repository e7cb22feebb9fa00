import { expect } from 'chai';
import { seriousFindings } from './accessibility.behavior.ts';
import { choose, takePicture, textOf, unfold } from './browser.fixture.ts';
import type { GovernedTest } from './governed.fixture.ts';
import { checkText, open } from './places.behavior.ts';
import { proposalOf } from './voting.behavior.ts';

/** Every place of the votes, by a name for its picture. */
function placesOf(test: GovernedTest): Record<string, string> {
  return {
    policies: '/policies',
    'policies-draft': '/policies/new',
    policy: '/policies/4',
    'policy-unknown': '/policies/99',
    proposal: `/proposals/${proposalOf(test)}`,
    'proposal-unknown': '/proposals/12345678901234567890',
    why: '/why',
    'why-answer': '/why?participant=anyone&target=dataset%3Atraffic-counts&action=read',
    'desk-votes': '/desk',
    change: '/proposals/new',
    mandates: '/mandates',
    algorithms: '/algorithms',
    person: `/participants/${test.city.agencies[2].account}`,
  };
}

/** Both languages, both themes, narrow screens. */
export function showsGovernedPlaces(current: () => GovernedTest): void {
  for (const language of ['en', 'it']) {
    it(`shows every place of the votes in full sentences, also at 320 pixels (${language})`, async () => {
      const { page } = current().browser;
      const places = Object.entries(placesOf(current()));
      await open(page, `${current().city.node.url}/about`);
      await choose(page, { language });
      for (const [name, address] of places) {
        await open(page, current().city.node.url + address);
        await takePicture(page, `${name}-${language}`);
        await unfold(page);
        checkText(await textOf(page.locator('body')), `${name} ${language}`);
        expect(await textOf(page.locator('h1')), name).not.to.match(/0x[0-9a-fA-F]{16,}|baf[a-z2-7]{20,}|\d{20,}/);
        await page.setViewportSize({ width: 320, height: 800 });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${name} ${language}`).to.be.at.most(320);
        if (language === 'it') await takePicture(page, `${name}-320`);
        await page.setViewportSize({ width: 1180, height: 900 });
      }
      await choose(page, { language: 'en' });
      expect(places).to.have.length(13);
    });
  }

  for (const theme of ['light', 'dark']) {
    it(`has no serious finding of axe-core on the places of the votes (${theme})`, async () => {
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
}
