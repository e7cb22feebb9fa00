/** What the connector under test does of itself in a negotiation, by state and number of offers made; `pause` waits a little. */
export type Reaction = 'offer' | 'counter' | 'accept' | 'agree' | 'verify' | 'finalize' | 'terminate' | 'pause';
export type Reactions = Readonly<Record<string, readonly Reaction[]>>;

/**
 * The suite's tests of a provider (CN) by their numbers: its sources script the same behaviours for its own connector
 * (verification/cn/ContractNegotiationProvider0*Test).
 */
export const providerCases: Readonly<Record<string, Reactions>> = {
  '01-01': { 'REQUESTED 1': ['offer'] },
  '01-02': { 'REQUESTED 1': ['offer'], 'REQUESTED 3': ['terminate'] },
  '01-03': { 'REQUESTED 1': ['offer'], 'ACCEPTED 2': ['agree'], 'VERIFIED 2': ['finalize'] },
  '01-04': { 'REQUESTED 1': ['agree'], 'VERIFIED 1': ['finalize'] },
  '02-01': { 'REQUESTED 1': ['terminate'] },
  '02-02': {},
  '02-03': { 'REQUESTED 1': ['agree'] },
  '02-04': { 'REQUESTED 1': ['offer'] },
  '02-05': { 'REQUESTED 1': ['offer', 'pause', 'terminate'] },
  '02-06': { 'REQUESTED 1': ['offer'], 'ACCEPTED 2': ['terminate'] },
  '02-07': { 'REQUESTED 1': ['agree'], 'VERIFIED 1': ['terminate'] },
  '03-01': { 'REQUESTED 1': ['agree'], 'VERIFIED 1': ['finalize'] },
  '03-02': { 'REQUESTED 1': ['offer'] },
  '03-03': { 'REQUESTED 1': ['offer'] },
  '03-04': { 'REQUESTED 1': ['offer'] },
};

/** The suite's tests of a consumer (CN_C). */
export const consumerCases: Readonly<Record<string, Reactions>> = {
  '01-01': { 'OFFERED 2': ['accept'], 'AGREED 2': ['verify'] },
  '01-02': { 'OFFERED 2': ['counter'] },
  '01-03': { 'OFFERED 2': ['terminate'] },
  '01-04': { 'AGREED 1': ['verify'] },
  '02-01': {},
  '02-02': { 'REQUESTED 1': ['pause', 'terminate'] },
  '02-03': { 'AGREED 1': ['terminate'] },
  '02-04': {},
  '02-05': { 'OFFERED 2': ['accept'] },
  '02-06': { 'AGREED 1': ['verify'] },
  '03-01': {},
  '03-02': {},
  '03-03': {},
  '03-04': { 'OFFERED 2': ['accept'] },
  '03-05': { 'OFFERED 2': ['accept'] },
  '03-06': { 'OFFERED 2': ['accept'] },
};

export type TransferReaction = 'start' | 'suspend' | 'complete' | 'terminate' | 'pause';

/** What a provider does once a transfer is requested of it (TP). 02-04 is disabled in the suite. */
export const providerTransferCases: Readonly<Record<string, readonly TransferReaction[]>> = {
  '01-01': ['start', 'pause', 'terminate'],
  '01-02': ['start', 'pause', 'complete'],
  '01-03': ['start', 'pause', 'suspend', 'pause', 'terminate'],
  '01-04': ['start', 'pause', 'suspend', 'pause', 'start', 'pause', 'complete'],
  '01-05': ['terminate'],
  '02-01': ['start'],
  '02-02': ['start'],
  '02-03': ['start'],
  '02-04': ['start'],
  '02-05': [],
  '03-01': [],
  '03-02': [],
  '03-03': ['start'],
  '03-04': ['start'],
  '03-05': ['start'],
  '03-06': ['start'],
};

/** What a consumer does in a state of its transfer (TP_C). 02-04 is disabled in the suite. */
export const consumerTransferCases: Readonly<Record<string, Readonly<Record<string, readonly TransferReaction[]>>>> = {
  '01-01': {},
  '01-02': {},
  '01-03': {},
  '01-04': {},
  '01-05': {},
  '02-01': { STARTED: ['terminate'] },
  '02-02': { STARTED: ['complete'] },
  '02-03': { STARTED: ['suspend', 'pause', 'terminate'] },
  '02-04': { STARTED: ['suspend', 'pause', 'start', 'pause', 'complete'] },
  '02-05': { REQUESTED: ['pause', 'terminate'] },
  '03-01': {},
  '03-02': {},
  '03-03': {},
  '03-04': {},
  '03-05': {},
  '03-06': {},
};

/** Two of 67 are disabled upstream. */
export const testsThatRun = 65;
