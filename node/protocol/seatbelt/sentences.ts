/** What a proposal changes, in English; `{name}` stands for a value. The page's message files hold the same keys. */
export const seatbeltSentences = {
  'seatbelt.role.gained': '{who} gets the role {role}',
  'seatbelt.role.gainedUntil': '{who} gets the role {role} until {until}',
  'seatbelt.role.gainedFrom': '{who} gets the role {role}, which counts from {since}',
  'seatbelt.role.lost': '{who} loses the role {role}',
  'seatbelt.role.changed':
    '{who} keeps the role {role}, with another end or waiting time: {before} before, {after} after',
  'seatbelt.role.renewed': '{who} keeps the role {role}, from then on given by this proposal',
  'seatbelt.role.labelled': 'The role {role} is called “{label}”',
  'seatbelt.role.grantDelay': 'From {since} on, whoever gets the role {role} waits {seconds} seconds before it counts',
  'seatbelt.role.guardian': 'The role {guardian} may cancel what the role {role} scheduled',
  'seatbelt.contract.delay': 'From {since} on, changes of who may call the {contract} wait {seconds} seconds',
  'seatbelt.proposal.stopped': 'Proposal {proposal} is stopped',
  'seatbelt.seat.gained': '{who} gets a seat, which is one vote: {after} seats instead of {before}',
  'seatbelt.seat.lost': '{who} loses its seat and its vote: {after} seats instead of {before}',
  'seatbelt.participant.enrolled': '{who} takes part from then on, as {kind}',
  'seatbelt.participant.suspended': '{who} is suspended and may not act any more',
  'seatbelt.participant.reinstated': '{who} is not suspended any more',
  'seatbelt.participant.profile': '{who} gets another profile or other registered keys',
  'seatbelt.setting.votingDelay': 'The time between a proposal and its vote becomes {after} seconds; it was {before}',
  'seatbelt.setting.votingPeriod': 'The time for ballots becomes {after} seconds; it was {before}',
  'seatbelt.setting.lateQuorumExtension':
    'The time that remains for ballots after a late quorum becomes {after} seconds; it was {before}',
  'seatbelt.setting.quorumPercent': 'The quorum becomes {after} % of the seats; it was {before} %',
  'seatbelt.setting.timelockDelay':
    'The time that a vote waits before it takes effect becomes {after} seconds; it was {before}',
  'seatbelt.setting.minimumWindow': 'The shortest challenge window becomes {after} seconds; it was {before}',
  'seatbelt.door.changed': '{function} of {contract} may be called by {after} only; before, by {before}',
  'seatbelt.contract.closed': 'The {contract} takes no restricted call any more, of nobody',
  'seatbelt.contract.opened': 'The {contract} takes restricted calls again',
  'seatbelt.contract.authority': '{after} decides who may call the {contract}; before, {before}',
  'seatbelt.governor.changed': 'Roles are given by votes of the governor {after}; before, {before}',
  'seatbelt.policy.published': 'Policy {policy} of {who} comes into force: {rules}',
  'seatbelt.policy.retired': 'Policy {policy} of {who} is not in force any more: {rules}',
  'seatbelt.purpose.added': 'The purpose {purpose} may be stated and allowed from then on',
  'seatbelt.purpose.removed': 'The purpose {purpose} may not be stated any more, whatever policies say of it',
  'seatbelt.approval.given': '{who} may use rule {rule} of policy {policy} until {until}',
  'seatbelt.approval.taken': '{who} may not use rule {rule} of policy {policy} any more',
  'seatbelt.mandate.granted':
    '{who} may have decisions of kind {kind} about {area} take effect at once, with changes of at most {change}, {count} a day, until {until}',
  'seatbelt.mandate.revoked': 'Standing mandate {mandate} ends at once',
  'seatbelt.decision.enacted': 'Decision {id} takes effect',
  'seatbelt.decision.declined': 'Decision {id} is declined',
  'seatbelt.objection.upheld': 'The objection to decision {id} is upheld: the decision is struck',
  'seatbelt.objection.rejected': 'The objection to decision {id} is rejected: the decision stands again',
  'seatbelt.event': 'The {contract} records {event}: {values}',
  'seatbelt.unnamed': 'Something changes in {contract} that cannot be named here ({slots} stored values)',
  'seatbelt.nothing': 'Call {call} changes nothing',
  'seatbelt.nothingAtAll': 'Carried out, it changes nothing',
  'seatbelt.executed': 'This proposal was carried out at {time}; this is what it did',
  'seatbelt.warning.lastSeat': 'A single seat is left: one agency decides everything alone',
  'seatbelt.warning.administration': 'It changes who administers the city or one of its contracts',
  'seatbelt.warning.publicDoor': 'Anybody at all may call {function} of {contract} from then on',
  'seatbelt.warning.noWaiting': 'Nobody has time to object any more: {what} becomes zero',
  'seatbelt.warning.notEnrolled': '{who} gets the role {role} and is not enrolled: nobody here knows who that is',
  'seatbelt.warning.suspended': '{who} gets the role {role} and is suspended',
  'seatbelt.warning.emptyRole': 'Nobody has the role {role} any more',
  'seatbelt.warning.everySeat': 'No proposal passes any more unless every seat takes part in the vote',
  'seatbelt.warning.closed': 'The {contract} is closed: whatever needs it stops until another vote',
  'seatbelt.warning.foreignCall':
    'It calls {address}, a contract that is not the network’s: nobody here knows its code',
  'seatbelt.warning.payment': 'It sends {value} wei to {address}',
  'seatbelt.warning.created': 'It creates a contract at {address}',
  'seatbelt.warning.unnamed': 'Not everything that it changes can be named here: ask those who propose it',
  'seatbelt.warning.anew':
    'The vote on it is over, or would fail; this is what the same calls would do if proposed anew',
  'seatbelt.warning.stateGone': 'The chain does not keep the state from before it any more: only its events are told',
  'seatbelt.refused.propose': 'It cannot be proposed: {reason}',
  'seatbelt.refused.vote': 'No vote can bring it to its execution: {reason}',
  'seatbelt.refused.queue': 'What was voted for cannot be queued: {reason}',
  'seatbelt.refused.execute': 'It would be refused as a whole, and change nothing: {reason}',
  'seatbelt.refused.call': 'Call {call} would be refused, and with it the whole proposal: {reason}',
} as const;

export type SeatbeltSentence = keyof typeof seatbeltSentences;

/** A sentence with its values. `key` finds it in another language; `text` is the English one. */
export interface SeatbeltPhrase {
  readonly key: SeatbeltSentence;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
}

export function phrase(key: SeatbeltSentence, values: Readonly<Record<string, string>> = {}): SeatbeltPhrase {
  const text = seatbeltSentences[key].replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { key, values, text };
}
