/**
 * HTTP to the accounts of this process. In: one request. Out: its answer, whatever its status. It goes straight to the address: a proxy
 * that the environment names is for what leaves the machine, and `fetch` and Node's global agent may ask it all the same
 * (https://nodejs.org/api/http.html#built-in-proxy-support). Nothing is waited for without end.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface HttpRequest {
  /** For messages: what is asked, such as `config:PutConfigRule`. */
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** A connection ends with its answer: none keeps the process from ending. */
const direct = new Agent({ keepAlive: false });

/** Milliseconds. No call that is made here waits for the accounts' clock, so an answer takes the machine's time alone. */
const timeLimit = 30_000;

/**
 * @param limit milliseconds until the whole answer has to be there
 * @throws Error that names the request, when no answer comes
 */
export async function exchange(asked: HttpRequest, limit = timeLimit): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(limit);
  try {
    return await answerTo(asked, signal);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const told = signal.aborted ? `no answer within ${limit / 1000} seconds` : reason;
    throw new Error(`${asked.name}: ${told}`, { cause: error });
  }
}

const answerTo = ({ url, method, headers, body = '' }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent: direct, method, headers, signal }, (answer) => {
      text(answer).then((content) => {
        resolve({ status: answer.statusCode ?? 0, body: content });
      }, reject);
    });
    sent.on('error', reject).end(body);
  });
