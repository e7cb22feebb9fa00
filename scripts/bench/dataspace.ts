import { catalogPage } from './dataspace/catalog-page.ts';
import { encryptionRate } from './dataspace/encryption.ts';
import { envelopeCost } from './dataspace/envelope-cost.ts';
import { transfers } from './dataspace/transfers.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

/** Datasets: encryption, publication and download beside a plain copy, a range, envelopes, a page of the catalog. */
export async function run(options: BenchOptions): Promise<BenchResult[]> {
  const { quick, tell } = options;
  tell('Sealing and opening envelopes.');
  const envelopes = await envelopeCost(quick ? 5 : 40);
  tell('Asking for pages of a catalog of 10,000 datasets.');
  const pages = catalogPage(10_000, quick ? 200 : 2_000);
  tell('Encrypting in memory.');
  const rates = await encryptionRate(quick ? 16 : 256, quick ? 1 : 5);
  return [
    measured('dataspace.encryption', median(rates), 'MB/s', { atLeast: 200 }, rates.length),
    measured('dataspace.envelope.bytes', envelopes.bytes, 'bytes', { atMost: 2000 }, 1),
    measured(
      'dataspace.envelope.seal',
      median(envelopes.sealMilliseconds),
      'ms',
      { atMost: 100 },
      envelopes.sealMilliseconds.length,
    ),
    measured(
      'dataspace.envelope.open',
      median(envelopes.openMilliseconds),
      'ms',
      { atMost: 60 },
      envelopes.openMilliseconds.length,
    ),
    measured('dataspace.catalog.page-p99', pages.p99Milliseconds, 'ms', { atMost: 50 }, pages.count),
    ...(await transfers(options)),
  ];
}
