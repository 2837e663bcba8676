import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Says nothing about what went well: failures in full, then one line. */
export default class QuietReporter implements Reporter {
  private passed = 0;
  private failed = 0;

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    const said = result.errors.map(({ stack, message }) => stack ?? message ?? '').join('\n');
    console.log(`\n✗ ${test.titlePath().slice(2).join(' › ')} (${result.status})\n${said}`);
  }

  onError({ stack, message }: { stack?: string; message?: string }): void {
    console.log(stack ?? message);
  }

  onEnd({ status, duration }: FullResult): void {
    const seconds = Math.round(duration / 1000);
    console.log(
      `Journeys: ${this.passed} passed, ${this.failed} failed in ${seconds} s: ${status}`
    );
  }
}
