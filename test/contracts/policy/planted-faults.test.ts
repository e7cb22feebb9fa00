import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { createEvaluator, type Verdict } from '../../../node/protocol/policy/evaluate.ts';
import { addressOf, ethers, networkHelpers } from '../network.fixture.ts';
import { type Fault, plant, solidityFaults, typeScriptFaults } from './planted-faults.fixture.ts';
import { verdictsOnChain } from './policy-city.fixture.ts';
import { deployRandomCity, type RandomCity, seed } from './random-city.fixture.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const require = createRequire(import.meta.url);
const witnessesPerFault = 4;

type Evaluator = typeof createEvaluator;

function sourceOf(path: string): string {
  return readFileSync(join(root, path.startsWith('@') ? 'node_modules' : '', path), 'utf8');
}

/** The evaluator with a fault in it, loaded from a copy of its source. */
async function faultyEvaluator(fault: Fault, folder: string, name: string): Promise<Evaluator> {
  const text = plant(sourceOf(fault.file), fault);
  const home = dirname(join(root, fault.file));
  const copy = text.replace(/from '(\.[^']+)'/g, (_, path: string) => `from '${pathToFileURL(join(home, path))}'`);
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, copy);
  const loaded: { createEvaluator: Evaluator } = await import(pathToFileURL(file).href);
  return loaded.createEvaluator;
}

/** The registry's creation code, with a fault in it where one is given; compiled without the optimizer, which is quick. */
function compileRegistry(fault?: Fault): string {
  const read = (path: string) => (path === fault?.file ? plant(sourceOf(path), fault) : sourceOf(path));
  const entry = 'contracts/policy/PolicyRegistry.sol';
  const input = {
    language: 'Solidity',
    sources: { [entry]: { content: read(entry) } },
    settings: { evmVersion: 'cancun', outputSelection: { [entry]: { PolicyRegistry: ['evm.bytecode.object'] } } },
  };
  const solc = require('solc');
  const text: string = solc.compile(JSON.stringify(input), { import: (path: string) => ({ contents: read(path) }) });
  const output = JSON.parse(text);
  const code = output.contracts?.[entry]?.PolicyRegistry?.evm.bytecode.object;
  if (typeof code !== 'string' || code === '') throw new Error(`${fault?.about}: ${JSON.stringify(output.errors)}`);
  return `0x${code}`;
}

describe(`a fault planted in an evaluator is found (seed ${seed})`, function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-faults-'));
  let city: RandomCity;
  let right: Verdict[];
  /** Cases that told a faulty evaluator from the right one; asked first on chain, where a question costs more. */
  const witnesses = new Set<number>();

  before(async () => {
    city = await networkHelpers.loadFixture(deployRandomCity);
    const evaluate = createEvaluator(city.inForce);
    right = city.requests.map((request) => evaluate(request, city.factsOf(request)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Whether the registry, whatever code is in its place, answers these cases otherwise. */
  async function answersOtherwise(cases: readonly number[]): Promise<boolean> {
    const asked = cases.flatMap((index) => city.requests[index] ?? []);
    const expected = cases.flatMap((index) => right[index] ?? []);
    return !isDeepStrictEqual(await verdictsOnChain(city, asked), expected);
  }

  for (const [index, fault] of typeScriptFaults.entries())
    it(`off chain: it ${fault.about}`, async () => {
      const evaluate = (await faultyEvaluator(fault, folder, `fault-${index}`))(city.inForce);
      const found = city.requests.flatMap((request, at) =>
        isDeepStrictEqual(evaluate(request, city.factsOf(request)), right[at]) ? [] : [at],
      );
      for (const at of found.slice(0, witnessesPerFault)) witnesses.add(at);
      expect(found).not.to.have.length(0);
    });

  /** Runs the question with this creation code's contract in the registry's place, its storage untouched. */
  async function answersOtherwiseAs(creationCode: string, others: readonly number[]): Promise<boolean> {
    const { manager, registry, policies } = city;
    const inputs = policies.interface.deploy.inputs;
    const args = ethers.AbiCoder.defaultAbiCoder().encode(inputs, [addressOf(manager), addressOf(registry)]);
    const sent = await city.admin.sendTransaction({ data: ethers.concat([creationCode, args]) });
    const deployed = (await sent.wait())?.contractAddress;
    if (typeof deployed !== 'string') throw new RangeError('a contract');
    const address = addressOf(policies);
    const rightCode = await ethers.provider.getCode(address);
    await networkHelpers.setCode(address, await ethers.provider.getCode(deployed));
    try {
      return (await answersOtherwise([...witnesses])) || (await answersOtherwise(others));
    } finally {
      await networkHelpers.setCode(address, rightCode);
    }
  }

  for (const fault of solidityFaults)
    it(`on chain: it ${fault.about}`, async () => {
      expect(await answersOtherwiseAs(compileRegistry(fault), [...city.requests.keys()])).to.equal(true);
    });

  it('and none is seen where none was planted', async () => {
    expect(await answersOtherwiseAs(compileRegistry(), [...city.requests.keys()].slice(0, 1_000))).to.equal(false);
    expect([typeScriptFaults.length, solidityFaults.length]).to.deep.equal([20, 20]);
  });
});
