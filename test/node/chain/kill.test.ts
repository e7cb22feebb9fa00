import { expect } from 'chai';
import { killRounds } from './kill-rounds.ts';

describe('a chain killed while it works', () => {
  it('has every acknowledged call after the restart, and none twice', async () => {
    const report = await killRounds(6, 20_261_123);
    expect(report).to.include({ kills: 6, lost: 0, doubled: 0 });
    expect(report.acknowledged).to.be.above(20);
  }).timeout(120_000);
});
