import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Address } from 'viem';
import type { Call } from '../../../../node/protocol/call.ts';
import { publishPolicyCall, setPurposeCall } from '../../../../node/protocol/policy/governing-calls.ts';
import { foundingPurposes } from '../../../../node/protocol/policy/purposes.ts';
import { policyTemplate } from '../../../../node/protocol/policy/templates.ts';
import { type GovernedNode, startGovernedCity } from '../governed-city.fixture.ts';
import { compiled, counts } from '../policy-city.fixture.ts';

const nobody: Address = `0x${'77'.repeat(20)}`;

describe('the seatbelt over policies', function () {
  this.timeout(120_000);
  let city: GovernedNode;
  let agency: Address;
  let openCounts: Call;

  before(async () => {
    city = await startGovernedCity(({ contracts }) =>
      foundingPurposes.map((purpose) => setPurposeCall(contracts.policyRegistry, purpose, true)),
    );
    [agency] = city.agencies;
    const reviewBy = Math.floor(Date.now() / 1000) + 90 * 86_400;
    const values = { name: 'counts', owner: agency.toLowerCase(), target: counts, reviewBy };
    const policy = compiled(JSON.stringify(policyTemplate('open-data', values)));
    openCounts = publishPolicyCall(city.network.contracts.policyRegistry, policy);
    const ask = (participant: Address, action: string, purpose = '') =>
      city.client.access({ participant, target: 'dataset:road-counts', action, purpose });
    await ask(nobody, 'read');
    await ask(nobody, 'read');
    await ask(agency, 'read', 'research');
    await ask(agency, 'delete');
  });
  after(() => city?.remove());

  const asJson = (call: Call) => ({ ...call, value: String(call.value) });

  it('lists the recorded verdicts that a policy flips, with who asked what and how often', async () => {
    const { effects, replay, outcome } = await city.client.draftSeatbelt({ calls: [asJson(openCounts)] });
    expect(outcome).to.equal('would succeed');
    expect(effects.map(({ key }) => key)).to.deep.equal(['seatbelt.policy.published']);
    expect(effects[0]?.text).to.include('Everybody may read, aggregate');
    expect({ ...replay, from: 0, flips: [] }).to.deep.equal({
      records: 4,
      from: 0,
      permitsBefore: 0,
      permitsAfter: 3,
      flips: [],
    });
    const read = { target: counts, action: 'read', before: 'deny', after: 'permit' };
    const why = { reasonBefore: 'NO_POLICY', reasonAfter: 'PERMITTED' };
    expect(replay.flips).to.deep.equal([
      { participant: nobody, ...read, purpose: '', ...why, count: 2 },
      { participant: agency.toLowerCase(), ...read, purpose: 'research', ...why, count: 1 },
    ]);
  });

  it('counts with the purpose that the same proposal takes off the list', async () => {
    const unvoted = setPurposeCall(city.network.contracts.policyRegistry, 'research', false);
    const { effects, replay } = await city.client.draftSeatbelt({ calls: [openCounts, unvoted].map(asJson), days: 1 });
    expect(effects.map(({ key }) => key)).to.deep.equal(['seatbelt.policy.published', 'seatbelt.purpose.removed']);
    expect(replay.flips.map(({ participant }) => participant)).to.deep.equal([nobody]);
  });

  it('is told by the command line, which ends with 1 for what would be refused', async () => {
    const file = join(city.dataFolder, 'calls.json');
    writeFileSync(file, JSON.stringify([asJson(openCounts)]));
    const [told, refused] = await Promise.all([
      qdt('seatbelt', file, '--node', city.client.url),
      qdt('seatbelt', '--grant-seat', nobody, '--json', '--node', city.client.url),
    ]);
    expect(told.out).to.match(/^changes {3}Policy 1 of .* comes into force/m);
    expect(told.out).to.include(`flips     deny becomes permit: ${nobody} read ${counts} (2 times)`);
    expect([told.code, refused.code]).to.deep.equal([0, 1]);
    expect(JSON.parse(refused.out)).to.have.nested.property('revert.error', 'SeatsAgencyNotActive');
  });
});

function qdt(...args: string[]): Promise<{ code: number | null; out: string }> {
  const program = join(import.meta.dirname, '..', '..', '..', '..', 'scripts', 'qdt.ts');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}
