import type { Address } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { Network } from '../../node/client/views.ts';
import type { Call } from '../../node/protocol/call.ts';
import { registeredProfile } from '../../node/protocol/participant.ts';
import { type CityAccounts, createAccounts } from './accounts.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  enrolOperatorCall,
  enrolSelfCall,
  grantRoleCall,
  hasConstitution,
} from './founding.ts';
import type { DemonstrationKey, DemonstrationKeys } from './keys.ts';
import { agency, citizen, committee, founder, operators } from './participants.ts';
import { submitSigned } from './submit.ts';

export interface CityOptions {
  client: NodeClient;
  keys: DemonstrationKeys;
  tell: (sentence: string) => void;
  /** Unix seconds. */
  clock: () => number;
}

/** Calls of one signature with the profiles they name. */
interface Enrolment {
  calls: Call[];
  content: Uint8Array[];
}

/** Creates the accounts and enrols who is not enrolled yet: one signature of the founding council for all, one of the citizen. */
export async function foundCity(options: CityOptions): Promise<CityAccounts> {
  const { client, keys, tell } = options;
  const network = await client.network();
  const accounts = await createAccounts(client, network.verifierSigner, keys);
  const enrolled = new Set((await client.participants()).participants.map(({ account }) => account.toLowerCase()));
  const isNew = (account: Address) => !enrolled.has(account.toLowerCase());

  const founding = foundingEnrolment(network, accounts, keys, isNew);
  if (!(await hasConstitution(client, network.contracts)))
    founding.calls.unshift(...constitutionCalls(network.contracts, network.contracts.founder));
  if (founding.calls.length > 0) {
    tell(
      'The founding council signs the city’s first rules and enrols an agency, three operators and their committee.',
    );
    await submitSigned(options, keys[founder.id], { account: network.contracts.founder, ...founding });
  }
  if (isNew(accounts.citizen)) {
    tell('A citizen enrols with a signature of their own.');
    const { registered } = registeredProfile({ keys: offChainKeys(keys[citizen.id]) });
    const calls = [enrolSelfCall(network.contracts, registered)];
    await submitSigned(options, keys[citizen.id], { account: accounts.citizen, calls, content: [] });
  }
  return accounts;
}

function foundingEnrolment(
  { contracts }: Network,
  accounts: CityAccounts,
  keys: DemonstrationKeys,
  isNew: (account: Address) => boolean,
): Enrolment {
  const enrolment: Enrolment = { calls: [], content: [] };
  const profile = (name: string, key?: DemonstrationKey) => {
    const made = registeredProfile({ name, ...(key === undefined ? {} : { keys: offChainKeys(key) }) });
    enrolment.content.push(...made.content);
    return made.registered;
  };
  if (isNew(accounts.agency)) {
    const registered = profile(agency.name, keys[agency.id]);
    enrolment.calls.push(enrolAgencyCall(contracts, accounts.agency, registered));
    enrolment.calls.push(grantRoleCall(contracts, 'AGENCY', accounts.agency));
  }
  for (const [index, { id, name }] of operators.entries()) {
    const account = accounts.operators[index];
    if (account !== undefined && isNew(account))
      enrolment.calls.push(enrolOperatorCall(contracts, account, profile(name, keys[id])));
  }
  if (isNew(accounts.committee))
    enrolment.calls.push(enrolOperatorCall(contracts, accounts.committee, profile(committee.name)));
  return enrolment;
}

function offChainKeys({ keyFile }: DemonstrationKey) {
  return { mlDsa65: keyFile.mlDsa65.publicKey, ageRecipient: keyFile.age.recipient };
}
