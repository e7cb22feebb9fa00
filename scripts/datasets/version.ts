import type { DatasetDetail } from '../../node/client/views.ts';
import { digestOfCid } from '../../node/protocol/cid.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { argumentInvalid } from '../command/run-command.ts';

/** The version that is asked for, or the latest one that was not withdrawn; with the digest of its policy. */
export function chooseVersion({ name, versions }: DatasetDetail, given: string | undefined) {
  if (given !== undefined && !/^[1-9]\d{0,8}$/.test(given)) throw argumentInvalid('is a whole number', 'version');
  const version =
    given === undefined
      ? versions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)
      : versions.find(({ number }) => number === Number(given));
  if (version === undefined) throw new NodeError('DATASET_VERSION_UNKNOWN', { dataset: name, version: given });
  return { ...version, policy: digestOfCid(version.policyCid) };
}
