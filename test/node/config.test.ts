import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../node/config.ts';
import { isNodeError } from '../../node/protocol/errors.ts';
import { contractNames } from '../../node/protocol/network.ts';

describe('the node’s configuration', () => {
  it('binds to loopback and asks for 72 hours unless told otherwise', () => {
    expect(readConfig({})).to.include({
      host: '127.0.0.1',
      environment: 'production',
      challengeWindowSeconds: 72 * 3600,
    });
  });

  it('takes what the environment says, and overrides above it', () => {
    const environment = {
      QDT_DATA: '/d',
      QDT_PORT: '0',
      QDT_HOST: '0.0.0.0',
      QDT_ENV: 'demo',
      QDT_HOST_NAMES: 'a.example,b.example',
      QDT_KUBO_RPC: 'http://127.0.0.1:5001',
    };
    expect(readConfig(environment, { port: 7 })).to.deep.include({
      dataFolder: '/d',
      port: 7,
      host: '0.0.0.0',
      challengeWindowSeconds: 5,
      hostNames: ['a.example', 'b.example'],
      kuboRpc: 'http://127.0.0.1:5001',
    });
  });

  it('refuses the demonstration’s window anywhere else', () => {
    expect(codeOf(() => readConfig({ QDT_WINDOW_SECONDS: '5' }))).to.equal('CONFIG_DEMO_ONLY');
    expect(codeOf(() => readConfig({ QDT_ENV: 'staging' }, { challengeWindowSeconds: 5 }))).to.equal(
      'CONFIG_DEMO_ONLY',
    );
    expect(codeOf(() => readConfig({ QDT_WINDOW_SECONDS: '3600' }))).to.equal('none');
  });

  it('names the field that is wrong', () => {
    expect(fieldOf(() => readConfig({ QDT_PORT: '70000' }))).to.equal('QDT_PORT');
    expect(fieldOf(() => readConfig({ QDT_PORT: 'http' }))).to.equal('QDT_PORT');
    expect(fieldOf(() => readConfig({ QDT_CHAIN_RPC: 'not an address', QDT_CONTRACTS: '/nowhere' }))).to.equal(
      'QDT_CONTRACTS',
    );
    expect(fieldOf(() => readConfig({ QDT_CHAIN_RPC: 'not an address' }))).to.equal('QDT_CHAIN_RPC');
    expect(fieldOf(() => readConfig({ QDT_CHAIN_RPC: 'http://127.0.0.1:8545' }))).to.equal('QDT_CONTRACTS');
    for (const address of ['', '127.0.0.1:5001', 'ftp://127.0.0.1'])
      expect(fieldOf(() => readConfig({ QDT_KUBO_RPC: address }))).to.equal('QDT_KUBO_RPC');
  });

  it('reads where the contracts of another chain stand', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qdt-config-'));
    const path = join(folder, 'contracts.json');
    const contracts = Object.fromEntries(
      contractNames.map((name, index) => [name, `0x${String(index + 10).repeat(20)}`]),
    );
    await writeFile(path, JSON.stringify({ contracts, firstBlock: 12 }));
    const environment = { QDT_CHAIN_RPC: 'http://127.0.0.1:8545', QDT_CONTRACTS: path };
    expect(readConfig(environment).remote).to.deep.equal({ contracts, firstBlock: 12 });
    await writeFile(path, JSON.stringify({ contracts: { ...contracts, verifier: '0x12' }, firstBlock: 12 }));
    expect(codeOf(() => readConfig(environment))).to.equal('CONFIG_INVALID');
    await rm(folder, { recursive: true });
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

function codeOf(work: () => unknown): string {
  const error = errorOf(work);
  return isNodeError(error) ? error.code : 'none';
}

function fieldOf(work: () => unknown): unknown {
  const error = errorOf(work);
  return isNodeError(error) ? error.details.field : undefined;
}
