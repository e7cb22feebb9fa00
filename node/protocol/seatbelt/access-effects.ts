import { parseEventLogs } from 'viem';
import { contractAt, contractWords } from '../contract-abis.ts';
import { timeText } from '../descriptions/values.ts';
import { cityAccessAbi, cityGovernorAbi } from '../governance-abi.ts';
import type { Contracts } from '../network.ts';
import { roleName } from '../roles.ts';
import { type Effect, effect } from './effect.ts';
import type { RunLog } from './run.ts';
import { logsOf } from './subjects.ts';

/** What the access manager and the governor say by events alone: waiting times of roles and contracts, names, proposals stopped. */
export function accessEffects(logs: readonly RunLog[], contracts: Contracts): Effect[] {
  return [...delayEffects(logs, contracts), ...stoppedProposals(logs, contracts)];
}

function delayEffects(logs: readonly RunLog[], contracts: Contracts): Effect[] {
  const contract = 'accessManager';
  const own = logsOf(logs, contracts.accessManager);
  return parseEventLogs({ abi: cityAccessAbi, logs: own }).flatMap(({ eventName, args }): Effect[] => {
    if (eventName === 'RoleLabel')
      return [effect('seatbelt.role.labelled', { role: roleName(args.roleId), label: args.label }, { contract })];
    if (eventName === 'RoleGrantDelayChanged') {
      const values = { role: roleName(args.roleId), seconds: String(args.delay), since: timeText(args.since) };
      return [effect('seatbelt.role.grantDelay', values, { contract })];
    }
    if (eventName === 'RoleGuardianChanged') {
      const values = { role: roleName(args.roleId), guardian: roleName(args.guardian) };
      return [effect('seatbelt.role.guardian', values, { contract })];
    }
    if (eventName === 'TargetAdminDelayUpdated') {
      const name = contractAt(contracts, args.target);
      const target = name === undefined ? args.target : contractWords[name];
      const values = { contract: target, seconds: String(args.delay), since: timeText(args.since) };
      return [effect('seatbelt.contract.delay', values, { contract })];
    }
    return [];
  });
}

function stoppedProposals(logs: readonly RunLog[], { governor }: Contracts): Effect[] {
  const stopped = parseEventLogs({ abi: cityGovernorAbi, logs: logsOf(logs, governor), eventName: 'ProposalCanceled' });
  return stopped.map(({ args }) =>
    effect('seatbelt.proposal.stopped', { proposal: String(args.proposalId) }, { contract: 'governor' }),
  );
}
