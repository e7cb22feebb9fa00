import { expect } from 'chai';
import { type Address, bytesToHex, encodeFunctionData, type Hex, toFunctionSelector } from 'viem';
import { decisionLedgerAbi, participantAccountAbi, participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { algorithmRegistryAbi } from '../../../node/protocol/algorithm-abi.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { cidOfDigest, rawCidOfDigest } from '../../../node/protocol/cid.ts';
import { anchorCall, retireAgreementCall } from '../../../node/protocol/dataset/agreement.ts';
import {
  deprecateDatasetCall,
  newVersionCall,
  publishDatasetCall,
  withdrawDatasetCall,
} from '../../../node/protocol/dataset/registry-calls.ts';
import { describeBatch } from '../../../node/protocol/describe-call.ts';
import { callSentences } from '../../../node/protocol/descriptions/sentences.ts';
import { cityAccessAbi, cityGovernorAbi, seatsAbi } from '../../../node/protocol/governance-abi.ts';
import { describeRule } from '../../../node/protocol/policy/describe-rule.ts';
import { approveCall, retirePolicyCall, setPurposeCall } from '../../../node/protocol/policy/governing-calls.ts';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { policyRegistryAbi } from '../../../node/protocol/policy/policy-abi.ts';
import { encodeRules } from '../../../node/protocol/policy/rules-codec.ts';

const at = (byte: string): Address => `0x${byte.repeat(20)}`;
const digest = (byte: string): Hex => `0x${byte.repeat(32)}`;
const account = at('a0');
const contracts = {
  verifier: at('01'),
  accountFactory: at('02'),
  founder: at('03'),
  accessManager: at('04'),
  participantRegistry: at('05'),
  decisionLedger: at('06'),
  seats: at('07'),
  timelock: at('08'),
  governor: at('09'),
  policyRegistry: at('0a'),
  modelCourt: at('0b'),
  mlDsa65Verifier: at('0c'),
  mlDsa44Verifier: at('0d'),
  hybridVerifier: at('0e'),
  algorithmRegistry: at('0f'),
  datasetRegistry: at('2f'),
  agreementRegistry: at('1f'),
};
const terms = {
  kind: `0x726f75746573${'00'.repeat(26)}`,
  problem: digest('11'),
  snapshot: digest('22'),
  isRestricted: false,
  recordBy: 1_790_000_000,
  challengeWindow: 5,
  committee: at('cc'),
} as const;
const requestData = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'request', args: [terms] });

function describeOne(call: Partial<Call>) {
  const batch = {
    account,
    calls: [{ target: contracts.decisionLedger, value: 0n, data: requestData, ...call }],
    nonce: 0n,
    deadline: 0,
  };
  const [description] = describeBatch(batch, contracts);
  if (description === undefined) throw new Error('no description');
  return description;
}

describe('describeBatch', () => {
  it('says what a request asks for, in words', () => {
    const { key, text } = describeOne({});
    expect(key).to.equal('call.decisionLedger.request');
    expect(text).to.equal(
      `Ask the decision ledger for a public “routes” decision on problem ${cidOfDigest(digest('11'))} and snapshot ` +
        `${cidOfDigest(digest('22'))}, recorded by 2026-09-21 14:13:20 UTC, open to challenge for 5 seconds, by committee ${at('cc')}`.replace(
          at('cc'),
          '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
        ),
    );
  });

  it('names a recorded outcome, an enrolment, a role and its functions, and a change of signers', () => {
    const outcome = {
      report: digest('33'),
      modelRoot: digest('44'),
      sampleHash: digest('55'),
      energy: 900n,
      bound: -7n,
    };
    const args = [12n, digest('11'), digest('22'), outcome] as const;
    const record = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'record', args });
    expect(describeOne({ data: record }).text)
      .to.contain(`outcome of decision 12 on problem ${cidOfDigest(digest('11'))}`)
      .and.contain(`snapshot ${cidOfDigest(digest('22'))}`)
      .and.contain('energy 900, proven bound -7');

    const profile = { document: digest('00'), mlDsa65Key: digest('66'), ageRecipient: digest('77') };
    const enrol = encodeFunctionData({
      abi: participantRegistryAbi,
      functionName: 'enrol',
      args: [at('bb'), 3, profile],
    });
    expect(describeOne({ target: contracts.participantRegistry, data: enrol }).text).to.match(
      /^Enrol 0x\w{40} as OPERATOR, profile none$/i,
    );

    const selector = toFunctionSelector('request((bytes32,bytes32,bytes32,bool,uint48,uint48,address))');
    const rule = encodeFunctionData({
      abi: cityAccessAbi,
      functionName: 'setTargetFunctionRole',
      args: [contracts.decisionLedger, [selector, '0x12345678'], 1n],
    });
    expect(describeOne({ target: contracts.accessManager, data: rule }).text).to.contain(
      'Let only the role AGENCY call request, 0x12345678 of',
    );

    const change = { added: ['0xabcd'], removed: [], threshold: 1n } as const;
    const keys = encodeFunctionData({
      abi: participantAccountAbi,
      functionName: 'proposeKeys',
      args: [change, ['0x12']],
    });
    expect(describeOne({ target: account, data: keys }).text).to.equal(
      'Change the keys of this account after the city’s delay: add 0xabcd, remove -, ask 1 signatures',
    );
    const freeze = encodeFunctionData({ abi: algorithmRegistryAbi, functionName: 'freeze', args: [0x1220n] });
    expect(describeOne({ target: contracts.algorithmRegistry, data: freeze }).text).to.equal(
      'Freeze SLH-DSA-SHA2-128s (0x1220): no signature by it counts until a vote thaws it',
    );
  });

  it('tells what a proposal does from its calls, and shows the bytes of those that nobody can read', () => {
    const grant = encodeFunctionData({ abi: cityAccessAbi, functionName: 'grantRole', args: [1n, at('cd'), 0] });
    const seat = encodeFunctionData({ abi: seatsAbi, functionName: 'withdrawSeat', args: [at('ef')] });
    const strange = '0xdeadbeef';
    const targets = [contracts.accessManager, contracts.seats, at('ee')];
    const data = encodeFunctionData({
      abi: cityGovernorAbi,
      functionName: 'propose',
      args: [targets, [0n, 0n, 0n], [grant, seat, strange], digest('dd')],
    });
    const { key, text } = describeOne({ target: contracts.governor, data });
    expect(key).to.equal('call.governor.propose');
    expect(text.toLowerCase())
      .to.contain(`(1) give ${at('cd')} the role agency`)
      .and.contain(`(2) take the seat of the agency ${at('ef')} away`)
      .and.contain(`(3) call ${at('ee')}, which is unknown here, with data nobody can read: ${strange}`);
  });

  it('does not take a proposal for readable whose lists have different lengths', () => {
    const data = encodeFunctionData({
      abi: cityGovernorAbi,
      functionName: 'propose',
      args: [[contracts.seats], [], ['0x12345678'], digest('dd')],
    });
    expect(describeOne({ target: contracts.governor, data }).key).to.equal('call.unknown');
  });

  it('tells what a policy allows from its rules’ bytes, and shows rules that nobody can read', () => {
    const rule = {
      effect: 'permission',
      assignee: { kind: 'KIND', participantKind: 'COMPANY' },
      target: { kind: 'DATASET', name: 'road-counts', part: '*' },
      actions: ['read'],
      purposes: ['research'],
      from: 0,
      until: 1_790_000_000,
      count: 5,
      needsVote: true,
    } as const;
    const policyTerms = { owner: at('ab'), legalBasis: 5, reviewBy: 1_800_000_000, document: digest('12') };
    const publish = (rules: Hex) =>
      describeOne({
        target: contracts.policyRegistry,
        data: encodeFunctionData({ abi: policyRegistryAbi, functionName: 'publish', args: [policyTerms, rules] }),
      });
    const { key, text, values } = publish(bytesToHex(encodeRules([rule])));
    expect(key).to.equal('call.policyRegistry.publish');
    expect(values.rules).to.equal(`(rule 0) ${describeRule(rule).text}`);
    expect(text).to.contain('legal basis public-task, to be reviewed by 2027-01-15T08:00:00Z');
    expect(text).to.contain(`document ${rawCidOfDigest(digest('12'))}`);
    expect(publish('0x0001').key).to.equal('call.unknown');
  });

  it('tells a purpose voted from one taken off, and an approval from one taken back', () => {
    const registry = contracts.policyRegistry;
    const approval = { policyId: 3n, ruleIndex: 1n, participant: at('ab') };
    const calls = [
      setPurposeCall(registry, 'research', true),
      setPurposeCall(registry, 'research', false),
      retirePolicyCall(registry, 3n),
      approveCall(registry, { ...approval, until: 1_790_000_000 }),
      approveCall(registry, { ...approval, until: 0 }),
    ];
    const [voted, unvoted, retired, approved, takenBack] = calls.map(describeOne).map(({ text }) => text.toLowerCase());
    expect(voted).to.equal('put the purpose research on the voted list');
    expect(unvoted).to.equal('take the purpose research off the voted list');
    expect(retired).to.equal('take policy 3 out of force');
    expect(approved).to.equal(
      `let ${at('ab')} use, until 2026-09-21 14:13:20 utc, what rule 1 of policy 3 leaves to a vote`,
    );
    expect(takenBack).to.equal(`take back from ${at('ab')} what rule 1 of policy 3 leaves to a vote`);
  });

  it('tells what of a dataset is published, withdrawn, agreed and ended', () => {
    const { datasetRegistry, agreementRegistry } = contracts;
    const version = {
      metadata: digest('12'),
      contentRoot: digest('13'),
      keyCommitment: digest('14'),
      policy: digest('15'),
    };
    const about = { agreement: digest('16'), dataset: bytesOfName('buses'), policy: digest('15') };
    const terms = { ...about, provider: at('ab'), consumer: at('cd'), until: 1_790_000_000 };
    const book = { chainId: 1, agreementRegistry };
    const nobody = { provider: [], consumer: [] };
    const calls = [
      publishDatasetCall(datasetRegistry, 'buses', version),
      newVersionCall(datasetRegistry, 'buses', version),
      deprecateDatasetCall(datasetRegistry, 'buses'),
      withdrawDatasetCall(datasetRegistry, 'buses'),
      withdrawDatasetCall(datasetRegistry, 'buses', { version: 2, cause: digest('17') }),
      anchorCall(book, terms, nobody),
      anchorCall(book, { ...terms, until: 0 }, nobody),
      retireAgreementCall(agreementRegistry, digest('16')),
    ].map(describeOne);
    expect(calls.map(({ key }) => key.split('.').slice(1).join(' '))).to.deep.equal([
      'datasetRegistry publish',
      'datasetRegistry newVersion',
      'datasetRegistry deprecate',
      'datasetRegistry withdraw',
      'datasetRegistry withdrawVersion',
      'agreementRegistry anchor',
      'agreementRegistry anchorOpen',
      'agreementRegistry retire',
    ]);
    expect(calls[0]?.text)
      .to.contain('dataset buses')
      .and.contain(`description ${rawCidOfDigest(digest('12'))}, content ${cidOfDigest(digest('13'))}`);
    expect(calls[4]?.text).to.equal(
      `Take version 2 of dataset buses back for good, for the cause with the hash ${digest('17')}`,
    );
    expect(calls[5]?.text).to.contain('about dataset buses').and.contain('until 2026-09-21 14:13:20 UTC');
    expect(calls.every(({ text }) => !/[{}]/.test(text))).to.equal(true);
  });

  it('names functions that have no sentence by their name and values', () => {
    const data = encodeFunctionData({ abi: cityAccessAbi, functionName: 'setGrantDelay', args: [1n, 9] });
    expect(describeOne({ target: contracts.accessManager, data }).text)
      .to.contain('Call setGrantDelay of')
      .and.contain('with 1, 9');
  });

  it('shows the bytes of what it cannot read: foreign contract, foreign selector, bytes left over, a payment', () => {
    const strange: Partial<Call>[] = [
      { target: at('ee') },
      { data: '0xdeadbeef' },
      { data: '0x' },
      { data: `${requestData}00` },
      { data: requestData.slice(0, 40) as Hex },
      { value: 5n },
    ];
    for (const call of strange) {
      const { key, text } = describeOne(call);
      expect(key).to.match(/^call\.(unknown|payment)$/);
      expect(text).to.contain(call.data ?? requestData);
    }
    expect(strange).to.have.length(6);
  });

  it('leaves no place in a sentence unfilled', () => {
    expect(Object.values(callSentences).every((sentence) => sentence.length > 10)).to.equal(true);
    expect(describeOne({}).text).not.to.match(/[{}]/);
  });
});
