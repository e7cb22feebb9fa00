import { expect } from 'chai';
import { concat, id, keccak256, TypedDataEncoder, toBeHex, toUtf8Bytes, ZeroHash } from 'ethers';
import { addressOf, type Contract, deploy, ethers, method, networkHelpers } from '../network.fixture.ts';
import { accountDomain, deployAccount, encodeSignatures, type Signer, sorted, stubSigner } from '../signing.fixture.ts';

const chainId = 31337;
const magic = '0x1626ba7e';
const refused = '0xffffffff';
const appDomain = { name: 'Some application', version: '7', chainId, verifyingContract: `0x${'22'.repeat(20)}` };
const contentsType = 'Ballot(uint256 proposal,uint8 support)';
const ballotTypes = {
  Ballot: [
    { name: 'proposal', type: 'uint256' },
    { name: 'support', type: 'uint8' },
  ],
};
const ballot = { proposal: 5n, support: 1 };

/** What a signer signs for `contents` in the application's domain, nested in the account's (ERC-7739). */
function nestedDigest(account: Contract): string {
  const types = {
    TypedDataSign: [
      { name: 'contents', type: 'Ballot' },
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
      { name: 'salt', type: 'bytes32' },
    ],
    ...ballotTypes,
  };
  return TypedDataEncoder.hash(appDomain, types, {
    contents: ballot,
    ...accountDomain(account, chainId),
    salt: ZeroHash,
  });
}

function nested(account: Contract, signers: Signer[]): string {
  const signature = encodeSignatures(sorted(signers), nestedDigest(account));
  const contentsHash = TypedDataEncoder.hashStruct('Ballot', ballotTypes, ballot);
  const description = toUtf8Bytes(contentsType);
  const length = toBeHex(description.length, 2);
  return concat([signature, TypedDataEncoder.hashDomain(appDomain), contentsHash, description, length]);
}

async function world() {
  const verifier = await deploy('StubVerifier');
  const north = stubSigner(verifier, 'north');
  const river = stubSigner(verifier, 'river');
  const account = await deployAccount([north, river], 2);
  const twin = await deployAccount([north, river], 2);
  return { north, river, account, twin, signers: [north, river] };
}

describe('ParticipantAccount.isValidSignature (ERC-1271, ERC-7739)', () => {
  const digest = TypedDataEncoder.hash(appDomain, ballotTypes, ballot);
  let city: Awaited<ReturnType<typeof world>>;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(world);
  });

  const answer = (signature: string, hash = digest, account = city.account): Promise<string> =>
    method(account, 'isValidSignature')(hash, signature);

  it('accepts nested typed data', async () => {
    expect(await answer(nested(city.account, city.signers))).to.equal(magic);
  });

  it('refuses the nested signature in another account of the same signers', async () => {
    expect(await answer(nested(city.account, city.signers), digest, city.twin)).to.equal(refused);
  });

  it('refuses it for another hash, and with one signature of two', async () => {
    expect(await answer(nested(city.account, city.signers), id('another'))).to.equal(refused);
    expect(await answer(nested(city.account, [city.north]))).to.equal(refused);
  });

  it('refuses a raw signature', async () => {
    expect(await answer(encodeSignatures(sorted(city.signers), digest))).to.equal(refused);
  });

  it('refuses the signature of a batch', async () => {
    const batchHash = await method(city.account, 'executeDigest')([], 0, 1);
    expect(await answer(encodeSignatures(sorted(city.signers), batchHash), batchHash)).to.equal(refused);
  });

  it('accepts a personal signature for this account alone', async () => {
    const struct = ethers.AbiCoder.defaultAbiCoder().encode(
      ['bytes32', 'bytes32'],
      [id('PersonalSign(bytes prefixed)'), digest],
    );
    const domain = TypedDataEncoder.hashDomain(accountDomain(city.account, chainId));
    const personal = keccak256(concat(['0x1901', domain, keccak256(struct)]));
    const signature = encodeSignatures(sorted(city.signers), personal);
    expect(await answer(signature)).to.equal(magic);
    expect(await answer(signature, digest, city.twin)).to.equal(refused);
  });

  it('says that it supports ERC-7739', async () => {
    expect(await answer('0x', `0x${'7739'.repeat(16)}`)).to.equal('0x77390001');
  });

  it('names its domain', async () => {
    const domain = await method(city.account, 'eip712Domain')();
    expect([domain.name, domain.version, domain.chainId, domain.verifyingContract]).to.deep.equal([
      'QDT ParticipantAccount',
      '1',
      BigInt(chainId),
      addressOf(city.account),
    ]);
  });
});
