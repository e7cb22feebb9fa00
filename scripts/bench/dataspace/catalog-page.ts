import { createCatalog } from '../../../node/dataspace/datasets/catalog.ts';
import { randomNumbers } from '../../../test/node/protocol/audit/random-numbers.ts';

const words = 'bus tram road water power air noise energy parking crossing bridge meter sensor map count flow'.split(
  ' ',
);
const themes = ['TRAN', 'ENVI', 'ENER', 'GOVE'] as const;
const media = ['text/csv', 'application/json', 'application/octet-stream'] as const;

/** The 99th percentile of filtered pages with their facets, over a catalog of so many datasets. */
export function catalogPage(datasets: number, count: number): { p99Milliseconds: number; count: number } {
  const random = randomNumbers(7);
  const pick = <T>(values: readonly T[], otherwise: T): T => values[random(values.length)] ?? otherwise;
  const catalog = createCatalog();
  for (let index = 0; index < datasets; index += 1) {
    const title = Array.from({ length: 6 }, () => pick(words, 'bus')).join(' ');
    catalog.put({
      name: `dataset-${String(index).padStart(6, '0')}`,
      owner: `0x${String(index % 40).padStart(40, '0')}`,
      state: 'PUBLISHED',
      isFrozen: false,
      title,
      description: `${title}. `.repeat(8),
      keywords: [pick(words, 'bus'), pick(words, 'bus')],
      themes: [pick(themes, 'TRAN')],
      mediaType: pick(media, 'text/csv'),
    });
  }
  const times = Array.from({ length: count }, (_, index) => {
    const text = `${pick(words, 'bus')} ${pick(words, 'bus')}`;
    const after = `dataset-${String(random(datasets)).padStart(6, '0')}`;
    const started = performance.now();
    catalog.page(index % 2 === 0 ? { text } : { theme: pick(themes, 'TRAN'), text }, after, 50);
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { p99Milliseconds: times[Math.floor(times.length * 0.99)] ?? Number.NaN, count };
}
