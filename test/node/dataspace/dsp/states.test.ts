import { expect } from 'chai';
import {
  type NegotiationStep,
  negotiationAfter,
  negotiationStates,
} from '../../../../node/dataspace/dsp/negotiation-states.ts';
import { type TransferStep, transferAfter, transferStates } from '../../../../node/dataspace/dsp/transfer-states.ts';
import { isNodeError } from '../../../../node/protocol/errors.ts';

// As the specification's figures say it (DSP 2025-1, 7.1 and 9.1), written down apart from the code.
const negotiation = `
  consumer OFFERED request REQUESTED | provider REQUESTED offer OFFERED | provider OFFERED offer OFFERED
  consumer OFFERED accept ACCEPTED | provider REQUESTED agree AGREED | provider ACCEPTED agree AGREED
  consumer AGREED verify VERIFIED | provider VERIFIED finalize FINALIZED
  consumer REQUESTED terminate TERMINATED | provider REQUESTED terminate TERMINATED
  consumer OFFERED terminate TERMINATED | provider OFFERED terminate TERMINATED
  consumer ACCEPTED terminate TERMINATED | provider ACCEPTED terminate TERMINATED
  consumer AGREED terminate TERMINATED | provider AGREED terminate TERMINATED
  consumer VERIFIED terminate TERMINATED | provider VERIFIED terminate TERMINATED`;
const transfer = `
  provider REQUESTED start STARTED | provider SUSPENDED start STARTED | consumer SUSPENDED start STARTED
  provider STARTED suspend SUSPENDED | consumer STARTED suspend SUSPENDED
  provider STARTED complete COMPLETED | consumer STARTED complete COMPLETED
  provider REQUESTED terminate TERMINATED | consumer REQUESTED terminate TERMINATED
  provider STARTED terminate TERMINATED | consumer STARTED terminate TERMINATED
  provider SUSPENDED terminate TERMINATED | consumer SUSPENDED terminate TERMINATED`;

const steps: NegotiationStep[] = ['request', 'offer', 'accept', 'agree', 'verify', 'finalize', 'terminate'];
const transferSteps: TransferStep[] = ['start', 'suspend', 'complete', 'terminate'];
const roles = ['provider', 'consumer'] as const;

describe('the states of the protocol', () => {
  it('move in a negotiation by these steps and no others', () => {
    const found: string[] = [];
    for (const role of roles)
      for (const state of negotiationStates)
        for (const step of steps) tryStep(found, `${role} ${state} ${step}`, () => negotiationAfter(state, role, step));
    expect(found.sort()).to.deep.equal(linesOf(negotiation));
  });

  it('move in a transfer by these steps and no others', () => {
    const found: string[] = [];
    for (const role of roles)
      for (const state of transferStates)
        for (const step of transferSteps)
          tryStep(found, `${role} ${state} ${step}`, () => transferAfter(state, role, step));
    expect(found.sort()).to.deep.equal(linesOf(transfer));
  });
});

function tryStep(found: string[], name: string, step: () => string): void {
  try {
    found.push(`${name} ${step()}`);
  } catch (error) {
    expect(isNodeError(error, 'DSP_TRANSITION_ILLEGAL'), name).to.equal(true);
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/[|\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .sort();
}
