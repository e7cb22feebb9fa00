import { invalid, readArray, readInteger, readLiteral, readObject } from '../document-fields.ts';
import { modelLimits } from '../model.ts';
import type { BranchProof } from './branch.ts';
import type { ConstrainedCertificate } from './check.ts';
import type { WeightedCycle } from './cycle-shift.ts';
import type { RowMultipliers } from './safe-bound.ts';

/** Numbers one certificate may hold in each of its lists. */
const mostNumbers = 4_000_000;
const mostNodes = 1_000_000;
const mostCycles = 100_000;
const largest = Number.MAX_SAFE_INTEGER;

const keysOf: Record<ConstrainedCertificate['kind'], readonly string[]> = {
  'convex-tangent/1': ['loads'],
  'diagonal-shift/1': ['scaleBits', 'diagonal'],
  'cycle-shift/1': ['scaleBits', 'diagonal', 'cycles'],
  'lp-dual/1': ['scaleBits', 'rows', 'multipliers'],
  'branch/1': ['scaleBits', 'nodes'],
  'enumeration/1': [],
  'negative-sum/1': [],
};

/** A certificate of any kind from a plain value; whether it proves anything is for its checker. Throws DOCUMENT_INVALID with the field. */
export function readCertificate(value: unknown, field = 'certificate'): ConstrainedCertificate {
  const kind = readKind(value, field);
  const fields = readObject(value, field, ['kind', ...keysOf[kind]]);
  const scaleBits = () => readInteger(fields.scaleBits, `${field}.scaleBits`, 0, 60);
  const diagonal = () => readNumbers(fields.diagonal, `${field}.diagonal`, -largest);
  switch (kind) {
    case 'convex-tangent/1':
      return { kind, loads: readNumbers(fields.loads, `${field}.loads`, 0, modelLimits.terms) };
    case 'diagonal-shift/1':
      return { kind, scaleBits: scaleBits(), diagonal: diagonal() };
    case 'cycle-shift/1':
      return {
        kind,
        scaleBits: scaleBits(),
        diagonal: diagonal(),
        cycles: readCycles(fields.cycles, `${field}.cycles`),
      };
    case 'lp-dual/1':
      return { kind, scaleBits: scaleBits(), ...readMultipliers(fields, field) };
    case 'branch/1':
      return { kind, scaleBits: scaleBits(), nodes: readNodes(fields.nodes, `${field}.nodes`) };
    case 'enumeration/1':
    case 'negative-sum/1':
      return { kind };
  }
}

function readKind(value: unknown, field: string): ConstrainedCertificate['kind'] {
  const given = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  for (const kind of certificateKinds) if (kind === given) return kind;
  throw invalid(`${field}.kind`, `is one of ${certificateKinds.join(', ')}`);
}

const certificateKinds = [
  'convex-tangent/1',
  'diagonal-shift/1',
  'cycle-shift/1',
  'lp-dual/1',
  'branch/1',
  'enumeration/1',
  'negative-sum/1',
] as const satisfies readonly ConstrainedCertificate['kind'][];

function readNumbers(value: unknown, field: string, least: number, most = mostNumbers): number[] {
  return readArray(value, field, most).map((entry, index) => readInteger(entry, `${field}[${index}]`, least, largest));
}

function readMultipliers(fields: Readonly<Record<string, unknown>>, field: string): RowMultipliers {
  return {
    rows: readNumbers(fields.rows, `${field}.rows`, 0),
    multipliers: readNumbers(fields.multipliers, `${field}.multipliers`, -largest),
  };
}

function readCycles(value: unknown, field: string): WeightedCycle[] {
  return readArray(value, field, mostCycles).map((entry, index) => {
    const own = `${field}[${index}]`;
    const { weight, spins, signs } = readObject(entry, own, ['weight', 'spins', 'signs']);
    return {
      weight: readInteger(weight, `${own}.weight`, 0, largest),
      spins: readNumbers(spins, `${own}.spins`, 0),
      signs: readNumbers(signs, `${own}.signs`, -1),
    };
  });
}

function readNodes(value: unknown, field: string): BranchProof['nodes'] {
  return readArray(value, field, mostNodes).map((entry, index): BranchProof['nodes'][number] => {
    const own = `${field}[${index}]`;
    if (typeof entry === 'object' && entry !== null && 'leaf' in entry) {
      const leaf = readObject(entry, own, ['leaf', 'rows', 'multipliers']);
      const word = leaf.leaf === 'empty' ? 'empty' : readLiteral(leaf.leaf, `${own}.leaf`, 'bound');
      return { leaf: word, ...readMultipliers(leaf, own) };
    }
    const split = readObject(entry, own, ['variable', 'value']);
    return {
      variable: readInteger(split.variable, `${own}.variable`, 0, largest),
      value: readInteger(split.value, `${own}.value`, -largest, largest),
    };
  });
}
