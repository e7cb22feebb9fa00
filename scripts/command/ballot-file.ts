import { readFileSync } from 'node:fs';
import type { BallotSubmission } from '../../node/client/views.ts';
import { argumentInvalid } from './run-command.ts';

type Ballot = BallotSubmission['ballots'][number];

/** A signed ballot on its way to whoever delivers it. */
export interface BallotFile {
  format: 'qdt-ballot/1';
  ballot: Ballot;
}

export function toBallotFile(ballot: Ballot): BallotFile {
  return { format: 'qdt-ballot/1', ballot };
}

/** The ballot in a file; what is in it is checked by the node that delivers it. */
export function readBallotFile(path: string): Ballot {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isBallotFile(file)) throw argumentInvalid('is a file of format qdt-ballot/1', path);
  return file.ballot;
}

function isBallotFile(file: unknown): file is BallotFile {
  return (
    typeof file === 'object' && file !== null && 'format' in file && file.format === 'qdt-ballot/1' && 'ballot' in file
  );
}
