import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type Hex, isHex } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import { challengeDecision } from '../../node/client/court/challenge.ts';
import { type Actor, type CourtSession, openCourtSession } from '../../node/client/court/session.ts';
import { strikeDecision } from '../../node/client/court/strike.ts';
import { readConfig } from '../../node/config.ts';
import { openVersionContents } from '../../node/dataspace/datasets/version-contents.ts';
import { openEnvelopesTable } from '../../node/dataspace/keys/envelopes-table.ts';
import { openDataspaceDatabase } from '../../node/dataspace/store/open-database.ts';
import { openCityIndex } from '../../node/decisions/city-index.ts';
import type { App } from '../../node/gateway/app.ts';
import { createServices } from '../../node/gateway/create-services.ts';
import { createFeed } from '../../node/gateway/feed.ts';
import { createGateway } from '../../node/gateway/gateway.ts';
import { openAccessRecords } from '../../node/governance/access-records.ts';
import { openCallsTable } from '../../node/governance/calls-table.ts';
import { openNoncesTable } from '../../node/governance/nonces-table.ts';
import { openTextsTable } from '../../node/governance/texts-table.ts';
import { auditReceipt } from '../../node/protocol/audit.ts';
import { batchDigest } from '../../node/protocol/call.ts';
import { commitmentOf } from '../../node/protocol/court/commitment.ts';
import { commitCall, revealCall, storeSampleCalls } from '../../node/protocol/court/court-calls.ts';
import { scoreChoices } from '../../node/protocol/energy.ts';
import { compileProblem } from '../../node/protocol/problems/problem.ts';
import { readReceipt } from '../../node/protocol/receipt-reader.ts';
import type { Report } from '../../node/protocol/report.ts';
import { encodeSample, sampleHash } from '../../node/protocol/sample.ts';
import { nativeEngine } from '../../node/protocol/signatures/native.ts';
import { enrolSelfCall } from '../../scripts/demonstration/founding.ts';
import { expectRejection } from '../expect-code.ts';
import {
  type Answer,
  type City,
  decide,
  foundCity,
  openAccount,
  solveSmall,
  type TestAccount,
} from '../node/decisions/city.ts';
import { signDigest, testKey } from '../node/decisions/signing-keys.ts';

const salt: Hex = `0x${'5a'.repeat(32)}`;
const noProfile = { document: salt, mlDsa65Key: salt, ageRecipient: salt };

describe('flow: beat and strike', function () {
  this.timeout(60_000);

  let city: City;
  let app: App;
  let client: NodeClient;
  let answer: Answer;
  let citizen: TestAccount;
  let weakSample: Uint8Array;
  let closers: (() => unknown)[];

  /** Decision 1 rests on the shortest paths, decision 2 says it saves more than it does. */
  before(async () => {
    city = await foundCity();
    answer = await solveSmall();
    const { report, problem, snapshot } = answer;
    const { model, start } = compileProblem(snapshot.content, problem);
    const weak: Report = {
      ...report,
      attribution: [],
      sample: encodeSample(start, model),
      energy: scoreChoices(model, start),
    };
    weakSample = weak.sample;
    await decide(city, answer, [weak, { ...report, energy: report.energy - 1n }], 600);
    citizen = await openAccount(city.relay, city.chain.contracts, [testKey(7)], 1);
    await city.execute(citizen, [enrolSelfCall(city.chain.contracts, noProfile)], 1);
    ({ app, client, closers } = await startGateway(city));
  });

  after(async () => {
    for (const close of closers.reverse()) await close();
    await city.remove();
  });

  const actor = (account: TestAccount = citizen): Actor => ({
    account: account.address,
    now: () => city.clock.now(),
    tell: () => undefined,
    sign: async (batch) => {
      const [key] = account.keys;
      if (key === undefined) throw new RangeError('a key');
      return signDigest(city.chain.contracts.verifier, key, batchDigest(city.chain.chainId, batch));
    },
  });
  const open = async (id: number, account?: TestAccount): Promise<CourtSession> =>
    openCourtSession(client, await client.network(), actor(account), id);

  it('a citizen beats a weak answer, on chain, and has the credit', async () => {
    const session = await open(1);
    const { sample, energy } = answer.report;
    const result = await challengeDecision(session, actor(), sample, salt);
    expect(result).to.deep.equal({ claim: 1n, energy, outcome: 'UPHELD' });
    const standing = await session.standing();
    expect(standing).to.deep.equal({ sampleHash: sampleHash(sample), energy, state: 'RECORDED' });
    const { claims } = await client.claims(1);
    expect(claims).to.have.length(1);
    expect(claims[0]).to.include({
      state: 'UPHELD',
      energy: String(energy),
      author: citizen.address.toLowerCase(),
      isDoubt: false,
    });
    expect(claims[0]?.scored).to.equal(session.chunks.length);
  });

  it('goes on with what was begun, and refuses what is no better', async () => {
    const session = await open(1);
    const again = await challengeDecision(session, actor(), answer.report.sample, salt);
    expect(again).to.include({ claim: 1n, outcome: 'UPHELD' });
    const other: Hex = `0x${'6b'.repeat(32)}`;
    await expectRejection('SAMPLE_NOT_BETTER', challengeDecision(session, actor(), answer.report.sample, other));
    await expectRejection('SAMPLE_LENGTH', challengeDecision(session, actor(), new Uint8Array(1), other));
  });

  it('the relay scores a revealed sample first, and relays only a true and strictly better one', async () => {
    const session = await open(1, city.agency);
    const { sample, energy } = answer.report;
    const { court, decisionId } = session;
    const claim = {
      decisionId,
      sampleHash: sampleHash(sample),
      energy: energy - 1n,
      account: city.agency.address,
      salt,
    };
    const broken = sample.with(0, (sample[0] ?? 0) ^ 1);
    await session.send([commitCall(court, claim)]);
    const id = await session.findCase((one) => one.commitment === commitmentOf(claim));
    expect(id).to.equal(2n);
    const reveal = (bytes: Uint8Array, changes = {}) =>
      session.send([...storeSampleCalls(court, bytes), revealCall(court, 2n, { ...claim, ...changes })]);
    await expectRejection('SAMPLE_ENERGY_MISMATCH', reveal(sample));
    await expectRejection('SAMPLE_NOT_BETTER', reveal(sample, { energy }));
    await expectRejection('SAMPLE_NOT_ONE_HOT', reveal(broken, { sampleHash: sampleHash(broken) }));
    expect(await session.isStored(sampleHash(broken))).to.equal(false);
    expect((await session.courtCase(2n)).state).to.equal('COMMITTED');
  });

  it('shows in the receipt who beat whom, with the sample that stands, and notices another one', async () => {
    const receipt = await client.receipt(1);
    const { decision, reasons } = await audit(receipt);
    expect(reasons).to.deep.equal([]);
    expect(decision?.beatenBy).to.have.length(1);
    expect(decision?.beatenBy?.[0]).to.include({ author: citizen.address, energy: String(answer.report.energy) });
    const { betterSample, ...without } = readReceipt(receipt);
    expect(Buffer.from(betterSample ?? '', 'base64')).to.deep.equal(Buffer.from(answer.report.sample));
    const forged = { ...without, betterSample: Buffer.from(weakSample).toString('base64') };
    expect((await audit(without)).reasons).to.deep.equal(['better-sample: SAMPLE_NOT_GIVEN']);
    expect((await audit(forged)).reasons).to.deep.equal(['better-sample: SAMPLE_MISMATCH']);
  });

  it('strikes a misstated energy', async () => {
    const session = await open(2);
    expect(await strikeDecision(session, actor())).to.deep.equal({ doubt: 3n, outcome: 'UPHELD' });
    expect((await session.standing()).state).to.equal('STRUCK');
    const { claims } = await client.claims(2);
    expect(claims[0]).to.include({ isDoubt: true, foundEnergy: String(answer.report.energy), isBroken: false });
  });

  it('shows in the receipt that it was struck, why, and what the court and the reader find', async () => {
    const receipt = await client.receipt(2);
    const { decision, reasons } = await audit(receipt);
    expect(decision).to.include({ state: 'STRUCK', cause: 'energy misstated' });
    expect(reasons).to.include('not-struck: DECISION_STRUCK');
    expect(reasons.join(' ')).to.contain('energy: REPORT_MISMATCH');
    const found = { energy: String(answer.report.energy), isBroken: false };
    expect(decision?.finding).to.deep.equal(found);
    const kept = readReceipt(receipt);
    const { steps = [], ...events } = kept.events;
    const hidden = { ...kept, events: { ...events, steps: steps.slice(0, -1) } };
    expect((await audit(hidden)).reasons.join(' ')).to.match(/steps|RECORD_MISMATCH|DOCUMENT_INVALID/);
  });

  async function audit(receipt: unknown) {
    const { checks, decision } = await auditReceipt({ receipt, engine: nativeEngine });
    const details = checks.flatMap((check) => check.details.filter(({ state }) => state !== 'passed'));
    const reasons = details.map(({ name, reason }) => `${name}: ${reason}`);
    return { decision, reasons: reasons.filter((reason) => reason !== 'prerequisite: ANCHOR_NOT_GIVEN') };
  }

  it('serves the model whose root is recorded', async () => {
    const { chunks, modelRoot, variables } = await client.decisionModel(1);
    expect(modelRoot).to.equal(answer.report.modelRoot);
    expect(chunks.every((chunk) => isHex(chunk))).to.equal(true);
    expect(variables).to.be.greaterThan(100);
    await expectRejection('DECISION_UNKNOWN', client.decisionModel(99));
    await expectRejection('DECISION_UNKNOWN', client.claims(99));
    expect(app.server.listening).to.equal(true);
  });
});

async function startGateway({ chain, relay, content, clock, folder }: City) {
  const database = new DatabaseSync(':memory:');
  const callsTable = openCallsTable(join(folder, 'calls.sqlite'));
  const accessRecords = openAccessRecords(join(folder, 'access.sqlite'));
  const textsTable = openTextsTable(join(folder, 'texts.sqlite'));
  const versionContents = await openVersionContents(join(folder, 'datasets'));
  const envelopesTable = openEnvelopesTable(join(folder, 'envelopes.sqlite'));
  const nonces = openNoncesTable(join(folder, 'nonces.sqlite'));
  const dataspaceDatabase = openDataspaceDatabase(join(folder, 'dataspace.sqlite'));
  const feed = createFeed(database);
  const log = (): void => undefined;
  const { decisionChanged, callChanged, proposalChanged } = feed;
  const index = openCityIndex({ chain, database, log, decisionChanged, callExecuted: callChanged, proposalChanged });
  index.follow(() => undefined);
  await index.reached(chain.status().headNumber);
  const app = await createGateway(
    createServices({
      config: readConfig({}, { environment: 'demo', dataFolder: folder }),
      version: '0.0.0',
      ...{
        chain,
        relay,
        content,
        stored: content,
        callsTable,
        accessRecords,
        dataspaceDatabase,
        ownAddress: () => 'http://localhost/dsp/2025-1',
        versionContents,
        envelopesTable,
        textsTable,
        nonces,
        index,
        feed,
        clock: clock.now,
        log,
      },
    }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    client: createClient({ url }),
    closers: [
      () => rm(join(folder, 'calls.sqlite'), { force: true }),
      () => database.close(),
      () => accessRecords.close(),
      () => dataspaceDatabase.close(),
      () => textsTable.close(),
      () => envelopesTable.close(),
      () => nonces.close(),
      () => callsTable.close(),
      () => index.stop(),
      () => app.close(),
    ],
  };
}
