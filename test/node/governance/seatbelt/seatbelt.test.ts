import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { journalName } from '../../../../node/chain/backup.ts';
import { field } from '../../../../node/chain/rpc-values.ts';
import type { SeatbeltView } from '../../../../node/client/views.ts';
import { type CopyLimits, copyLimits, runCopy } from '../../../../node/governance/seatbelt/run-copy.ts';
import type { Call } from '../../../../node/protocol/call.ts';
import { cityGovernorAbi, cityTimelockAbi, seatsAbi } from '../../../../node/protocol/governance-abi.ts';
import { grantRoleCall } from '../../../../scripts/demonstration/founding.ts';
import { expectRejection } from '../../../expect-code.ts';
import { type GovernedNode, startGovernedCity } from '../governed-city.fixture.ts';

const stranger: Address = `0x${'5a'.repeat(20)}`;

describe('the seatbelt', function () {
  this.timeout(120_000);
  let city: GovernedNode;

  before(async () => {
    city = await startGovernedCity();
  });
  after(() => city?.remove());

  const setPeriod = (seconds: number): Call => ({
    target: city.network.contracts.governor,
    value: 0n,
    data: encodeFunctionData({ abi: cityGovernorAbi, functionName: 'setVotingPeriod', args: [seconds] }),
  });
  const seatCall = (functionName: 'withdrawSeat' | 'grantSeat', agency: Address): Call => ({
    target: city.network.contracts.seats,
    value: 0n,
    data: encodeFunctionData({ abi: seatsAbi, functionName, args: [agency] }),
  });
  const draft = (calls: Call[]): Promise<SeatbeltView> =>
    city.client.draftSeatbelt({ calls: calls.map((call) => ({ ...call, value: String(call.value) })) });
  const ledgerNow = async () => {
    const asked = { jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: ['latest', false] };
    const block = field(await city.client.rpc(asked), 'result');
    const journal = readFileSync(join(city.dataFolder, 'chain', journalName));
    const said = ['number', 'hash', 'stateRoot'].map((name) => String(field(block, name)));
    return [...said, createHash('sha256').update(journal).digest('hex')];
  };

  it('shows that a proposal with a harmless text grants a role', async () => {
    const id = await city.propose('Plant more trees', [grantRoleCall(city.network.contracts, 'REGISTRAR', stranger)]);
    const view = await city.client.seatbelt(id);
    expect(view.proposalId).to.equal(id);
    expect(view.outcome).to.equal('would succeed');
    expect(view.effects.map(({ key, who, gains }) => ({ key, who, gains }))).to.deep.equal([
      { key: 'seatbelt.role.gained', who: stranger, gains: 'role REGISTRAR' },
    ]);
    expect(view.effects[0]?.text).to.equal(`${stranger} gets the role REGISTRAR`);
    expect(view.warnings.map(({ key }) => key)).to.deep.equal(['seatbelt.warning.notEnrolled']);
  });

  it('shows everything that a batch changes, and writes nothing', async () => {
    const before = await ledgerNow();
    const [, second, third] = city.agencies;
    const [view, other] = await Promise.all([
      draft([setPeriod(600), seatCall('withdrawSeat', second), seatCall('withdrawSeat', third)]),
      draft([setPeriod(100)]),
    ]);
    const [period] = view.effects.filter(({ key }) => key === 'seatbelt.setting.votingPeriod');
    expect(period?.changes).to.deep.equal({ what: 'votingPeriod', before: '100', after: '600' });
    const lost = view.effects.filter(({ loses }) => loses === 'seat').map(({ who }) => who);
    expect(lost).to.have.members([second.toLowerCase(), third.toLowerCase()]);
    expect(view.warnings.map(({ key }) => key)).to.include('seatbelt.warning.lastSeat');
    expect(other.effects.map(({ key }) => key)).to.deep.equal(['seatbelt.nothingAtAll']);
    expect(await ledgerNow()).to.deep.equal(before);
  });

  it('names the call that would be refused, and why', async () => {
    const view = await draft([setPeriod(600), seatCall('grantSeat', stranger)]);
    expect(view.outcome).to.equal('would revert');
    expect(view.effects).to.deep.equal([]);
    const { stage, call, error } = view.revert ?? {};
    expect({ stage, call, error }).to.deep.equal({ stage: 'execute', call: 2, error: 'SeatsAgencyNotActive' });
  });

  it('warns of contracts that are not the network’s, and of calls that change nothing', async () => {
    const view = await draft([{ target: stranger, value: 0n, data: '0x12345678' }, setPeriod(600)]);
    expect(view.warnings.map(({ key }) => key)).to.deep.equal(['seatbelt.warning.foreignCall']);
    const nothing = view.effects.filter(({ key }) => key === 'seatbelt.nothing');
    expect(nothing.map(({ values }) => values)).to.deep.equal([{ call: '1' }]);
  });

  it('tells of a proposal that was voted down what it would do if proposed anew', async () => {
    const id = await city.propose('An hour to vote', [setPeriod(3600)]);
    await city.vote(id, 'AGAINST');
    const { outcome, effects, warnings } = await city.client.seatbelt(id);
    expect(outcome).to.equal('would succeed');
    expect(warnings.map(({ key }) => key)).to.deep.equal(['seatbelt.warning.anew']);
    expect(effects.map(({ key }) => key)).to.deep.equal(['seatbelt.setting.votingPeriod']);
  });

  it('tells of a queued proposal what it will do, and of an executed one what it did', async () => {
    const delay = encodeFunctionData({ abi: cityTimelockAbi, functionName: 'updateDelay', args: [60n] });
    const id = await city.propose('A calmer timelock', [
      { target: city.network.contracts.timelock, value: 0n, data: delay },
    ]);
    await city.vote(id, 'FOR');
    await city.queue(id);
    const [change] = (await city.client.seatbelt(id)).effects;
    expect(change?.changes).to.deep.equal({ what: 'timelockDelay', before: '20', after: '60' });
    await city.execute(id);
    const view = await city.client.seatbelt(id);
    expect(view.outcome).to.equal('was carried out');
    expect(view.effects.map(({ key, changes }) => ({ key, changes }))).to.deep.equal([
      { key: 'seatbelt.setting.timelockDelay', changes: { what: 'timelockDelay', before: '20', after: '60' } },
    ]);
    expect(view.warnings.map(({ key }) => key)).to.deep.equal(['seatbelt.executed']);
  });

  it('refuses what is no proposal and no call', async () => {
    await expectRejection('PROPOSAL_UNKNOWN', city.client.seatbelt('1'));
    await expectRejection('INPUT_INVALID', city.client.draftSeatbelt({ calls: [] }));
    const data: Hex = '0x';
    const large: Hex = `0x${'00'.repeat(131_073)}`;
    await expectRejection('PROPOSAL_INVALID', draft([{ target: stranger, value: 0n, data: large }]));
    await expectRejection(
      'INPUT_INVALID',
      city.client.draftSeatbelt({ calls: [{ target: '0x12', value: '0', data }] }),
    );
  });

  const overRpc = async (method: string, params: readonly unknown[]) =>
    field(await city.client.rpc({ jsonrpc: '2.0', id: 1, method, params }), 'result');
  const run = async (
    limits: CopyLimits,
    signal = new AbortController().signal,
    { calls = [setPeriod(600)], request = overRpc } = {},
  ) => {
    const { chainId, contracts } = city.network;
    return runCopy({
      chain: { chainId, contracts, request },
      content: { calls, description: `0x${'11'.repeat(32)}` },
      blockNumber: Number(await request('eth_blockNumber', [])),
      now: Math.floor(Date.now() / 1000),
      signal,
      limits,
    });
  };

  it('copies any chain behind JSON-RPC', async () => {
    const outcome = await run(copyLimits);
    expect(outcome.kind === 'carried-out' && outcome.after.settings.votingPeriod).to.equal(600);
  });

  it('ends a copy that takes too long, too much memory, or that nobody waits for any more', async () => {
    const ended = new AbortController();
    const stopped = run(copyLimits, ended.signal);
    ended.abort();
    await Promise.all([
      expectRejection('SEATBELT_TOO_SLOW', run({ ...copyLimits, seconds: 0.001 })),
      expectRejection('SEATBELT_TOO_LARGE', run({ ...copyLimits, memoryBytes: 1 })),
      expectRejection('SEATBELT_STOPPED', stopped),
    ]);
  });

  it('ends a copy in which a contract runs in circles', async () => {
    const circles = '0x5b600056';
    const request = (method: string, params: readonly unknown[]) =>
      method === 'eth_getCode' && params[0] === stranger ? Promise.resolve(circles) : overRpc(method, params);
    const calls: Call[] = [{ target: stranger, value: 0n, data: '0x' }];
    const limits = { ...copyLimits, memoryBytes: 400_000_000 };
    await expectRejection('SEATBELT_TOO_LARGE', run(limits, undefined, { calls, request }));
  });
});
