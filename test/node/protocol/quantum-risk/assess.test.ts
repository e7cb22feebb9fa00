import { expect } from 'chai';
import { assess } from '../../../../node/protocol/quantum-risk/assess.ts';
import { type Channel, channelsOf } from '../../../../node/protocol/quantum-risk/channels.ts';
import { readDataClasses } from '../../../../node/protocol/quantum-risk/data-classes.ts';
import { authenticityOf, confidentialityOf } from '../../../../node/protocol/quantum-risk/protection.ts';
import { readBom } from '../../../../node/protocol/quantum-risk/read-bom.ts';
import { expectCode } from '../../../expect-code.ts';
import { cityClasses, cityInventory } from './city-inventory.fixture.ts';

const channels = channelsOf(readBom(cityInventory));
const classes = readDataClasses(cityClasses);

describe('harvest now, decrypt later', () => {
  it('ranks channels by what they expose', () => {
    const { risks, unclassified } = assess(channels, classes, 144);
    expect(risks.map(({ system, channel, verdict, exposure }) => [system, channel, verdict, exposure])).to.deep.equal([
      // importance 10 x 18 months, and 5 x 36: X > Z in both
      ['hospital', 'direct', 'at risk', 180],
      ['grid', 'tls-rsa', 'at risk', 180],
      ['signals', 'tls-rsa', 'in time', 0],
      ['radio', 'radio-link', 'resists', 0],
      ['hospital', 'tls-hybrid', 'resists', 0],
    ]);
    expect(risks.map(({ isLateAlready }) => isLateAlready)).to.deep.equal([true, true, false, false, false]);
    expect(unclassified).to.deep.equal([]);
  });

  it('says what of a channel is broken, and by which algorithms', () => {
    const [grid, hospital] = [channels[1], channels[2]];
    if (grid === undefined || hospital === undefined) throw new Error('the city has four systems');
    expect(confidentialityOf(grid)).to.deep.equal({ strength: 'broken', because: ['ECDHE', 'X25519'] });
    expect(authenticityOf(grid)).to.deep.equal({ strength: 'broken', because: ['RSA', 'RSA-2048'] });
    expect(confidentialityOf(hospital)).to.deep.equal({ strength: 'resists', because: ['X25519MLKEM768'] });
  });

  it('counts the weakest that is offered, and what the inventory does not say as broken', () => {
    const tls = (...algorithms: Channel['algorithms']): Channel => ({ ...channelNamed('t'), type: 'tls', algorithms });
    const x25519 = { name: 'X25519', primitive: 'key-agree' };
    const mlKem = { name: 'ML-KEM-768', primitive: 'kem' };
    const aes = { name: 'AES-256-GCM', primitive: 'ae' };
    expect(confidentialityOf(tls(mlKem, x25519)).strength).to.equal('broken');
    expect(confidentialityOf(tls(mlKem, aes)).strength).to.equal('resists');
    expect(confidentialityOf(tls(aes)).strength).to.equal('unknown');
    expect(confidentialityOf({ ...tls(aes), type: 'other' }).strength).to.equal('resists');
    expect(confidentialityOf(tls(mlKem, { name: '3DES', primitive: 'block-cipher' })).strength).to.equal('weak');
  });

  it('needs a Z, and takes none of its own', () => {
    expectCode('QUANTUM_YEARS_MISSING', () => assess(channels, classes, undefined));
    const soon = assess(channels, classes, 0).risks.find(({ system }) => system === 'signals');
    expect(soon).to.include({ verdict: 'at risk', lateMonths: 36 });
    // signatures fall with Z too: 24 months readable and 24 forgeable
    expect(soon?.exposure).to.equal(48);
  });

  it('names channels nobody has classified, and refuses facts about none or about two', () => {
    const { unclassified } = assess(channels, { ...classes, channels: classes.channels.slice(1) }, 144);
    expect(unclassified.map(({ system }) => system)).to.deep.equal(['signals']);
    const unknown = classes.channels.map((one) => ({ ...one, channel: 'pigeon' }));
    expectCode('CHANNEL_UNKNOWN', () => assess(channels, { ...classes, channels: unknown }, 144));
    expectCode('CHANNEL_AMBIGUOUS', () => assess([...channels, ...channels], classes, 144));
  });
});

function channelNamed(name: string) {
  return { system: name, systemName: name, channel: name, channelName: name };
}
