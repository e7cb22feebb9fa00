import { expect } from 'chai';
import { signerOf } from '../../../node/protocol/call.ts';
import { possessionDigest, proposeKeysCall } from '../../../node/protocol/key-change.ts';
import { batchOf, submission } from '../city.fixture.ts';
import { testKey } from '../governance/signers.fixture.ts';
import { takePicture, textOf } from './browser.fixture.ts';
import type { GovernedTest } from './governed.fixture.ts';
import { open } from './places.behavior.ts';
import { giveKey } from './voting.behavior.ts';

/** Algorithms, who relies on them, and an announced change of keys that its holder objects to. */
export function showsKeys(current: () => GovernedTest): void {
  it('lists the algorithms with their state, and who relies on which alone', async () => {
    const { city, browser } = current();
    const { page } = browser;
    await open(page, `${city.node.url}/participants`);
    await page.getByRole('link', { name: 'Algorithms they sign with' }).click();
    const used = page.locator('[data-algorithm="SLH-DSA-SHA2-128s"]');
    await used.waitFor();
    expect(await textOf(used)).to.match(/Active[\s\S]*Energy Agency \(no other\)/);
    expect(await textOf(page.locator('[data-algorithm="ML-DSA-65"]'))).to.contain('Nobody has a key of it.');
    expect(await page.locator('[data-algorithm]').count()).to.equal((await city.client.algorithms()).algorithms.length);
    await takePicture(page, 'algorithms');
  });

  it('shows an announced change of keys on the desk, to which its holder objects', async () => {
    const { city, browser } = current();
    const { page } = browser;
    const [, , agency] = city.agencies;
    await announce(current());
    await open(page, `${city.node.url}/desk`);
    await page.getByLabel('I act for').selectOption({ label: agency.name });
    const notice = page.locator('[data-key-change]');
    await notice.getByText('New keys are announced.').waitFor();
    expect(await textOf(page.locator('table', { hasText: 'Can it sign now?' }))).to.match(/SLH-DSA-SHA2-128s\s+Yes/);
    await takePicture(page, 'key-change');
    await notice.getByRole('button', { name: 'Object', exact: true }).click();
    await giveKey(page, agency);
    await page.locator('.words').waitFor();
    await page.getByRole('button', { name: 'Sign the objection' }).click();
    await notice.waitFor({ state: 'detached' });
    expect((await city.client.accountKeys(agency.account)).pending).to.equal(undefined);
  });
}

/** The third agency's own key announces another one, as a thief of it would. */
async function announce({ city }: GovernedTest): Promise<void> {
  const { client, network, agencies } = city;
  const [, , { account, key }] = agencies;
  const comes = testKey(26);
  const { verifier } = network.contracts;
  const { epoch } = await client.accountKeys(account);
  const change = { added: [comes.signer(verifier)], removed: [signerOf(verifier, key.publicKey)], threshold: 1 };
  const proof = comes.sign(verifier, possessionDigest(network.chainId, account, { change, epoch: BigInt(epoch) }));
  const batch = batchOf(account, 77n, [proposeKeysCall(account, change, [proof.signature])]);
  const deadline = (await client.network()).time + 600;
  await client.submitCall(submission(network, { ...batch, deadline }, [key]));
}
