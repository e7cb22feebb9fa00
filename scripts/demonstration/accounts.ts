import { type Address, type Hex, keccak256, stringToBytes } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import { signerOf } from '../../node/protocol/call.ts';
import type { DemonstrationKeys } from './keys.ts';
import { agencies, citizen, committee, guardian, type KeyHolderId, operators } from './participants.ts';

/** The accounts of the demonstration city; agencies and operators in the order of their lists. */
export interface CityAccounts {
  /** The one that asks for decisions: the first of the agencies. */
  agency: Address;
  agencies: Address[];
  guardian: Address;
  operators: Address[];
  committee: Address;
  citizen: Address;
}

/** Creates every account that does not exist; the same keys always have the same accounts. */
export async function createAccounts(
  client: NodeClient,
  verifier: Address,
  keys: DemonstrationKeys,
): Promise<CityAccounts> {
  const signer = (id: KeyHolderId): Hex => signerOf(verifier, keys[id].keyFile.authority.publicKey);
  const create = async (id: string, signers: Hex[], threshold = 1): Promise<Address> => {
    const salt = keccak256(stringToBytes(`qdt demonstration ${id}`));
    return (await client.createAccount({ signers, threshold, salt })).account;
  };
  const operatorAccounts: Address[] = [];
  for (const { id } of operators) operatorAccounts.push(await create(id, [signer(id)]));
  const agencyAccounts: Address[] = [];
  for (const { id } of agencies) agencyAccounts.push(await create(id, [signer(id)]));
  const [agency] = agencyAccounts;
  if (agency === undefined) throw new Error('no agency');
  const guardianSigners = agencies.map(({ id }) => signer(id));
  const committeeSigners = operators.map(({ id }) => signer(id));
  return {
    agency,
    agencies: agencyAccounts,
    guardian: await create(guardian.id, guardianSigners, guardian.threshold),
    operators: operatorAccounts,
    committee: await create(committee.id, committeeSigners, committee.threshold),
    citizen: await create(citizen.id, [signer(citizen.id)]),
  };
}
