/** Every command of `npm run qdt`, the file that does it, and one line about it. */
export const commands = [
  {
    name: 'start',
    program: 'scripts/start.ts',
    about: 'the demonstration city: node, page, three operators, one decision',
  },
  { name: 'node', program: 'scripts/node.ts', about: 'a node alone: chain, content, gateway, page' },
  {
    name: 'oracle',
    program: 'oracle/oracle.ts',
    about: 'one operator’s process: solves, checks, signs for its committee',
  },
  { name: 'keys', program: 'scripts/keys.ts', about: 'make or show a key file; create its account' },
  { name: 'participants', program: 'scripts/participants.ts', about: 'who takes part' },
  { name: 'snapshot', program: 'scripts/snapshot.ts', about: 'take a snapshot of the twin' },
  { name: 'request', program: 'scripts/request.ts', about: 'prepare an agency’s request for a decision' },
  { name: 'sign', program: 'scripts/sign.ts', about: 'see in words what a call does, sign it, send it' },
  { name: 'calls', program: 'scripts/calls.ts', about: 'calls that wait for signatures, in words' },
  { name: 'decisions', program: 'scripts/decisions.ts', about: 'decisions and where they stand' },
  { name: 'policy', program: 'scripts/policy.ts', about: 'check an access policy, begin one, try a request on it' },
  { name: 'audit', program: 'scripts/audit.ts', about: 'check one decision again, entirely, also offline' },
  { name: 'solve', program: 'scripts/solve.ts', about: 'solve a max-cut, QUBO or model file, with a proven bound' },
  { name: 'bench', program: 'scripts/bench.ts', about: 'measure this machine' },
  { name: 'backup', program: 'scripts/backup.ts', about: 'copy a node’s data while it runs, and compare' },
  { name: 'restore', program: 'scripts/restore.ts', about: 'put a backup where a node finds it, and compare' },
] as const;
