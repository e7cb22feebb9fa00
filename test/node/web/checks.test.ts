import { expect } from 'chai';
import { checkNames } from '../../../node/protocol/audit/check.ts';
import { NodeError } from '../../../node/protocol/errors.ts';
import { verdictOf } from '../../../node/web/checks.ts';
import { describeError } from '../../../node/web/describe-error.ts';
import { textIn } from '../../../node/web/text.ts';
import { readAnchorField } from '../../../node/web/workers/anchor-field.ts';

const passed = checkNames.map((name) => ({ name, state: 'passed' as const }));

describe('verdict over the checks', () => {
  it('is passed only when every check is, and failed as soon as one is', () => {
    expect(verdictOf(passed)).to.equal('passed');
    for (const name of checkNames) {
      const checks = passed.map((check) => (check.name === name ? { name, state: 'failed' as const } : check));
      expect(verdictOf(checks), name).to.equal('failed');
    }
  });

  it('tells a missing anchor from any other check that was not made', () => {
    const without = (open: string) =>
      passed.map((check) => (check.name === open ? { ...check, state: 'not-checked' as const } : check));
    expect(verdictOf(without('anchor'))).to.equal('passed-but-anchor');
    expect(verdictOf(without('bound'))).to.equal('incomplete');
    expect(verdictOf([])).to.equal('incomplete');
  });
});

describe('anchor field', () => {
  const blockHash = `0x${'ab'.repeat(32)}`;

  it('reads nothing, a block hash, or a whole anchor', () => {
    const anchor = { chainId: 1, genesisHash: blockHash, blockNumber: 5, blockHash };
    expect(readAnchorField('  ')).to.equal(undefined);
    expect(readAnchorField(` ${blockHash.toUpperCase().replace('0X', '0x')} `)).to.equal(blockHash);
    expect(readAnchorField(JSON.stringify(anchor))).to.deep.equal(anchor);
  });

  it('refuses everything else', () => {
    for (const text of ['0x12', 'block 7', '{', '{"chainId":1}', blockHash.slice(2)])
      expect(() => readAnchorField(text), text)
        .to.throw(NodeError)
        .with.property('code', 'ANCHOR_MALFORMED');
  });
});

describe('errors on the page', () => {
  it('say what happened and what to do next, in the language of the reader', () => {
    const words = describeError(new NodeError('NODE_UNREACHABLE', { path: '/x' }), textIn('it'));
    expect(words.sentence).to.equal('Il nodo non è raggiungibile.');
    expect(words.advice).to.contain('riprova');
    expect(words.code).to.equal('NODE_UNREACHABLE');
  });

  it('pass on what the node said where there is no sentence of our own, and never fail on foreign errors', () => {
    const said = describeError(new NodeError('SOMETHING_NEW', { detail: 'the reason' }), textIn('en'));
    expect(said.sentence).to.contain('the reason');
    expect(describeError(undefined, textIn('en')).code).to.equal('PAGE_FAILED');
  });
});
