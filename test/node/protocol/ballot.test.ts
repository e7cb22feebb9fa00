import { expect } from 'chai';
import { TypedDataEncoder, ZeroHash } from 'ethers';
import type { Address, Hex } from 'viem';
import { type Ballot, ballotDigest } from '../../../node/protocol/ballot.ts';
import { supports } from '../../../node/protocol/governance-abi.ts';

const box = { chainId: 55_000_042, governor: `0x${'09'.repeat(20)}` as Address };
const voter: Address = `0x${'a0'.repeat(20)}`;
const proposalId = BigInt(`0x${'fe'.repeat(32)}`);
const digest = (change: Partial<Ballot> = {}): Hex =>
  ballotDigest(box, { proposalId, support: 'FOR', voter, ...change });

describe('a ballot', () => {
  it('is nested in the domain of the voter’s account as ERC-7739 says (ethers encodes the same)', () => {
    const ballot = [
      { name: 'proposalId', type: 'uint256' },
      { name: 'support', type: 'uint8' },
      { name: 'voter', type: 'address' },
      { name: 'nonce', type: 'uint256' },
    ];
    const nested = [
      { name: 'contents', type: 'Ballot' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
    ];
    const nonce = BigInt.asUintN(192, proposalId) << 64n;
    const domain = { name: 'QDT CityGovernor', version: '1', chainId: box.chainId, verifyingContract: box.governor };
    const account = { name: 'QDT ParticipantAccount', version: '1', chainId: box.chainId, verifyingContract: voter };
    const contents = { proposalId, support: 1, voter, nonce };
    const message = { contents, ...account, salt: ZeroHash };
    expect(digest()).to.equal(TypedDataEncoder.hash(domain, { TypedDataSign: nested, Ballot: ballot }, message));
  });

  it('with a reason is an extended one: the reason’s hash as text, and no params', () => {
    const reasonHash: Hex = `0x${'5a'.repeat(32)}`;
    const fields = [
      'uint256 proposalId',
      'uint8 support',
      'address voter',
      'uint256 nonce',
      'string reason',
      'bytes params',
    ];
    const extended = fields.map((field) => ({ type: field.split(' ')[0] ?? '', name: field.split(' ')[1] ?? '' }));
    const nested = [
      { name: 'contents', type: 'ExtendedBallot' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
    ];
    const nonce = BigInt.asUintN(192, proposalId) << 64n;
    const domain = { name: 'QDT CityGovernor', version: '1', chainId: box.chainId, verifyingContract: box.governor };
    const account = { name: 'QDT ParticipantAccount', version: '1', chainId: box.chainId, verifyingContract: voter };
    const contents = { proposalId, support: 1, voter, nonce, reason: reasonHash, params: '0x' };
    const message = { contents, ...account, salt: ZeroHash };
    const types = { TypedDataSign: nested, ExtendedBallot: extended };
    expect(digest({ reasonHash })).to.equal(TypedDataEncoder.hash(domain, types, message));
    expect(digest({ reasonHash })).not.to.equal(digest());
  });

  it('differs for every word, proposal, voter and chain', () => {
    const digests = [
      ...supports.map((support) => digest({ support })),
      digest({ proposalId: 1n }),
      digest({ voter: `0x${'a1'.repeat(20)}` }),
      ballotDigest({ ...box, chainId: 1 }, { proposalId, support: 'FOR', voter }),
    ];
    expect(new Set(digests).size).to.equal(6);
  });
});
