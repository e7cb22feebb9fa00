import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Address, type Hex, stringToHex } from 'viem';
import type { Subjects } from '../../../node/governance/subjects.ts';
import { createTexts, type SubmittedText, type Texts } from '../../../node/governance/texts.ts';
import { openTextsTable } from '../../../node/governance/texts-table.ts';
import { longestTextBytes, newSalt, saltedHash } from '../../../node/protocol/salted-text.ts';
import { expectRejection } from '../../expect-code.ts';

const agency: Address = `0x${'aa'.repeat(20)}`;
const citizen: Address = `0x${'bb'.repeat(20)}`;
const salt: Hex = `0x${'5a'.repeat(32)}`;
const day = 86_400;
const proposal = { kind: 'proposal', id: '12' } as const;
const title: SubmittedText = { kind: 'title', about: proposal, text: 'Longer windows\n\nBecause.', salt };
const question: SubmittedText = { kind: 'question', about: proposal, text: 'Why nine seconds?', salt };

describe('the texts that people write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-texts-'));
  const path = join(folder, 'texts.sqlite');
  let table = openTextsTable(path);
  let now = 1_800_000_000;
  const announced: Hex[] = [];
  const subjects: Subjects = {
    subject: async ({ kind, id }) =>
      id !== '12' ? undefined : { asked: agency, ...(kind === 'policy' ? { answerWithinSeconds: 14 * day } : {}) },
    authorOf: (kind, about, hash) =>
      kind === 'title' && about.id === '12' && hash === saltedHash(title) ? agency : undefined,
  };
  const create = (): Texts =>
    createTexts({
      table,
      subjects,
      participants: { nameOf: async (account) => (account === agency ? 'Agency' : undefined) },
      clock: () => now,
      announce: (hash) => void announced.push(hash),
    });
  let texts = create();
  after(() => {
    table.close();
    rmSync(folder, { recursive: true });
  });

  it('are kept under the hash that stands on chain, over a restart, once', async () => {
    const kept = await texts.put(title, agency);
    expect(kept).to.deep.include({
      hash: saltedHash(title),
      author: agency,
      authorName: 'Agency',
      text: title.text,
      salt,
    });
    expect(await texts.put(title, agency)).to.deep.equal(kept);
    expect(announced).to.deep.equal([kept.hash]);
    table.close();
    table = openTextsTable(path);
    texts = create();
    expect(await texts.about(proposal)).to.deep.equal([kept]);
    expect(await texts.get(kept.hash)).to.deep.equal(kept);
  });

  it('are refused where the hash does not stand on chain, or is another’s; nothing is kept', async () => {
    const before = await texts.about(proposal);
    await expectRejection('TEXT_NOT_ON_CHAIN', texts.put({ ...title, text: `${title.text} ` }, agency));
    await expectRejection('TEXT_NOT_ON_CHAIN', texts.put({ ...title, salt: newSalt() }, agency));
    await expectRejection('TEXT_NOT_ON_CHAIN', texts.put({ ...title, kind: 'reason', salt: newSalt() }, agency));
    await expectRejection('TEXT_EXISTS', texts.put(title, citizen));
    await expectRejection('TEXT_EXISTS', texts.put({ ...title, kind: 'question' }, citizen));
    await expectRejection(
      'TEXT_SUBJECT_UNKNOWN',
      texts.put({ ...question, about: { ...proposal, id: '13' } }, citizen),
    );
    expect(await texts.about(proposal)).to.deep.equal(before);
  });

  it('are not empty, not longer than 16 KiB, and Unicode', async () => {
    const longest = { ...question, text: 'ä'.repeat(longestTextBytes / 2), salt: newSalt() };
    expect((await texts.put(longest, citizen)).text).to.equal(longest.text);
    await expectRejection('TEXT_TOO_LONG', texts.put({ ...longest, text: `${longest.text}.` }, citizen));
    await expectRejection('TEXT_TOO_LONG', texts.put({ ...question, text: 'x'.repeat(1_000_000) }, citizen));
    await expectRejection('TEXT_EMPTY', texts.put({ ...question, text: ' \n' }, citizen));
    await expectRejection('TEXT_MALFORMED', texts.put({ ...question, text: '\ud83d' }, citizen));
    await texts.erase(saltedHash(longest), citizen);
  });

  it('ask, and are answered by whoever is asked; what a policy says of the time is shown', async () => {
    const asked = { ...question, about: { kind: 'policy', id: '12' } } as const;
    const { hash } = await texts.put(asked, citizen);
    const [waiting, ...others] = await texts.questions({ waitingFor: agency, limit: 10 });
    expect(others).to.deep.equal([]);
    expect(waiting).to.include({ hash, asked: agency, askedName: 'Agency', dueAt: now + 14 * day, isOverdue: false });
    const answer: SubmittedText = {
      kind: 'answer',
      about: asked.about,
      text: 'By law.',
      salt: newSalt(),
      replyTo: hash,
    };
    await expectRejection('TEXT_OF_ANOTHER', texts.put(answer, citizen));
    await expectRejection('TEXT_REPLY_INVALID', texts.put({ ...answer, about: proposal }, agency));
    await expectRejection('TEXT_REPLY_INVALID', texts.put({ ...answer, replyTo: saltedHash(title) }, agency));
    await expectRejection('TEXT_REPLY_INVALID', texts.put({ ...question, replyTo: hash, salt: newSalt() }, citizen));
    now += 15 * day;
    expect((await texts.questions({ waitingFor: agency, limit: 10 }))[0]?.isOverdue).to.equal(true);
    await texts.put(answer, agency);
    expect(await texts.questions({ waitingFor: agency, limit: 10 })).to.deep.equal([]);
    const [answered] = await texts.questions({ limit: 1 });
    expect(answered).to.include({ hash, answeredAt: now, isOverdue: true });
    expect(answered?.answers.map(({ text }) => text)).to.deep.equal(['By law.']);
    await texts.erase(saltedHash(answer), agency);
    expect((await texts.questions({ waitingFor: agency, limit: 10 })).map((one) => one.hash)).to.deep.equal([hash]);
  });

  it('can be erased by their author: neither text nor salt stays in the file, and that it was there does', async () => {
    const secret = { ...question, text: 'xyzzy-my-neighbour', salt: newSalt() };
    const { hash } = await texts.put(secret, citizen);
    const stored = (): string => Buffer.concat([path, `${path}-wal`].map((file) => readFileSync(file))).toString('hex');
    const [text, saltText] = [stringToHex(secret.text).slice(2), Buffer.from(secret.salt).toString('hex')];
    expect([stored().includes(text), stored().includes(saltText)]).to.deep.equal([true, true]);
    await expectRejection('TEXT_OF_ANOTHER', texts.erase(hash, agency));
    const erased = await texts.erase(hash, citizen);
    expect(erased).to.include({ hash, author: citizen, erasedAt: now }).and.not.to.have.any.keys('text', 'salt');
    expect([stored().includes(text), stored().includes(saltText)]).to.deep.equal([false, false]);
    await expectRejection('TEXT_ERASED', texts.put(secret, citizen));
    await expectRejection('TEXT_UNKNOWN', texts.erase(newSalt(), citizen));
  });

  it('are so many a day and no more, erased ones counted', async () => {
    now += 2 * day;
    for (let number = 0; number < 20; number++) {
      const { hash } = await texts.put({ ...question, text: `Question ${number}`, salt: newSalt() }, citizen);
      await texts.erase(hash, citizen);
    }
    await expectRejection('TEXTS_TOO_MANY', texts.put({ ...question, text: 'One more', salt: newSalt() }, citizen));
    now += day + 1;
    await texts.put({ ...question, text: 'One more', salt: newSalt() }, citizen);
  });
});
