import type { ConstrainedModel } from '../constrained-model.ts';
import { NodeError } from '../errors.ts';
import { isSurelySemidefinite } from './semidefinite.ts';
import { type SpinForm, spinForm } from './spin-form.ts';

/**
 * A proof from semidefinite duality (C. Delorme, S. Poljak, Math. Program. 62, 1993). With the couplings W of the model's spin form, if
 * 2^scaleBits W + Diag(diagonal) is positive semidefinite, then for spins s, whose squares are 1, 2^scaleBits s'Ws >= -sum of diagonal.
 */
export interface DiagonalShift {
  readonly kind: 'diagonal-shift/1';
  /** 0 to 40. */
  readonly scaleBits: number;
  /** One whole number per spin. */
  readonly diagonal: readonly number[];
}

/**
 * The bound the certificate proves, exact: no sample of the model has less energy. Throws CERTIFICATE_LENGTH, CERTIFICATE_NUMBER_INVALID,
 * MODEL_NOT_QUADRATIC, CERTIFICATE_TOO_LARGE, or CERTIFICATE_NOT_SEMIDEFINITE where it proves nothing.
 */
export function checkDiagonalShift(model: ConstrainedModel, certificate: DiagonalShift): bigint {
  const form = spinForm(model);
  const sum = sumOfDiagonal(form, certificate);
  const rows = scaledRows(form, certificate.scaleBits);
  if (!isSurelySemidefinite({ diagonal: Float64Array.from(certificate.diagonal), rows })) {
    throw new NodeError('CERTIFICATE_NOT_SEMIDEFINITE', { size: form.size });
  }
  // 4 energy = constant + s'Ws / 2
  const bits = BigInt(certificate.scaleBits);
  return ceilShift((form.constant << (bits + 1n)) - sum, bits + 3n);
}

/** Checks the certificate's numbers; the sum of its diagonal. */
export function sumOfDiagonal(
  { size }: SpinForm,
  { scaleBits, diagonal }: Pick<DiagonalShift, 'scaleBits' | 'diagonal'>,
): bigint {
  if (!Number.isInteger(scaleBits) || scaleBits < 0 || scaleBits > 40) {
    throw new NodeError('CERTIFICATE_NUMBER_INVALID', { field: 'scaleBits', found: scaleBits });
  }
  if (diagonal.length !== size) throw new NodeError('CERTIFICATE_LENGTH', { expected: size, found: diagonal.length });
  let sum = 0n;
  for (const [index, entry] of diagonal.entries()) {
    if (!Number.isSafeInteger(entry)) throw new NodeError('CERTIFICATE_NUMBER_INVALID', { index, found: entry });
    sum += BigInt(entry);
  }
  return sum;
}

/** The couplings times 2^scaleBits, exact. Throws CERTIFICATE_TOO_LARGE. */
export function scaledRows({ couplings }: SpinForm, scaleBits: number): Map<number, number>[] {
  const scale = 2 ** scaleBits;
  return couplings.map((row) => new Map([...row].map(([other, weight]) => [other, scaled(weight, scale)])));
}

function scaled(weight: number, scale: number): number {
  const value = weight * scale;
  if (!Number.isSafeInteger(value))
    throw new NodeError('CERTIFICATE_TOO_LARGE', { rule: 'scaled weights fit 53 bits' });
  return value;
}

/** value / 2^bits rounded up: energies are whole. */
export function ceilShift(value: bigint, bits: bigint): bigint {
  return -(-value >> bits);
}
