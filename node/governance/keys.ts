import type { Address, Hex } from 'viem';
import { type AlgorithmName, algorithmOf } from '../protocol/algorithms.ts';
import { verifierOf } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import { applyKeysData } from '../protocol/key-change.ts';
import type { Contracts } from '../protocol/network.ts';
import type { Relay } from './calls.ts';
import { storeMlDsaKey } from './expanded-keys.ts';
import type { AlgorithmChange, AlgorithmRow, AnnouncedKeys, KeysTable } from './keys-table.ts';
import type { ParticipantsTable } from './participants-table.ts';

/** An algorithm as it stands now. */
export interface AlgorithmRecord extends AlgorithmRow {
  name?: AlgorithmName;
  /** Signatures by it count now. */
  isUsable: boolean;
}

export interface AccountKeys {
  account: Address;
  epoch: number;
  threshold: number;
  frozenUntil: number;
  signers: { signer: Hex; algorithm?: AlgorithmName; isUsable: boolean }[];
  pending?: AnnouncedKeys;
}

export interface Keys {
  algorithms(): AlgorithmRecord[];
  algorithmChanges(): AlgorithmChange[];
  /** 'ALGORITHM_NOT_USABLE' for a signer whose algorithm is frozen, past its sunset, or unknown to the city. */
  requireUsable(signer: Hex): void;
  /** 'ACCOUNT_UNKNOWN' for an address that is no account here. */
  of(account: Address): AccountKeys;
  /** Makes the announced keys take effect. 'KEYS_NOT_PENDING', 'CALL_REVERTED'. */
  apply(account: Address): Promise<{ transactionHash: Hex }>;
  /** Makes an ML-DSA-65 key ready to be a signer, which it returns. */
  store(publicKey: Hex): Promise<Hex>;
}

export interface KeysOptions {
  table: KeysTable;
  participants: ParticipantsTable;
  contracts: Contracts;
  relay: Pick<Relay, 'send'>;
  indexed: (blockNumber: number) => Promise<void>;
  /** Unix seconds. */
  clock: () => number;
}

export function createKeys({ table, participants, contracts, relay, indexed, clock }: KeysOptions): Keys {
  const algorithms = (): AlgorithmRecord[] =>
    table.algorithms().map((row) => {
      const name = algorithmOf(row.code);
      const isUsable = row.status !== 'FROZEN' && (row.sunset === 0 || clock() < row.sunset);
      return { ...row, ...(name === undefined ? {} : { name }), isUsable };
    });
  const algorithmBehind = (signer: Hex): AlgorithmRecord | undefined =>
    algorithms().find(({ verifier }) => verifier === verifierOf(signer));

  return {
    algorithms,
    algorithmChanges: table.algorithmChanges,
    requireUsable(signer) {
      const found = algorithmBehind(signer);
      if (found?.isUsable !== true) {
        throw new NodeError('ALGORITHM_NOT_USABLE', { signer, algorithm: found?.name, status: found?.status });
      }
    },
    of(account) {
      const known = participants.signersOf(account);
      if (known === undefined) throw new NodeError('ACCOUNT_UNKNOWN', { account });
      const pending = table.announced(account);
      return {
        account,
        ...table.stateOf(account),
        threshold: known.threshold,
        signers: known.signers.map((signer) => {
          const found = algorithmBehind(signer);
          return {
            signer,
            ...(found?.name === undefined ? {} : { algorithm: found.name }),
            isUsable: found?.isUsable === true,
          };
        }),
        ...(pending === undefined ? {} : { pending }),
      };
    },
    async apply(account) {
      const pending = table.announced(account);
      if (pending === undefined) throw new NodeError('KEYS_NOT_PENDING', { account });
      const { transactionHash, blockNumber } = await relay.send({ to: account, data: applyKeysData(pending.change) });
      await indexed(Number(blockNumber));
      return { transactionHash };
    },
    store: (publicKey) => storeMlDsaKey({ contracts, relay }, publicKey),
  };
}
