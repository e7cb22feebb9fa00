import { expect } from 'chai';
import { type Address, encodeFunctionData, type Hex, stringToHex } from 'viem';
import { decisionLedgerAbi } from '../../../../node/protocol/abi.ts';
import { cidOfDigest } from '../../../../node/protocol/cid.ts';
import { describeLedgerCall } from '../../../../node/protocol/descriptions/decision-ledger.ts';
import { it as italian } from '../../../../node/web/messages/it.ts';

const address: Address = `0x${'cc'.repeat(20)}`;
const digest: Hex = `0x${'11'.repeat(32)}`;
const word = (text: string): Hex => stringToHex(text, { size: 32 });
const until = 1_790_000_000;
const terms = {
  kind: word('routes'),
  problem: digest,
  snapshot: digest,
  isRestricted: false,
  recordBy: until,
  challengeWindow: 5,
  committee: address,
};
const mandate = {
  kind: word('routes'),
  area: word('Sioux Falls'),
  agency: address,
  largestChange: 300n,
  until,
  perDay: 2,
};
const abi = decisionLedgerAbi;

/** Calldata, and what its sentence must say. */
const cases: [Hex, RegExp][] = [
  [
    encodeFunctionData({ abi, functionName: 'requestUnderMandate', args: [terms, 4n, word('Sioux Falls'), 250n] }),
    /^Ask, under the standing mandate 4 .* at most 250 in Sioux Falls: a public “routes” decision on problem bafy/,
  ],
  [
    encodeFunctionData({
      abi,
      functionName: 'requestUnderMandate',
      args: [{ ...terms, isRestricted: true }, 4n, word('Sioux Falls'), 250n],
    }),
    /: a restricted “routes” decision/,
  ],
  [
    encodeFunctionData({ abi, functionName: 'grantMandate', args: [mandate] }),
    /^Grant the agency 0xcc\w+ a standing mandate until 2026-09-21 14:13:20 UTC: at most 2 “routes” decisions a day in Sioux Falls, each with a change of at most 300, /i,
  ],
  [encodeFunctionData({ abi, functionName: 'revokeMandate', args: [4n] }), /^Take back the standing mandate 4$/],
  [encodeFunctionData({ abi, functionName: 'enact', args: [7n] }), /^Put decision 7 into effect$/],
  [encodeFunctionData({ abi, functionName: 'decline', args: [7n] }), /^Set decision 7 aside/],
  [encodeFunctionData({ abi, functionName: 'stop', args: [7n] }), /^End the effect of decision 7$/],
  [
    encodeFunctionData({ abi, functionName: 'object', args: [7n, digest] }),
    new RegExp(`^Object to decision 7: .* the root ${digest}`),
  ],
  [
    encodeFunctionData({ abi, functionName: 'resolveObjection', args: [7n, true] }),
    /^Uphold .* decision 7: .* struck$/,
  ],
  [encodeFunctionData({ abi, functionName: 'resolveObjection', args: [7n, false] }), /^Turn down .* decision 7/],
  [encodeFunctionData({ abi, functionName: 'suspendForChallenge', args: [7n] }), /^Let decision 7 wait/],
  [encodeFunctionData({ abi, functionName: 'resumeFromChallenge', args: [7n] }), /^Let decision 7 go on/],
  [encodeFunctionData({ abi, functionName: 'beat', args: [7n, digest, -6n, address] }), /decision 7’s: .* energy -6$/],
  [encodeFunctionData({ abi, functionName: 'strike', args: [7n, word('energy')] }), /^Strike decision 7, .*“energy”$/],
];

describe('describeLedgerCall', () => {
  it('says what becomes of a decision, and what a mandate allows, in both languages', () => {
    for (const [data, expected] of cases) {
      const description = describeLedgerCall(data);
      if (description === undefined) throw new Error('no sentence');
      expect(description.text).to.match(expected).and.not.match(/[{}]/);
      const places = italian[description.key].match(/\{\w+\}/g) ?? [];
      expect(places.map((place) => place.slice(1, -1))).to.have.members(Object.keys(description.values));
    }
    expect(cases).to.have.length(14);
  });

  it('shows the problem by its CID', () => {
    expect(describeLedgerCall(cases[0]?.[0] ?? '0x')?.text).to.contain(cidOfDigest(digest));
  });
});
