/** Who changed something: a proposal (decimal), or the founding council. */
export function causeText(proposal: string): string {
  return proposal === '0' ? 'the founding council' : `proposal ${proposal}`;
}
