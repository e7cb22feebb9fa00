import { encodeFunctionData } from 'viem';
import { decisionLedgerAbi } from '../node/protocol/abi.ts';
import { runLedgerAct } from './command/ledger-act.ts';

await runLedgerAct({
  name: 'decline',
  about:
    'Sets a final decision aside: its agency does, where a policy lets it. Else it takes a vote: qdt propose --decline.',
  calldata: (id) => encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'decline', args: [id] }),
});
