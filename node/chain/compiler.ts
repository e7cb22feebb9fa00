/** How contracts are compiled, everywhere: for Cancun, though the embedded chain runs Prague (DESIGN, chain rules). */
export const compiler = {
  version: '0.8.37',
  settings: { optimizer: { enabled: true, runs: 200 }, viaIR: true, evmVersion: 'cancun' },
};
