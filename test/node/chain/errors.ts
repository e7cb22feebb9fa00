import { expect } from 'chai';
import { isNodeError, type NodeError } from '../../../node/protocol/errors.ts';

/** The NodeError a promise rejects with; a test that expects one fails when it gets anything else. */
export async function refusal(promise: Promise<unknown>, code: string): Promise<NodeError> {
  try {
    await promise;
  } catch (error) {
    if (isNodeError(error)) {
      expect(error.code, error.message).to.equal(code);
      return error;
    }
    throw error;
  }
  throw new Error(`expected ${code}, but it went through`);
}
