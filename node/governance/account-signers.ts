import { type Address, type Hex, size } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { participantAccountAbi } from '../protocol/abi.ts';
import { mlDsaSignerBytes } from '../protocol/call.ts';
import { readMlDsaKey } from './expanded-keys.ts';
import type { AccountSigners, ParticipantsTable } from './participants-table.ts';

/** Reads the signers of accounts whose events say that they changed: an event holds only a signer's hash. */
export interface SignerReader {
  /** Resolves when every account marked until now has been read. */
  read(): Promise<void>;
}

const noMoreThan = 2n ** 64n - 1n;

export function createSignerReader(chain: Chain, table: ParticipantsTable): SignerReader {
  const client = createChainClient(chain);
  let last: Promise<void> = Promise.resolve();

  async function signersOf(address: Address): Promise<AccountSigners> {
    const account = { address, abi: participantAccountAbi } as const;
    const [signers, threshold] = await Promise.all([
      client.readContract({ ...account, functionName: 'getSigners', args: [0n, noMoreThan] }),
      client.readContract({ ...account, functionName: 'threshold' }),
    ]);
    return { signers: [...signers], threshold: Number(threshold) };
  }

  async function readAll(): Promise<void> {
    for (const { account, mark } of table.unread()) {
      const found = await signersOf(account);
      for (const signer of found.signers) await readPublicKey(signer);
      table.putSigners(account, found, mark);
    }
  }

  async function readPublicKey(signer: Hex): Promise<void> {
    if (size(signer) !== mlDsaSignerBytes || table.publicKeyOf(signer) !== undefined) return;
    const publicKey = await readMlDsaKey(chain, signer);
    if (publicKey !== undefined) table.putPublicKey(signer, publicKey);
  }

  return {
    read() {
      last = last.then(readAll, readAll);
      return last;
    },
  };
}
