import { expect } from 'chai';
import { problemOf } from '../../../node/gateway/problem-details.ts';
import { problemStatuses, statusOfCode, titleOfStatus } from '../../../node/gateway/problem-status.ts';
import { NodeError } from '../../../node/protocol/errors.ts';

describe('problem details', () => {
  it('carry code, status, field and rule of what was wrong', () => {
    const problem = problemOf(new NodeError('DOCUMENT_INVALID', { field: 'a.b', rule: 'is text', limit: 7n }));
    expect(problem).to.deep.equal({
      type: 'urn:qdt:problem:document-invalid',
      title: 'Refused',
      status: 422,
      code: 'DOCUMENT_INVALID',
      detail: 'document invalid: field a.b, rule is text, limit 7.',
      field: 'a.b',
      rule: 'is text',
      details: { field: 'a.b', rule: 'is text', limit: '7' },
    });
  });

  it('find the node’s own error inside a library’s', () => {
    const wrapped = new Error('outer', { cause: new Error('middle', { cause: new NodeError('CHAIN_VERIFYING') }) });
    expect(problemOf(wrapped)).to.include({ code: 'CHAIN_VERIFYING', status: 503 });
  });

  it('call a full disk by its name', () => {
    expect(problemOf(Object.assign(new Error('write'), { code: 'ENOSPC' }))).to.include({
      code: 'STORAGE_FULL',
      status: 507,
    });
    expect(problemOf(new Error('database or disk is full'))).to.include({ code: 'STORAGE_FULL' });
  });

  it('tell nothing of the inside of a fault of the node’s own', () => {
    for (const fault of [
      new Error('secret path'),
      new NodeError('INDEX_CORRUPT', { column: 'x' }),
      'thrown text',
      undefined,
    ]) {
      const problem = problemOf(fault);
      expect(problem).to.include({ status: 500, code: 'NODE_FAILED' });
      expect(JSON.stringify(problem)).not.to.contain('secret').and.not.to.contain('column');
    }
  });

  it('have a title for every status that is used', () => {
    const statuses = new Set([...Object.values(problemStatuses), statusOfCode('SAMPLE_LENGTH'), 500]);
    expect(statuses.size).to.be.greaterThan(10);
    const used = [...statuses].filter((status) => status !== 422);
    expect(used.filter((status) => titleOfStatus(status) === 'Refused')).to.deep.equal([]);
  });
});
