import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openRelayKey } from '../../../node/governance/relay-key.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';

describe('the relay key', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-relay-'));
    path = join(folder, 'relay.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner’s eyes only', async () => {
    const key = await openRelayKey(path);
    expect(key).to.match(/^0x[0-9a-f]{64}$/);
    expect(await openRelayKey(path)).to.equal(key);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
  });

  it('is not guessed from a file that holds something else', async () => {
    await writeFile(path, 'half a ke');
    const error = await openRelayKey(path).catch((reason: unknown) => reason);
    expect(isNodeError(error, 'RELAY_KEY_INVALID')).to.equal(true);
  });
});
