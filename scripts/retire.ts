import { createDataspaceClient } from '../node/client/dataspace.ts';
import { dataspaceClientAs, dataspaceOptions, dataspaceUsage } from './command/dataspace-client.ts';
import { agreementLines } from './command/dataspace-lines.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- retire [AGREEMENT --cause TEXT --as KEYFILE] [--text]
  Without an agreement: those of the node, in words; anybody may ask.
  With one and a cause: retires it, as a party. Its transfers end and nothing more is handed out under it; what was received before can
  technically still be read.
  --text        prints the agreement's legal text instead
${dataspaceUsage}`;

await runCommand({
  usage,
  options: { ...dataspaceOptions, cause: { type: 'string' }, text: { type: 'boolean', default: false } },
  run: async (values, [id]) => {
    const open = createDataspaceClient({ url: values.node.replace(/\/$/, '') });
    if (id === undefined) {
      const list = await open.agreements();
      const lines = list.agreements.map((one) => agreementLines(one).join('\n'));
      console.log(values.json ? JSON.stringify(list) : lines.join('\n\n') || 'No agreement yet.');
      return;
    }
    if (values.text) {
      console.log(await open.agreementText(id));
      return;
    }
    const cause = requireArgument('cause', values.cause);
    const retired = await (await dataspaceClientAs(values)).retire(id, cause);
    console.log(values.json ? JSON.stringify(retired) : agreementLines(retired).join('\n'));
  },
});
