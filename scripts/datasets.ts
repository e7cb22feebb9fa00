import type { DatasetDetail, DatasetList, DatasetView } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { sizeText } from './datasets/progress.ts';

const usage = `npm run qdt -- datasets [NAME] [--text WORDS] [--keyword WORD] [--theme CODE] [--owner ADDRESS] [--state STATE]
  What is offered, by whom and under which policy; with a NAME also its versions and agreements.
  --text WORDS   all of them stand in name, title, description or keywords
  --state STATE  PUBLISHED, DEPRECATED or WITHDRAWN (default: what is offered)
  --after NAME   the page after that name; --limit N entries (default: 50, at most 100)
  --json         as the node tells it
${nodeUsage}`;

const states = ['PUBLISHED', 'DEPRECATED', 'WITHDRAWN'] as const;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    text: { type: 'string' },
    keyword: { type: 'string' },
    theme: { type: 'string' },
    owner: { type: 'string' },
    state: { type: 'string' },
    after: { type: 'string' },
    limit: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, json, limit, state, owner, ...values }, [name]) => {
    const client = clientFor(node);
    if (name !== undefined) {
      const dataset = await client.dataset(name);
      console.log(json ? JSON.stringify(dataset) : detailLines(dataset).join('\n'));
      return;
    }
    const wanted = states.find((one) => one === state);
    if (state !== undefined && wanted === undefined) throw argumentInvalid(`is one of ${states.join(', ')}`, 'state');
    if (!/^[1-9]\d{0,2}$/.test(limit)) throw argumentInvalid('is a number of at most 100', 'limit');
    if (owner !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(owner)) throw argumentInvalid('is an address', 'owner');
    const list = await client.datasets({
      ...values,
      limit: Number(limit),
      ...(wanted === undefined ? {} : { state: wanted }),
      ...(owner === undefined ? {} : { owner: `0x${owner.slice(2)}` }),
    });
    console.log(json ? JSON.stringify(list) : listLines(list).join('\n'));
  },
});

function listLines({ datasets, total, next }: DatasetList): string[] {
  if (total === 0) return ['No dataset matches.'];
  return [
    ...datasets.map(
      (dataset) =>
        `${dataset.name.padEnd(32)}${stateText(dataset).padEnd(12)}${dataset.title ?? '(its metadata is not here)'}`,
    ),
    `${datasets.length} of ${total}.${next === undefined ? '' : ` More: --after ${next}`}`,
  ];
}

function detailLines(dataset: DatasetDetail): string[] {
  const { name, title, description, owner, ownerName, publishedAt, keywords, themes, versions, agreements } = dataset;
  return [
    `${name}: ${title ?? '(its metadata is not here)'}`,
    ...(description === undefined || description === '' ? [] : [`  ${description}`]),
    `  ${stateText(dataset)}; by ${ownerName ?? owner}, since ${timeText(publishedAt)}`,
    ...([...themes, ...keywords].length === 0 ? [] : [`  ${[...themes, ...keywords].join(', ')}`]),
    ...versions.map(({ number, publishedAt: at, withdrawnAt, bytes, contentCid, policyCid }) => {
      const size = bytes === undefined ? '' : `, ${sizeText(bytes)}`;
      const withdrawn = withdrawnAt === undefined ? '' : ` - WITHDRAWN ${timeText(withdrawnAt)}`;
      return `  version ${number}, ${timeText(at)}${size}, content ${contentCid}, policy ${policyCid}${withdrawn}`;
    }),
    ...agreements.map(({ agreement, consumer, consumerName, anchoredAt, retiredAt, isInForce }) => {
      const ended = retiredAt === undefined ? 'expired' : `retired ${timeText(retiredAt)}`;
      return `  agreement ${agreement} with ${consumerName ?? consumer}, since ${timeText(anchoredAt)}${isInForce ? '' : `, ${ended}`}`;
    }),
  ];
}

function stateText({ state, isFrozen }: DatasetView): string {
  return isFrozen ? 'frozen' : state === 'PUBLISHED' ? 'offered' : state.toLowerCase();
}
