import type { Answer } from "./connection.ts";
import type { Expected, Outcome } from "./job.ts";

const told = 5;

/** Counts what comes back, and checks it. */
export class Tally {
  readonly visits: number[] = [];
  private reads = 0;
  private posts = 0;
  private wrong = 0;
  private readonly complaints: string[] = [];
  private readonly start = performance.now();

  read(answer: Answer, { status, leastBytes, mostBytes }: Expected): void {
    this.reads++;
    if (answer.status !== status || answer.length < leastBytes || answer.length > mostBytes)
      this.complain(`${answer.status} with ${answer.length} bytes instead of a page`);
  }

  /** The id that the new comment got, or null when the answer wasn't that it was posted. */
  post(answer: Answer): string | null {
    const id = /\r\nlocation: [^\r\n]*\/comments\/(\d+)/i.exec(answer.head)?.[1];
    if (answer.status === 303 && id !== undefined) {
      this.posts++;
      return id;
    }
    this.complain(`${answer.status} instead of a posted comment`);
    return null;
  }

  signIn({ status, head }: Answer): void {
    if (status === 303 && /\r\nset-cookie: bl_session=/i.test(head)) this.posts++;
    else this.complain(`${status} instead of a session`);
  }

  visit(index: number, ms: number, answer: Answer): void {
    this.reads++;
    this.visits[index] = ms;
    if (answer.status !== 200) this.complain(`${answer.status} instead of a page`);
  }

  complain(words: string): void {
    this.wrong++;
    if (this.complaints.length < told) this.complaints.push(words);
  }

  outcome(): Outcome {
    const { visits, reads, posts, wrong, complaints } = this;
    return { seconds: (performance.now() - this.start) / 1000, reads, posts, visits, wrong, complaints };
  }
}
