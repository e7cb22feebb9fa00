import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Interface, type InterfaceAbi } from 'ethers';
import { legalBases } from '../../../../node/protocol/policy/legal-basis.ts';
import { policyRegistryAbi, policyStates } from '../../../../node/protocol/policy/policy-abi.ts';
import { reasons } from '../../../../node/protocol/policy/reasons.ts';
import { actions, assigneeKinds, effects, targetKinds } from '../../../../node/protocol/policy/rules.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** One line for each entry, with all names and types. */
function linesOf(abi: InterfaceAbi): string[] {
  return [...new Interface(abi).format()].sort();
}

/** The members of a Solidity enum, in order. */
function enumWords(file: string, name: string): string[] {
  const source = readFileSync(join(root, 'contracts', 'policy', `${file}.sol`), 'utf8');
  const text = source.match(new RegExp(`enum ${name} \\{([^}]*)\\}`))?.[1] ?? '';
  return text.split(',').map((word) => word.trim());
}

describe('policy abi', () => {
  it('has every entry of PolicyRegistry, as compiled', () => {
    const file = join(root, 'artifacts', 'contracts', 'policy', 'PolicyRegistry.sol', 'PolicyRegistry.json');
    const compiled = linesOf(JSON.parse(readFileSync(file, 'utf8')).abi);
    expect(compiled).to.have.length.greaterThan(30);
    expect(linesOf([...policyRegistryAbi])).to.deep.equal(compiled);
  });

  it('has the words of the enums in the order of the contracts', () => {
    const upper = (words: readonly string[]) => words.map((word) => word.toUpperCase().replaceAll('-', '_'));
    expect(enumWords('IPolicyRegistry', 'State')).to.deep.equal([...policyStates]);
    expect(enumWords('IPolicyRegistry', 'Reason')).to.deep.equal([...reasons]);
    expect(enumWords('IPolicyRegistry', 'TargetKind')).to.deep.equal([...targetKinds]);
    expect(enumWords('IPolicyRegistry', 'Action')).to.deep.equal(upper(actions));
    expect(enumWords('IPolicyRegistry', 'LegalBasis')).to.deep.equal(upper(legalBases));
    expect(enumWords('PolicyRules', 'Effect')).to.deep.equal(upper(effects));
    expect(enumWords('PolicyRules', 'Assignee')).to.deep.equal([...assigneeKinds]);
  });
});
