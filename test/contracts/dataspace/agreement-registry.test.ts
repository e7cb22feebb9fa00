import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import type { Address, Hex } from 'viem';
import { isHex } from 'viem';
import { type AgreementTerms, agreementDigest, anchorCall } from '../../../node/protocol/dataset/agreement.ts';
import { act, call } from '../governance/participants.fixture.ts';
import { enact } from '../governance/voting.fixture.ts';
import { addressOf, ethers, method, networkHelpers, now } from '../network.fixture.ts';
import { type Dataspace, dataspace, signTerms, type Terms, termsOf } from './dataspace.fixture.ts';

const states = { active: 1n, retired: 2n };

function hex(text: string): Hex {
  if (!isHex(text)) throw new TypeError(text);
  return text;
}

describe('AgreementRegistry', () => {
  let city: Dataspace;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(dataspace);
  });

  function anchor(terms: Terms, { provider = city.company, consumer = city.consumer } = {}) {
    return method(city.agreements, 'anchor')(terms, signTerms(city, terms, provider), signTerms(city, terms, consumer));
  }
  const refusal = (sent: Promise<unknown>, error: string) =>
    expect(sent).to.be.revertedWithCustomError(city.agreements, error);

  it('anchors what both parties signed, carried by anybody', async () => {
    const terms = termsOf(city);
    await expect(anchor(terms))
      .to.emit(city.agreements, 'AgreementAnchored')
      .withArgs(terms.agreement, terms.dataset, terms.consumer, Object.values(terms));
    const { state, anchoredAt, retiredAt } = await method(city.agreements, 'agreementOf')(terms.agreement);
    expect([state, Number(anchoredAt), retiredAt]).to.deep.equal([states.active, await now(), 0n]);
    expect(await method(city.agreements, 'isInForce')(terms.agreement)).to.equal(true);
  });

  it('takes what the product signs and encodes', async () => {
    const { agreement, dataset, provider, consumer, policy } = termsOf(city);
    const address = (text: string): Address => hex(text);
    const terms: AgreementTerms = {
      agreement: hex(agreement),
      dataset: hex(dataset),
      provider: address(provider),
      consumer: address(consumer),
      policy: hex(policy),
      until: 0,
    };
    const book = { chainId: 31337, agreementRegistry: address(addressOf(city.agreements)) };
    const sign = ({ signer, address: party }: Dataspace['company']) => [
      { signer: hex(signer.signer), signature: hex(signer.sign(agreementDigest(book, terms, address(party)))) },
    ];
    const { target, data } = anchorCall(book, terms, { provider: sign(city.company), consumer: sign(city.consumer) });
    const [relay] = await ethers.getSigners();
    await expect(relay?.sendTransaction({ to: target, data })).to.emit(city.agreements, 'AgreementAnchored');
  });

  it('anchors an agreement once, also after it ended', async () => {
    const terms = termsOf(city);
    await anchor(terms);
    await refusal(anchor(terms), 'AgreementAnchoredBefore');
    await act(city.consumer, call(city.agreements, 'retire', terms.agreement, ZeroHash));
    await refusal(anchor(terms), 'AgreementAnchoredBefore');
  });

  it('refuses a signature of somebody else, of other terms, or of a key that is no account', async () => {
    const terms = termsOf(city);
    await expect(anchor(terms, { consumer: city.agencies[0] }))
      .to.be.revertedWithCustomError(city.agreements, 'AgreementSignatureInvalid')
      .withArgs(city.consumer.address);
    await expect(anchor(terms, { provider: city.consumer }))
      .to.be.revertedWithCustomError(city.agreements, 'AgreementSignatureInvalid')
      .withArgs(city.company.address);
    const other = { ...terms, until: (await now()) + 1000 };
    const mixed = method(city.agreements, 'anchor')(
      other,
      signTerms(city, other, city.company),
      signTerms(city, terms, city.consumer),
    );
    await refusal(mixed, 'AgreementSignatureInvalid');
  });

  it('refuses parties that take no part or are suspended, and one that agrees with itself', async () => {
    await refusal(anchor(termsOf(city, { consumer: city.outsider.address })), 'AgreementPartyNotActive');
    await refusal(anchor(termsOf(city, { consumer: city.company.address })), 'AgreementSameParty');
    await enact(city, [call(city.registry, 'suspend', city.consumer.address)]);
    await refusal(anchor(termsOf(city)), 'AgreementPartyNotActive');
  });

  it('refuses a dataset that is not offered, or not the provider’s', async () => {
    await refusal(anchor(termsOf(city, { dataset: id('nothing') })), 'AgreementDatasetNotOffered');
    const swapped = termsOf(city, { provider: city.consumer.address, consumer: city.company.address });
    await refusal(anchor(swapped), 'AgreementNotProvider');
    await act(city.guardian, call(city.datasets, 'freeze', termsOf(city).dataset, ZeroHash));
    await refusal(anchor(termsOf(city)), 'AgreementDatasetNotOffered');
  });

  it('refuses zeros, and an end that has passed', async () => {
    await refusal(anchor(termsOf(city, { agreement: ZeroHash })), 'AgreementZeroValue');
    await refusal(anchor(termsOf(city, { policy: ZeroHash })), 'AgreementZeroValue');
    await refusal(anchor(termsOf(city, { until: await now() })), 'AgreementExpired');
  });

  it('is ended by either party at any time, with a cause, and not twice', async () => {
    const cause = id('cause');
    for (const party of ['company', 'consumer'] as const) {
      const terms = termsOf(city, { agreement: id(party) });
      await anchor(terms);
      const retire = call(city.agreements, 'retire', terms.agreement, cause);
      await expect(act(city[party], retire))
        .to.emit(city.agreements, 'AgreementRetired')
        .withArgs(terms.agreement, city[party].address, cause);
      await refusal(act(city[party], retire), 'AgreementEnded');
      const { state, retiredAt } = await method(city.agreements, 'agreementOf')(terms.agreement);
      expect([state, retiredAt > 0n]).to.deep.equal([states.retired, true]);
      expect(await method(city.agreements, 'isInForce')(terms.agreement)).to.equal(false);
    }
    await refusal(act(city.company, call(city.agreements, 'retire', id('nothing'), cause)), 'AgreementUnknown');
  });

  it('is ended by anybody from its end on, and by no stranger before', async () => {
    const terms = termsOf(city, { until: (await now()) + 1000 });
    await anchor(terms);
    const retire = () => method(city.agreements, 'retire')(terms.agreement, ZeroHash);
    await refusal(retire(), 'AgreementNotParty');
    await networkHelpers.time.increaseTo(terms.until);
    expect(await method(city.agreements, 'isInForce')(terms.agreement)).to.equal(false);
    await expect(retire()).to.emit(city.agreements, 'AgreementRetired');
  });
});
