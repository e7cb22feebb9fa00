import { writeFileSync } from 'node:fs';
import { getAddress, isAddress } from 'viem';
import { batchToJson } from '../node/protocol/call-json.ts';
import { randomNonce } from '../node/protocol/call-nonce.ts';
import { proposalIdOf, proposeCall } from '../node/protocol/proposal.ts';
import { newSalt, saltedHash } from '../node/protocol/salted-text.ts';
import { algorithmFrom, algorithmOption, algorithmUsage } from './command/algorithm-option.ts';
import { algorithmOptions, algorithmProposals, proposedAlgorithms } from './command/algorithm-options.ts';
import { toCallFile } from './command/call-file.ts';
import { clientAs } from './command/client-as.ts';
import { confirmSigning } from './command/confirm.ts';
import { decisionOptions, decisionUsage, proposedDecisions } from './command/decision-options.ts';
import { batchLines } from './command/describe-batch.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { policyLines, policyOptions, policyUsage, proposedPolicies } from './command/policy-options.ts';
import { proposalOptions, proposalUsage, proposedCalls } from './command/proposal-options.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { readTextArgument } from './command/text-argument.ts';
import { signBatch } from './sign-batch.ts';

const usage = `npm run qdt -- propose --agency ADDRESS (--key FILE [--yes] | --out FILE) WHAT... [--why TEXT] [--json] [--node URL]
  Proposes a change of the city's rules to the agencies, as a call that an agency with a seat signs.
  --agency ADDRESS  the agency's account
${proposalUsage}
${algorithmProposals}
${policyUsage}
${decisionUsage}
  --why TEXT        title (the first line) and reasons, or @FILE, at most 16 KiB; only a salted hash of them goes on chain, the text is
                    kept by the node and can be erased. With --out it is not sent yet: qdt texts title, with the salt printed
  --key FILE        your key file: shows the call in words, asks, signs, sends
${algorithmUsage}
  --out FILE        write the unsigned call there instead; next: npm run qdt -- sign FILE --key KEYFILE
  --yes             do not ask
  --json            one JSON object on standard output
${nodeUsage}`;

const hour = 3600;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...proposalOptions,
    ...algorithmOptions,
    ...algorithmOption,
    ...policyOptions,
    ...decisionOptions,
    agency: { type: 'string' },
    calls: { type: 'string' },
    why: { type: 'string', default: '' },
    key: { type: 'string' },
    'passphrase-file': { type: 'string' },
    out: { type: 'string' },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async (values) => {
    const agency = requireArgument('agency', values.agency);
    if (!isAddress(agency)) throw argumentInvalid('is an address', 'agency');
    if ((values.key === undefined) === (values.out === undefined)) throw argumentInvalid('or --out is given', 'key');
    const algorithm = algorithmFrom(values.algorithm);
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const client = clientFor(values.node);
    const network = await client.network();
    const salt = newSalt();
    const text = values.why === '' ? '' : readTextArgument(values.why);
    const description = saltedHash({ salt, text });
    const purposes = (await client.purposes()).purposes.filter(({ isVoted }) => isVoted);
    const voted = purposes.map(({ purpose }) => purpose);
    const about = proposedPolicies(network.contracts, values, voted);
    const calls = [
      ...about.calls,
      ...proposedDecisions(network.contracts, values),
      ...proposedAlgorithms(network.contracts, values),
      ...proposedCalls(network.contracts, values, values.calls),
    ];
    if (calls.length === 0) throw argumentInvalid('proposes nothing: name what shall change');
    const content = { calls, description };
    const proposalId = String(proposalIdOf(content));
    const batch = {
      account: getAddress(agency),
      calls: [proposeCall(network.contracts.governor, content)],
      nonce: randomNonce(),
      deadline: Math.ceil(Date.now() / 1000) + hour,
    };
    tell([...about.policies.flatMap(policyLines), ...batchLines(network, batch)].join('\n'));
    if (text !== '') tell(`Keep: the reasons’ salt is ${salt}, their hash sha256(salt, text) is ${description}.`);
    const blocks = about.content.map((bytes) => Buffer.from(bytes).toString('base64'));
    const notEnforced = about.policies.flatMap(({ unenforceable }) => unenforceable);
    const told = { proposalId, description, salt, notEnforced };
    if (values.out !== undefined) {
      writeFileSync(values.out, `${JSON.stringify(toCallFile(batch, [], blocks), undefined, 2)}\n`, {
        flag: 'wx',
      });
      tell(`Proposal ${proposalId} is written to ${values.out}. Next: npm run qdt -- sign ${values.out} --key KEYFILE`);
      if (values.json) console.log(JSON.stringify({ ...told, file: values.out }));
      return;
    }
    if (!values.yes) await confirmSigning();
    const file = requireArgument('key', values.key);
    const passphrase = await readPassphrase(values['passphrase-file']);
    const identified = text === '' ? undefined : await clientAs(client, { file, passphrase }, batch.account);
    const signature = await signBatch(network, { file, passphrase, algorithm }, batch);
    const call = await client.submitCall({
      call: batchToJson(batch, [signature]),
      content: blocks,
    });
    const subject = { kind: 'proposal', id: proposalId } as const;
    await identified?.putText({ kind: 'title', about: subject, text, salt });
    const { status, transactionHash } = call;
    const { threshold, signatures } = call;
    if (values.json) console.log(JSON.stringify({ ...told, status, transactionHash }));
    else if (status === 'executed') tell(`Proposal ${proposalId} is open. Next: npm run qdt -- vote ${proposalId} FOR`);
    else tell(`Signed by ${signatures.length} of ${threshold}; it waits for the others.`);
  },
});
