import { expect } from 'chai';
import { type Hex, keccak256 } from 'viem';
import { buildReceipt } from '../../../../node/decisions/receipt.ts';
import type { PinnedAnchor } from '../../../../node/protocol/audit/anchor.ts';
import { type Check, checkNames } from '../../../../node/protocol/audit/check.ts';
import { auditReceipt } from '../../../../node/protocol/audit.ts';
import type { Receipt } from '../../../../node/protocol/receipt.ts';
import { answerOf } from '../../../../node/protocol/record-call.ts';
import type { Report } from '../../../../node/protocol/report.ts';
import { nativeEngine } from '../../../../node/protocol/signatures/native.ts';
import { type Answer, type City, decide, finalize, foundCity, solveSmall } from '../../decisions/city.ts';
import {
  withFlippedBlock,
  withOtherAnswer,
  withRecordLogs,
  withRecordTransaction,
  withSignedCalls,
} from './forgery.ts';

describe('audit of a receipt', () => {
  let city: City;
  let answer: Answer;
  let honest: Receipt;
  let lies: { model: Receipt; energy: Receipt; bound: Receipt };

  before(async () => {
    city = await foundCity();
    answer = await solveSmall();
    const [id = 0n] = await decide(city, answer, [answer.report]);
    const lying = [withOtherRoot(answer.report), withBetterEnergy(answer.report), withBetterBound(answer.report)];
    const [model = 0n, energy = 0n, bound = 0n] = await decide(city, answer, lying);
    await finalize(city, id);
    honest = await receiptOf(city, id);
    lies = {
      model: await receiptOf(city, model),
      energy: await receiptOf(city, energy),
      bound: await receiptOf(city, bound),
    };
  });
  after(async () => await city?.remove());

  it('passes every check of an honest decision, the last one only against an anchor obtained elsewhere', async () => {
    expect(await failedIn(honest)).to.deep.equal([]);
    expect(statesOf(await checksOf(honest))).to.deep.equal({ passed: 6, 'not-checked': 1 });
    expect(statesOf(await checksOf(honest, honest.anchor.blockHash))).to.deep.equal({ passed: 7 });
    expect(statesOf(await checksOf(honest, honest.anchor))).to.deep.equal({ passed: 7 });
  });

  it('says what it is doing, and what the decision was', async () => {
    const told: string[] = [];
    const onProgress = ({ check }: { check: string }) => told.push(check);
    const { decision } = await auditReceipt({ receipt: honest, engine: nativeEngine, onProgress });
    expect(told).to.deep.equal(['content', 'model', 'signatures', 'recorded', 'anchor']);
    expect(decision).to.include({
      id: '1',
      state: 'FINAL',
      kind: 'routes',
      simulated: true,
      committee: city.committee.address,
    });
    expect(decision?.numbers?.energy).to.equal(String(answer.report.energy));
  });

  it('turns only "content" red for one bit in any document', async () => {
    const cids = Object.keys(honest.content);
    for (const cid of cids) expect(await failedIn(withFlippedBlock(honest, cid)), cid).to.deep.equal(['content']);
    expect(cids).to.have.length(6);
  });

  it('turns only "content" red for a document too many, and for one that is missing', async () => {
    const extra = {
      ...honest.content,
      bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae: 'oWVoZWxsb2V3b3JsZA==',
    };
    expect(await failedIn({ ...honest, content: extra })).to.deep.equal(['content']);
    const [first = '', ...rest] = Object.entries(honest.content).filter(([cid]) => cid !== honest.report);
    expect(first).to.have.length(2);
    const content = Object.fromEntries([...rest, [honest.report, honest.content[honest.report] ?? '']]);
    expect(await failedIn({ ...honest, content })).to.deep.equal(['content']);
  });

  it('turns only "model" red for a committee that signed another model root', async () => {
    expect(await failedIn(lies.model)).to.deep.equal(['model']);
  });

  it('turns only "energy" red for a committee that signed a better energy than the plan has', async () => {
    expect(await failedIn(lies.energy)).to.deep.equal(['energy']);
  });

  it('turns only "bound" red for a committee that signed a tighter bound than was proven', async () => {
    expect(await failedIn(lies.bound)).to.deep.equal(['bound']);
  });

  it('turns only "signatures" red for a flipped bit in a signature, in a chain made again around it', async () => {
    const forged = await withRecordTransaction(honest, (raw) => flipNibble(raw, raw.length - 400));
    expect(await failedIn(forged)).to.deep.equal(['signatures']);
    expect((await checksOf(forged)).find(({ name }) => name === 'signatures')?.reason).to.equal('SIGNATURE_INVALID');
  });

  it('turns only "signatures" red where the verifier contract is not the one the caller knows', async () => {
    const code = await city.chain.request('eth_getCode', [city.chain.contracts.verifier, 'latest']);
    const known = keccak256(hexOf(code));
    const audit = (verifierCodeHash: Hex) =>
      auditReceipt({ receipt: honest, engine: nativeEngine, verifierCodeHashes: [verifierCodeHash] });
    expect(failedOf((await audit(known)).checks)).to.deep.equal([]);
    expect(failedOf((await audit(`0x${'12'.repeat(32)}`)).checks)).to.deep.equal(['signatures']);
  });

  it('turns "signatures" red for keys proven of another account', async () => {
    const { record, request } = honest.calls;
    const forged = { ...honest, calls: { request, record: { ...record, keys: request.keys } } };
    expect(await failedIn(forged)).to.deep.equal(['signatures']);
  });

  it('turns only "recorded" red for another honest report in the place of the recorded one', async () => {
    expect(await failedIn(withOtherAnswer(honest, await solveSmall(8)))).to.deep.equal(['recorded']);
  });

  it('turns only "recorded" red for operators who signed the answer to another question under this id', async () => {
    const { problem, snapshot } = answerOf(answer.report);
    const otherDigest = problem.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const questions = { problem, snapshot };
    for (const [field, digest] of Object.entries(questions)) {
      const forged = await withRecordTransaction(honest, (raw) =>
        withSignedCalls(raw, city, (data) => hexOf(data.replace(digest.slice(2), otherDigest.slice(2)))),
      );
      expect(await failedIn(forged), field).to.deep.equal(['recorded']);
      const recorded = (await checksOf(forged)).find(({ name }) => name === 'recorded');
      const broken = recorded?.details.filter(({ state }) => state === 'failed');
      expect(broken?.map(({ name, reason, values }) => [name, reason, values.field])).to.deep.equal([
        ['record-call', 'RECORD_MISMATCH', field],
      ]);
    }
    expect(Object.keys(questions)).to.have.length(2);
  });

  it('turns only "recorded" red for an event that was changed, in a chain made again around it', async () => {
    const { energy } = answer.report;
    const forged = await withRecordLogs(honest, (leaf) => replaceWord(leaf, energy, energy - 1n));
    expect(await failedIn(forged)).to.deep.equal(['recorded']);
  });

  it('turns only "recorded" red for the event of another decision', async () => {
    const { requested, finalized } = honest.events;
    const events = {
      requested,
      recorded: lies.model.events.recorded,
      ...(finalized === undefined ? {} : { finalized }),
    };
    expect(await failedIn({ ...honest, events })).to.deep.equal(['recorded']);
  });

  it('turns only "recorded" red when it is left out that the decision became final, or claimed when it did not', async () => {
    const { requested, recorded, finalized } = honest.events;
    expect(await failedIn({ ...honest, events: { requested, recorded } })).to.deep.equal(['recorded']);
    const claimed = { ...lies.model.events, ...(finalized === undefined ? {} : { finalized }) };
    expect(await failedIn({ ...lies.model, events: claimed })).to.deep.equal(['model', 'recorded']);
  });

  it('turns only "recorded" red for headers that do not link or do not end at the anchor', async () => {
    const anchor = { ...honest.anchor, blockNumber: honest.anchor.blockNumber + 1 };
    expect(await failedIn({ ...honest, anchor })).to.deep.equal(['recorded']);
    const genesisHash: Hex = `0x${'77'.repeat(32)}`;
    expect(await failedIn({ ...honest, anchor: { ...honest.anchor, genesisHash } })).to.deep.equal(['recorded']);
    expect(await failedIn({ ...honest, headers: honest.headers.toSpliced(3, 1) })).to.deep.equal(['recorded']);
  });

  it('turns only "anchor" red for any anchor that is not of this chain, or older than the decision', async () => {
    const { anchor } = honest;
    const hash: Hex = `0x${'99'.repeat(32)}`;
    const before = await anchorAt(city, 4);
    const anchors: [PinnedAnchor, string][] = [
      [hash, 'ANCHOR_BLOCK_DIFFERS'],
      [{ ...anchor, blockHash: hash }, 'ANCHOR_BLOCK_DIFFERS'],
      [{ ...anchor, chainId: 1 }, 'ANCHOR_OF_OTHER_CHAIN'],
      [{ ...anchor, genesisHash: hash }, 'ANCHOR_OF_OTHER_GENESIS'],
      [{ ...anchor, blockNumber: anchor.blockNumber + 9 }, 'ANCHOR_AFTER_RECEIPT'],
      [{ ...anchor, blockNumber: anchor.blockNumber - 1 }, 'ANCHOR_BLOCK_DIFFERS'],
      [{ ...anchor, decisionLedger: city.agency.address }, 'LEDGER_OF_OTHER_NETWORK'],
      [before, 'ANCHOR_BEFORE_DECISION'],
    ];
    for (const [pinned, reason] of anchors) {
      const checks = await checksOf(honest, pinned);
      expect(failedOf(checks), reason).to.deep.equal(['anchor']);
      expect(checks.at(-1)?.reason).to.equal(reason);
    }
    expect(anchors).to.have.length(8);
  });

  it('accepts an older anchor that covers the decision, and a longer receipt of the same decision', async () => {
    const pinned = honest.anchor;
    const id = (await decide(city, answer, [answer.report]))[0] ?? 0n;
    expect(id).to.equal(5n);
    expect(statesOf(await checksOf(await receiptOf(city, 1n), pinned))).to.deep.equal({ passed: 7 });
  });

  it('does not call an anchor confirmed when the headers do not reach back to the founding and no ledger is pinned', async () => {
    const { founding: _, ...rest } = honest;
    const short = { ...rest, headers: honest.headers.slice(2) };
    expect((await checksOf(short, honest.anchor)).at(-1)).to.include({
      state: 'not-checked',
      reason: 'LEDGER_NOT_PINNED',
    });
    const pinned = { ...honest.anchor, decisionLedger: city.chain.contracts.decisionLedger };
    expect(statesOf(await checksOf(short, pinned))).to.deep.equal({ passed: 7 });
  });
});

async function receiptOf({ chain, content }: City, decisionId: bigint): Promise<Receipt> {
  return JSON.parse(JSON.stringify(await buildReceipt({ chain, content }, { decisionId })));
}

async function anchorAt({ chain }: City, blockNumber: number) {
  const block = await chain.request('eth_getBlockByNumber', [`0x${blockNumber.toString(16)}`, false]);
  const blockHash = hexOf(typeof block === 'object' && block !== null ? Reflect.get(block, 'hash') : undefined);
  return { chainId: chain.chainId, genesisHash: chain.genesisHash, blockNumber, blockHash };
}

async function checksOf(receipt: unknown, anchor?: PinnedAnchor): Promise<readonly Check[]> {
  return (await auditReceipt({ receipt, engine: nativeEngine, anchor })).checks;
}

async function failedIn(receipt: unknown): Promise<string[]> {
  const checks = await checksOf(receipt);
  expect(checks.map(({ name }) => name)).to.deep.equal(checkNames);
  return failedOf(checks);
}

function failedOf(checks: readonly Check[]): string[] {
  return checks.filter(({ state }) => state === 'failed').map(({ name }) => name);
}

function statesOf(checks: readonly Check[]): Record<string, number> {
  const states: Record<string, number> = {};
  for (const { state } of checks) states[state] = (states[state] ?? 0) + 1;
  return states;
}

function withOtherRoot(report: Report): Report {
  return { ...report, modelRoot: `0x${'ab'.repeat(32)}` };
}

/** One less than the truth, with gains that add up to it. */
function withBetterEnergy(report: Report): Report {
  const [first, ...rest] = report.attribution;
  const attribution = first === undefined ? [] : [{ ...first, improvement: first.improvement + 1n }, ...rest];
  return { ...report, energy: report.energy - 1n, attribution };
}

function withBetterBound(report: Report): Report {
  return { ...report, bound: report.bound + 1n };
}

function hexOf(value: unknown): Hex {
  return typeof value === 'string' && value.startsWith('0x') ? `0x${value.slice(2)}` : '0x';
}

function flipNibble(hex: Hex, place: number): Hex {
  const nibble = Number.parseInt(hex.charAt(place), 16) ^ 1;
  return `0x${hex.slice(2, place)}${nibble.toString(16)}${hex.slice(place + 1)}`;
}

function replaceWord(hex: Hex, from: bigint, to: bigint): Hex {
  const word = (value: bigint) => value.toString(16).padStart(64, '0');
  expect(hex).to.contain(word(from));
  return `0x${hex.slice(2).replace(word(from), word(to))}`;
}
