import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import { createPeers } from '../../../../node/dataspace/peers/peers.ts';
import { isPublicAddress } from '../../../../node/dataspace/peers/public-address.ts';
import { expectRejection } from '../../../expect-code.ts';

describe('other connectors', () => {
  let server: Server;
  let port = 0;
  let asked = 0;

  before(async () => {
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/long') response.end('x'.repeat(1_000_000));
      else if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      else response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  after(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked = 0;
  });

  it('are reached where they were allowed by host and port', async () => {
    const peers = createPeers({ allowed: [`127.0.0.1:${port}`] });
    await peers.check(`http://127.0.0.1:${port}/dsp`, 'callbackAddress');
    expect(await peers.post(`http://127.0.0.1:${port}/`, '{}')).to.deep.equal({ status: 200, body: '{}' });
  });

  it('are not called at private addresses, however they are written', async () => {
    const peers = createPeers({ allowed: [] });
    const refused = [
      ...['http://127.0.0.1/', 'https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f000001/'],
      ...[
        'https://10.0.0.1/',
        'https://192.168.1.1/',
        'https://169.254.169.254/latest',
        'https://[::1]/',
        'https://[::]/',
      ],
      ...[
        'https://[::ffff:127.0.0.1]/',
        'https://[fe80::1]/',
        'https://[fd00::1]/',
        'https://localhost/',
        'ftp://example.org/',
      ],
      ...['https://user:secret@example.org/', 'file:///etc/passwd', 'not an address', 'https://100.64.0.1/'],
    ];
    for (const address of refused) await expectRejection('PEER_REFUSED', peers.check(address, 'callbackAddress'));
    expect(refused).to.have.length(19);
  });

  it('are not called by a public name of a private address, also where the name changes its mind', async () => {
    let resolved = 0;
    const answers = ['93.184.216.34', '127.0.0.1'];
    const peers = createPeers({
      allowed: [],
      resolve: async () => [{ address: answers[Math.min(resolved++, 1)] ?? '', family: 4 }],
    });
    await peers.check('https://rebinding.example/', 'callbackAddress');
    await expectRejection('PEER_REFUSED', peers.post(`https://rebinding.example:${port}/`, '{}'));
    expect(asked).to.equal(0);
  });

  it('do not send us on, and their answers end', async () => {
    const peers = createPeers({ allowed: [`127.0.0.1:${port}`] });
    expect((await peers.post(`http://127.0.0.1:${port}/elsewhere`, '{}')).status).to.equal(302);
    await expectRejection('PEER_ANSWER_TOO_LARGE', peers.get(`http://127.0.0.1:${port}/long`));
  });

  it('have public addresses', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '2606:4700::1111'])
      expect(isPublicAddress(address)).to.equal(true);
    for (const address of ['0.0.0.0', '224.0.0.1', '255.255.255.255', '64:ff9b::7f00:1', '2002:7f00:1::', 'name'])
      expect(isPublicAddress(address)).to.equal(false);
  });
});
