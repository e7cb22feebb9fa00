import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  cityAccessAbi,
  cityGovernorAbi,
  cityTimelockAbi,
  proposalStates,
  seatsAbi,
  supports,
} from '../../../node/protocol/governance-abi.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const abis = {
  'membership/Seats': seatsAbi,
  'governance/CityAccess': cityAccessAbi,
  'governance/CityGovernor': cityGovernorAbi,
  'governance/CityTimelock': cityTimelockAbi,
};

interface Parameter {
  name?: string;
  type: string;
  indexed?: boolean;
  components?: readonly Parameter[];
}

interface Entry {
  type: string;
  name?: string;
  stateMutability?: string;
  inputs?: readonly Parameter[];
  outputs?: readonly Parameter[];
}

function compiledAbi(source: string): Entry[] {
  const [folder, name] = source.split('/');
  const file = join(root, 'artifacts', 'contracts', `${folder}`, `${name}.sol`, `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).abi;
}

function parameterText({ type, name, indexed, components }: Parameter): string {
  const inner = components === undefined ? '' : `(${components.map(parameterText).join()})`;
  return `${type}${inner}${indexed === true ? ' indexed' : ''} ${name ?? ''}`;
}

/** One line with all that matters to a caller; the compiler's internal types do not. */
function entryText({ type, name, stateMutability, inputs, outputs }: Entry): string {
  const lists = [inputs, outputs].map((list) => (list ?? []).map(parameterText).join());
  return `${type} ${name ?? ''}(${lists[0]}) ${stateMutability ?? ''} (${lists[1]})`;
}

/** The members of an enum of OpenZeppelin's, in order. */
function enumWords(source: string, name: string): string[] {
  const text = readFileSync(join(root, 'node_modules/@openzeppelin/contracts/governance', source), 'utf8');
  const members = text.match(new RegExp(`enum ${name} \\{([^}]*)\\}`))?.[1] ?? '';
  return members.split(',').map((word) => word.trim().toUpperCase());
}

describe('governance-abi', () => {
  for (const [source, abi] of Object.entries(abis)) {
    it(`has every entry of contracts/${source}.sol, as compiled`, () => {
      const compiled = compiledAbi(source).map(entryText).sort();
      expect(compiled).not.to.have.length(0);
      expect([...abi].map(entryText).sort()).to.deep.equal(compiled);
    });
  }

  it('has the words of the enums in the order of the contracts', () => {
    expect(enumWords('IGovernor.sol', 'ProposalState')).to.deep.equal([...proposalStates]);
    expect(enumWords('extensions/GovernorCountingSimple.sol', 'VoteType')).to.deep.equal([...supports]);
  });
});
