import { type Address, type Hex, keccak256 } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { NodeError } from '../protocol/errors.ts';
import { type Contracts, contractNames } from '../protocol/network.ts';
import type { Deployment, DeploymentStep } from './deployment.ts';
import { type Engine, type EngineRules, engineVersion } from './engine.ts';
import type { NewGenesis } from './genesis-check.ts';
import type { JournalBlock } from './journal-block.ts';
import type { JournalGenesis } from './journal-genesis.ts';
import { field, hexValue, quantity, rpcBlock } from './rpc-values.ts';
import { signRelayed } from './signing.ts';

/** A ledger that has been executed and not yet written. */
export interface Founding {
  readonly genesis: JournalGenesis;
  readonly blocks: readonly JournalBlock[];
}

export interface FoundingOptions {
  readonly engine: Engine;
  readonly rules: EngineRules;
  readonly genesis: NewGenesis;
  readonly deployment: Deployment;
  readonly relayKey: Hex;
}

/** Deployments take most of a block; ordinary calls never come near. */
const deploymentGas = 16_000_000n;

/** Runs the deployment on a new engine and writes down what stands where. Throws DEPLOYMENT_FAILED. */
export async function found(options: FoundingOptions): Promise<Founding> {
  const { engine, rules, genesis, deployment, relayKey } = options;
  const blocks: JournalBlock[] = [];
  const call = async (to: Address, data: Hex) =>
    hexValue(await engine.request('eth_call', [{ to, data }, 'latest']), 'result');
  const steps = deployment.blocks(call);
  let nonce = 0;
  let next = await steps.next();
  while (next.done !== true) {
    const transactions = await sign(relayKey, rules.chainId, nonce, next.value);
    nonce += transactions.length;
    blocks.push(await deploy(engine, rules.genesisTimestamp + blocks.length + 1, transactions));
    next = await steps.next();
  }
  const contracts = next.value;
  const first = rpcBlock(await engine.request('eth_getBlockByNumber', ['0x0', false]));
  return {
    blocks,
    genesis: {
      format: 'qdt-journal/1',
      engine: await engineVersion(engine),
      ...rules,
      genesisHash: first.hash,
      relay: privateKeyToAccount(relayKey).address,
      founders: { signers: [...genesis.founders.signers], threshold: genesis.founders.threshold },
      minimumWindowSeconds: genesis.minimumWindowSeconds,
      governance: genesis.governance,
      contracts,
      codeHashes: await codeHashes(engine, contracts),
      versions: { ...deployment.versions },
      deploymentBlocks: blocks.length,
    },
  };
}

function sign(relayKey: Hex, chainId: number, nonce: number, steps: readonly DeploymentStep[]): Promise<Hex[]> {
  const one = (step: DeploymentStep, index: number) =>
    signRelayed(relayKey, { chainId, nonce: nonce + index, gas: deploymentGas, to: step.to, data: step.data });
  return Promise.all(steps.map(one));
}

async function deploy(engine: Engine, timestamp: number, transactions: readonly Hex[]): Promise<JournalBlock> {
  for (const raw of transactions) await engine.request('eth_sendRawTransaction', [raw]);
  await engine.request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
  await engine.request('evm_mine', [timestamp]);
  const block = rpcBlock(await engine.request('eth_getBlockByNumber', ['latest', false]));
  for (const hash of block.transactions) {
    const receipt = await engine.request('eth_getTransactionReceipt', [hash]);
    if (quantity(field(receipt, 'status'), 'status') !== 1) throw new NodeError('DEPLOYMENT_FAILED', { hash });
  }
  if (block.transactions.length !== transactions.length) {
    throw new NodeError('DEPLOYMENT_FAILED', { mined: block.transactions.length, asked: transactions.length });
  }
  return { timestamp, baseFee: 0, transactions, hash: block.hash };
}

async function codeHashes(engine: Engine, contracts: Contracts): Promise<Record<keyof Contracts, Hex>> {
  const hashes = { ...contracts };
  for (const name of contractNames) {
    const code = hexValue(await engine.request('eth_getCode', [contracts[name], 'latest']), 'code');
    if (code === '0x') throw new NodeError('DEPLOYMENT_FAILED', { contract: name, address: contracts[name] });
    hashes[name] = keccak256(code);
  }
  return hashes;
}
