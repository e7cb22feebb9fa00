import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { buildReceipt } from '../../../../node/decisions/receipt.ts';
import { checkNames } from '../../../../node/protocol/audit/check.ts';
import { auditReceipt } from '../../../../node/protocol/audit.ts';
import { nativeEngine } from '../../../../node/protocol/signatures/native.ts';
import { type City, decide, finalize, foundCity, solveSmall } from '../../decisions/city.ts';
import { randomNumbers } from './random-numbers.ts';

const SEED = 20_260_901;

/** A place in a JSON document. */
type Path = readonly (string | number)[];

describe(`audit of a receipt somebody changed (seed ${SEED})`, () => {
  let text: string;
  let hash: `0x${string}`;

  before(async () => {
    const city: City = await foundCity();
    try {
      const answer = await solveSmall();
      const [id = 0n] = await decide(city, answer, [answer.report]);
      await finalize(city, id);
      const receipt = await buildReceipt(city, { decisionId: id });
      text = JSON.stringify(receipt);
      hash = receipt.anchor.blockHash;
    } finally {
      await city.remove();
    }
  });

  it('never throws and never is all green for a changed byte, 150 times', async () => {
    const random = randomNumbers(SEED);
    for (let round = 0; round < 150; round++) {
      const place = random(text.length);
      const character = String.fromCharCode(33 + random(94));
      if (text.charAt(place) === character) continue;
      const changed = text.slice(0, place) + character + text.slice(place + 1);
      expect(await isAllGreen(parsed(changed), hash), `${character} at ${place}`).to.equal(false);
    }
  });

  it('never throws and never is all green for a field that is absent, doubled or something else, 150 times', async () => {
    const random = randomNumbers(SEED + 1);
    const paths = pathsOf(JSON.parse(text));
    expect(paths.length).to.be.greaterThan(60);
    const others: unknown[] = [
      undefined,
      null,
      0,
      -1,
      1e308,
      '',
      '0x',
      'x',
      [],
      {},
      [[]],
      true,
      '__proto__',
      Number.NaN,
    ];
    let unchanged = 0;
    for (let round = 0; round < 150; round++) {
      const path = paths[random(paths.length)] ?? [];
      const value = others[random(others.length)];
      const changed = changedAt(JSON.parse(text), path, value);
      // A place that holds this very value already: a transaction's index 0.
      if (isDeepStrictEqual(changed, JSON.parse(text))) unchanged++;
      else expect(await isAllGreen(changed, hash), `${path.join('.')} = ${String(value)}`).to.equal(false);
    }
    expect(unchanged).to.be.lessThan(15);
  });

  it('never throws for things that are no receipt at all', async () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    const strange: unknown[] = [
      undefined,
      null,
      1,
      'receipt',
      [],
      {},
      { format: 'qdt-receipt/1' },
      deep,
      () => 1,
      Symbol('x'),
      new Map(),
    ];
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    for (const receipt of [...strange, hostile]) expect(await isAllGreen(receipt, hash)).to.equal(false);
  });

  it('is green for the same receipt in another order and spacing', async () => {
    const reversed = Object.fromEntries(Object.entries(JSON.parse(text)).reverse());
    expect(await isAllGreen(JSON.parse(JSON.stringify(reversed, undefined, 3)), hash)).to.equal(true);
  });
});

async function isAllGreen(receipt: unknown, anchor: `0x${string}`): Promise<boolean> {
  const { checks } = await auditReceipt({ receipt, engine: nativeEngine, anchor });
  expect(checks.map(({ name }) => name)).to.deep.equal(checkNames);
  for (const { state, reason } of checks) if (state !== 'passed') expect(reason).to.match(/^[A-Z][A-Z_]+$/);
  return checks.every(({ state }) => state === 'passed');
}

function parsed(changed: string): unknown {
  try {
    return JSON.parse(changed);
  } catch {
    return undefined;
  }
}

/** Every place in the document, inner ones too. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** The document with another value at a place; undefined takes the place away, in a list too. */
function changedAt(document: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof document !== 'object' || document === null) return document;
  const entries = Object.entries(document);
  const changed = entries.flatMap(([name, inner]) => {
    if (name !== String(key)) return [[name, inner] as const];
    if (rest.length === 0 && value === undefined) return [];
    return [[name, changedAt(inner, rest, value)] as const];
  });
  return Array.isArray(document) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}
