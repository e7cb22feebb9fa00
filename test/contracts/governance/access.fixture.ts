import { as } from '../city.fixture.ts';
import { addressOf, deploy, ethers, method } from '../network.fixture.ts';

/** Access control before the handover, whose founder is an ordinary key; and something to guard. */
export async function deployAccess() {
  const [founder, first, second, third] = await ethers.getSigners();
  if (!founder || !first || !second || !third) throw new RangeError('four');
  const access = await deploy('CityAccess', founder.address);
  const registry = await deploy('ParticipantRegistry', addressOf(access));
  const role = 7n;
  const selectors = [method(registry, 'suspend').fragment.selector];
  await method(access, 'setTargetFunctionRole')(addressOf(registry), selectors, role);
  return { founder, first, second, third, access, registry, role, as };
}

export type AccessWorld = Awaited<ReturnType<typeof deployAccess>>;
