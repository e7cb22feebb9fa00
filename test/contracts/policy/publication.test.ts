import { expect } from 'chai';
import { compilePolicy } from '../../../node/protocol/policy/compile.ts';
import { bytesOfName } from '../../../node/protocol/policy/names.ts';
import { encodePublish, isPublishedAs } from '../../../node/protocol/policy/publication.ts';
import { foundingPurposes } from '../../../node/protocol/policy/purposes.ts';
import { policyTemplate, templateNames } from '../../../node/protocol/policy/templates.ts';
import { addressOf, method, networkHelpers, now } from '../network.fixture.ts';
import { deployPolicyCity, setPurposes } from './policy-city.fixture.ts';

describe('A policy from document to chain', () => {
  it('stands there as anybody compiles it again, for every template', async () => {
    const city = await networkHelpers.loadFixture(deployPolicyCity);
    await setPurposes(city, foundingPurposes, true);
    const reviewBy = (await now()) + 1_000_000;
    for (const [index, name] of templateNames.entries()) {
      const values = { name, owner: city.agency.address, target: 'urn:qdt:dataset:roads', reviewBy };
      const text = JSON.stringify(policyTemplate(name, values));
      const policy = compilePolicy(text, new Set(foundingPurposes));
      await city.admin.sendTransaction({ to: addressOf(city.policies), data: encodePublish(policy) });
      const { terms } = await method(city.policies, 'policy')(index + 1);
      const { owner, legalBasis, reviewBy: by, document } = terms;
      const kept = { owner, legalBasis: Number(legalBasis), reviewBy: Number(by), document };
      const rules = await method(city.policies, 'rulesOf')(index + 1);
      expect(isPublishedAs(policy, { terms: kept, rules }), name).to.equal(true);
      const other = compilePolicy(text.replace('roads', 'lanes'), new Set(foundingPurposes));
      expect(isPublishedAs(other, { terms: kept, rules }), name).to.equal(false);
    }
    const found = await method(city.policies, 'policiesOf')(1, bytesOfName('roads'));
    expect([...found]).to.deep.equal(templateNames.map((_, index) => BigInt(index + 1)));
  });
});
