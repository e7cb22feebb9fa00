import { type Static, Type } from 'typebox';
import { cid, seconds } from './scalars.ts';

export const takenSnapshot = Type.Object({
  cid,
  takenAt: seconds,
  simulated: Type.Boolean(),
  summary: Type.Object({
    nodes: Type.Integer(),
    links: Type.Integer(),
    trips: Type.Integer(),
    pairs: Type.Integer(),
  }),
});
export type TakenSnapshot = Static<typeof takenSnapshot>;
