import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>['values'];

/** A command of the command line: what it is told and what it does. */
export interface Command<O extends Options> {
  usage: string;
  options: O;
  run: (values: Values<O>, words: string[]) => Promise<void>;
}

/** Runs a command with this process's arguments, and ends it: 0 done, 1 failed, 2 called wrongly. */
export async function runCommand<const O extends Options>({ usage, options, run }: Command<O>): Promise<never> {
  if (process.argv.slice(2).includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const { values, positionals } = parse(options);
    await run(values, positionals);
    process.exit(0);
  } catch (error) {
    const isUsage = isNodeError(error, 'ARGUMENT_INVALID');
    console.error(isNodeError(error) ? error.message : error);
    if (isUsage) console.error(usage);
    process.exit(isUsage ? 2 : 1);
  }
}

function parse<O extends Options>(options: O) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw argumentInvalid(error instanceof Error ? error.message : 'unreadable');
  }
}

/** ARGUMENT_INVALID with the rule that was broken; the command shows its usage then. */
export function argumentInvalid(rule: string, argument?: string): NodeError {
  return new NodeError('ARGUMENT_INVALID', argument === undefined ? { rule } : { argument, rule });
}

export function requireArgument(argument: string, value: string | undefined): string {
  if (value === undefined || value === '') throw argumentInvalid('is given', argument);
  return value;
}
