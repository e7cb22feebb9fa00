import { expect } from 'chai';
import fc from 'fast-check';
import {
  formatBytes,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  NOTHING,
  ratio,
  shorten,
} from '../../../node/web/format.ts';

describe('formats of the page', () => {
  it('writes numbers in the notation of the reader', () => {
    expect(formatNumber('en-GB', 74_801.5, 1)).to.equal('74,801.5');
    expect(formatNumber('it-IT', 74_801.5, 1)).to.equal('74.801,5');
    expect(formatPercent('en-GB', 0.0182)).to.equal('1.8\u00a0%');
    expect(formatPercent('it-IT', 0.0182)).to.equal('1,8\u00a0%');
  });

  it('gives durations and sizes their units', () => {
    expect([5, 300, 259_200].map((seconds) => formatDuration('en-GB', seconds))).to.deep.equal([
      '5\u00a0s',
      '5\u00a0min',
      '72\u00a0h',
    ]);
    expect([532, 101_430].map((bytes) => formatBytes('en-GB', bytes))).to.deep.equal(['532\u00a0B', '101.4\u00a0kB']);
  });

  it('puts UTC beside the local time', () => {
    const { utc, iso } = formatMoment('en-GB', 1_790_000_000);
    expect(utc).to.match(/14:13\sUTC$/);
    expect(iso).to.equal('2026-09-21T14:13:20.000Z');
  });

  it('never writes NaN, Infinity or undefined, whatever the number', () => {
    const formats = [formatNumber, formatPercent, formatDuration, formatBytes];
    const anyNumber = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity));
    fc.assert(
      fc.property(anyNumber, fc.constantFrom('en-GB', 'it-IT'), (value, locale) => {
        for (const format of formats) expect(format(locale, value)).not.to.match(/NaN|Infinity|∞|undefined/);
        expect(formatMoment(locale, value).local).not.to.match(/Invalid|NaN/);
      }),
      { seed: 7 },
    );
    expect(formatNumber('en-GB', Number.NaN)).to.equal(NOTHING);
  });

  it('shortens hashes and leaves short texts alone', () => {
    expect(shorten(`0x${'ab'.repeat(32)}`)).to.equal('0xabababab…ababab');
    expect(shorten('55000042')).to.equal('55000042');
  });

  it('divides integers beyond 2^53 without losing what is read', () => {
    expect(ratio(3n << 90n, 2n << 90n)).to.equal(1.5);
    expect(ratio(1n, 0n)).to.equal(undefined);
  });
});
