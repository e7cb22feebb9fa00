/**
 * How contracts are compiled, everywhere: for Cancun, though the embedded chain runs Prague (DESIGN, chain rules). Without a
 * hash of the sources in the code, so that a changed comment changes no code hash and no CREATE2 address.
 */
export const compiler = {
  version: '0.8.37',
  settings: {
    optimizer: { enabled: true, runs: 200 },
    viaIR: true,
    evmVersion: 'cancun',
    metadata: { bytecodeHash: 'none' },
  },
};
