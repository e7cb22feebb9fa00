import { createRequire } from 'node:module';
import toolbox from '@nomicfoundation/hardhat-toolbox-mocha-ethers';
import { defineConfig } from 'hardhat/config';
import { compiler } from './node/chain/compiler.ts';

export default defineConfig({
  plugins: [toolbox],
  solidity: {
    profiles: { default: { ...compiler, path: createRequire(import.meta.url).resolve('solc/soljson.js') } },
  },
  paths: {
    sources: { solidity: ['./contracts', './test/contracts/harness'] },
    tests: { mocha: './test/contracts', solidity: './test/contracts' },
  },
  networks: { default: { type: 'edr-simulated', hardfork: 'prague', blockGasLimit: 60_000_000 } },
  test: { solidity: { fuzz: { runs: 64 }, invariant: { runs: 16, depth: 32 } } },
});
