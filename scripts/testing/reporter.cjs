// Mocha's spec reporter, which also writes what ran and why something was skipped to $QDT_TEST_SUMMARY.
// CommonJS, because Mocha takes a reporter's file by require.
const { writeFileSync } = require('node:fs');
const { Spec } = require('mocha').reporters;

module.exports = class SummaryReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const skips = [];
    runner.on('pending', (test) => skips.push({ title: test.fullTitle(), reason: reasonOf(test) }));
    runner.once('end', () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      const file = process.env.QDT_TEST_SUMMARY;
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skips }));
    });
  }
};

// A reason stands on the test or on a suite around it: see test/skip.ts.
function reasonOf(test) {
  for (let node = test; node !== undefined; node = node.parent)
    if (node.skipReason !== undefined) return node.skipReason;
  return undefined;
}
