import { type Address, encodeFunctionData, type Hex, keccak256, stringToHex } from 'viem';
import { hexValue } from '../../chain/rpc-values.ts';
import { participantKinds, participantRegistryAbi } from '../../protocol/abi.ts';
import { cityGovernorAbi, proposalStates, seatsAbi, supports } from '../../protocol/governance-abi.ts';
import type { Contracts } from '../../protocol/network.ts';
import { encodeStep, type ProposalContent, proposalIdOf, proposeCall } from '../../protocol/proposal.ts';
import { failingCall } from '../../protocol/seatbelt/frames.ts';
import type { Refused, RunOutcome, Stage } from '../../protocol/seatbelt/run.ts';
import { subjectsOf } from '../../protocol/seatbelt/subjects.ts';
import type { Copy, SentCall } from './copy.ts';
import { readFacts } from './read-facts.ts';
import { differenceOf, frameOf } from './trace.ts';

export interface CarryOut {
  readonly copy: Copy;
  readonly contracts: Contracts;
  readonly content: ProposalContent;
  /** Unix seconds: when it is asked. */
  readonly now: number;
}

/**
 * Takes a proposal the whole way through the real governor and timelock: every seat votes for it, the time that must
 * pass passes, and it is carried out. Where its vote is over, or there was none, the same calls are proposed anew.
 */
export async function carryOut({ copy, contracts, content, now }: CarryOut): Promise<RunOutcome> {
  const { governor } = contracts;
  const asked = { address: governor, abi: cityGovernorAbi } as const;
  await copy.mine(now);
  const seats = await copy.client.readContract({
    address: contracts.seats,
    abi: seatsAbi,
    functionName: 'seatedAgencies',
  });
  const given = await bringToQueue(content, false);
  if (given !== 'over') return given === 'queued' ? execute(content, false) : given;

  const salt = keccak256(stringToHex(`seatbelt ${proposalIdOf(content)} ${now}`));
  const anew = { calls: content.calls, description: salt };
  const proposer = await activeAgency();
  if (proposer === undefined) return refused('propose', true, '0x');
  const { data } = proposeCall(governor, anew);
  const failure = await send('propose', { from: proposer, to: governor, data }, true);
  if (failure !== undefined) return failure;
  const queued = await bringToQueue(anew, true);
  if (queued === 'over') return refused('vote', true, '0x');
  return queued === 'queued' ? execute(anew, true) : queued;

  /** Votes and waits until the proposal is queued; 'over' where no vote can bring it there. */
  async function bringToQueue(one: ProposalContent, isAnew: boolean): Promise<'queued' | 'over' | Refused> {
    const id = proposalIdOf(one);
    for (let step = 0; step < proposalStates.length; step += 1) {
      const state = await stateOf(id);
      if (state === 'QUEUED') return 'queued';
      if (state === 'PENDING') await copy.mine(Number(await read('proposalSnapshot', id)) + 1);
      else if (state === 'ACTIVE') {
        await copy.mine(copy.time(), await ballots(id));
        await copy.mine(Number(await read('proposalDeadline', id)) + 1);
      } else if (state === 'SUCCEEDED') {
        const from = seats[0] ?? governor;
        const failure = await send('queue', { from, to: governor, data: encodeStep('queue', one) }, isAnew);
        if (failure !== undefined) return failure;
      } else return 'over';
    }
    return 'over';
  }

  async function ballots(id: bigint): Promise<SentCall[]> {
    const isFree = await Promise.all(
      seats.map(
        async (voter) => !(await copy.client.readContract({ ...asked, functionName: 'hasVoted', args: [id, voter] })),
      ),
    );
    const args = [id, supports.indexOf('FOR')] as const;
    const data = encodeFunctionData({ abi: cityGovernorAbi, functionName: 'castVote', args });
    return seats.filter((_, index) => isFree[index] === true).map((from) => ({ from, to: governor, data }));
  }

  /** The block before and the block of the execution have the same time: what differs is the proposal's doing. */
  async function execute(one: ProposalContent, isAnew: boolean): Promise<RunOutcome> {
    const id = proposalIdOf(one);
    const eta = Number(await read('proposalEta', id));
    await copy.mine(Math.max(eta, copy.time()));
    const blockNumber = copy.blockNumber();
    const from = seats[0] ?? governor;
    const [hash] = await copy.mine(copy.time(), [{ from, to: governor, data: encodeStep('execute', one) }]);
    const { status, logs } = await receiptOf(hash);
    const frame = frameOf(await trace(hash, 'callTracer'));
    if (status !== 'success') return refused('execute', isAnew, frame.output, failingCall(frame, contracts.timelock));
    const seen = logs.map(({ address, topics, data }) => ({ address: lower(address), topics: [...topics], data }));
    const subjects = subjectsOf(seen, contracts);
    const at = { client: copy.client, contracts };
    return {
      kind: 'carried-out',
      proposalId: id,
      calls: one.calls,
      isAnew,
      before: await readFacts({ ...at, blockNumber }, subjects),
      after: await readFacts({ ...at, blockNumber: blockNumber + 1 }, subjects),
      logs: seen,
      storage: differenceOf(await trace(hash, 'prestateTracer')),
      frame,
    };
  }

  async function send(stage: Stage, call: SentCall, isAnew: boolean): Promise<Refused | undefined> {
    const [hash] = await copy.mine(copy.time() + 1, [call]);
    if ((await receiptOf(hash)).status === 'success') return undefined;
    return refused(stage, isAnew, frameOf(await trace(hash, 'callTracer')).output);
  }

  function trace(hash: Hex | undefined, tracer: 'callTracer' | 'prestateTracer'): Promise<unknown> {
    const options = tracer === 'prestateTracer' ? { tracer, tracerConfig: { diffMode: true } } : { tracer };
    return copy.request('debug_traceTransaction', [hash, options]);
  }

  async function receiptOf(hash: Hex | undefined) {
    return copy.client.getTransactionReceipt({ hash: hexValue(hash, 'hash') });
  }

  async function stateOf(id: bigint) {
    try {
      return proposalStates[await copy.client.readContract({ ...asked, functionName: 'state', args: [id] })];
    } catch {
      return undefined;
    }
  }

  function read(functionName: 'proposalSnapshot' | 'proposalDeadline' | 'proposalEta', id: bigint): Promise<bigint> {
    return copy.client.readContract({ ...asked, functionName, args: [id] });
  }

  async function activeAgency(): Promise<Address | undefined> {
    for (const seat of seats) {
      const args = [seat, participantKinds.indexOf('AGENCY')] as const;
      const registry = { address: contracts.participantRegistry, abi: participantRegistryAbi } as const;
      if (await copy.client.readContract({ ...registry, functionName: 'isActive', args })) return seat;
    }
    return undefined;
  }
}

function refused(stage: Stage, isAnew: boolean, data: Hex, call?: number): Refused {
  return { kind: 'refused', stage, isAnew, call, data };
}

function lower(address: Address): Address {
  return `0x${address.slice(2).toLowerCase()}`;
}
