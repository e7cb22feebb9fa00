import { readFileSync, writeFileSync } from 'node:fs';
import { type BallotFile, ballotFileText, parseBallotFile } from '../../node/protocol/ballot-file.ts';

/** Writes a ballot file; a new one does not replace another. */
export function writeBallotFile(path: string, file: BallotFile, flag: 'wx' | 'w'): void {
  writeFileSync(path, ballotFileText(file), { flag });
}

/** Reads one strictly: DOCUMENT_INVALID names the field. */
export function readBallotFile(path: string): BallotFile {
  return parseBallotFile(readFileSync(path, 'utf8'), path);
}
