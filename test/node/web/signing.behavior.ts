import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bytesToHex } from 'viem';
import { agencyKey, committeeKeys } from '../city.fixture.ts';
import { takePicture, textOf } from './browser.fixture.ts';
import { testPassphrase as passphrase, sealTestKey } from './key-files.fixture.ts';
import type { PageTest } from './page.fixture.ts';
import { open } from './places.behavior.ts';

const agencySeed = 8;

/** A request signed in the page; every request that left the browser is looked at. */
export function signsRequests(current: () => PageTest): void {
  let folder: string;
  let keyFile: string;
  const secrets: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qdt-key-'));
    const sealed = await sealTestKey(agencySeed, agencyKey().publicKey);
    keyFile = join(folder, 'agency.json');
    writeFileSync(keyFile, JSON.stringify(sealed.file));
    secrets.push(passphrase, sealed.file.cipher.ciphertext.slice(2), sealed.file.kdf.salt.slice(2));
    for (const seed of Object.values(sealed.seeds))
      secrets.push(bytesToHex(seed).slice(2), Buffer.from(seed).toString('base64').replace(/=+$/, ''));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a wrong passphrase in words and sends nothing', async () => {
    const { page } = current().browser;
    await startRequest(current());
    const posts: string[] = [];
    const watch = (request: { method(): string; url(): string }) => {
      if (request.method() === 'POST') posts.push(request.url());
    };
    page.on('request', watch);
    await page.setInputFiles('input[type=file]', keyFile);
    await page.getByLabel('Passphrase').fill('not the passphrase');
    await page.getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('The passphrase does not open this key file.').waitFor();
    page.off('request', watch);
    expect(posts).to.deep.equal([]);
  });

  it('shows what is signed in words, signs in the tab, and lets no secret leave it', async () => {
    const { page, context } = current().browser;
    const sent: string[] = [];
    context.on('request', (request) => {
      sent.push(
        [request.method(), request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n'),
      );
    });
    await startRequest(current());
    expect(await textOf(page.locator('.words'))).to.contain('Ask the decision ledger for a public “routes” decision');
    expect(await textOf(page.locator('.words'))).to.contain('by committee Test Committee');
    await page.setInputFiles('input[type=file]', keyFile);
    await page.getByLabel('Passphrase').fill(passphrase);
    await takePicture(page, 'request-words');
    await page.getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('The operators are working on it.').waitFor();

    const posted = sent.filter((request) => request.startsWith('POST') && request.includes('/decisions'));
    expect(posted).to.have.length(1);
    expect(posted[0]).to.contain(agencyKey().publicKey.slice(2));
    for (const request of sent)
      for (const secret of secrets) expect(request.toLowerCase()).not.to.contain(secret.toLowerCase());
    expect(secrets).to.have.length(9);
  });

  it('follows the request without a reload', async () => {
    const { page } = current().browser;
    const link = page.getByRole('link', { name: /^Decision \d+$/ });
    await current().city.recordAgain(Number(/\d+/.exec(await textOf(link))?.[0]));
    await page.getByText('What becomes of it stands on its page.').waitFor();
    await takePicture(page, 'request-followed');
  });

  it('completes a call of two signers on the desk', async () => {
    const { page } = current().browser;
    const { city } = current();
    const digest = await city.leaveCallWaiting();
    await open(page, `${city.node.url}/desk`);
    await page.getByText('Change the profile of this account to none').waitFor();
    await page.getByText('1 of 2 signatures so far').waitFor();
    const second = join(folder, 'operator.json');
    const sealed = await sealTestKey(2, committeeKeys()[1]?.publicKey ?? '0x');
    writeFileSync(second, JSON.stringify(sealed.file));
    await page.getByText('Sign this call').click();
    await page.setInputFiles('input[type=file]', second);
    await page.getByLabel('Passphrase').fill(passphrase);
    await takePicture(page, 'desk-signing');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByText('Nothing waits for a signature.').waitFor();
    expect((await city.client.call(digest)).status).to.equal('executed');
  });
}

async function startRequest({ browser: { page }, city }: PageTest): Promise<void> {
  await open(page, `${city.node.url}/request`);
  await page.getByLabel('Share of drivers').fill('35');
  await page.getByRole('button', { name: 'Take a snapshot of the city' }).click();
  await page.locator('.words').waitFor();
}
