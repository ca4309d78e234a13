import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request, and how to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Counts the requests of this step from 0. */
  readonly nth: number;
  /** To be told what the head of the answer says, just before it goes out. */
  readonly onHead: (status: number, headers: Readonly<Record<string, string>>) => void;
}

/** A way to answer, with words for what it is. */
export interface Answer {
  readonly what: string;
  readonly play: (exchange: Exchange) => void;
}

/** An answer, and for how many requests it stands. */
export interface Step {
  readonly answer: Answer;
  readonly fewest: number;
  readonly most: number;
}

/** One request each, unless a step says else. */
export type Steps = readonly (Answer | Step)[];

export function answer(what: string, play: (exchange: Exchange) => void): Answer {
  return { what, play };
}

export function times(count: number, answered: Answer): Step {
  return { answer: answered, fewest: count, most: count };
}

/** From then on, at least once. */
export function forever(answered: Answer): Step {
  return { answer: answered, fewest: 1, most: Number.POSITIVE_INFINITY };
}

/** However often it is asked, also never: a stand-in that may not be needed. */
export function whenever(answered: Answer): Step {
  return { answer: answered, fewest: 0, most: Number.POSITIVE_INFINITY };
}

interface Played {
  readonly step: Step;
  count: number;
}

/** What a provider is to do, request by request; knows what was not played, and what nobody had planned. */
export class Script {
  private readonly name: string;
  private steps: readonly Played[] = [];
  private surprises = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Replaces what is left of an earlier script, which must have been played by now. */
  plays(...steps: Steps): void {
    this.assertPlayed();
    this.steps = steps.map((step) => ({ step: 'answer' in step ? step : times(1, step), count: 0 }));
  }

  get isBlank(): boolean {
    return this.steps.length === 0;
  }

  /** What the next request gets; null when the script has nothing for it. */
  next(): { readonly answer: Answer; readonly nth: number } | null {
    const current = this.steps.find(({ step, count }) => count < step.most);
    if (current === undefined) {
      this.surprises += 1;
      return null;
    }
    current.count += 1;
    return { answer: current.step.answer, nth: current.count - 1 };
  }

  /** A fault that was scripted and never played proves nothing; a request that nobody planned is one too many. */
  assertPlayed(): void {
    const unplayed = this.steps.flatMap(({ step, count }, index) =>
      count < step.fewest
        ? [`${this.name}, step ${index + 1}: "${step.answer.what}" was played ${count} of ${step.fewest} times`]
        : [],
    );
    if (this.surprises > 0) unplayed.push(`${this.name} was asked ${this.surprises} times more than planned`);
    if (unplayed.length > 0) throw new Error(unplayed.join('\n'));
  }
}
