import { type Address, encodeFunctionData, type Hex, parseEventLogs, sliceHex } from 'viem';
import { participantAccountFactoryAbi } from '../protocol/abi.ts';
import { NodeError } from '../protocol/errors.ts';
import type { Contracts } from '../protocol/network.ts';
import type { Relay } from './calls.ts';

export interface AccountRequest {
  /** ERC-7913 signers: verifier (20 bytes), then key (32 bytes). */
  signers: readonly Hex[];
  threshold: number;
  salt: Hex;
}

export interface Accounts {
  /** The account with these signers, created unless it is there already. */
  create(request: AccountRequest): Promise<Address>;
}

export interface AccountsOptions {
  contracts: Contracts;
  relay: Relay;
  /** Where the factory would put an account. */
  predict: (request: AccountRequest) => Promise<Address>;
  /** Whether the index knows the account. */
  isKnown: (account: Address) => boolean;
  indexed: (blockNumber: number) => Promise<void>;
}

const signerBytes = 52;

export function createAccounts({ contracts, relay, predict, isKnown, indexed }: AccountsOptions): Accounts {
  function requireUsable({ signers, threshold }: AccountRequest): void {
    const unusable = signers.find((signer) => !isUsable(signer, contracts.verifier));
    if (unusable !== undefined) throw new NodeError('ACCOUNT_SIGNER_UNUSABLE', { field: 'signers', signer: unusable });
    if (new Set(signers.map((signer) => signer.toLowerCase())).size !== signers.length) {
      throw new NodeError('SIGNER_DUPLICATE', { field: 'signers' });
    }
    if (threshold > signers.length) {
      throw new NodeError('INPUT_INVALID', { field: 'threshold', rule: 'at most the number of signers', threshold });
    }
  }

  return {
    async create(request) {
      requireUsable(request);
      const account = await predict(request);
      if (isKnown(account)) return account;
      const { signers, threshold, salt } = request;
      const receipt = await relay.send({
        to: contracts.accountFactory,
        data: encodeFunctionData({
          abi: participantAccountFactoryAbi,
          functionName: 'create',
          args: [signers, BigInt(threshold), salt],
        }),
      });
      await indexed(Number(receipt.blockNumber));
      const [event] = parseEventLogs({
        abi: participantAccountFactoryAbi,
        logs: receipt.logs,
        eventName: 'AccountCreated',
      });
      return event?.args.account ?? account;
    },
  };
}

function isUsable(signer: Hex, verifier: Address): boolean {
  const bytes = (signer.length - 2) / 2;
  return bytes === signerBytes && sliceHex(signer, 0, 20).toLowerCase() === verifier.toLowerCase();
}
