import { expect } from 'chai';
import { takePicture } from './browser.fixture.ts';
import type { GovernedTest } from './governed.fixture.ts';
import { open } from './places.behavior.ts';
import { giveKey } from './voting.behavior.ts';

/** A final decision put in force by the agency that asked, as a policy lets it, and stopped again. */
export function enactsFromThePage(current: () => GovernedTest): void {
  it('puts a decision in force and stops it from its page, signed in the tab', async () => {
    const { browser, city } = current();
    const { page } = browser;
    const [agency] = city.agencies;
    await open(page, `${city.node.url}/decisions/${city.decision}`);
    await page.getByText('Put in force: the agency that asked may sign it.').waitFor();
    for (const [action, state, word] of [
      ['Put it in force', 'ENACTED', 'In force'],
      ['Stop it', 'STOPPED', 'Stopped'],
    ] as const) {
      await page.getByRole('button', { name: action }).click();
      await giveKey(page, agency);
      await page.locator('.words').waitFor();
      await takePicture(page, `decision-${state.toLowerCase()}`);
      await page.locator('form').getByRole('button', { name: action }).click();
      await page.locator('.row .mark', { hasText: word }).waitFor();
      expect((await city.client.decision(city.decision)).state).to.equal(state);
    }
  });
}
