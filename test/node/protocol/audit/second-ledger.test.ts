import { expect } from 'chai';
import { type Address, encodeDeployData, getContractAddress } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { type Artifact, readArtifact } from '../../../../node/chain/artifacts.ts';
import type { Chain } from '../../../../node/chain/chain.ts';
import { signRelayed } from '../../../../node/chain/signing.ts';
import { buildReceipt } from '../../../../node/decisions/receipt.ts';
import type { PinnedAnchor } from '../../../../node/protocol/audit/anchor.ts';
import { auditReceipt } from '../../../../node/protocol/audit.ts';
import type { Contracts } from '../../../../node/protocol/network.ts';
import type { Receipt } from '../../../../node/protocol/receipt.ts';
import { nativeEngine } from '../../../../node/protocol/signatures/native.ts';
import {
  type Answer,
  type City,
  constitute,
  decide,
  foundCity,
  openAccount,
  openAccounts,
  solveSmall,
} from '../../decisions/city.ts';
import { testKey } from '../../decisions/signing-keys.ts';

/** A complete second ledger with other keys and the same ids: everything in it is consistent, and it is not the city's. */
describe('a second ledger', () => {
  let city: City;
  let answer: Answer;
  let genuine: Receipt;

  before(async () => {
    answer = await solveSmall();
    city = await foundCity(1);
    await decide(city, answer, [answer.report]);
    genuine = await buildReceipt(city, { decisionId: 1n });
  });
  after(async () => await city?.remove());

  it('on a chain of its own does not pass against the first city’s anchor', async () => {
    const other = await foundCity(6);
    try {
      await decide(other, answer, [answer.report]);
      const forged = await buildReceipt(other, { decisionId: 1n });
      expect(forged.decisionId).to.equal(genuine.decisionId);
      expect(forged.report).to.equal(genuine.report);
      expect(await statesOf(forged)).to.deep.equal([...Array(6).fill('passed'), 'not-checked']);
      for (const anchor of [genuine.anchor, genuine.anchor.blockHash]) {
        expect(await statesOf(forged, anchor)).to.deep.equal([...Array(6).fill('passed'), 'failed']);
      }
      const claiming = { ...forged, anchor: genuine.anchor };
      expect(await statesOf(claiming, genuine.anchor)).to.deep.equal([...Array(5).fill('passed'), 'failed', 'failed']);
    } finally {
      await other.remove();
    }
  });

  it('on the same chain, deployed later by whoever relays, does not pass against that chain’s anchor', async () => {
    const second = await deploySecondLedger(city);
    const [id = 0n] = await decide(second, answer, [answer.report]);
    expect(id).to.equal(1n);
    const forged = await buildReceipt(second, { decisionId: id });
    const pinned = { ...forged.anchor, decisionLedger: city.chain.contracts.decisionLedger };
    expect(await statesOf(forged)).to.deep.equal([...Array(6).fill('passed'), 'not-checked']);
    for (const anchor of [forged.anchor.blockHash, forged.anchor, pinned]) {
      expect(await statesOf(forged, anchor)).to.deep.equal([...Array(6).fill('passed'), 'failed']);
    }
  });
});

/**
 * The same contracts once more on the city's own chain, under other keys. The embedded chain lets only the relay deploy, so this
 * is a relay that turned against its city; on other chains it may be anybody.
 */
async function deploySecondLedger(city: City): Promise<City> {
  const { chain } = city;
  const founder = testKey(6);
  const { address } = await openAccount(city.relay, chain.contracts, [founder], 1);
  const accessManager = await deploy(city, await readArtifact('governance/CityAccess.sol'), [address]);
  const registryCode = await readArtifact('membership/ParticipantRegistry.sol');
  const participantRegistry = await deploy(city, registryCode, [accessManager]);
  const ledgerCode = await readArtifact('decisions/DecisionLedger.sol');
  const decisionLedger = await deploy(city, ledgerCode, [
    accessManager,
    participantRegistry,
    chain.contracts.policyRegistry,
    5,
  ]);
  const contracts = { ...chain.contracts, founder: address, accessManager, participantRegistry, decisionLedger };
  const second = { ...city, chain: facade(chain, contracts) };
  return await constitute({ ...second, ...(await openAccounts(second, [7, 8, 9, 10])) }, founder);
}

async function deploy(
  { chain, relayKey }: City,
  { abi, bytecode }: Artifact,
  args: readonly unknown[],
): Promise<Address> {
  const data = encodeDeployData({ abi, bytecode, args: [...args] });
  const from = privateKeyToAddress(relayKey);
  const nonce = Number(await chain.request('eth_getTransactionCount', [from, 'latest']));
  await chain.sendRawTransaction(
    await signRelayed(relayKey, { chainId: chain.chainId, nonce, gas: 16_000_000n, data }),
  );
  return getContractAddress({ from, nonce: BigInt(nonce) });
}

/** The same chain, believed to have other contracts. */
function facade(chain: Chain, contracts: Contracts): Chain {
  return {
    contracts,
    chainId: chain.chainId,
    genesisHash: chain.genesisHash,
    firstBlock: chain.firstBlock,
    ready: chain.ready,
    status: () => chain.status(),
    request: (method, params) => chain.request(method, params),
    sendRawTransaction: (raw) => chain.sendRawTransaction(raw),
    blockTransactions: (blockNumber) => chain.blockTransactions(blockNumber),
    advance: () => chain.advance(),
    onBlock: (listener) => chain.onBlock(listener),
    backup: (folder) => chain.backup(folder),
    stop: () => chain.stop(),
  };
}

async function statesOf(receipt: Receipt, anchor?: PinnedAnchor): Promise<string[]> {
  const { checks } = await auditReceipt({ receipt: JSON.parse(JSON.stringify(receipt)), engine: nativeEngine, anchor });
  return checks.map(({ state }) => state);
}
