import { expect } from 'chai';
import { auditFile, receiptOf } from './audit.behavior.ts';
import type { PageTest } from './page.fixture.ts';
import { open } from './places.behavior.ts';

/** With the network off after the first load. */
export function worksOffline(current: () => PageTest): void {
  it('reloads with the network off, says so, and checks a receipt all the same', async () => {
    const { page, context } = current().browser;
    const receipt = await receiptOf(current(), current().city.honest.id);
    await open(page, `${current().city.node.url}/check`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    try {
      await page.reload();
      await page.getByRole('heading', { name: 'Check a receipt' }).waitFor();
      await page.getByText('No connection to the node.').waitFor();
      const states = Object.values(await auditFile(current(), receipt, receipt.anchor.blockHash));
      expect(states).to.deep.equal(Array.from({ length: 7 }, () => 'passed'));
      await page.locator('.picture').first().waitFor();
    } finally {
      await context.setOffline(false);
    }
  });

  it('says what to do on a place that needs the node', async () => {
    const { page, context } = current().browser;
    await context.setOffline(true);
    try {
      await page.goto(`${current().city.node.url}/decisions`);
      await page.getByText('Look whether it runs and whether your network is on').waitFor();
    } finally {
      await context.setOffline(false);
    }
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: `Decision ${current().city.honest.id}` }).waitFor();
  });

  it('checks a receipt after a reload when the node is gone for good', async () => {
    const { page } = current().browser;
    const receipt = await receiptOf(current(), current().city.honest.id);
    await current().city.node.stop();
    await page.goto(`${current().city.node.url}/decisions`);
    await page.getByText('The node can’t be reached.').waitFor();
    const states = Object.values(await auditFile(current(), receipt, ''));
    expect(states).to.deep.equal([...Array.from({ length: 6 }, () => 'passed'), 'not-checked']);
  });
}
