import { expect } from 'chai';
import { type DecisionState, decisionStates } from '../../../node/protocol/abi.ts';
import { networkHelpers, now } from '../network.fixture.ts';
import {
  type DecisionCity,
  deployDecisions,
  type Ledger,
  ledgerOf,
  otherRoot,
  outcome,
  question,
  text,
} from './decisions.fixture.ts';

type Reached = Exclude<DecisionState, 'NONE'> | 'ENACTED under a mandate';

/** Who makes the move, with good arguments; whatever must have happened before (time) is part of the move. */
type Move = (city: DecisionCity, ledger: Ledger, id: bigint) => Promise<unknown>;

interface Door {
  move: Move;
  /** Where the move leads from where; from everywhere else it is refused. */
  edges: Partial<Record<Reached, DecisionState>>;
}

const stays = 'ENACTED under a mandate';

/** DESIGN, a decision: every move there is. */
const doors: Record<string, Door> = {
  record: {
    move: ({ committee }, { send }, id) => send(committee, 'record', id, question.problem, question.snapshot, outcome),
    edges: { REQUESTED: 'RECORDED' },
  },
  finalize: {
    move: async ({ stranger }, { send, decision }, id) => {
      await waitUntil(Number((await decision(id)).challengeUntil));
      return send(stranger, 'finalize', id);
    },
    edges: { RECORDED: 'FINAL' },
  },
  expire: {
    move: async ({ stranger }, { send, decision }, id) => {
      await waitUntil(Number((await decision(id)).terms.recordBy) + 1);
      return send(stranger, 'expire', id);
    },
    edges: { REQUESTED: 'EXPIRED' },
  },
  enact: { move: ({ admin }, { send }, id) => send(admin, 'enact', id), edges: { FINAL: 'ENACTED' } },
  decline: { move: ({ admin }, { send }, id) => send(admin, 'decline', id), edges: { FINAL: 'DECLINED' } },
  stop: {
    move: ({ guardian }, { send }, id) => send(guardian, 'stop', id),
    edges: { ENACTED: 'STOPPED', [stays]: 'STOPPED' },
  },
  object: {
    move: ({ citizen }, { send }, id) => send(citizen, 'object', id, otherRoot),
    edges: { RECORDED: 'OBJECTED', CHALLENGED: 'CHALLENGED', [stays]: 'ENACTED' },
  },
  'resolveObjection, upheld': {
    move: ({ admin }, { send }, id) => send(admin, 'resolveObjection', id, true),
    edges: { OBJECTED: 'STRUCK' },
  },
  'resolveObjection, not upheld': {
    move: ({ admin }, { send }, id) => send(admin, 'resolveObjection', id, false),
    edges: { OBJECTED: 'RECORDED' },
  },
  suspendForChallenge: {
    move: ({ court }, { send }, id) => send(court, 'suspendForChallenge', id),
    edges: { RECORDED: 'CHALLENGED', CHALLENGED: 'CHALLENGED', [stays]: 'ENACTED' },
  },
  beat: {
    move: ({ court, citizen }, { send }, id) => send(court, 'beat', id, otherRoot, -6, citizen.address),
    edges: { CHALLENGED: 'CHALLENGED' },
  },
  strike: {
    move: ({ court }, { send }, id) => send(court, 'strike', id, text('energy')),
    edges: {
      RECORDED: 'STRUCK',
      CHALLENGED: 'STRUCK',
      OBJECTED: 'STRUCK',
      FINAL: 'STRUCK',
      [stays]: 'STRUCK',
    },
  },
};

/** The moves that lead to each state from REQUESTED. */
const paths: Record<Reached, string[]> = {
  REQUESTED: [],
  RECORDED: ['record'],
  CHALLENGED: ['record', 'suspendForChallenge'],
  OBJECTED: ['record', 'object'],
  STRUCK: ['record', 'strike'],
  FINAL: ['record', 'finalize'],
  ENACTED: ['record', 'finalize', 'enact'],
  DECLINED: ['record', 'finalize', 'decline'],
  STOPPED: ['record', 'finalize', 'enact', 'stop'],
  EXPIRED: ['expire'],
  'ENACTED under a mandate': ['record'],
};

async function waitUntil(timestamp: number): Promise<void> {
  if (timestamp > (await now())) await networkHelpers.time.increaseTo(timestamp);
}

describe('DecisionLedger: the states of a decision', () => {
  let city: DecisionCity;
  let ledger: Ledger;

  async function make(name: string, id: bigint): Promise<void> {
    const door = doors[name];
    if (door === undefined) throw new RangeError(name);
    await door.move(city, ledger, id);
  }

  /** A new decision in this state. */
  async function reach(state: Reached): Promise<bigint> {
    const id = state === stays ? await ledger.requestUnder(await ledger.grantMandate()) : await ledger.request();
    for (const name of paths[state]) await make(name, id);
    expect(await ledger.stateOf(id)).to.equal(state.split(' ')[0]);
    return id;
  }

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(deployDecisions);
    ledger = ledgerOf(city);
  });

  for (const [name, { move, edges }] of Object.entries(doors)) {
    it(`${name} leads from ${Object.entries(edges)
      .map(([from, to]) => `${from} to ${to}`)
      .join(', ')}, and from nowhere else`, async () => {
      let tried = 0;
      for (const state of Object.keys(paths)) {
        if (!isReached(state)) throw new RangeError(state);
        const id = await reach(state);
        const to = edges[state];
        const before = await ledger.decision(id);
        if (to === undefined) {
          await ledger.refuses(move(city, ledger, id), 'LedgerWrongState', id, before.state);
          expect(await ledger.decision(id)).to.deep.equal(before);
        } else {
          await move(city, ledger, id);
          expect(await ledger.stateOf(id)).to.equal(to);
        }
        tried += 1;
      }
      expect(tried).to.equal(decisionStates.length);
    });
  }

  it('resuming leads from CHALLENGED to RECORDED, and elsewhere changes nothing', async () => {
    for (const state of Object.keys(paths)) {
      if (!isReached(state)) throw new RangeError(state);
      const id = await reach(state);
      await ledger.send(city.court, 'resumeFromChallenge', id);
      const expected = state === 'CHALLENGED' ? 'RECORDED' : state.split(' ')[0];
      expect(await ledger.stateOf(id)).to.equal(expected);
    }
  });

  it('knows no decision that was never requested', async () => {
    for (const [, { move }] of Object.entries(doors)) {
      await ledger.refuses(move(city, { ...ledger, decision: noTimes }, 7n), 'LedgerUnknownDecision', 7n);
    }
    await ledger.refuses(ledger.send(city.court, 'resumeFromChallenge', 7n), 'LedgerUnknownDecision', 7n);
  });
});

/** For doors that wait for a time: none of a decision that is not there. */
const noTimes = async () => ({ challengeUntil: 0n, terms: { recordBy: 0n } });

function isReached(state: string): state is Reached {
  return Object.hasOwn(paths, state);
}
