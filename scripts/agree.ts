import { NodeError } from '../node/protocol/errors.ts';
import { dataspaceClientAs, dataspaceOptions, dataspaceUsage } from './command/dataspace-client.ts';
import { negotiationLines } from './command/dataspace-lines.ts';
import { followState, secondsOf } from './command/follow-state.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- agree [NEGOTIATION] --as KEYFILE [--terminate REASON] [--wait SECONDS]
  Without a negotiation: those there are, what each waits for, and how its last offer differs from the one before.
  With one: agrees, as its provider, to the offer that stands, and finalizes when the consumer has verified. The node asks the
  city's policies first, and refuses where they do not permit it (1).
  --terminate   ends it instead, with that reason
  --wait        how long to wait for the consumer (default: 60)
${dataspaceUsage}`;

await runCommand({
  usage,
  options: {
    ...dataspaceOptions,
    terminate: { type: 'string' },
    wait: { type: 'string', default: '60' },
  },
  run: async (values, [id]) => {
    const seconds = secondsOf(values.wait);
    const client = await dataspaceClientAs(values);
    if (id === undefined) {
      const list = await client.negotiations();
      const lines = list.negotiations.map((one) => negotiationLines(one).join('\n'));
      console.log(values.json ? JSON.stringify(list) : lines.join('\n\n') || 'No negotiation yet.');
      return;
    }
    if (values.terminate !== undefined) {
      const ended = await client.terminateNegotiation(id, [values.terminate]);
      console.log(values.json ? JSON.stringify(ended) : negotiationLines(ended).join('\n'));
      return;
    }
    const end = await followState({
      read: () => client.negotiation(id),
      lines: negotiationLines,
      seconds,
      tell: (text) => (values.json ? undefined : console.log(text)),
      act: async ({ state, steps }) => {
        if (steps.includes('agree')) await client.stepNegotiation(id, 'agree');
        if (steps.includes('finalize')) await client.stepNegotiation(id, 'finalize');
        return state === 'FINALIZED' || state === 'TERMINATED';
      },
    });
    if (values.json) console.log(JSON.stringify(end));
    if (end.state !== 'FINALIZED') throw new NodeError('NEGOTIATION_OPEN', { negotiation: id, state: end.state });
  },
});
