// Counts a Jest run. Alone it closes the output with 'N passed, N failed' (', N skipped' where there were any); under
// tools/test.mjs it hands the counts over in a file instead, because lint and types are counted in the same line.
// A suite that could not run counts as one failure, so that a broken run never reads as a pass.
const fs = require('node:fs');

module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    const file = process.env.BITFINEX_WS_TEST_COUNTS;
    if (file) {
      fs.writeFileSync(file, JSON.stringify(counts));
      return;
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.on('exit', () => fs.writeSync(1, `\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`));
  }
};
