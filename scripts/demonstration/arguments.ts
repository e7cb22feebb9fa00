import { parseArgs } from 'node:util';
import { NodeError } from '../../node/protocol/errors.ts';

export const startUsage = `npm start -- [--data DIR] [--port N] [--share PART] [--seed N] [--once] [--json]
  Starts a node with the page, three operators and the demonstration city, and walks one decision on the first start.
  --data DIR     where everything is kept (default: data)
  --port N       the page's port; 0 lets the system choose (default: 4100)
  --share PART   part of the drivers that follow guidance, 0.001 to 1 (default: 0.2)
  --seed N       seed of the solver, 0 to 4294967295 (default: 7)
  --once         walk one decision, then end
  --json         print one JSON object about it on standard output; what happens is told on standard error`;

export interface StartArguments {
  dataFolder: string;
  port: number;
  sharePermille: number;
  seed: number;
  once: boolean;
  json: boolean;
}

/** Undefined when help was asked for; ARGUMENT_INVALID names the argument and the rule. */
export function readStartArguments(args: readonly string[]): StartArguments | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    dataFolder: values.data,
    port: whole('port', values.port, 65_535),
    sharePermille: permille(values.share),
    seed: whole('seed', values.seed, 0xffffffff),
    once: values.once,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string', default: 'data' },
        port: { type: 'string', default: '4100' },
        share: { type: 'string', default: '0.2' },
        seed: { type: 'string', default: '7' },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new NodeError('ARGUMENT_INVALID', { rule: error instanceof Error ? error.message : 'unreadable' });
  }
}

function permille(text: string): number {
  const value = Math.round(Number(text) * 1000);
  if (/^(0?\.\d+|0|1(\.0+)?)$/.test(text) && value >= 1) return value;
  throw new NodeError('ARGUMENT_INVALID', { argument: 'share', value: text, rule: 'is between 0.001 and 1' });
}

function whole(argument: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value <= most) return value;
  throw new NodeError('ARGUMENT_INVALID', { argument, value: text, rule: `is a whole number up to ${most}` });
}
