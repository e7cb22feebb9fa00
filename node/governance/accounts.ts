import { type Address, encodeFunctionData, type Hex, parseEventLogs, size } from 'viem';
import { participantAccountFactoryAbi } from '../protocol/abi.ts';
import { verifierOf } from '../protocol/call.ts';
import { NodeError } from '../protocol/errors.ts';
import type { Contracts } from '../protocol/network.ts';
import type { Relay } from './calls.ts';

export interface AccountRequest {
  /** ERC-7913 signers: verifier (20 bytes), then key: SLH-DSA-SHA2-128s 32 bytes, or ML-DSA-65 52 (its expanded key's). */
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
  /** Whether an ML-DSA-65 signer's expanded key stands on chain and is its key's. */
  isExpanded: (signer: Hex) => Promise<boolean>;
  /** Whether the index knows the account. */
  isKnown: (account: Address) => boolean;
  indexed: (blockNumber: number) => Promise<void>;
}

const slhDsaSignerBytes = 52;

export function createAccounts({ contracts, relay, predict, isExpanded, isKnown, indexed }: AccountsOptions): Accounts {
  async function requireUsable({ signers, threshold }: AccountRequest): Promise<void> {
    for (const signer of signers) {
      if (!(await isUsable(signer))) throw new NodeError('ACCOUNT_SIGNER_UNUSABLE', { field: 'signers', signer });
    }
    if (new Set(signers.map((signer) => signer.toLowerCase())).size !== signers.length) {
      throw new NodeError('SIGNER_DUPLICATE', { field: 'signers' });
    }
    const most = Math.max(
      ...signers.map((signer) => signers.filter((one) => verifierOf(one) === verifierOf(signer)).length),
    );
    if (threshold > most) {
      throw new NodeError('INPUT_INVALID', {
        field: 'threshold',
        rule: 'at most the number of signers of one algorithm',
        threshold,
      });
    }
  }

  async function isUsable(signer: Hex): Promise<boolean> {
    const verifier = verifierOf(signer);
    if (verifier === contracts.verifier.toLowerCase()) return size(signer) === slhDsaSignerBytes;
    return verifier === contracts.mlDsa65Verifier.toLowerCase() && (await isExpanded(signer));
  }

  return {
    async create(request) {
      await requireUsable(request);
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
