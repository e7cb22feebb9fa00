import type { Address } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { Network } from '../../node/client/views.ts';
import type { Call } from '../../node/protocol/call.ts';
import { registeredProfile } from '../../node/protocol/participant.ts';
import { grantSeatCall } from '../../node/protocol/seat-calls.ts';
import { type CityAccounts, createAccounts } from './accounts.ts';
import {
  constitutionCalls,
  enrolAgencyCall,
  enrolOperatorCall,
  enrolSelfCall,
  grantRoleCall,
  handOverCall,
  isHandedOver,
} from './founding.ts';
import type { DemonstrationKey, DemonstrationKeys } from './keys.ts';
import { agencies, citizen, committee, founder, operators } from './participants.ts';
import { firstPolicies } from './policies.ts';
import { submitSigned } from './submit.ts';

export interface CityOptions {
  client: NodeClient;
  keys: DemonstrationKeys;
  tell: (sentence: string) => void;
  /** Unix seconds. */
  clock: () => number;
}

/** The agencies look at the first policies again after a year. */
const reviewSeconds = 365 * 86_400;

/** Calls of one signature with the profiles they name. */
interface Enrolment {
  calls: Call[];
  content: Uint8Array[];
}

/** Creates the accounts and founds the city: one signature of the founding council for all of it, one of the citizen. */
export async function foundCity(options: CityOptions): Promise<CityAccounts> {
  const { client, keys, tell } = options;
  const network = await client.network();
  const accounts = await createAccounts(client, network.contracts, keys);
  const enrolled = new Set((await client.participants()).participants.map(({ account }) => account.toLowerCase()));
  const isNew = (account: Address) => !enrolled.has(account.toLowerCase());

  if (!(await isHandedOver(client, network.contracts))) {
    const founding = foundingEnrolment(network, accounts, keys);
    const policies = firstPolicies(network.contracts, {
      owner: accounts.agency,
      reviewBy: Math.ceil(options.clock()) + reviewSeconds,
    });
    founding.calls.push(...policies.calls);
    founding.content.push(...policies.content);
    founding.calls.push(await handOverCall(client, network.contracts));
    tell(
      'The founding council signs the city’s first rules, enrols three agencies, three operators and their committee,',
    );
    tell(
      'gives each agency a seat, puts the first purposes and policies in force, and hands the city over: from now on',
    );
    tell('only votes of the agencies change its rules.');
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

function foundingEnrolment({ contracts }: Network, accounts: CityAccounts, keys: DemonstrationKeys): Enrolment {
  const enrolment: Enrolment = { calls: constitutionCalls(contracts, contracts.founder), content: [] };
  const profile = (name: string, key?: DemonstrationKey) => {
    const made = registeredProfile({ name, ...(key === undefined ? {} : { keys: offChainKeys(key) }) });
    enrolment.content.push(...made.content);
    return made.registered;
  };
  for (const [index, { id, name }] of agencies.entries()) {
    const account = accounts.agencies[index];
    if (account === undefined) continue;
    enrolment.calls.push(enrolAgencyCall(contracts, account, profile(name, keys[id])));
    enrolment.calls.push(grantSeatCall(contracts, account), grantRoleCall(contracts, 'AGENCY', account));
  }
  enrolment.calls.push(grantRoleCall(contracts, 'GUARDIAN', accounts.guardian));
  for (const [index, { id, name }] of operators.entries()) {
    const account = accounts.operators[index];
    if (account !== undefined) enrolment.calls.push(enrolOperatorCall(contracts, account, profile(name, keys[id])));
  }
  enrolment.calls.push(enrolOperatorCall(contracts, accounts.committee, profile(committee.name)));
  return enrolment;
}

function offChainKeys({ keyFile }: DemonstrationKey) {
  return { mlDsa65: keyFile.mlDsa65.publicKey, ageRecipient: keyFile.age.recipient };
}
