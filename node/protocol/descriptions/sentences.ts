/** What a call does, in English; `{name}` stands for a value. The page's message files hold the same keys. */
export const callSentences = {
  'call.decisionLedger.request':
    'Ask the decision ledger for a public “{kind}” decision on problem {problem} and snapshot {snapshot}, recorded by {recordBy}, open to challenge for {challengeSeconds} seconds, by committee {committee}',
  'call.decisionLedger.requestRestricted':
    'Ask the decision ledger for a restricted “{kind}” decision on problem {problem} and snapshot {snapshot}, recorded by {recordBy}, open to challenge for {challengeSeconds} seconds, by committee {committee}',
  'call.decisionLedger.record':
    'Record the outcome of decision {id} on problem {problem} and snapshot {snapshot}: report {report}, model root {modelRoot}, sample hash {sampleHash}, energy {energy}, proven bound {bound}',
  'call.decisionLedger.finalize': 'Make decision {id} final',
  'call.decisionLedger.expire': 'Let decision {id} expire',
  'call.decisionLedger.requestUnderMandate':
    'Ask, under the standing mandate {mandate} and to take effect as soon as it is recorded, for a change of at most {change} in {area}: a public “{kind}” decision on problem {problem} and snapshot {snapshot}, recorded by {recordBy}, open to challenge for {challengeSeconds} seconds, by committee {committee}',
  'call.decisionLedger.requestUnderMandateRestricted':
    'Ask, under the standing mandate {mandate} and to take effect as soon as it is recorded, for a change of at most {change} in {area}: a restricted “{kind}” decision on problem {problem} and snapshot {snapshot}, recorded by {recordBy}, open to challenge for {challengeSeconds} seconds, by committee {committee}',
  'call.decisionLedger.grantMandate':
    'Grant the agency {agency} a standing mandate until {until}: at most {perDay} “{kind}” decisions a day in {area}, each with a change of at most {largestChange}, take effect without another vote',
  'call.decisionLedger.revokeMandate': 'Take back the standing mandate {mandate}',
  'call.decisionLedger.enact': 'Put decision {id} into effect',
  'call.decisionLedger.decline': 'Set decision {id} aside: it takes no effect',
  'call.decisionLedger.stop': 'End the effect of decision {id}',
  'call.decisionLedger.object':
    'Object to decision {id}: its snapshot and problem make the model with the root {modelRoot}, not the recorded one',
  'call.decisionLedger.upholdObjection': 'Uphold the objection to decision {id}: the decision is struck',
  'call.decisionLedger.rejectObjection':
    'Turn down the objection to decision {id}: the decision is recorded again, and its window goes on',
  'call.decisionLedger.suspendForChallenge': 'Let decision {id} wait for a challenge',
  'call.decisionLedger.resumeFromChallenge': 'Let decision {id} go on after its challenges',
  'call.decisionLedger.beat':
    'Put the better sample of {author} in the place of decision {id}’s: hash {sampleHash}, energy {energy}',
  'call.decisionLedger.strike': 'Strike decision {id}, because of “{cause}”',
  'call.decisionLedger.setMinimumWindow': 'Set the shortest challenge window to {seconds} seconds',
  'call.modelCourt.commit':
    'Claim, without showing it yet, a better answer to decision {decision}; the claim is sealed as {commitment}',
  'call.modelCourt.reveal':
    'Show the better answer of claim {id}: sample {sampleHash} with the energy {energy}, sealed with {salt}',
  'call.modelCourt.doubt': 'Have the recorded answer to decision {decision} scored, to strike it if it is wrong',
  'call.modelCourt.lapse': 'Close claim {id}, whose time is over',
  'call.modelCourt.score': 'Score {chunks} of the {count} pieces of the model for case {id}',
  'call.modelCourt.storeSample': 'Give the court a sample, or part of one, of {bytes} bytes: {sampleHash}',
  'call.modelCourt.joinSample': 'Put a sample together from {parts} parts that the court has: {hashes}',
  'call.participantRegistry.enrolAgency': 'Enrol {account} as an agency, profile {document}',
  'call.participantRegistry.enrol': 'Enrol {account} as {kind}, profile {document}',
  'call.participantRegistry.enrolSelf': 'Enrol this account as a citizen, profile {document}',
  'call.participantRegistry.updateProfile': 'Change the profile of this account to {document}',
  'call.participantRegistry.suspend': 'Suspend participant {account}',
  'call.participantRegistry.reinstate': 'Reinstate participant {account}',
  'call.accessManager.grantRole': 'Give {account} the role {role}, acting after {delaySeconds} seconds',
  'call.accessManager.revokeRole': 'Take the role {role} from {account}',
  'call.accessManager.renounceRole': 'Give up the role {role}',
  'call.accessManager.labelRole': 'Label the role {role} as “{label}”',
  'call.accessManager.setRoleAdmin': 'Let the role {admin} give and take the role {role}',
  'call.accessManager.setRoleGuardian': 'Let the role {guardian} cancel what the role {role} scheduled',
  'call.accessManager.setTargetFunctionRole': 'Let only the role {role} call {functions} of {target}',
  'call.accessManager.setTargetClosed': 'Close {target} to every restricted call: {closed}',
  'call.accessManager.grantRoleUntil':
    'Give {account} the role {role} until {until}, acting after {delaySeconds} seconds',
  'call.accessManager.removeExpired': 'Take away the role {role} of {account}, which has ended',
  'call.accessManager.handOver':
    'Hand the city over to the governor {governor}: from now on only votes change roles and rules',
  'call.seats.grantSeat': 'Give the agency {agency} a seat, which is one vote',
  'call.seats.withdrawSeat': 'Take the seat of the agency {agency} away',
  'call.seats.rotateSeat': 'Pass the seat of the agency {agency} to {successor}',
  'call.governor.propose': 'Propose to the agencies, with the description {description}: {calls}',
  'call.governor.castVote': 'Vote {support} on proposal {proposal}',
  'call.governor.castVoteWithReason': 'Vote {support} on proposal {proposal}, for the reason with the hash {reason}',
  'call.governor.castVoteBySig': 'Deliver the signed ballot of {voter}: {support} on proposal {proposal}',
  'call.governor.castBallots': 'Deliver {count} signed ballots of agencies: {ballots}',
  'call.governor.queue': 'Queue what the agencies voted for: {calls}',
  'call.governor.execute': 'Carry out what the agencies voted for: {calls}',
  'call.governor.veto': 'Veto, for the reason with the hash {reason}, the proposal to: {calls}',
  'call.governor.cancel': 'Cancel the proposal to: {calls}',
  'call.governor.setVotingDelay': 'Set the time between a proposal and its vote to {seconds} seconds',
  'call.governor.setVotingPeriod': 'Set the time for ballots to {seconds} seconds',
  'call.governor.updateQuorumNumerator': 'Set the quorum to {percent} % of the seats',
  'call.policyRegistry.publish':
    'Put a policy in force, answered for by {owner}, legal basis {legalBasis}, to be reviewed by {reviewBy}, document {document}: {rules}',
  'call.policyRegistry.retire': 'Take policy {policy} out of force',
  'call.policyRegistry.addPurpose': 'Put the purpose {purpose} on the voted list',
  'call.policyRegistry.removePurpose': 'Take the purpose {purpose} off the voted list',
  'call.policyRegistry.approve':
    'Let {participant} use, until {until}, what rule {rule} of policy {policy} leaves to a vote',
  'call.policyRegistry.disapprove': 'Take back from {participant} what rule {rule} of policy {policy} leaves to a vote',
  'call.datasetRegistry.publish':
    'Publish dataset {dataset}, version 1: description {metadata}, content {content}, policy {policy}, key commitment {key}',
  'call.datasetRegistry.newVersion':
    'Publish a new version of dataset {dataset}: description {metadata}, content {content}, policy {policy}, key commitment {key}',
  'call.datasetRegistry.deprecate': 'Offer dataset {dataset} no more',
  'call.datasetRegistry.withdraw': 'Take dataset {dataset} back for good, for the cause with the hash {cause}',
  'call.datasetRegistry.withdrawVersion':
    'Take version {number} of dataset {dataset} back for good, for the cause with the hash {cause}',
  'call.datasetRegistry.freeze': 'Freeze dataset {dataset}, for the cause with the hash {cause}',
  'call.datasetRegistry.unfreeze': 'Lift the freeze of dataset {dataset}',
  'call.agreementRegistry.anchor':
    'Put in force the agreement {agreement} between {provider} and {consumer} about dataset {dataset} under policy {policy}, until {until}',
  'call.agreementRegistry.anchorOpen':
    'Put in force, without end, the agreement {agreement} between {provider} and {consumer} about dataset {dataset} under policy {policy}',
  'call.agreementRegistry.retire': 'End the agreement {agreement}, for the cause with the hash {cause}',
  'call.timelock.updateDelay': 'Set the time that a vote waits before it takes effect to {seconds} seconds',
  'call.participantAccount.proposeKeys':
    'Change the keys of this account after the city’s delay: add {added}, remove {removed}, ask {threshold} signatures',
  'call.participantAccount.cancelKeys': 'Object to the announced change of this account’s keys',
  'call.algorithmRegistry.add':
    'Let signatures by {algorithm} count, verified by {verifier} as long as its code has the hash {codeHash}',
  'call.algorithmRegistry.deprecate': 'Take no new keys of {algorithm}; the keys that accounts have still sign',
  'call.algorithmRegistry.setSunset': 'Let no signature by {algorithm} count from {sunset} on',
  'call.algorithmRegistry.clearSunset': 'Let signatures by {algorithm} count without an end',
  'call.algorithmRegistry.freeze': 'Freeze {algorithm}: no signature by it counts until a vote thaws it',
  'call.algorithmRegistry.unfreeze': 'Thaw {algorithm}: signatures by it count again',
  'call.algorithmRegistry.freezeAccount':
    'Freeze the account {account}: it does nothing until its time is over or a vote thaws it',
  'call.algorithmRegistry.unfreezeAccount': 'Thaw the account {account}: it may act again',
  'call.algorithmRegistry.recoverAccount':
    'Replace lost keys of {account} after the city’s delay, unless its signers object: add {added}, remove {removed}, ask {threshold} signatures',
  'call.participantAccountFactory.create': 'Create an account with {count} signers that asks {threshold} signatures',
  'call.known': 'Call {name} of {target} with {values}',
  'call.unknown': 'Call {target}, which is unknown here, with data nobody can read: {data}',
  'call.payment': 'Send {value} wei to {target} with data {data}',
} as const;

export type CallSentence = keyof typeof callSentences;

/** One call in words. `key` finds the sentence in another language; `text` is the English one. */
export interface CallDescription {
  key: CallSentence;
  values: Record<string, string>;
  text: string;
}

export function describe(key: CallSentence, values: Record<string, string>): CallDescription {
  const text = callSentences[key].replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { key, values, text };
}
