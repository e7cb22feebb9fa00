import { type Static, Type } from 'typebox';
import { address, lowerHash, seconds } from './scalars.ts';

const kind = Type.Union([
  Type.Literal('title'),
  Type.Literal('reason'),
  Type.Literal('question'),
  Type.Literal('answer'),
]);
const subjectKind = Type.Union([
  Type.Literal('proposal'),
  Type.Literal('ballot'),
  Type.Literal('policy'),
  Type.Literal('decision'),
]);
const id = Type.String({ pattern: '^(0|[1-9][0-9]{0,77}|0x[0-9a-f]{64}|(0|[1-9][0-9]{0,77}):0x[0-9a-f]{40})$' });
const about = Type.Object({ kind: subjectKind, id }, { additionalProperties: false });

/** At most 16 KiB of UTF-8; a ballot's id is its proposal's, a colon and the voter's account. */
export const textSubmission = Type.Object(
  {
    kind,
    about,
    text: Type.String({ maxLength: 16_384 }),
    salt: lowerHash,
    replyTo: Type.Optional(lowerHash),
  },
  { additionalProperties: false },
);
export type TextSubmission = Static<typeof textSubmission>;

const text = {
  hash: lowerHash,
  kind,
  about,
  author: address,
  authorName: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  salt: Type.Optional(lowerHash),
  replyTo: Type.Optional(lowerHash),
  createdAt: seconds,
  erasedAt: Type.Optional(seconds),
};

/** `hash` is sha2-256 of salt and text, as it stands on chain for titles and reasons. Both are absent once erased. */
export const textView = Type.Object(text);
export type TextView = Static<typeof textView>;

export const textList = Type.Object({ texts: Type.Array(textView) });
export type TextList = Static<typeof textList>;

/** `dueAt` is there where a policy in force when it was asked says by when an answer must come. */
export const questionView = Type.Object({
  ...text,
  asked: address,
  askedName: Type.Optional(Type.String()),
  answers: Type.Array(textView),
  answeredAt: Type.Optional(seconds),
  dueAt: Type.Optional(seconds),
  isOverdue: Type.Boolean(),
});
export const questionList = Type.Object({ questions: Type.Array(questionView) });
export type QuestionList = Static<typeof questionList>;

export const textParams = Type.Object({ hash: lowerHash });
const aboutText = Type.String({ pattern: '^(proposal|ballot|policy|decision):[0-9a-fx:]{1,140}$' });
export const textQuery = Type.Object({ about: aboutText });
export const questionQuery = Type.Object({
  waitingFor: Type.Optional(address),
  about: Type.Optional(aboutText),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
});
