import { dataspaceClientAs, dataspaceOptions, dataspaceUsage } from './command/dataspace-client.ts';
import { transferLines } from './command/dataspace-lines.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- transfers [TRANSFER] --as KEYFILE [--request AGREEMENT [--format FORMAT]]
                  [--start | --complete | --suspend REASON | --terminate REASON]
  Transfers there are and what each waits for; one of them; or asks for a new one under an agreement.
  --request     asks the provider for the data of that agreement
  --format      HttpData-PULL (default): they are fetched from an address that the provider names
  --start       starts it, as provider, or starts it again
  --complete    tells that all is there
  --suspend, --terminate   with a reason
${dataspaceUsage}`;

await runCommand({
  usage,
  options: {
    ...dataspaceOptions,
    request: { type: 'string' },
    format: { type: 'string', default: 'HttpData-PULL' },
    start: { type: 'boolean', default: false },
    complete: { type: 'boolean', default: false },
    suspend: { type: 'string' },
    terminate: { type: 'string' },
  },
  run: async (values, [id]) => {
    const { request, format, start, complete, suspend, terminate } = values;
    const chosen = [start, complete, suspend !== undefined, terminate !== undefined, request !== undefined];
    if (chosen.filter(Boolean).length > 1) throw argumentInvalid('says one thing to do');
    const isStep = chosen.slice(0, 4).includes(true);
    if (isStep && id === undefined) throw argumentInvalid('names a transfer');
    const client = await dataspaceClientAs(values);
    if (id === undefined && request === undefined) {
      const list = await client.transfers();
      const lines = list.transfers.map((one) => transferLines(one).join('\n'));
      console.log(values.json ? JSON.stringify(list) : lines.join('\n\n') || 'No transfer yet.');
      return;
    }
    const view = await act();
    console.log(values.json ? JSON.stringify(view) : transferLines(view).join('\n'));

    async function act() {
      if (request !== undefined) return await client.startTransfer({ agreementId: request, format });
      if (id === undefined) throw argumentInvalid('names a transfer');
      if (start) return await client.stepTransfer(id, 'start');
      if (complete) return await client.stepTransfer(id, 'complete');
      if (suspend !== undefined) return await client.endTransfer(id, 'suspend', [suspend]);
      if (terminate !== undefined) return await client.endTransfer(id, 'terminate', [terminate]);
      return await client.transfer(id);
    }
  },
});
