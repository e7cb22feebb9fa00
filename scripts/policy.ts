import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { checkPolicyFile } from './policy/check.ts';
import { printTemplate } from './policy/template.ts';
import { testPolicyFile } from './policy/test.ts';

const usage = `npm run qdt -- policy check FILE [--purposes LIST] [--json]
npm run qdt -- policy template NAME [--name TEXT] [--owner ADDRESS] [--target URN] [--review TIME]
npm run qdt -- policy test FILE --participant ADDRESS --target URN --action WORD [--purpose WORD] [--time TIME]
               [--kind KIND] [--roles LIST] [--collections LIST] [--used N] [--approved]
               [--purposes LIST] [--json]
  check         an ODRL policy: its rules in words, what nobody can enforce, its canonical hash
  template      a policy to begin with: open-data, research-only, emergency, internal
  test          the verdict of this policy alone, and why; ends with 1 where it is no
  --purposes    the voted purposes, separated by commas (default: those a city begins with)
  --kind        what the participant is enrolled as: NONE, AGENCY, COMPANY, OPERATOR, CITIZEN (default: NONE)
  --roles       its roles, separated by commas
  --collections the collections that the dataset belongs to, separated by commas
  --used        how often it used each rule so far (default: 0)
  --approved    the agencies voted for this participant
  --time        such as 2027-06-30T00:00:00Z (default: now)
  --json        one JSON object`;

await runCommand({
  usage,
  options: {
    purposes: { type: 'string' },
    json: { type: 'boolean', default: false },
    name: { type: 'string', default: 'my-policy' },
    owner: { type: 'string', default: '0x000000000000000000000000000000000000dEaD' },
    target: { type: 'string' },
    review: { type: 'string' },
    participant: { type: 'string' },
    action: { type: 'string' },
    purpose: { type: 'string', default: '' },
    time: { type: 'string' },
    kind: { type: 'string', default: 'NONE' },
    roles: { type: 'string', default: '' },
    collections: { type: 'string', default: '' },
    used: { type: 'string', default: '0' },
    approved: { type: 'boolean', default: false },
  },
  run: async (values, [action, subject]) => {
    if (action === 'check') checkPolicyFile(requireArgument('FILE', subject), values);
    else if (action === 'template') printTemplate(requireArgument('NAME', subject), values);
    else if (action === 'test') testPolicyFile(requireArgument('FILE', subject), values);
    else throw argumentInvalid('is check, template or test', action ?? 'action');
  },
});
