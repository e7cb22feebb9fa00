import type { Address, Hex } from 'viem';
import type { Participants } from '../governance/participants.ts';
import type { DecisionStep, DecisionStepRow } from './decision-steps-table.ts';

/** Somebody, with the name under which it takes part. */
interface Named {
  name?: string;
}

/** What happened to an answer since it was recorded. Times in unix seconds, energies as decimal text. */
export interface DecisionCourse {
  enactedAt?: number;
  enactedBy?: Address;
  declinedAt?: number;
  declinedBy?: Address;
  stoppedAt?: number;
  stoppedBy?: Address;
  struckAt?: number;
  cause?: string;
  /** Those that wait for a vote have no `resolvedAt` yet. */
  objections: (Named & { account: Address; modelRoot: Hex; at: number; resolvedAt?: number; isUpheld?: boolean })[];
  beatenBy: (Named & { author: Address; energy: string; sampleHash: Hex; at: number })[];
}

/** The course of a decision from its steps, oldest first. */
export async function courseOf(
  steps: readonly DecisionStepRow[],
  participants: Pick<Participants, 'nameOf'>,
): Promise<DecisionCourse> {
  const named = async (account: Address): Promise<Named> => {
    const name = await participants.nameOf(account);
    return name === undefined ? {} : { name };
  };
  const objections = ofStep(steps, 'OBJECTED').map(async ({ account, word, at }) => {
    return { account, ...(await named(account)), modelRoot: hexOf(word), at, ...votedOn(steps, at) };
  });
  const beatenBy = ofStep(steps, 'BEATEN').map(async ({ account, word, energy = '0', at }) => {
    return { author: account, ...(await named(account)), energy, sampleHash: hexOf(word), at };
  });
  const [enacted] = ofStep(steps, 'ENACTED');
  const [declined] = ofStep(steps, 'DECLINED');
  const [stopped] = ofStep(steps, 'STOPPED');
  const struck = steps.find(({ step }) => step === 'STRUCK');
  return {
    ...(enacted === undefined ? {} : { enactedAt: enacted.at, enactedBy: enacted.account }),
    ...(declined === undefined ? {} : { declinedAt: declined.at, declinedBy: declined.account }),
    ...(stopped === undefined ? {} : { stoppedAt: stopped.at, stoppedBy: stopped.account }),
    ...(struck === undefined
      ? {}
      : { struckAt: struck.at, ...(struck.word === undefined ? {} : { cause: struck.word }) }),
    objections: await Promise.all(objections),
    beatenBy: await Promise.all(beatenBy),
  };
}

/** The first vote on objections since this time. */
function votedOn(steps: readonly DecisionStepRow[], since: number) {
  const vote = steps.find(({ step, at }) => at >= since && (step === 'UPHELD' || step === 'TURNED_DOWN'));
  return vote === undefined ? {} : { resolvedAt: vote.at, isUpheld: vote.step === 'UPHELD' };
}

/** The steps of this kind that somebody made. */
function ofStep(steps: readonly DecisionStepRow[], wanted: DecisionStep) {
  return steps.flatMap(({ step, account, word, energy, at }) =>
    step === wanted && account !== undefined ? [{ account, word, energy: energy ?? undefined, at }] : [],
  );
}

function hexOf(word: string | undefined): Hex {
  return `0x${(word ?? '0x').slice(2)}`;
}
