import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { Address } from 'viem';
import { openAnchoredAgreementsTable } from '../../../../node/dataspace/datasets/agreements-table.ts';
import { openDatasetsTable } from '../../../../node/dataspace/datasets/datasets-table.ts';
import { createGrants } from '../../../../node/dataspace/keys/grants.ts';
import type { AccessQuestion, Decided } from '../../../../node/governance/access.ts';
import { openAccessRecords } from '../../../../node/governance/access-records.ts';
import type { Reason } from '../../../../node/protocol/policy/reasons.ts';
import { targetUrn } from '../../../../node/protocol/policy/urn.ts';
import { expectCode } from '../../../expect-code.ts';

const owner: Address = `0x${'a1'.repeat(20)}`;
const consumer: Address = `0x${'c1'.repeat(20)}`;
const agreement = `0x${'e1'.repeat(32)}` as const;
const digest = `0x${'d1'.repeat(32)}` as const;
const asked = { grantee: consumer, dataset: 'buses', version: 1 };

/** The tables as events fill them; the policies' verdict is `reason`. */
function city(reason: Reason = 'NO_POLICY') {
  const database = new DatabaseSync(':memory:');
  const datasets = openDatasetsTable(database);
  const agreements = openAnchoredAgreementsTable(database);
  const records = openAccessRecords(':memory:');
  datasets.put({ name: 'buses', owner, at: 10 });
  const content = { metadata: digest, contentRoot: digest, keyCommitment: digest, policy: digest };
  datasets.putVersion({ name: 'buses', number: 1, ...content, publishedAt: 10 });
  const state = { reason, isActive: true, now: 100 };
  const decide = ({ participant, target, action, purpose }: AccessQuestion): Decided => {
    const verdict = { isPermitted: state.reason === 'PERMITTED', reason: state.reason, policyId: 3, ruleIndex: 0 };
    const question = {
      participant,
      target: targetUrn(target),
      action,
      purpose,
      collections: [],
      at: 100,
      askedAt: 100,
    };
    const [record] = records.append([{ ...question, block: 7, ...verdict }]);
    if (record === undefined) throw new RangeError('a record');
    return { verdict, record };
  };
  const grants = createGrants({
    datasets,
    agreements,
    access: { decide },
    anchor: () => ({ chainId: 1, genesisHash: digest, blockNumber: 7, blockHash: digest }),
    isActive: () => state.isActive,
    clock: () => state.now,
  });
  const agree = (until = 0) =>
    agreements.put({ agreement, dataset: 'buses', provider: owner, consumer, policy: digest, until, anchoredAt: 20 });
  return { datasets, agreements, grants, state, agree, records };
}

describe('grants', () => {
  it('are the owner’s, a permitted reader’s and an agreement’s consumer’s, as of a block', () => {
    expect(city().grants.require({ ...asked, grantee: owner }).basis).to.deep.equal({ kind: 'owner' });
    expect(city('PERMITTED').grants.require(asked)).to.deep.include({
      basis: { kind: 'policy', policyId: 3 },
      record: 1,
      blockNumber: 7,
      blockHash: digest,
    });
    const { grants, agree } = city();
    agree();
    expect(grants.require(asked).basis).to.deep.equal({ kind: 'agreement', agreement });
  });

  it('are nobody else’s, and each refusal is kept', () => {
    const { grants, agree, records } = city();
    expectCode('GRANT_MISSING', () => grants.require(asked));
    agree();
    expectCode('GRANT_MISSING', () => grants.require({ ...asked, grantee: `0x${'99'.repeat(20)}` }));
    expectCode('GRANT_MISSING', () => grants.require({ ...asked, grantee: undefined }));
    expect(records.list({ after: 0, limit: 9 }).map(({ isPermitted }) => isPermitted)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('end when the agreement is retired or over', () => {
    const { grants, agree, agreements, state } = city();
    agree(200);
    expect(grants.require(asked).basis.kind).to.equal('agreement');
    state.now = 200;
    expectCode('GRANT_MISSING', () => grants.require(asked));
    state.now = 100;
    agreements.retire({ agreement, by: consumer, cause: digest, at: 100 });
    expectCode('GRANT_MISSING', () => grants.require(asked));
  });

  it('end between agreement and key where the grantee is suspended or prohibited', () => {
    const { grants, agree, state } = city();
    agree();
    for (const reason of ['SUSPENDED', 'PROHIBITED'] as const) {
      state.reason = reason;
      expectCode('GRANT_MISSING', () => grants.require(asked));
    }
    state.reason = 'NO_POLICY';
    state.isActive = false;
    expectCode('GRANT_MISSING', () => grants.require(asked));
  });

  it('are not given for what is unknown, withdrawn or frozen, not even to the owner', () => {
    const mine = { ...asked, grantee: owner };
    const { grants, datasets } = city('PERMITTED');
    expectCode('DATASET_UNKNOWN', () => grants.require({ ...mine, dataset: 'trams' }));
    expectCode('DATASET_VERSION_UNKNOWN', () => grants.require({ ...mine, version: 2 }));
    datasets.setFrozen('buses', true, 30);
    expectCode('DATASET_FROZEN', () => grants.require(mine));
    datasets.setFrozen('buses', false, 31);
    datasets.withdrawVersion('buses', 1, 32);
    expectCode('DATASET_WITHDRAWN', () => grants.require(mine));
    const other = city('PERMITTED');
    other.datasets.setState('buses', 'WITHDRAWN', 30);
    expectCode('DATASET_WITHDRAWN', () => other.grants.require(mine));
    other.datasets.setState('buses', 'DEPRECATED', 31);
    expect(other.grants.require(asked).basis.kind).to.equal('policy');
  });
});
