import { openCourtSession } from '../node/client/court/session.ts';
import { strikeDecision } from '../node/client/court/strike.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';
import { actorOptions, actorUsage, decisionNumber, openActor } from './court/actor.ts';

const usage = `npm run qdt -- strike ID --account ADDRESS --key FILE [--json] [--node URL]
  Has the recorded answer of a decision scored on chain. Where its energy is misstated or it breaks a rule, the decision is struck;
  otherwise it is confirmed. Until the decision is enacted. Where it stopped, the same command goes on.
${actorUsage}
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, ...actorOptions },
  run: async (values, [number]) => {
    const id = decisionNumber(number);
    const client = clientFor(values.node);
    const network = await client.network();
    const actor = await openActor(values, network);
    const session = await openCourtSession(client, network, actor, id);
    const { doubt, outcome } = await strikeDecision(session, actor);
    const { state } = await session.standing();
    if (values.json) console.log(JSON.stringify({ doubt: Number(doubt), outcome, state }));
    else console.log(outcome === 'CONFIRMED' ? 'The answer is as recorded.' : `Decision ${id} is ${state}.`);
  },
});
