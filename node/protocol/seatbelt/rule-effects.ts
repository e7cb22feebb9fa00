import { type AbiFunction, toFunctionSelector } from 'viem';
import { type ContractName, contractAbis, contractAt, contractWords } from '../contract-abis.ts';
import type { Contracts } from '../network.ts';
import { roleName, roles } from '../roles.ts';
import { type Effect, effect, type NameAddress } from './effect.ts';
import { type CityFacts, type DoorFact, type SettingName, settingNames } from './facts.ts';

/** OpenZeppelin's AccessManager: the role that everybody has. */
export const publicRole = 2n ** 64n - 1n;

const holders: Readonly<Record<SettingName, ContractName>> = {
  votingDelay: 'governor',
  votingPeriod: 'governor',
  lateQuorumExtension: 'governor',
  quorumPercent: 'governor',
  timelockDelay: 'timelock',
  minimumWindow: 'decisionLedger',
};

export function settingEffects(before: CityFacts, after: CityFacts): Effect[] {
  return settingNames.flatMap((name) => {
    const values = { before: String(before.settings[name]), after: String(after.settings[name]) };
    if (values.before === values.after) return [];
    const details = { changes: { what: name, ...values }, contract: holders[name] };
    return [effect(`seatbelt.setting.${name}`, values, details)];
  });
}

export interface Naming {
  readonly contracts: Contracts;
  readonly nameOf: NameAddress;
}

/** Who may call what afterwards, with those who have the role then. */
export function doorEffects(before: CityFacts, after: CityFacts, { contracts, nameOf }: Naming): Effect[] {
  const whoHas = (facts: CityFacts, role: bigint): string => {
    if (role === publicRole) return 'everybody';
    const members = facts.roles.filter((one) => one.role === role).map(({ account }) => nameOf(account));
    return `the role ${roleName(role)} (${members.length === 0 ? 'nobody has it' : members.join(', ')})`;
  };
  return after.doors.flatMap((door) => {
    const old = before.doors.find(({ target, selector }) => target === door.target && selector === door.selector);
    if (old === undefined || old.role === door.role) return [];
    const values = {
      function: functionNameOf(door, contracts),
      contract: nameOf(door.target),
      before: whoHas(before, old.role),
      after: whoHas(after, door.role),
    };
    const changes = {
      what: `who may call ${values.function} of ${values.contract}`,
      before: values.before,
      after: values.after,
    };
    return [effect('seatbelt.door.changed', values, { changes, contract: 'accessManager' })];
  });
}

/** The name behind a selector; the selector itself where the contract is not known. */
export function functionNameOf({ target, selector }: Omit<DoorFact, 'role'>, contracts: Contracts): string {
  const name = contractAt(contracts, target);
  const functions =
    name === undefined ? [] : contractAbis[name].filter((item): item is AbiFunction => item.type === 'function');
  return functions.find((item) => toFunctionSelector(item) === selector)?.name ?? selector;
}

/** Contracts closed and opened, and whom they ask who may call them. */
export function authorityEffects(before: CityFacts, after: CityFacts, { contracts, nameOf }: Naming): Effect[] {
  const contract = 'accessManager';
  const wordsOf = (address: `0x${string}`): string => {
    const name = contractAt(contracts, address);
    return name === undefined ? address : contractWords[name];
  };
  const closed = after.closed.filter((one) => !before.closed.includes(one));
  const opened = before.closed.filter((one) => !after.closed.includes(one));
  const moved = after.authorities.flatMap((one) => {
    const old = before.authorities.find((other) => other.contract === one.contract);
    if (old === undefined || old.authority === one.authority) return [];
    const values = { contract: wordsOf(one.contract), before: nameOf(old.authority), after: nameOf(one.authority) };
    const holder = contractAt(contracts, one.contract);
    return [effect('seatbelt.contract.authority', values, holder === undefined ? {} : { contract: holder })];
  });
  const governor = { before: nameOf(before.governor), after: nameOf(after.governor) };
  return [
    ...closed.map((one) => effect('seatbelt.contract.closed', { contract: wordsOf(one) }, { contract })),
    ...opened.map((one) => effect('seatbelt.contract.opened', { contract: wordsOf(one) }, { contract })),
    ...moved,
    ...(before.governor === after.governor ? [] : [effect('seatbelt.governor.changed', governor, { contract })]),
  ];
}

/** Whether the administration itself changes hands. */
export function changesAdministration(before: CityFacts, after: CityFacts): boolean {
  const administrators = ({ roles: all }: CityFacts) =>
    all
      .filter(({ role }) => role === roles.ADMIN)
      .map(({ account }) => account)
      .sort()
      .join();
  const authorities = (facts: CityFacts) => facts.authorities.map(({ authority }) => authority).join();
  return (
    administrators(before) !== administrators(after) ||
    authorities(before) !== authorities(after) ||
    before.governor !== after.governor
  );
}
