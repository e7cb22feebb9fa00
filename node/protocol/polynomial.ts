/** Value of the polynomial c_0 + c_1 x + ... at x (Horner), exact. */
export function evaluate(coefficients: readonly bigint[], x: bigint): bigint {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0n);
}

/** Coefficients of the derivative. */
export function derivative(coefficients: readonly bigint[]): bigint[] {
  return coefficients.slice(1).map((coefficient, index) => coefficient * BigInt(index + 1));
}

/** numerator / denominator to the nearest integer, halves up; both not negative. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
