import type { Hex } from 'viem';
import { decodeCanonical, encodeCanonical } from './canonical.ts';
import type { ConstrainedCertificate } from './certificates/check.ts';
import { readCertificate } from './certificates/read-certificate.ts';
import { cidOfBlock, parseCid } from './cid.ts';
import {
  invalid,
  readArray,
  readBoolean,
  readBytes,
  readDecimal,
  readHash,
  readInteger,
  readLink,
  readLiteral,
  readObject,
  readText,
} from './document-fields.ts';
import { modelLimits } from './model.ts';
import type { Baselines } from './problems/problem.ts';

/** What one component of the solver gained over what stood before it, in energy; the first starts from the shortest paths. */
export interface Attribution {
  readonly component: string;
  readonly improvement: bigint;
  readonly seed: number;
  readonly workUnits: number;
}

/** An operator's answer. Its bytes depend on problem, snapshot and solver alone: no time, no name of a machine. */
export interface Report {
  readonly format: 'qdt-report/1';
  /** CIDs. */
  readonly problem: string;
  readonly snapshot: string;
  readonly modelRoot: Hex;
  readonly sample: Uint8Array;
  readonly energy: bigint;
  readonly bound: bigint;
  /** Of any kind that proves a bound; its checker says which. */
  readonly certificate: ConstrainedCertificate;
  readonly baselines: Baselines;
  readonly solver: {
    readonly name: string;
    readonly seed: number;
    readonly workUnits: number;
    readonly workDone: number;
  };
  readonly attribution: readonly Attribution[];
  /** Whether a quantum computer or its simulation took part, and how in words. */
  readonly quantum: { readonly used: boolean; readonly label: string };
}

const keys = [
  'format',
  'problem',
  'snapshot',
  'modelRoot',
  'sample',
  'energy',
  'bound',
  'certificate',
  'baselines',
  'solver',
  'attribution',
  'quantum',
];
const mostSampleBytes = modelLimits.variables / 8;
const mostWork = Number.MAX_SAFE_INTEGER;
const largestSeed = 0xffffffff;

/** The report's canonical block; energies travel as decimal text, CIDs as links. */
export function encodeReport(report: Report): Uint8Array {
  return encodeCanonical({
    ...report,
    problem: parseCid(report.problem),
    snapshot: parseCid(report.snapshot),
    energy: report.energy.toString(),
    bound: report.bound.toString(),
    baselines: {
      today: report.baselines.today.toString(),
      shortestPaths: report.baselines.shortestPaths.toString(),
    },
    attribution: report.attribution.map((part) => ({ ...part, improvement: part.improvement.toString() })),
  });
}

export function reportCid(report: Report): string {
  return cidOfBlock(encodeReport(report));
}

/** Reads a report's block. Throws CONTENT_NOT_CANONICAL or DOCUMENT_INVALID with the field. */
export function decodeReport(bytes: Uint8Array): Report {
  const fields = readObject(decodeCanonical(bytes), 'report', keys);
  const baselines = readObject(fields.baselines, 'baselines', ['today', 'shortestPaths']);
  const solver = readObject(fields.solver, 'solver', ['name', 'seed', 'workUnits', 'workDone']);
  const quantum = readObject(fields.quantum, 'quantum', ['used', 'label']);
  return {
    format: readLiteral(fields.format, 'report.format', 'qdt-report/1'),
    problem: readLink(fields.problem, 'report.problem'),
    snapshot: readLink(fields.snapshot, 'report.snapshot'),
    modelRoot: readHash(fields.modelRoot, 'report.modelRoot'),
    sample: readBytes(fields.sample, 'report.sample', mostSampleBytes),
    energy: readEnergy(fields.energy, 'report.energy'),
    bound: readEnergy(fields.bound, 'report.bound'),
    certificate: readCertificate(fields.certificate),
    baselines: {
      today: readEnergy(baselines.today, 'baselines.today'),
      shortestPaths: readEnergy(baselines.shortestPaths, 'baselines.shortestPaths'),
    },
    solver: {
      name: readText(solver.name, 'solver.name', 100),
      seed: readInteger(solver.seed, 'solver.seed', 0, largestSeed),
      workUnits: readInteger(solver.workUnits, 'solver.workUnits', 0, mostWork),
      workDone: readInteger(solver.workDone, 'solver.workDone', 0, mostWork),
    },
    attribution: readArray(fields.attribution, 'attribution', 32).map(readAttribution),
    quantum: {
      used: readBoolean(quantum.used, 'quantum.used'),
      label: readText(quantum.label, 'quantum.label', 500),
    },
  };
}

/** How far the energy lies above the bound, as a part of the bound; 0.004 = 0.4 %. For reading only. */
export function gapOf({ energy, bound }: { energy: bigint; bound: bigint }): number {
  return bound === 0n ? 0 : Number(((energy - bound) * 1_000_000_000n) / bound) / 1_000_000_000;
}

function readAttribution(value: unknown, index: number): Attribution {
  const field = `attribution[${index}]`;
  const fields = readObject(value, field, ['component', 'improvement', 'seed', 'workUnits']);
  return {
    component: readText(fields.component, `${field}.component`, 100),
    improvement: readEnergy(fields.improvement, `${field}.improvement`),
    seed: readInteger(fields.seed, `${field}.seed`, 0, largestSeed),
    workUnits: readInteger(fields.workUnits, `${field}.workUnits`, 0, mostWork),
  };
}

/** The ledger records energies as int256. */
function readEnergy(value: unknown, field: string): bigint {
  const energy = readDecimal(value, field);
  if (BigInt.asIntN(256, energy) !== energy) throw invalid(field, 'fits int256');
  return energy;
}
