import {
  type Address,
  concatHex,
  domainSeparator,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hashStruct,
  hashTypedData,
  keccak256,
  numberToHex,
  stringToHex,
  zeroHash,
} from 'viem';
import type { Call, SignerSignature } from '../call.ts';
import { agreementRegistryAbi } from './agreement-abi.ts';

/** What AgreementRegistry keeps of an agreement, and both parties sign. */
export interface AgreementTerms {
  /** sha2-256 of the agreement's canonical JSON. */
  agreement: Hex;
  /** The dataset's 32 bytes. */
  dataset: Hex;
  provider: Address;
  consumer: Address;
  /** sha2-256 of the policy's canonical JSON. */
  policy: Hex;
  /** Unix seconds, exclusive; 0 for no end. */
  until: number;
}

/** Where agreements are anchored. */
export interface AgreementBook {
  chainId: number;
  agreementRegistry: Address;
}

const agreementFields = [
  { name: 'agreement', type: 'bytes32' },
  { name: 'dataset', type: 'bytes32' },
  { name: 'provider', type: 'address' },
  { name: 'consumer', type: 'address' },
  { name: 'policy', type: 'bytes32' },
  { name: 'until', type: 'uint48' },
] as const;
const agreementType = `Agreement(${agreementFields.map(({ name, type }) => `${type} ${name}`).join(',')})`;
const nestedFields = [
  { name: 'contents', type: 'Agreement' },
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const;

/** What a party's signers sign: the terms in the registry's domain, nested in their account's domain (ERC-7739, TypedDataSign). */
export function agreementDigest(book: AgreementBook, terms: AgreementTerms, party: Address): Hex {
  return hashTypedData({
    domain: registryDomain(book),
    types: { TypedDataSign: nestedFields, Agreement: agreementFields },
    primaryType: 'TypedDataSign',
    message: {
      contents: terms,
      name: 'QDT ParticipantAccount',
      version: '1',
      chainId: BigInt(book.chainId),
      verifyingContract: party,
      salt: zeroHash,
    },
  });
}

/** What the party's account takes as its signature of the terms (ERC-1271), from its signers' signatures of {@link agreementDigest}. */
export function agreementSignature(
  book: AgreementBook,
  terms: AgreementTerms,
  signatures: readonly SignerSignature[],
): Hex {
  const sorted = signatures.toSorted((a, b) => (keccak256(a.signer) < keccak256(b.signer) ? -1 : 1));
  const signature = encodeAbiParameters(
    [{ type: 'bytes[]' }, { type: 'bytes[]' }],
    [sorted.map(({ signer }) => signer), sorted.map((entry) => entry.signature)],
  );
  const domain = domainSeparator({ domain: registryDomain(book) });
  const contents = hashStruct({ data: terms, types: { Agreement: agreementFields }, primaryType: 'Agreement' });
  const type = stringToHex(agreementType);
  return concatHex([signature, domain, contents, type, numberToHex(agreementType.length, { size: 2 })]);
}

/** The call that anchors an agreement; anybody may make it. */
export function anchorCall(
  book: AgreementBook,
  terms: AgreementTerms,
  signatures: { provider: readonly SignerSignature[]; consumer: readonly SignerSignature[] },
): Call {
  const args = [
    terms,
    agreementSignature(book, terms, signatures.provider),
    agreementSignature(book, terms, signatures.consumer),
  ] as const;
  const data = encodeFunctionData({ abi: agreementRegistryAbi, functionName: 'anchor', args });
  return { target: book.agreementRegistry, value: 0n, data };
}

/** The call by which a party, or after its end anybody, ends an agreement. `cause`: salted hash of a text; zero for none. */
export function retireAgreementCall(agreementRegistry: Address, agreement: Hex, cause: Hex = zeroHash): Call {
  const args = [agreement, cause] as const;
  const data = encodeFunctionData({ abi: agreementRegistryAbi, functionName: 'retire', args });
  return { target: agreementRegistry, value: 0n, data };
}

function registryDomain({ chainId, agreementRegistry }: AgreementBook) {
  return { name: 'QDT AgreementRegistry', version: '1', chainId, verifyingContract: agreementRegistry } as const;
}
