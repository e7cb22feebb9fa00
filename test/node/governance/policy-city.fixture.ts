import { type Address, encodeFunctionData, zeroHash } from 'viem';
import { createChainReader } from '../../../node/client/chain-reader.ts';
import type { AccessAnswerView } from '../../../node/client/views.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { readAction, readParticipant, readPurpose, readTarget } from '../../../node/protocol/policy/access-words.ts';
import { type CompiledPolicy, compilePolicy } from '../../../node/protocol/policy/compile.ts';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { policyRegistryAbi } from '../../../node/protocol/policy/policy-abi.ts';
import { foundingPurposes } from '../../../node/protocol/policy/purposes.ts';
import { reasons } from '../../../node/protocol/policy/reasons.ts';
import { actions, targetKinds } from '../../../node/protocol/policy/rules.ts';
import type { Json } from '../../../node/protocol/policy/strict-json.ts';
import { policyTemplate } from '../../../node/protocol/policy/templates.ts';
import { agencyKey, batchOf, founderKey, submission, type TestCity } from '../city.fixture.ts';

export const counts = 'urn:qdt:dataset:road-counts';

/** Rules of every kind that a verdict can hang on: a vote, a count, a role, a purpose, a prohibition. */
export function countsPolicy(owner: Address, reviewBy: number, parts: { [key: string]: Json } = {}): string {
  const research = { leftOperand: 'purpose', operator: 'eq', rightOperand: 'urn:qdt:purpose:research' };
  const twice = { leftOperand: 'count', operator: 'lteq', rightOperand: 2 };
  const consent = { action: 'obtainConsent', consentingParty: 'urn:qdt:agencies' };
  return JSON.stringify({
    ...policyTemplate('internal', { name: 'counts', owner, target: counts, reviewBy }),
    permission: [
      { assignee: 'urn:qdt:enrolled', target: counts, action: 'read', constraint: [research], duty: [consent] },
      { assignee: 'urn:qdt:role:AGENCY', target: counts, action: 'aggregate', constraint: [twice] },
      { assignee: 'urn:qdt:anyone', target: counts, action: 'distribute', duty: [{ action: 'attribute' }] },
      { assignee: 'urn:qdt:role:ADMIN', target: counts, action: 'modify' },
    ],
    prohibition: [{ assignee: 'urn:qdt:kind:OPERATOR', target: counts, action: 'distribute' }],
    ...parts,
  });
}

export function compiled(text: string): CompiledPolicy {
  return compilePolicy(text, new Set(foundingPurposes));
}

/** Every call has a nonce lane of its own. */
let lane = 100n;

export function founderCalls({ network }: TestCity, calls: Call[], blocks: Uint8Array[] = []) {
  lane += 1n;
  return submission(network, batchOf(network.contracts.founder, lane, calls), [founderKey()], blocks);
}

export function agencyCalls({ network, agency }: TestCity, calls: Call[], blocks: Uint8Array[] = []) {
  lane += 1n;
  return submission(network, batchOf(agency, lane, calls), [agencyKey()], blocks);
}

export function exerciseCall({ network }: TestCity, participant: Address, target: string, action: string): Call {
  const args = [participant, targetOnChain(target), actionNumber(action), zeroHash, { collections: [] }] as const;
  const data = encodeFunctionData({ abi: policyRegistryAbi, functionName: 'exercise', args });
  return { target: network.contracts.policyRegistry, value: 0n, data };
}

export interface Question {
  participant: string;
  target: string;
  action: string;
  purpose?: string;
}

/** What PolicyRegistry.evaluate says now, in the words of the gateway. */
export async function verdictOnChain(
  city: Pick<TestCity, 'client' | 'network'>,
  { participant, target, action, purpose = '' }: Question,
  at: number,
) {
  const [isPermitted, reason, policyId, ruleIndex] = await createChainReader(city.client).readContract({
    address: city.network.contracts.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'evaluate',
    args: [
      readParticipant(participant, 'participant'),
      targetOnChain(target),
      actionNumber(action),
      bytesOfName(readPurpose(purpose, 'purpose')),
      at,
      { collections: [] },
    ],
  });
  return said(isPermitted, reasons[reason], Number(policyId), Number(ruleIndex));
}

export function verdictOf({ verdict, reason, policyId = 0, ruleIndex = 0 }: AccessAnswerView): string {
  return said(verdict === 'permit', reason, policyId, ruleIndex);
}

function said(isPermitted: boolean, reason: string | undefined, policyId: number, ruleIndex: number): string {
  return `${isPermitted ? 'permit' : 'deny'} ${reason} ${policyId}.${ruleIndex}`;
}

function targetOnChain(text: string) {
  const { kind, name, part } = readTarget(text, 'target');
  return { kind: targetKinds.indexOf(kind), name: bytesOfName(name), part: bytesOfName(part) };
}

function actionNumber(action: string): number {
  return actions.indexOf(readAction(action, 'action'));
}
