import { writeFileSync } from 'node:fs';
import { loadReceipt } from './audit/sources.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { printOut } from './command/print-out.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { exportAs, exportFormats, readExported } from './export/exported.ts';

const usage = `npm run qdt -- export ID|RECEIPT --format FORMAT [--out FILE] [--node URL]
  A decision's model for researchers, with bound, best sample and citation; RECEIPT is a receipt file, for use without a node.
  --format      model (our chunks, .qdtm), qubo (qbsolv), lp (CPLEX, linearised exactly) or json (everything, certificate included)
  --out         where to; without it text goes to the standard output
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, format: { type: 'string' }, out: { type: 'string' } },
  run: async ({ node, format, out }, [source]) => {
    const subject = requireArgument('ID', source);
    const chosen = exportFormats.find((one) => one === format);
    if (chosen === undefined) throw argumentInvalid(`is one of ${exportFormats.join(', ')}`, 'format');
    const receipt = /^[1-9]\d{0,15}$/.test(subject)
      ? await clientFor(node).receipt(Number(subject))
      : await loadReceipt({ source: { file: subject }, nodeUrl: node });
    const content = exportAs(await readExported(receipt), chosen);
    if (out !== undefined) writeFileSync(out, content);
    else if (typeof content === 'string') await printOut(content);
    else throw argumentInvalid('is given, because chunks are no text', 'out');
  },
});
