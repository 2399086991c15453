/** Where a command says how far it is: beside its output, so that this can be kept in a file. */
export interface StatusLine {
  /** On a terminal one line is written again and again; elsewhere each is a line of its own. */
  isRewritten: boolean;
  show(line: string): void;
  /** Closes a line that may stand there, and says a last word. */
  end(lastWord?: string): void;
}

export function statusLine(stream: {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}): StatusLine {
  const isRewritten = stream.isTTY === true;
  let isOpen = false;
  return {
    isRewritten,
    show(line) {
      // The line is wiped from the cursor on: it may be shorter than the last.
      stream.write(isRewritten ? `\r${line.slice(0, (stream.columns ?? 80) - 1)}\u001b[K` : `${line}\n`);
      isOpen = isRewritten;
    },
    end(lastWord) {
      if (isOpen) stream.write("\r\u001b[K");
      isOpen = false;
      if (lastWord !== undefined) stream.write(`${lastWord}\n`);
    },
  };
}
