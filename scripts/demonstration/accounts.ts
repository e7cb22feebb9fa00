import { type Address, type Hex, keccak256, stringToBytes } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import { signerOf } from '../../node/protocol/call.ts';
import type { Contracts } from '../../node/protocol/network.ts';
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
  { verifier }: Pick<Contracts, 'verifier'>,
  keys: DemonstrationKeys,
): Promise<CityAccounts> {
  const signer = (id: KeyHolderId): Hex => signerOf(verifier, keys[id].keyFile.authority.publicKey);
  /** Either suffices: that lets the city live on when one algorithm is frozen, and until it is, breaking one is enough. */
  const both = async (id: KeyHolderId): Promise<Hex[]> => {
    const { mlDsa65Authority } = keys[id].keyFile;
    if (mlDsa65Authority === undefined) return [signer(id)];
    return [signer(id), (await client.storeMlDsaKey(mlDsa65Authority.publicKey)).signer];
  };
  const bothOf = async (ids: readonly { id: KeyHolderId }[]): Promise<Hex[]> =>
    (await Promise.all(ids.map(({ id }) => both(id)))).flat();
  const create = async (id: string, signers: Hex[], threshold = 1): Promise<Address> => {
    const salt = keccak256(stringToBytes(`qdt demonstration ${id}`));
    return (await client.createAccount({ signers, threshold, salt })).account;
  };
  const operatorAccounts: Address[] = [];
  for (const { id } of operators) operatorAccounts.push(await create(id, await both(id)));
  const agencyAccounts: Address[] = [];
  for (const { id } of agencies) agencyAccounts.push(await create(id, await both(id)));
  const [agency] = agencyAccounts;
  if (agency === undefined) throw new Error('no agency');
  const guardianSigners = await bothOf(agencies);
  const committeeSigners = await bothOf(operators);
  return {
    agency,
    agencies: agencyAccounts,
    guardian: await create(guardian.id, guardianSigners, guardian.threshold),
    operators: operatorAccounts,
    committee: await create(committee.id, committeeSigners, committee.threshold),
    citizen: await create(citizen.id, [signer(citizen.id)]),
  };
}
