import hre from 'hardhat';

/** One chain in memory for all contract tests; each test deploys what it needs. */
export const { ethers, networkHelpers } = await hre.network.create();

export type Contract = Awaited<ReturnType<typeof ethers.deployContract>>;

export async function deploy(name: string, ...args: unknown[]): Promise<Contract> {
  return ethers.deployContract(name, args);
}

/** The named function of a contract: call it to send, `.staticCall` to read. */
export function method(contract: Contract, name: string) {
  return contract.getFunction(name);
}

/** The latest block's timestamp, unix seconds. */
export async function now(): Promise<number> {
  return networkHelpers.time.latest();
}

export function addressOf(contract: Contract): string {
  const { target } = contract;
  if (typeof target !== 'string') throw new TypeError('a contract deployed by a test has an address');
  return target;
}
