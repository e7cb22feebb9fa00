import type { Address, Hex } from 'viem';
import { getContractAddress } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import type { Deployment } from '../../../node/chain/deployment.ts';

/** The demonstration's relay key: it has no authority, and no test's outcome depends on who holds it. */
export const relayKey: Hex = `0x${'51'.repeat(32)}`;
export const relayAddress = privateKeyToAddress(relayKey);

/**
 * A contract of 39 bytes for tests that need no rules: counts its calls in slot 0 and logs the calldata under the
 * topic 0x2a; reverts with its calldata when that starts with 0xff.
 */
const creationCode: Hex =
  '0x6027600a5f3960275ff336600060003760003560f81c60ff14602257600160005401600055602a366000a1005b366000fd';

/** Where the counter stands on a chain founded by the relay key. */
export const counterAddress: Address = getContractAddress({ from: relayAddress, nonce: 0n });

/** One counter in the place of every contract: founded in milliseconds, without the compiler. */
export const counterDeployment: Deployment = {
  versions: { counter: '1' },
  async *blocks() {
    yield [{ data: creationCode }];
    return {
      verifier: counterAddress,
      accountFactory: counterAddress,
      founder: counterAddress,
      accessManager: counterAddress,
      participantRegistry: counterAddress,
      decisionLedger: counterAddress,
      seats: counterAddress,
      timelock: counterAddress,
      governor: counterAddress,
      policyRegistry: counterAddress,
      modelCourt: counterAddress,
      mlDsa65Verifier: counterAddress,
      mlDsa44Verifier: counterAddress,
      hybridVerifier: counterAddress,
      algorithmRegistry: counterAddress,
      datasetRegistry: counterAddress,
      agreementRegistry: counterAddress,
    };
  },
};
