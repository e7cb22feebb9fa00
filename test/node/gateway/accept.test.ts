import { expect } from 'chai';
import { prefersHtml } from '../../../node/gateway/accept.ts';

describe('the choice between page and JSON', () => {
  const cases: [accept: string | undefined, page: boolean][] = [
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', true],
    ['text/html', true],
    ['text/html;q=0.5, application/json', false],
    ['application/json', false],
    ['*/*', false],
    [undefined, false],
    ['text/html;q=0', false],
    ['text/html;q=nonsense', false],
  ];
  for (const [accept, page] of cases) {
    it(`gives ${page ? 'the page' : 'JSON'} for ${accept ?? 'no Accept header'}`, () => {
      expect(prefersHtml(accept)).to.equal(page);
    });
  }
});
