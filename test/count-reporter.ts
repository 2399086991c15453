import type { Reporter, TestModule } from "vitest/node";

/**
 * Closes the run with one line of counts, and sees to it that a run with failures ends as one: what stops the tests'
 * PostgreSQL when the process ends would end it as if all had gone well.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) count.failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") count[state]++;
      }
    }
    if (count.failed > 0)
      process.once("exit", () => {
        process.exitCode = 1;
      });
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  }
}
