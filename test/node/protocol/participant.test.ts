import { expect } from 'chai';
import { sha256, stringToBytes } from 'viem';
import { encodeCanonical } from '../../../node/protocol/canonical.ts';
import { cidOfBlock, digestOfCid } from '../../../node/protocol/cid.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { decodeProfile, encodeProfile, registeredProfile } from '../../../node/protocol/participant.ts';

const profile = {
  format: 'qdt-profile/1',
  name: 'Mobility Agency',
  mlDsa65Key: new Uint8Array(1952).fill(3),
  ageRecipient: 'age1pq1qqqq',
} as const;

describe('participant profile', () => {
  it('is read as it was written, under the CID the registry names', () => {
    const { cid, bytes } = encodeProfile(profile);
    expect(decodeProfile(bytes)).to.deep.equal(profile);
    const keys = { mlDsa65: `0x${'03'.repeat(1952)}`, ageRecipient: profile.ageRecipient } as const;
    const { registered, content } = registeredProfile({ name: profile.name, keys });
    expect(registered.document).to.equal(digestOfCid(cid));
    expect(content.map(cidOfBlock)).to.deep.equal([cid]);
    expect(registered.ageRecipient).to.equal(sha256(stringToBytes(profile.ageRecipient)));
  });

  it('does not exist for a person', () => {
    const { registered, content } = registeredProfile({ keys: { mlDsa65: '0x00', ageRecipient: 'age1pq1' } });
    expect(content).to.have.length(0);
    expect(registered.document).to.match(/^0x0{64}$/);
  });

  it('may have a name and no keys of its own, as a committee', () => {
    const { registered, content } = registeredProfile({ name: 'Committee' });
    expect(registered.mlDsa65Key).to.match(/^0x0{64}$/);
    expect(content.map((bytes) => decodeProfile(bytes).name)).to.deep.equal(['Committee']);
  });

  it('refuses other fields, other lengths and long names', () => {
    const wrong = [
      { ...profile, mail: 'x' },
      { ...profile, mlDsa65Key: new Uint8Array(5) },
      { ...profile, name: 'n'.repeat(81) },
    ];
    for (const value of wrong)
      try {
        decodeProfile(encodeCanonical(value));
        expect.fail('accepted');
      } catch (error) {
        expect(isNodeError(error, 'DOCUMENT_INVALID')).to.equal(true);
      }
  });
});
