import { fileURLToPath } from 'node:url';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';

/** What fixes every block hash of the embedded chain; stands in the journal's first record. */
export interface EngineRules {
  readonly chainId: number;
  readonly hardfork: 'prague';
  /** Gas units per block. */
  readonly blockGasLimit: number;
  /** Unix seconds of block 0. */
  readonly genesisTimestamp: number;
}

/** An EVM in this process: JSON-RPC in, results out, mining only when told. */
export interface Engine {
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Another chain's state that an engine begins with, read over JSON-RPC whenever it is needed and never written. */
export interface Fork {
  readonly url: string;
  readonly blockNumber: number;
  /** Of this copy alone: another chain with the same id may have stood at the same block. */
  readonly cacheFolder: string;
}

/** Opens Hardhat's EDR through its library interface: no accounts, no mining by itself, no fees, no server. */
export async function openEngine(rules: EngineRules, fork?: Fork): Promise<Engine> {
  const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
  // Pointed away from our artifacts: reading them for stack traces that nobody asks for costs a second at every start.
  const paths = { artifacts: 'artifacts/none-for-the-engine', cache: fork?.cacheFolder ?? 'cache/none-for-the-engine' };
  const environment = await createHardhatRuntimeEnvironment({ paths }, {}, projectRoot);
  const connection = await environment.network.create({
    override: {
      chainId: rules.chainId,
      networkId: rules.chainId,
      hardfork: rules.hardfork,
      blockGasLimit: rules.blockGasLimit,
      initialDate: new Date(rules.genesisTimestamp * 1000),
      initialBaseFeePerGas: 0,
      minGasPrice: 0,
      accounts: [],
      mining: { auto: false, interval: 0, mempool: { order: 'fifo' } },
      allowBlocksWithSameTimestamp: true,
      throwOnCallFailures: true,
      throwOnTransactionFailures: false,
      loggingEnabled: false,
      ...(fork === undefined ? {} : { forking: { url: fork.url, blockNumber: fork.blockNumber } }),
    },
  });
  return {
    request: (method, params) => connection.provider.request({ method, params: [...params] }),
    close: () => connection.close(),
  };
}

/** Names the library and the engine inside it: another version may hash blocks differently. */
export async function engineVersion(engine: Engine): Promise<string> {
  return String(await engine.request('web3_clientVersion', []));
}
