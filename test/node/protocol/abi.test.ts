import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  decisionLedgerAbi,
  decisionStates,
  participantAccountAbi,
  participantAccountFactoryAbi,
  participantKinds,
  participantRegistryAbi,
  participantStatuses,
} from '../../../node/protocol/abi.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const abis = {
  'contracts/membership/ParticipantAccount.sol': participantAccountAbi,
  'contracts/membership/ParticipantAccountFactory.sol': participantAccountFactoryAbi,
  'contracts/membership/ParticipantRegistry.sol': participantRegistryAbi,
  'contracts/decisions/DecisionLedger.sol': decisionLedgerAbi,
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
  const name = source.slice(source.lastIndexOf('/') + 1, -'.sol'.length);
  return JSON.parse(readFileSync(join(root, 'artifacts', source, `${name}.json`), 'utf8')).abi;
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

/** The members of a Solidity enum, in order. */
function enumWords(source: string, name: string): string[] {
  const text = readFileSync(join(root, source), 'utf8').match(new RegExp(`enum ${name} \\{([^}]*)\\}`))?.[1] ?? '';
  return text.split(',').map((word) => word.trim());
}

describe('abi', () => {
  for (const [source, abi] of Object.entries(abis)) {
    it(`has every entry of ${source}, as compiled`, () => {
      const compiled = compiledAbi(source).map(entryText).sort();
      expect(compiled).not.to.have.length(0);
      expect([...abi].map(entryText).sort()).to.deep.equal(compiled);
    });
  }

  it('has the words of the enums in the order of the contracts', () => {
    const registry = 'contracts/membership/IParticipantRegistry.sol';
    expect(enumWords('contracts/decisions/IDecisionLedger.sol', 'State')).to.deep.equal([...decisionStates]);
    expect(enumWords(registry, 'Kind')).to.deep.equal([...participantKinds]);
    expect(enumWords(registry, 'Status')).to.deep.equal([...participantStatuses]);
  });
});
