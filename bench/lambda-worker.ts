/** The rule's handler in a process of its own. In: environment SANDBOX, EVENT, TIMES. Out: one line of JSON, `{milliseconds, maxRSS}`. */
import { connect } from '../account/live/connect.ts';
import { createHandler } from '../rule/handler.ts';
import { jsonLog } from '../rule/log.ts';
import { remembering } from '../rule/remember.ts';

const { SANDBOX: endpoint = '', EVENT = '', TIMES = '1' } = process.env;
const times = Number(TIMES);
const credentials = { accessKeyId: '111122223333', secretAccessKey: 'sandbox' };

/** The pace between calls is kept, and takes no time; longer waits are real. */
let slept = 0;
const clock = {
  now: () => Date.now() + slept,
  sleep: (milliseconds: number) => {
    const isPace = milliseconds < 1000;
    if (isPace) slept += milliseconds;
    return new Promise<void>((resolve) => {
      if (isPace) setImmediate(resolve);
      else setTimeout(resolve, milliseconds).unref();
    });
  },
};

const handler = createHandler({
  connect: remembering((request) => connect({ ...request, endpoint, credentials })),
  log: jsonLog(() => undefined, Date.now),
  clock,
  assumeRoleName: null,
});

const event: unknown = JSON.parse(EVENT);
const context = { getRemainingTimeInMillis: () => 900_000 };
for (let warming = 0; warming < Math.min(times - 1, 50); warming += 1) await handler(event, context);
const start = performance.now();
for (let time = 0; time < times; time += 1) await handler(event, context);
const milliseconds = (performance.now() - start) / times;
process.stdout.write(`${JSON.stringify({ milliseconds, maxRSS: process.resourceUsage().maxRSS })}\n`);
