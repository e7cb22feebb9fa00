import type { QuestionList, TextList } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { newSalt } from '../node/protocol/salted-text.ts';
import { clientAs } from './command/client-as.ts';
import { identityOption, identityUsage } from './command/identity-option.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { subjectOf } from './command/subject-argument.ts';
import { readTextArgument } from './command/text-argument.ts';
import { textLines } from './command/text-lines.ts';

const usage = `npm run qdt -- texts SUBJECT [--json]
npm run qdt -- texts ask SUBJECT TEXT --as KEYFILE [--json]
npm run qdt -- texts answer HASH TEXT --as KEYFILE [--json]
npm run qdt -- texts title SUBJECT TEXT --salt HEX --as KEYFILE [--json]
npm run qdt -- texts erase HASH --as KEYFILE [--json]
npm run qdt -- texts waiting [ACCOUNT] [--json]
  What people write about proposals, ballots, policies and decisions: titles, reasons, questions, answers. Only hashes stand on
  chain; the node keeps the texts, and whoever wrote one can erase it.
  SUBJECT       proposal:ID, ballot:ID:VOTER, policy:ID or decision:ID
  TEXT          the text, or @FILE; at most 16 KiB
  ask           asks whoever is to answer for the subject
  answer        answers the question with that hash
  title         gives the text to a proposal's hash, of which propose --why printed the salt; its first line is the title
  waiting       questions without an answer; those that this account is asked, where one is named
${identityUsage}
  --json        as the node tells it
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, ...identityOption, salt: { type: 'string' }, json: { type: 'boolean', default: false } },
  run: async (values, [action = '', first, second]) => {
    const client = clientFor(values.node);
    const show = (answer: unknown, lines: string[]): void =>
      console.log(values.json ? JSON.stringify(answer) : lines.join('\n'));
    const identified = async () => {
      const file = requireArgument('as', values.as);
      return await clientAs(client, { file, passphrase: await readPassphrase(values['passphrase-file']) });
    };
    if (action === 'waiting') {
      const list = await client.questions(first === undefined ? {} : { waitingFor: first });
      show(list, questionLines(list));
    } else if (action === 'ask' || action === 'title') {
      const about = subjectOf(requireArgument('SUBJECT', first));
      const text = readTextArgument(requireArgument('TEXT', second));
      const salt = action === 'title' ? saltOf(values.salt) : newSalt();
      const kind = action === 'title' ? 'title' : 'question';
      const kept = await (await identified()).putText({ kind, about, text, salt });
      show(kept, textLines(kept));
    } else if (action === 'answer') {
      const replyTo = hashOf(first);
      const text = readTextArgument(requireArgument('TEXT', second));
      const question = (await client.questions()).questions.find(({ hash }) => hash === replyTo);
      if (question === undefined) throw argumentInvalid('is a question of this node', 'HASH');
      const answer = { kind: 'answer', about: question.about, text, salt: newSalt(), replyTo } as const;
      const kept = await (await identified()).putText(answer);
      show(kept, textLines(kept));
    } else if (action === 'erase') {
      const erased = await (await identified()).eraseText(hashOf(first));
      show(erased, textLines(erased));
    } else {
      subjectOf(requireArgument('SUBJECT', action));
      const list = await client.texts(action);
      show(list, listLines(list));
    }
  },
});

function hashOf(text: string | undefined): `0x${string}` {
  if (text === undefined || !/^0x[0-9a-f]{64}$/.test(text)) throw argumentInvalid('is a hash', 'HASH');
  return `0x${text.slice(2)}`;
}

function saltOf(text: string | undefined): `0x${string}` {
  if (text === undefined || !/^0x[0-9a-f]{64}$/.test(text)) throw argumentInvalid('is 32 bytes of hex', 'salt');
  return `0x${text.slice(2)}`;
}

function listLines({ texts }: TextList): string[] {
  return texts.length === 0 ? ['Nothing was written about it.'] : texts.flatMap(textLines);
}

function questionLines({ questions }: QuestionList): string[] {
  if (questions.length === 0) return ['No question waits.'];
  return questions.flatMap((question) => [
    ...textLines(question),
    `  asked: ${question.askedName ?? question.asked}${dueText(question)}`,
    ...question.answers.flatMap(textLines).map((line) => `  ${line}`),
  ]);
}

function dueText({ dueAt, isOverdue }: QuestionList['questions'][number]): string {
  return dueAt === undefined ? '' : `, to be answered by ${timeText(dueAt)}${isOverdue ? ' (overdue)' : ''}`;
}
