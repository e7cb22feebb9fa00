import { expect } from 'chai';
import { isNodeError } from '../node/protocol/errors.ts';

/** Expects the action to throw a NodeError of that code. */
export function expectCode(code: string, action: () => unknown): void {
  let thrown: unknown;
  try {
    action();
  } catch (error) {
    thrown = error;
  }
  expect(isNodeError(thrown) ? thrown.code : thrown, `expected ${code}`).to.equal(code);
}

/** Expects the promise to reject with a NodeError of that code. */
export async function expectRejection(code: string, promise: Promise<unknown>): Promise<void> {
  const thrown: unknown = await promise.then(
    () => 'it resolved',
    (error: unknown) => error,
  );
  expect(isNodeError(thrown) ? thrown.code : thrown, `expected ${code}`).to.equal(code);
}
