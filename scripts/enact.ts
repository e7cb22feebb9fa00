import { encodeFunctionData } from 'viem';
import { decisionLedgerAbi } from '../node/protocol/abi.ts';
import { runLedgerAct } from './command/ledger-act.ts';

await runLedgerAct({
  name: 'enact',
  about:
    'Puts a final decision into effect: its agency does, where a policy lets it. Else it takes a vote: qdt propose --enact.',
  calldata: (id) => encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'enact', args: [id] }),
});
