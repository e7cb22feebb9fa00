import { type Static, Type } from 'typebox';

/** RFC 9457 problem details with a stable code; `details` carries the offending values by name. */
export const problemDetails = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  field: Type.Optional(Type.String()),
  rule: Type.Optional(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
});
export type ProblemDetails = Static<typeof problemDetails>;

/** The answers every route may give besides its own. */
export const problems = { '4xx': problemDetails, '5xx': problemDetails };
