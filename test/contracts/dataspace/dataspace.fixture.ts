import { concat, encodeBytes32String, id, TypedDataEncoder, toBeHex, toUtf8Bytes, ZeroHash } from 'ethers';
import { kinds, noProfile } from '../city.fixture.ts';
import { type GovernedCity, governedCity } from '../governance/city.fixture.ts';
import { act, call, createParticipant, type Participant } from '../governance/participants.fixture.ts';
import { addressOf } from '../network.fixture.ts';
import { accountDomain, encodeSignatures } from '../signing.fixture.ts';

export const dataset = encodeBytes32String('bus-positions');

/** A version whose digests differ by `seed`. */
export function version(seed = 'one') {
  return {
    metadata: id(`${seed} metadata`),
    contentRoot: id(`${seed} root`),
    keyCommitment: id(`${seed} commitment`),
    policy: id(`${seed} policy`),
  };
}

export interface Dataspace extends GovernedCity {
  consumer: Participant;
  /** An account that takes no part. */
  outsider: Participant;
}

/** A governed city where the company published a dataset; a second company may become its consumer. */
export async function dataspace(): Promise<Dataspace> {
  const city = await governedCity();
  const consumer = await createParticipant(city.factory, city.verifier, 'consumer');
  const outsider = await createParticipant(city.factory, city.verifier, 'outsider');
  await act(city.registrar, call(city.registry, 'enrol', consumer.address, kinds.company, noProfile));
  await act(city.company, call(city.datasets, 'publish', dataset, version()));
  return { ...city, consumer, outsider };
}

export interface Terms {
  agreement: string;
  dataset: string;
  provider: string;
  consumer: string;
  policy: string;
  until: number;
}

export function termsOf({ company, consumer }: Dataspace, other: Partial<Terms> = {}): Terms {
  return {
    agreement: id('agreement'),
    dataset,
    provider: company.address,
    consumer: consumer.address,
    policy: version().policy,
    until: 0,
    ...other,
  };
}

const chainId = 31337;
const fields = [
  { name: 'agreement', type: 'bytes32' },
  { name: 'dataset', type: 'bytes32' },
  { name: 'provider', type: 'address' },
  { name: 'consumer', type: 'address' },
  { name: 'policy', type: 'bytes32' },
  { name: 'until', type: 'uint48' },
];
const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

/** A party's signature as its account takes it (ERC-1271), nested in the account's domain (ERC-7739), by ethers' encoder. */
export function signTerms({ agreements }: Dataspace, terms: Terms, party: Participant): string {
  const domain = { name: 'QDT AgreementRegistry', version: '1', chainId, verifyingContract: addressOf(agreements) };
  const types = { Agreement: fields };
  const nestedTypes = { TypedDataSign: [{ name: 'contents', type: 'Agreement' }, ...domainFields], ...types };
  const nested = { contents: terms, ...accountDomain(party.account, chainId), salt: ZeroHash };
  const digest = TypedDataEncoder.hash(domain, nestedTypes, nested);
  const description = toUtf8Bytes(TypedDataEncoder.from(types).encodeType('Agreement'));
  return concat([
    encodeSignatures([party.signer], digest),
    TypedDataEncoder.hashDomain(domain),
    TypedDataEncoder.hashStruct('Agreement', types, terms),
    description,
    toBeHex(description.length, 2),
  ]);
}
