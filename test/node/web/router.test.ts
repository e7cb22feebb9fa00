import { expect } from 'chai';
import { addressOfSearch, parseRoute } from '../../../node/web/router.ts';

describe('router of the page', () => {
  it('knows every place by its address, with or without a slash at the end', () => {
    const places = [
      ['/', 'decisions'],
      ['/decisions', 'decisions'],
      ['/decisions/', 'decisions'],
      ['/request', 'request'],
      ['/participants', 'people'],
      ['/policies', 'policies'],
      ['/proposals', 'policies'],
      ['/policies/new', 'draft'],
      ['/why', 'why'],
      ['/desk', 'desk'],
      ['/check', 'check'],
      ['/about', 'about'],
    ] as const;
    for (const [address, place] of places) expect(parseRoute(address).place, address).to.equal(place);
    expect(places).to.have.length(12);
  });

  it('reads the number of a decision, the account of a participant and the words of a search', () => {
    const account = `0x${'aB'.repeat(20)}`;
    expect(parseRoute('/decisions/12')).to.deep.equal({ place: 'decision', id: '12' });
    expect(parseRoute(`/participants/${account}`)).to.deep.equal({ place: 'people', address: account });
    expect(parseRoute('/search', '?q=North%20side')).to.deep.equal({ place: 'search', query: 'North side' });
  });

  it('reads the number of a policy, the id of a proposal and the question of a search for why', () => {
    const id = '9'.repeat(77);
    expect(parseRoute('/policies/3')).to.deep.equal({ place: 'policy', id: '3' });
    expect(parseRoute(`/proposals/${id}`)).to.deep.equal({ place: 'proposal', id });
    expect(parseRoute('/why', '?target=dataset%3Ax')).to.deep.equal({ place: 'why', query: 'target=dataset%3Ax' });
    expect(addressOfSearch(id)).to.equal(`/proposals/${id}`);
  });

  it('calls unknown what it does not know, instead of guessing', () => {
    const addresses = ['/decisions/x', '/decisions/1/receipt', '/participants/0x12', '/constructor', '/city', '/docs'];
    for (const address of addresses) expect(parseRoute(address).place, address).to.equal('unknown');
    expect(addresses).to.have.length(6);
  });

  it('leads a search for a number or an account straight to its page', () => {
    const account = `0x${'ab'.repeat(20)}`;
    expect(addressOfSearch(' #7 ')).to.equal('/decisions/7');
    expect(addressOfSearch(account)).to.equal(`/participants/${account}`);
    expect(addressOfSearch('a & b')).to.equal('/search?q=a%20%26%20b');
  });
});
