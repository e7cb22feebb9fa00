import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type JsonFragment, ParamType } from 'ethers';
import { as, type City, deployCity } from './city.fixture.ts';
import { type Contract, deploy, ethers, method, networkHelpers } from './network.fixture.ts';
import { deployAccount, stubSigner } from './signing.fixture.ts';

/**
 * Who may call what (DESIGN). 'role': whoever the access manager names for the function. 'self': the account, by its
 * signers, or the registry of algorithms for it. 'authority': the access manager itself. 'checked': anybody, and the
 * function itself checks what it is given (signatures, the committee, the time, the schedule). 'anybody': for oneself.
 */
type Who = 'role' | 'self' | 'authority' | 'checked' | 'anybody';

const table: Record<string, Record<string, Who>> = {
  ParticipantAccount: {
    execute: 'checked',
    applyKeys: 'checked',
    proposeKeys: 'self',
    cancelKeys: 'self',
    recoverKeys: 'self',
    freeze: 'self',
    unfreeze: 'self',
  },
  ParticipantAccountFactory: { create: 'anybody', store: 'anybody' },
  ParticipantRegistry: {
    enrolAgency: 'role',
    enrol: 'role',
    enrolSelf: 'anybody',
    updateProfile: 'anybody',
    suspend: 'role',
    reinstate: 'role',
    setAuthority: 'authority',
  },
  ModelCourt: {
    commit: 'checked',
    reveal: 'checked',
    lapse: 'checked',
    doubt: 'checked',
    storeSample: 'checked',
    joinSample: 'checked',
    score: 'checked',
  },
  DecisionLedger: {
    request: 'role',
    requestUnderMandate: 'role',
    record: 'checked',
    finalize: 'checked',
    expire: 'checked',
    object: 'checked',
    resolveObjection: 'role',
    grantMandate: 'role',
    revokeMandate: 'role',
    enact: 'role',
    decline: 'role',
    stop: 'role',
    suspendForChallenge: 'role',
    resumeFromChallenge: 'role',
    beat: 'role',
    strike: 'role',
    setMinimumWindow: 'role',
    setAuthority: 'authority',
  },
};

const refusals: Partial<Record<Who, string>> = {
  role: 'AccessManagedUnauthorized',
  authority: 'AccessManagedUnauthorized',
  self: 'AccountUnauthorized',
};

interface Artifact {
  contractName: string;
  abi: JsonFragment[];
  bytecode: string;
}

/** Their doors are listed in governance/permissions.table.ts, with those of this table under the agencies' rule. */
const governed = [
  'AlgorithmRegistry',
  'PolicyRegistry',
  'DatasetRegistry',
  'AgreementRegistry',
  'Seats',
  'CityAccess',
  'CityGovernor',
  'CityTimelock',
];

/** Every contract of ours that changes state before the agencies govern, as compiled. */
function artifacts(): Artifact[] {
  const folder = join(import.meta.dirname, '..', '..', 'artifacts');
  return globSync('contracts/**/*.sol/*.json', { cwd: folder })
    .map((file): Artifact => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .filter(({ abi, bytecode }) => bytecode !== '0x' && stateChanging(abi).length > 0)
    .filter(({ contractName }) => !governed.includes(contractName));
}

function stateChanging(abi: JsonFragment[]): JsonFragment[] {
  return abi.filter(({ type, stateMutability }) => {
    return type === 'function' && stateMutability !== 'view' && stateMutability !== 'pure';
  });
}

/** The emptiest argument of a type. */
function emptyValue(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(emptyValue);
  if (type.type === 'bool') return false;
  if (type.type === 'string') return '';
  if (type.type === 'address') return ethers.ZeroAddress;
  if (type.type.startsWith('bytes')) return `0x${'00'.repeat(Number(type.type.slice(5)))}`;
  return 0;
}

describe('permissions', () => {
  const compiled = artifacts();

  it('cover every state-changing function that was compiled, and no other', () => {
    const found = Object.fromEntries(
      compiled.map(({ contractName, abi }) => [
        contractName,
        stateChanging(abi)
          .map(({ name }) => name)
          .sort(),
      ]),
    );
    const listed = Object.fromEntries(Object.entries(table).map(([name, row]) => [name, Object.keys(row).sort()]));
    expect(found).to.deep.equal(listed);
  });

  it('leave no door that is not a function but receiving coin in an account', () => {
    const doors = compiled.flatMap(({ contractName, abi }) =>
      abi.filter(({ type }) => type === 'receive' || type === 'fallback').map(({ type }) => `${contractName} ${type}`),
    );
    expect(doors).to.deep.equal(['ParticipantAccount receive']);
  });

  describe('of a stranger', () => {
    let city: City;
    let contracts: Record<string, Contract>;

    before(async () => {
      city = await networkHelpers.loadFixture(deployCity);
      const account = await deployAccount([stubSigner(await deploy('StubVerifier'), 'north')], 1);
      const { registry, ledger } = city;
      contracts = {
        ParticipantAccount: account,
        ParticipantRegistry: registry,
        DecisionLedger: ledger,
      };
    });

    for (const [contractName, row] of Object.entries(table)) {
      for (const [name, who] of Object.entries(row)) {
        const refusal = refusals[who];
        if (refusal === undefined) continue;
        it(`do not reach ${contractName}.${name}`, async () => {
          const contract = contracts[contractName];
          if (contract === undefined) throw new RangeError(contractName);
          const door = method(as(contract, city.stranger), name);
          const empty = door.fragment.inputs.map((input) => emptyValue(ParamType.from(input)));
          await expect(door(...empty)).to.be.revertedWithCustomError(contract, refusal);
        });
      }
    }
  });
});
