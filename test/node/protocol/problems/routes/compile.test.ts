import { expect } from 'chai';
import { scoreChoices } from '../../../../../node/protocol/energy.ts';
import {
  compileProblem,
  decodeProblem,
  encodeProblem,
  parseProblem,
} from '../../../../../node/protocol/problems/problem.ts';
import { type RoutesParameters, routesProblem } from '../../../../../node/protocol/problems/routes/parameters.ts';
import type { RoutesPlan } from '../../../../../node/protocol/problems/routes/plan.ts';
import { below, randomSource } from '../../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../../expect-code.ts';
import { snapshot } from '../decision.fixture.ts';

const { content } = snapshot;
const compile = (parameters: Partial<RoutesParameters> = {}) => compileProblem(content, routesProblem({ parameters }));

/** Total travel time in vehicle x 0.01 hour, by the textbook and in floats. */
function naiveTotal(loads: readonly number[]): number {
  return content.network.links.reduce((sum, { freeFlowTime, capacity }, index) => {
    const load = loads[index] ?? 0;
    return sum + load * freeFlowTime * (1 + 0.15 * (load / capacity) ** 4);
  }, 0);
}

describe('a compiled route problem', () => {
  const compiled = compile();
  const { model, baselines } = compiled;
  const inUnits = (energy: bigint) => Number(energy) / Number(model.energyScale.divisor);

  it('is the same every time, and another for another share, number of routes or size of groups', () => {
    const roots = [
      compile(),
      compile({ sharePermille: 350 }),
      compile({ routesPerPair: 3 }),
      compile({ groupTrips: 60 }),
    ];
    expect(compile().modelRoot).to.equal(compiled.modelRoot);
    expect(new Set(roots.map(({ modelRoot }) => modelRoot)).size).to.equal(4);
  });

  it('has the true travel time as energy, within its one rounding', () => {
    const random = randomSource(5);
    for (let round = 0; round < 20; round++) {
      const choices = model.groups.map(({ size }) => below(random, size));
      const loads = compiled.decode(choices).links.map(({ loadAfter }) => loadAfter);
      expect(inUnits(scoreChoices(model, choices)) / naiveTotal(loads)).to.be.closeTo(1, 1e-6);
    }
  });

  it('has the travel time of now as baseline', () => {
    expect(inUnits(baselines.today) / naiveTotal(content.flows.flows)).to.be.closeTo(1, 1e-6);
    expect(inUnits(baselines.today)).to.be.closeTo(7_480_000, 3_000);
    expect(baselines.shortestPaths).to.equal(scoreChoices(model, compiled.start));
  });

  it('puts every guided vehicle into a group of at most the size asked for', () => {
    const { groups } = compiled.decode(compiled.start);
    expect(groups.reduce((sum, { vehicles }) => sum + vehicles, 0)).to.equal(72_120);
    expect(Math.max(...groups.map(({ vehicles }) => vehicles))).to.be.at.most(100);
    expect(groups.length).to.equal(model.groups.length);
  });

  it('is refused where nobody is guided', () => {
    const few = { ...content, demand: { ...content.demand, trips: [[1, 2, 1] as const] } };
    expectCode('PROBLEM_EMPTY', () => compileProblem(few, routesProblem()));
  });

  it('is refused where no road leads', () => {
    const links = content.network.links.filter(({ to }) => to !== 2);
    const cut = { ...content, network: { ...content.network, links } };
    expectCode('PROBLEM_UNREACHABLE', () => compileProblem(cut, routesProblem()));
  });
});

describe('a plan of routes', () => {
  const compiled = compile();
  const plan: RoutesPlan = compiled.decode(compiled.start);

  it('leads each group from its start to its end without passing a node twice', () => {
    const links = new Map(content.network.links.map((link) => [link.id, link]));
    const random = randomSource(9);
    const { groups } = compiled.decode(compiled.model.groups.map(({ size }) => below(random, size)));
    for (const { from, to, route } of groups) {
      const nodes = [from];
      for (const id of route) {
        expect(links.get(id)?.from).to.equal(nodes.at(-1));
        nodes.push(links.get(id)?.to ?? -1);
      }
      expect(nodes.at(-1)).to.equal(to);
      expect(new Set(nodes).size).to.equal(nodes.length);
    }
  });

  it('reroutes nobody where everybody keeps to the fastest route of now', () => {
    expect(plan.groups.every(({ isFastestNow }) => isFastestNow)).to.equal(true);
    const rerouted = plan.reasons.find(({ key }) => key === 'routes.vehiclesRerouted');
    expect(rerouted?.values).to.deep.equal({ vehicles: 0 });
  });

  it('moves loads by what its groups do, and gives times that are numbers', () => {
    for (const { loadAfter, minutesBefore, minutesAfter } of plan.links) {
      expect(loadAfter).to.be.at.least(0);
      expect(minutesBefore).to.be.greaterThan(0);
      expect(minutesAfter).to.be.greaterThan(0);
    }
  });

  it('has no route that its group does not know', () => {
    for (const choice of [4, -1, 0.5]) {
      expectCode('ROUTE_UNKNOWN', () => compiled.decode(compiled.start.with(0, choice)));
    }
    expectCode('ROUTE_UNKNOWN', () => compiled.decode(compiled.start.slice(1)));
  });
});

describe('a problem document', () => {
  it('comes back from its bytes', () => {
    const problem = routesProblem({ parameters: { sharePermille: 350 }, solver: { seed: 9 } });
    expect(decodeProblem(encodeProblem(problem))).to.deep.equal(problem);
  });

  const refused: [field: string, value: unknown][] = [
    ['sharePermille', 0],
    ['sharePermille', 1001],
    ['sharePermille', 0.2],
    ['routesPerPair', 1],
    ['routesPerPair', 9],
    ['groupTrips', 0],
    ['groupTrips', '100'],
    ['colour', 'red'],
  ];
  for (const [field, value] of refused) {
    it(`has not a ${field} of ${value}`, () => {
      const problem = routesProblem();
      const document = { ...problem, parameters: { ...problem.parameters, [field]: value } };
      expectCode('DOCUMENT_INVALID', () => parseProblem(document));
    });
  }

  it('is of a known kind', () => {
    expectCode('PROBLEM_KIND_UNKNOWN', () => parseProblem({ ...routesProblem(), kind: 'weather' }));
    expectCode('PROBLEM_KIND_UNKNOWN', () => parseProblem('routes'));
  });
});
