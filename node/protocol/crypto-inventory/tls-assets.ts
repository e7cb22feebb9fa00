import type { CryptoAsset } from './crypto-asset.ts';

/** In the bill where code speaks TLS or an address with TLS is configured: public certificate authorities issue nothing else yet. */
export const tlsCertificateAsset: CryptoAsset = {
  id: 'tls-certificate',
  name: 'RSA or ECDSA certificates of TLS peers',
  primitive: 'signature',
  standard: 'RFC 5280, RFC 8446',
  purpose: 'tells that the other end is the host that was asked for',
  functions: ['verify'],
  classicalBits: 112,
  nistLevel: 0,
  uses: ['node:https#request', 'node:https#get', 'node:https#Agent', 'node:https#createServer', 'node:tls#connect'],
  whenBroken: {
    gives:
      'impersonating the host: reading and delaying what passes, requests’ metadata included; where the peer agrees keys by a classical group alone, reading later what was recorded',
    givesNot:
      'any forgery that counts: content is verified against its CIDs, requests carry ML-DSA-65 signatures, calls carry SLH-DSA or ML-DSA signatures, data keys are sealed by X-Wing',
  },
};
